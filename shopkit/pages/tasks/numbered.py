"""A task's number and version as a browser sends them."""

from shopkit.pages import given
from shopkit.pages.shift import Shift

MOST, MOST_VERSIONS = 10**12, 10**9


def number(shift: Shift, value: object) -> int:
    """A task's number, or `Refused`."""
    return given.whole(value, shift.say("Task"), most=MOST)


def seen(shift: Shift, value: object) -> int:
    """A version of a task, or `Refused`."""
    return given.whole(value, shift.say("Task"), most=MOST_VERSIONS)
