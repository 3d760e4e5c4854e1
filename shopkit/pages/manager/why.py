"""Why the figures changed: an exact split, from the bar to the orders."""

from typing import Any

from shopkit.bridge import cells as of
from shopkit.pages import blocks as draw
from shopkit.pages import bridge_drawn, given
from shopkit.pages import bridge_words as words
from shopkit.pages.blocks import Block
from shopkit.pages.bridge import Why, why
from shopkit.pages.manager import behind, periods
from shopkit.pages.shift import Shift
from shopkit.text import message
from shopkit.widgets import Reply

KEY, TITLE = "why", message("Why it changed")
ASKED = periods.ASKED | behind.ASKED | {"why_by"}
LEVELS = {
    of.CROSS: message("By channel and product"),
    of.PRODUCT: message("By product"),
    of.CHANNEL: message("By channel"),
    of.SHOP: message("The whole shop"),
}


def badge(shift: Shift) -> int | None:
    """Nothing: why is asked, it does not call."""
    return None


def blocks(shift: Shift) -> list[Block]:
    """What happened and what to do, the waterfalls, what made each bar, and other days."""
    pair = periods.chosen(shift)
    if pair is None:
        return [
            draw.lines(
                "why", shift.say("No figures yet: import the shop's files under “Start here”.")
            )
        ]
    found = why(shift.shop, *pair, level=shift.ask.get("why_by"))
    if found is None:
        none = draw.lines(
            "why", (shift.say("Nothing was paid in these days: choose others."), "warn")
        )
        return [none, *periods.blocks(shift, pair)]
    return [
        *bridge_drawn.sentence(shift, found),
        bridge_drawn.tiles(shift, found),
        *bridge_drawn.chart(shift, found),
        behind.bars(shift, found),
        *_levels(shift, found),
        *periods.blocks(shift, pair),
        draw.lines(
            "why-notes", *words.notes(shift, found), title=shift.say("How this is worked out")
        ),
    ]


def _levels(shift: Shift, found: Why) -> list[Block]:
    if len(found.levels) == 1:
        return []
    pressed = [
        draw.button(
            shift.say(LEVELS[level]), "why_level", {"level": level},
            tone="main" if level == found.level else None,
        )
        for level in found.levels
    ]  # fmt: skip
    return [draw.buttons("why-levels", *pressed, title=shift.say("Split by"))]


def split_by(shift: Shift, *, key: str, level: object) -> Reply:
    """Shows the split at another level."""
    wanted = given.one_of(level, LEVELS, shift.say("Split by"))
    return Reply("", ask={"why_by": wanted, "why_bar": "", "why_cell": ""})


ACTS: dict[str, Any] = {**periods.ACTS, "why_level": split_by}
