"""What to do now: one line for each section that has something waiting, most pressing first."""

from collections.abc import Mapping

from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse.shift import Shift
from shopkit.store import tasks
from shopkit.tasks.task import Task
from shopkit.text import message
from shopkit.text.numbers import count

KEY, TITLE = "today", message("Today")
ASKED = frozenset[str]()
SHOWN = 8
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
        *_mine(shift),
        _figures(shift),
    ]


def _mine(shift: Shift) -> list[Block]:
    """The open tasks of whoever is on shift."""
    say, shop = shift.say, shift.shop
    if shift.by is None:
        return []
    found = tasks.open_tasks(shop.engine, shop.id, owner_id=shift.by)
    listed = [_task(shift, task) for task in found[:SHOWN]]
    return [draw.rows("mine", listed, "", title=say("My tasks"))] if listed else []


def _task(shift: Shift, task: Task) -> Block:
    say, is_late = shift.say, task.is_overdue(shift.day)
    due = [(say("Due {day}", day=task.due_on), "bad" if is_late else None)] if task.due_on else []
    finish = draw.button(say("Done"), "today_done", {"task": task.id, "version": task.version})
    return draw.row(
        task.id,
        say(task.title) if task.document.startswith("safety:") else task.title,
        *due,
        badge=say("urgent") if task.priority == 1 else None,
        tone="bad" if is_late else None,
        buttons=[finish],
    )


def done(shift: Shift, *, key: str, task: object, version: object) -> str:
    """Marks a task as done."""
    number = given.whole(task, shift.say("Task"), most=10**12)
    seen = given.whole(version, shift.say("Task"), most=10**9)
    shop = shift.shop
    finished = tasks.finish_task(shop.engine, shop.id, number, shift.stamp(key), version=seen)
    return shift.say("“{title}” is done.", title=finished.title)


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


ACTS: dict[str, object] = {"today_done": done}
