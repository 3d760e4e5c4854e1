"""The same tasks as a list: to search, to sort by what presses, to copy."""

from datetime import timedelta

from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks import card
from shopkit.store import tasks
from shopkit.tasks.states import PRIORITIES, STATES
from shopkit.tasks.task import Task
from shopkit.text import message

KEY, TITLE = "list", message("List")
ASKED = frozenset({"search"}) | card.ASKED
SHOWN = 200


def badge(shift: Shift) -> int | None:
    """How many tasks are late, whoever owns them."""
    yesterday = shift.today - timedelta(days=1)
    return tasks.count_tasks(shift.shop.engine, shift.shop.id, due_until=yesterday) or None


def blocks(shift: Shift) -> list[Block]:
    """What is open, most pressing first, and the card that is opened."""
    say, shop = shift.say, shift.shop
    words = shift.ask.get("search", "")
    found = tasks.tasks(shop.engine, shop.id, search=words, hung=("labels",))
    found.sort(
        key=lambda task: (
            not task.is_overdue(shift.today),
            task.priority,
            str(task.due_on or "9"),
            task.id,
        )
    )
    heads = [
        (say("Title"), "text"),
        (say("Owner"), "text"),
        (say("State"), "text"),
        (say("Due"), "day"),
        (say("Priority"), "text"),
        (say("Labels"), "text"),
        (say("Minutes"), "qty"),
    ]
    more = len(found) - SHOWN
    return [
        draw.rows("find", [], say("Words, #label or #number find a task."), search="search"),
        draw.table(
            "tasks",
            heads,
            [_row(shift, task) for task in found[:SHOWN]],
            empty=say("No task is open here."),
            note=say("{more} more: search for them.", more=more) if more > 0 else "",
        ),
        *card.panel(shift),
    ]


def _row(shift: Shift, task: Task) -> Block:
    say = shift.say
    cells = [
        task.title,
        task.owner or "–",
        say(STATES[task.state]),
        task.due_on.isoformat() if task.due_on else None,
        say(PRIORITIES[task.priority]),
        " ".join(f"#{label}" for label in task.labels),
        task.estimate_minutes,
    ]
    tone = "bad" if task.is_overdue(shift.today) else None
    return {"cells": cells, "tone": tone, "ask": {"card": str(task.id)}}


ACTS: dict[str, object] = {}
