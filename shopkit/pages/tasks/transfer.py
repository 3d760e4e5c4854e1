"""Tasks in from Trello or any list, tasks out as a workbook or a calendar."""

from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks import giving, looked, taking
from shopkit.text import message

KEY, TITLE = "transfer", message("Import and export")
ASKED = frozenset({looked.FOUND})


def badge(shift: Shift) -> int | None:
    """Nothing waits here."""
    return None


def blocks(shift: Shift) -> list[Block]:
    """A file looked into, or the two ways in and out."""
    if looked.found(shift) is not None:
        return looked.blocks(shift)
    return [taking.choose(shift), *giving.blocks(shift)]


ACTS = {**taking.ACTS, **giving.ACTS}
