"""The open tasks of whoever is on shift, or of a role, as a block for any page.

A page shows them with `*my_tasks(shift, Role.SERVICE)` at the end of a section and takes
`**mine.ACTS` into that section's ACTS.
"""

from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.roles import Role, title
from shopkit.store import tasks
from shopkit.tasks.states import OPEN, STATES, TO_DO
from shopkit.tasks.task import Task

SHOWN = 8
MOST = 10**12


def my_tasks(shift: Shift, role: Role | None = None) -> list[Block]:
    """One list: the tasks of whoever is on shift first, then of the others who hold the role.

    Without a role only one's own. Nothing at all where nothing is open, so that a page's end
    stays clean.
    """
    say, shop = shift.say, shift.shop
    own = [] if shift.by is None else tasks.open_tasks(shop.engine, shop.id, owner_id=shift.by)
    theirs = [] if role is None else tasks.open_tasks(shop.engine, shop.id, role=role)
    others = [each for each in theirs if each.owner_id != shift.by]
    found = [*own, *others]
    if not found:
        return []
    head = say("My tasks")
    if role is not None and not own:
        head = say("Tasks of {role}", role=title(role, shift.lang))
    more = len(found) - SHOWN
    note = say("{n} more are on the tasks' page.", n=more) if more > 0 else ""
    listed = [_row(shift, each) for each in found[:SHOWN]]
    return [draw.rows("mine", listed, "", title=head, note=note)]


def _row(shift: Shift, task: Task) -> Block:
    say, is_late = shift.say, task.is_overdue(shift.today)
    said = [task.owner] if task.owner_id != shift.by else []
    if task.due_on:
        said.append((say("Due {day}", day=task.due_on), "bad" if is_late else None))
    if stuck := task.blocked_because or ", ".join(each.title for each in task.waits_for):
        said.append((stuck, "warn"))
    fixed = {"task": task.id, "version": task.version}
    return draw.row(
        task.id,
        say(task.title) if task.document.startswith("safety:") else task.title,
        *said,
        badge=_badge(shift, task),
        tone="bad" if is_late else None,
        buttons=[draw.button(say("Done"), "mine_done", fixed)],
    )


def _badge(shift: Shift, task: Task) -> str | None:
    if task.priority == 1:
        return shift.say("urgent")
    return shift.say(STATES[task.state]) if task.state in OPEN and task.state != TO_DO else None


def done(shift: Shift, *, key: str, task: object, version: object) -> str:
    """Marks a task as done; one that somebody has changed meanwhile is refused."""
    number = given.whole(task, shift.say("Task"), most=MOST)
    seen = given.whole(version, shift.say("Task"), most=10**9)
    shop = shift.shop
    finished = tasks.finish_task(shop.engine, shop.id, number, shift.stamp(key), version=seen)
    return shift.say("“{title}” is done.", title=finished.title)


ACTS = {"mine_done": done}
