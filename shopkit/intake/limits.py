"""How much the reading of one file may take, and what is said when it takes more."""

from shopkit.text import message

MEMORY = 3 << 30
SECONDS = 60
# A large file may take longer: a hundred times what a MiB of orders needs.
SECONDS_A_MIB = 3.0
TOO_LONG = message("Reading the file took too long and was stopped. Import fewer months at a time.")
TOO_BIG = message(
    "Reading the file needs too much memory and was stopped. Import fewer months at a time."
)
