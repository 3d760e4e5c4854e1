"""One task opened: what it is, what hangs on it, what was said, and its history."""

from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks import about, checks, editing, full, needs, parts, said, watching
from shopkit.pages.tasks.numbered import number, seen
from shopkit.store import tasks
from shopkit.tasks.states import DONE, PATHS, STATES
from shopkit.tasks.task import Task
from shopkit.widgets import Reply

AROUND = (checks, parts, needs, about, watching, said)
ASKED = frozenset({"card", "clash", full.OVER})


def panel(shift: Shift) -> list[Block]:
    """What stands beside a page's tasks: a list that is full, the opened card, or nothing."""
    wanted = shift.ask.get("card", "")
    drawn = full.blocks(shift)
    if wanted.isdecimal():
        drawn += _opened(shift, int(wanted))
    return [block | {"panel": True} for block in drawn]


def _opened(shift: Shift, wanted: int) -> list[Block]:
    """What is ticked comes before what is typed: a card is worked off more often than changed."""
    task = tasks.task_of(shift.shop.engine, shift.shop.id, wanted)
    *choice, form = editing.blocks(shift, task)
    begun = [each for each, has in ((checks, task.checks), (parts, task.subtasks)) if has]
    rest = [each for each in AROUND if each not in begun]
    drawn = [*choice, _steps(shift, task)]
    drawn += [block for each in begun for block in each.blocks(shift, task)]
    return [*drawn, form, *(block for each in rest for block in each.blocks(shift, task))]


def _steps(shift: Shift, task: Task) -> Block:
    say = shift.say
    fixed = {"card": task.id, "version": task.version}
    paths = [
        draw.button(
            say(STATES[state]), "task_state", fixed | {"to": state},
            tone="good" if state == DONE else None,
        )
        for state in PATHS[task.state]
    ]  # fmt: skip
    put_away = draw.button(
        say("Take off the board"), "task_archive", {"card": task.id}, confirm=True
    )
    undo = draw.button(say("Undo the last change"), "task_undo", fixed, confirm=True)
    return draw.buttons(
        "steps", *paths, put_away, undo, title=f"{task.title} · {say(STATES[task.state])}"
    )


def stepped(shift: Shift, *, key: str, card: object, to: object, version: object) -> Reply | str:
    """Takes a step on a task's path; into a list that is full only when it is chosen again."""
    state = given.one_of(to, STATES, shift.say("State"))
    wanted = number(shift, card)
    if asks := full.asks(shift, wanted, {"state": state}):
        return asks
    task = tasks.change(
        shift.shop.engine, shift.shop.id, wanted, shift.stamp(key),
        version=seen(shift, version), values={"state": state},
    )  # fmt: skip
    return f"{task.title}: {shift.say(STATES[task.state])}"


def archived(shift: Shift, *, key: str, card: object) -> Reply:
    """Puts a task away; it stays in the history."""
    tasks.archive(shift.shop.engine, shift.shop.id, number(shift, card), shift.stamp(key))
    return Reply(shift.say("Put away."), ask={"card": ""})


def undone(shift: Shift, *, key: str, card: object, version: object) -> str:
    """Takes the last change back."""
    tasks.undo(
        shift.shop.engine, shift.shop.id, number(shift, card), shift.stamp(key),
        version=seen(shift, version),
    )  # fmt: skip
    return shift.say("Taken back.")


ACTS = {
    "task_state": stepped,
    "task_archive": archived,
    "task_undo": undone,
    **full.ACTS,
    **{name: act for each in (editing, *AROUND) for name, act in each.ACTS.items()},
}
