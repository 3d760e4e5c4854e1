"""What was said about an opened task, and what was changed of it."""

from datetime import datetime

from shopkit.clock import SHANGHAI
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks.numbered import number
from shopkit.store import tasks
from shopkit.tasks.changes import field_name
from shopkit.tasks.task import Task

LAST = 12


def blocks(shift: Shift, task: Task) -> list[Block]:
    """The last of both."""
    return [_said(shift, task), _past(shift, task)]


def _said(shift: Shift, task: Task) -> Block:
    say = shift.say
    told = tasks.comments(shift.shop.engine, shift.shop.id, task.id)[-LAST:]
    fields = [draw.field("text", say("Say something"), "area", required=True)]
    note = "\n".join(f"{each.by} {_time(each.said_at)}: {each.text}" for each in told)
    return draw.form(
        f"say-{task.id}", "task_say", fields, say("Say it"), title=say("What was said"), note=note,
        values={"card": task.id},
    )  # fmt: skip


def _past(shift: Shift, task: Task) -> Block:
    say = shift.say
    listed = tasks.history(shift.shop.engine, shift.shop.id, task.id)[-LAST:]
    return draw.rows(
        "past",
        [
            draw.row(
                change.version,
                f"{change.by or '–'} · {_time(change.changed_at)}",
                ", ".join(say(field_name(name)) for name in change.changes),
            )
            for change in reversed(listed)
        ],
        say("Nothing was changed yet."),
        title=say("History"),
    )


def told(shift: Shift, *, key: str, card: object, text: object) -> None:
    """Keeps what somebody says about a task."""
    tasks.comment(
        shift.shop.engine, shift.shop.id, number(shift, card), shift.stamp(key),
        text=str(text or ""),
    )  # fmt: skip


def _time(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M}"


ACTS = {"task_say": told}
