"""A task's face: what a card on the board shows of it."""

from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.tasks.states import PRIORITIES
from shopkit.tasks.task import Task

# What of all that hangs on a task its face tells of.
ON_FACE = ("labels", "checks", "needs")


def shown(shift: Shift, task: Task) -> Block:
    """A task as a card."""
    say, late = shift.say, task.is_overdue(shift.today)
    return {
        "key": str(task.id),
        "title": say(task.title) if task.document.startswith("safety:") else task.title,
        "owner": task.owner,
        "due": f"{task.due_on:%m-%d}" if task.due_on else None,
        "due_tone": "bad"
        if late
        else "warn"
        if task.is_open and task.due_on == shift.today
        else None,
        "labels": [{"text": label, "tone": None} for label in task.labels],
        "badge": say(PRIORITIES[1]) if task.priority == 1 else None,
        "checks": f"{task.checked}/{len(task.checks)}" if task.checks else None,
        "blocked": _blocked(shift, task),
        "tone": "warn" if task.priority == 1 and task.is_open else None,
        "version": task.version,
        "ask": {"card": str(task.id)},
    }


def _blocked(shift: Shift, task: Task) -> str | None:
    waits = ", ".join(other.title for other in task.waits_for)
    if task.blocked_because:
        return task.blocked_because
    return shift.say("waits for {titles}", titles=waits) if waits and task.is_open else None
