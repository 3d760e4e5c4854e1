"""What an opened task waits for: other tasks, open ones first; a ring is refused."""

from shopkit.errors import NotFound, Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks.numbered import number
from shopkit.store import tasks
from shopkit.tasks.states import OPEN, STATES
from shopkit.tasks.task import Other, Task


def blocks(shift: Shift, task: Task) -> list[Block]:
    """The tasks it needs, and one to add by its number or words of its title."""
    say = shift.say
    listed = [_row(shift, task, each) for each in sorted(task.needs, key=_is_over)]
    fields = [draw.field("other", say("#number or words of its title"), required=True)]
    add = draw.form("need", "task_need", fields, say("Add"), values={"card": task.id})
    listed.append(draw.row("more", say("It waits for another task"), open=[add]))
    return [draw.rows("needs", listed, "", title=say("Waits for"))]


def _is_over(other: Other) -> bool:
    return other.state not in OPEN


def _row(shift: Shift, task: Task, other: Other) -> Block:
    say, is_open = shift.say, not _is_over(other)
    fixed = {"card": task.id, "other": other.id}
    return draw.row(
        other.id,
        f"#{other.id} {other.title}",
        badge=say(STATES[other.state]),
        tone="warn" if is_open else "good",
        ask={"card": str(other.id)},
        buttons=[draw.button(say("Take off"), "task_unneed", fixed)],
    )


def needed(shift: Shift, *, key: str, card: object, other: object) -> str:
    """One more task that it waits for."""
    task_id, stamp = number(shift, card), shift.stamp(key)
    found = _meant(shift, given.words(other, shift.say("Task"), most=300), but=task_id)
    tasks.attach(shift.shop.engine, shift.shop.id, task_id, stamp, needs=[found.id])
    return shift.say("It waits for “{title}”.", title=found.title)


def _meant(shift: Shift, words: str, *, but: int) -> Task:
    """The one open task that these words mean."""
    if not words:
        raise Refused("Write the other task's number or some words of its title.")
    shop = shift.shop
    if words.removeprefix("#").isdecimal() and len(words) < 16:
        return tasks.task_of(shop.engine, shop.id, int(words.removeprefix("#")))
    found = tasks.tasks(shop.engine, shop.id, search=words, limit=50)
    found = [each for each in found if each.id != but]
    same = [each for each in found if each.title.casefold() == words.casefold()] or found
    if not same:
        raise NotFound("No open task has these words: {words}.", words=words)
    if len(same) > 1:
        listed = ", ".join(f"#{each.id} {each.title}" for each in same[:3])
        raise Refused("Several tasks have these words: {listed}. Write a number.", listed=listed)
    return same[0]


def unneeded(shift: Shift, *, key: str, card: object, other: object) -> None:
    """It waits no more for that task."""
    tasks.detach(
        shift.shop.engine, shift.shop.id, number(shift, card), shift.stamp(key),
        needs=[number(shift, other)],
    )  # fmt: skip


ACTS = {"task_need": needed, "task_unneed": unneeded}
