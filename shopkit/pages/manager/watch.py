"""What is out of the ordinary, against what was to be expected."""

from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.text import message

KEY, TITLE = "watch", message("Watch")
ASKED = frozenset[str]()


def badge(shift: Shift) -> int | None:
    """Nothing yet."""
    return None


def blocks(shift: Shift) -> list[Block]:
    """Nothing yet."""
    return [draw.lines("soon", "…")]


ACTS: dict[str, object] = {}
