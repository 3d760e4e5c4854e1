"""What people type at a meeting: lines that stay lines, and nothing a database would choke on."""

import unicodedata

from shopkit.errors import Refused
from shopkit.pages import given

MOST = 2000


def several(value: object, label: str, *, most: int = MOST) -> str:
    """A text with its lines, each without its outer spaces, or `Refused` if it is too long."""
    lines = plain(value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(line for raw in lines if (line := " ".join(raw.split())))
    if len(text) > most:
        raise Refused("“{field}” holds at most {most} characters.", field=label, most=most)
    return text


def line(value: object, label: str, *, most: int = 200) -> str:
    """One line of text, or `Refused` if it is too long."""
    return given.words(plain(value), label, most=most)


def plain(value: object) -> str:
    """Text without halves of characters and control characters other than line ends."""
    whole = str(value if value is not None else "").encode("utf-8", "replace").decode()
    return "".join(each for each in whole if each in "\n\r\t" or unicodedata.category(each) != "Cc")
