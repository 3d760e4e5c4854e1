"""The checklist of an opened task: ticked, added to, taken off."""

from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks.numbered import number
from shopkit.store import tasks
from shopkit.tasks.task import Check, Task


def blocks(shift: Shift, task: Task) -> list[Block]:
    """Its lines, and one to add."""
    say = shift.say
    more = draw.form(
        "more", "task_line", [draw.field("text", say("One more line"), required=True)], say("Add"),
        values={"card": task.id},
    )  # fmt: skip
    listed = [_line(shift, task, check) for check in task.checks]
    listed.append(draw.row("more", say("Add to the checklist"), open=[more]))
    return [draw.rows("checks", listed, "", title=say("Checklist"))]


def _line(shift: Shift, task: Task, check: Check) -> Block:
    say, fixed = shift.say, {"card": task.id, "check": check.id}
    tick = draw.button(
        say("Not yet") if check.is_done else say("Done"),
        "task_check",
        fixed | {"is_done": not check.is_done},
    )
    drop = draw.button(say("Take off"), "task_unline", fixed, confirm=True)
    return draw.row(
        check.id,
        check.text,
        badge="✓" if check.is_done else None,
        tone="good" if check.is_done else None,
        buttons=[tick, drop],
    )


def checked(shift: Shift, *, key: str, card: object, check: object, is_done: object) -> None:
    """Ticks a line of the checklist, or takes the tick away."""
    tasks.change_check(
        shift.shop.engine, shift.shop.id, number(shift, card), shift.stamp(key),
        check_id=_check(shift, check), is_done=is_done is True,
    )  # fmt: skip


def lined(shift: Shift, *, key: str, card: object, text: object) -> None:
    """One more line on the checklist."""
    line = given.words(text, shift.say("One more line"), most=300)
    tasks.add_check(
        shift.shop.engine, shift.shop.id, number(shift, card), shift.stamp(key), text=line
    )


def unlined(shift: Shift, *, key: str, card: object, check: object) -> str:
    """One line less; “Undo the last change” brings it back."""
    tasks.drop_check(
        shift.shop.engine, shift.shop.id, number(shift, card), shift.stamp(key),
        check_id=_check(shift, check),
    )  # fmt: skip
    return shift.say("It is off the checklist.")


def _check(shift: Shift, check: object) -> int:
    return given.whole(check, shift.say("Checklist"), most=10**12)


ACTS = {"task_check": checked, "task_line": lined, "task_unline": unlined}
