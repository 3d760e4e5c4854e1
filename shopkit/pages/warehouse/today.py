"""What to do now: one line for each section that has something waiting, most pressing first."""

from collections.abc import Mapping

from shopkit.pages import blocks as draw
from shopkit.pages import mine
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse.shift import Shift
from shopkit.text import message
from shopkit.text.numbers import count

KEY, TITLE = "today", message("Today")
ASKED = frozenset[str]()
# In the order of the day: what a buyer waits for comes first. `ship` counts what is late or due.
WAITING = {
    "ship": (message("Orders late, due or held: ship these first"), "bad"),
    "stock": (message("Products oversold or below zero"), "bad"),
    "receive": (message("Deliveries that are late"), "warn"),
    "putaway": (message("Products in receiving, not on their shelf"), "warn"),
    "reorder": (message("Products that run out before a delivery could come: order today"), "warn"),
    "count": (message("Counts to do or to approve"), ""),
    "freight": (message("Freight to check"), ""),
    "safety": (message("Things to look at on the safety round"), ""),
}


def badge(shift: Shift) -> int | None:
    """Nothing: the other tabs say what waits."""
    return None


def blocks(shift: Shift, badges: Mapping[str, int | None]) -> list[Block]:
    """The day's list, and what the warehouse holds."""
    say = shift.say
    listed = [_row(shift, key, badges[key] or 0) for key in WAITING if badges.get(key)]
    return [
        draw.rows(
            "todo",
            listed,
            say("Nothing waits. A good moment to count a shelf."),
            title=say("What to do now"),
        ),
        *mine.my_tasks(shift),
        _figures(shift),
    ]


def _row(shift: Shift, key: str, waiting: int) -> Block:
    words, tone = WAITING[key]
    return draw.row(
        key,
        shift.say(words),
        badge=count(waiting, shift.lang),
        tone=tone or None,
        ask={"tab": key},
    )


def _figures(shift: Shift) -> Block:
    say, lang = shift.say, shift.lang
    levels = shift.levels.values()
    held = [level for level in levels if level.on_hand > 0]
    return draw.tiles(
        "figures",
        draw.tile("orders", say("Orders waiting"), count(len(shift.open_orders), lang)),
        draw.tile("skus", say("Products on the shelf"), count(len(held), lang)),
        draw.tile("units", say("Pieces on hand"), count(sum(each.on_hand for each in held), lang)),
        draw.tile("coming", say("Coming"), count(sum(each.on_order for each in levels), lang)),
    )


ACTS: dict[str, object] = {**mine.ACTS}
