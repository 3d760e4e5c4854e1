"""The parts of an opened task: added in one line, ticked, opened; and the whole it is part of."""

from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks.numbered import number, seen
from shopkit.store import tasks
from shopkit.tasks.quick import quick
from shopkit.tasks.states import CANCELLED, DONE, STATES, TO_DO
from shopkit.tasks.task import Task


def blocks(shift: Shift, task: Task) -> list[Block]:
    """The whole, the parts, and one to add."""
    say, shop = shift.say, shift.shop
    found = []
    if task.subtasks:
        found = tasks.tasks(
            shop.engine, shop.id, parent_id=task.id, states=None, archived=None, limit=200
        )
    listed = [_part(shift, each) for each in found if each.state != CANCELLED]
    if task.parent_id is not None:
        title = say("Part of “{title}”", title=task.parent)
        listed.insert(0, draw.row("whole", title, ask={"card": str(task.parent_id)}))
    fields = [draw.field("text", say("+ task @owner !high #label tomorrow 30m"), required=True)]
    add = draw.form("part", "task_part", fields, say("Add"), values={"card": task.id})
    listed.append(draw.row("more", say("One more part"), open=[add]))
    done = f" {task.subtasks_done}/{task.subtasks}" if task.subtasks else ""
    return [draw.rows("parts", listed, "", title=say("Parts") + done)]


def _part(shift: Shift, part: Task) -> Block:
    say, is_done = shift.say, part.state == DONE
    due = say("Due {day}", day=part.due_on) if part.due_on and not is_done else ""
    tick = draw.button(
        say("Not yet") if is_done else say("Done"),
        "task_tick",
        {"part": part.id, "version": part.version, "is_done": not is_done},
    )
    return draw.row(
        part.id,
        part.title,
        *(each for each in (part.owner, due) if each),
        badge="✓" if is_done else say(STATES[part.state]),
        tone="good" if is_done else "bad" if part.is_overdue(shift.today) else None,
        ask={"card": str(part.id)},
        buttons=[tick],
    )


def added(shift: Shift, *, key: str, card: object, text: object) -> str:
    """A part from one line, read as the board's; without a name it is its whole's owner's."""
    whole = tasks.task_of(shift.shop.engine, shift.shop.id, number(shift, card))
    read = quick(given.words(text, shift.say("Task"), most=400), shift.members, shift.today)
    if read.faults:
        raise read.faults[0]
    fields = {"owner_id": whole.owner_id or shift.by} | dict(read.fields)
    tasks.add_task(
        shift.shop.engine, shift.shop.id, read.title, shift.stamp(key),
        parent_id=whole.id, **fields,
    )  # fmt: skip
    return shift.say("“{title}” is a part of it.", title=read.title)


def ticked(shift: Shift, *, key: str, part: object, version: object, is_done: object) -> None:
    """A part done, or taken up again."""
    tasks.change(
        shift.shop.engine, shift.shop.id, number(shift, part), shift.stamp(key),
        version=seen(shift, version), values={"state": DONE if is_done is True else TO_DO},
    )  # fmt: skip


ACTS = {"task_part": added, "task_tick": ticked}
