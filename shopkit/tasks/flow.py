"""How work flows: late, stuck, in progress, how long it takes, how much gets done.

The words are those of kanban: cycle time from begun to done, throughput in tasks a week.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil

from shopkit.clock import day_of, days_between
from shopkit.tasks.states import BLOCKED, DOING, DONE, OPEN
from shopkit.tasks.task import Task

WEEK = timedelta(weeks=1)
IsWorkday = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be in progress at once: by state, and at “doing” for one person."""

    states: Mapping[str, int] = field(default_factory=dict)
    person: int | None = None


@dataclass(frozen=True, slots=True)
class InProgress:
    """How many tasks a state or a person has now, with the limit if there is one.

    `state` is empty in a person's row, `owner_id` None in a state's and for what nobody owns.
    """

    state: str
    owner_id: int | None
    owner: str
    tasks: int
    limit: int | None

    @property
    def is_over(self) -> bool:
        """Whether it is more than the limit allows."""
        return self.limit is not None and self.tasks > self.limit


@dataclass(frozen=True, slots=True)
class Week:
    """How many tasks were done in the week that begins on this Monday."""

    begins_on: date
    done: int


def overdue(tasks: Iterable[Task], today: date) -> list[Task]:
    """Open tasks whose day has passed, the longest overdue first."""
    late = [task for task in tasks if task.is_overdue(today)]
    return sorted(late, key=lambda task: (task.due_on, task.priority, task.id))


def blocked(tasks: Iterable[Task]) -> list[Task]:
    """Tasks that are blocked or wait for another one, most pressing first."""
    stuck = [task for task in tasks if task.is_open and (task.state == BLOCKED or task.waits_for)]
    return sorted(stuck, key=lambda task: (task.priority, task.id))


def wip(tasks: Iterable[Task], limits: Limits = Limits()) -> list[InProgress]:
    """Work in progress: a row a state that is open, then one for each person at “doing”."""
    open_now = [task for task in tasks if task.is_open]
    by_state = Counter(task.state for task in open_now)
    states = [
        InProgress(state, None, "", by_state[state], limits.states.get(state)) for state in OPEN
    ]
    doing = Counter((task.owner_id, task.owner) for task in open_now if task.state == DOING)
    people = [
        InProgress("", number, name, many, None if number is None else limits.person)
        for (number, name), many in doing.items()
    ]
    return states + sorted(people, key=lambda row: (-row.tasks, row.owner))


def cycle_days(task: Task, *, is_workday: IsWorkday | None = None) -> int | None:
    """Days from begun to done, both counted, so that begun and done on one day is 1.

    With `is_workday` only those; a task done on days off alone took 1. None if it was not begun
    or is not done.
    """
    if task.started_at is None or task.done_at is None:
        return None
    days = days_between(day_of(task.started_at), day_of(task.done_at))
    return max(1, sum(is_workday is None or is_workday(day) for day in days))


def shares(values: Iterable[int], wanted: Iterable[int] = (50, 85, 95)) -> dict[int, int]:
    """The value that so many percent stay at or below; empty without values.

    >>> shares([1, 2, 3, 10])
    {50: 2, 85: 10, 95: 10}
    """
    ordered = sorted(values)
    return {
        share: ordered[max(ceil(share * len(ordered) / 100), 1) - 1] for share in wanted if ordered
    }


def throughput(tasks: Iterable[Task], today: date, *, weeks: int = 12) -> list[Week]:
    """Tasks done in each of the last whole weeks, oldest first; this week is not over.

    Begins with the week of the oldest task given, however many weeks are asked for.
    """
    known = list(tasks)
    this = _monday(today)
    since = min((_monday(day_of(task.created_at)) for task in known), default=this)
    done = Counter(
        _monday(day_of(task.done_at))
        for task in known
        if task.state == DONE and task.done_at is not None
    )
    begins = (this - n * WEEK for n in range(weeks, 0, -1))
    return [Week(monday, done[monday]) for monday in begins if monday >= since]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
