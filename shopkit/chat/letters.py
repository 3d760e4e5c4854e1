"""What is told to a group: its kind and words, cut into parts that a robot takes whole."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from shopkit.errors import Refused
from shopkit.text import message

KINDS = {
    "digest": message("Digest"),
    "alarm": message("Alarm"),
    "urgent": message("Urgent matter"),
    "note": message("Note"),
}
LONGEST = 20_000
_JOINS = "\u200d"


@dataclass(frozen=True, slots=True)
class Letter:
    """Words for the group. An urgent one waits for no quiet hour and no other message."""

    kind: str
    text: str
    title: str = ""
    is_urgent: bool = False
    not_before: datetime | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise Refused("Choose what kind of message it is.")
        for name in ("text", "title"):
            object.__setattr__(self, name, _sayable(getattr(self, name)))
        if not self.text:
            raise Refused("A message needs words.")
        if len(self.whole) > LONGEST:
            raise Refused("A message holds at most {most} characters.", most=LONGEST)

    @property
    def whole(self) -> str:
        """The title, if there is one, above the text."""
        return f"{self.title}\n{self.text}" if self.title else self.text


def pieces(text: str, *, most: int, size: Callable[[str], int]) -> list[str]:
    """`text` cut so that each piece has at most `most` by `size`; joined they are the text again.

    Cut after a line where there is one, else after a space, never inside a character as people
    see it. One that is larger than `most` alone is cut between its code points.

    >>> pieces("淘宝店铺", most=7, size=lambda piece: len(piece.encode()))
    ['淘宝', '店铺']
    """
    rest, cut = text, []
    while size(rest) > most:
        end = _end(rest, _fits(rest, most, size))
        cut.append(rest[:end])
        rest = rest[end:]
    return [*cut, rest] if rest or not cut else cut


def digest(piece: str) -> str:
    """A short mark of a piece's words: the same words, the same mark."""
    return hashlib.sha256(piece.encode()).hexdigest()[:16]


def _sayable(text: str) -> str:
    # Half a character or a NUL byte would be refused by a database or a robot.
    whole = text.encode("utf-8", "replace").decode()
    kept = (each for each in whole if each in "\n\t" or unicodedata.category(each) != "Cc")
    return "".join(kept).strip()


def _fits(text: str, most: int, size: Callable[[str], int]) -> int:
    """How many code points of `text` fit; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(text[:middle]) <= most else (low, middle - 1)
    return low


def _end(text: str, fits: int) -> int:
    for mark in ("\n", " "):
        # A piece that is mostly empty for the sake of a line's end is no kindness.
        end = text.rfind(mark, fits // 2, fits) + 1
        if end and _may_end(text, end):
            return end
    return next(_ends(text, fits), fits)


def _ends(text: str, fits: int) -> Iterator[int]:
    return (end for end in range(fits, 0, -1) if _may_end(text, end))


def _may_end(text: str, end: int) -> bool:
    """Whether a character as people see it ends before place `end`."""
    before, after = text[end - 1], text[end] if end < len(text) else ""
    if not after or before == "\n":
        return True
    if _hangs_on(after) or before in _JOINS:
        return False
    return not (_is_flag(before) and _is_flag(after) and _flags_before(text, end) % 2)


def _hangs_on(char: str) -> bool:
    is_skin = 0x1F3FB <= ord(char) <= 0x1F3FF
    return is_skin or char in _JOINS or unicodedata.category(char) in ("Mn", "Me", "Mc")


def _is_flag(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def _flags_before(text: str, end: int) -> int:
    begin = end
    while begin and _is_flag(text[begin - 1]):
        begin -= 1
    return end - begin
