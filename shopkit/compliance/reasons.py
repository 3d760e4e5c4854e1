"""Why a word that asks may stay: picked from a list, never typed freely."""

from shopkit.text import message

# After the cases which the regulator's guide of 2023 (公告 2023 年第 6 号) tells apart.
REASONS = {
    "self": message("Compared with our own goods only"),
    "tip": message("A hint for use: best before, best temperature"),
    "grade": message("A grade of a national or industry standard"),
    "name": message("Part of the product's name or a registered trade mark"),
    "fact": message("A fact we can prove"),
    "tenet": message("What we strive for, not what the goods are"),
    "award": message("An award or listing given under published rules"),
}
