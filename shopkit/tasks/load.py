"""Who has how much to do: open work in minutes against the time a person has."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from shopkit.clock import days_between
from shopkit.tasks.states import DOING
from shopkit.tasks.task import Task

# What a task without an estimate is taken for, and how much of a long day is not worked.
USUAL_MINUTES, REST_MINUTES, LONG_DAY = 30, 60, 6 * 60


class Worker(Protocol):
    """A member with hours (`HH:MM`) and days of their own."""

    id: int | None
    name: str
    works_from: str
    works_to: str

    def works_on(self, day: date) -> bool:
        """Whether this person is expected on a day."""


WorksOn = Callable[[Worker, date], bool]


@dataclass(frozen=True, slots=True)
class Load:
    """One person's work until a day: minutes asked for and minutes there are.

    `guessed` of the `tasks` have no estimate. Without a member it is what nobody owns.
    """

    member_id: int | None
    name: str
    tasks: int
    guessed: int
    minutes: int
    available_minutes: int
    days: int

    @property
    def share(self) -> float | None:
        """Minutes asked for over minutes there are; None where there are none."""
        return self.minutes / self.available_minutes if self.available_minutes else None

    @property
    def is_over(self) -> bool:
        """Whether more is asked for than there is time."""
        return self.member_id is not None and self.minutes > self.available_minutes


def load(
    tasks: Iterable[Task],
    workers: Iterable[Worker],
    today: date,
    *,
    until: date,
    works_on: WorksOn | None = None,
    usual_minutes: int = USUAL_MINUTES,
) -> list[Load]:
    """Everyone's load from `today` to `until`, both included: the heaviest first, nobody's last.

    Counted is what is due by then, late or not, and what is at “doing”; a task with parts counts
    by them. A day gives its hours less an hour of rest, today as well as any other; `works_on`
    knows holidays if it is given.
    """
    by_owner: dict[int | None, list[Task]] = defaultdict(list)
    for task in tasks:
        if _counts(task, until):
            by_owner[task.owner_id].append(task)
    days = days_between(today, until)
    rows = []
    for worker in workers:
        own = sum(works_on(worker, day) if works_on else worker.works_on(day) for day in days)
        theirs = by_owner.pop(worker.id, [])
        rows.append(_load(worker.id, worker.name, theirs, usual_minutes, own, day_minutes(worker)))
    rows.sort(key=lambda row: (-(row.share if row.share is not None else row.minutes), row.name))
    left = [task for others in by_owner.values() for task in others]
    return rows + ([_load(None, "", left, usual_minutes, 0, 0)] if left else [])


def day_minutes(worker: Worker) -> int:
    """Minutes of work in one of a person's days: from begin to end, less rest on a long day."""
    whole = _minutes(worker.works_to) - _minutes(worker.works_from)
    return whole - REST_MINUTES if whole > LONG_DAY else whole


def _counts(task: Task, until: date) -> bool:
    if not task.is_open or task.archived_at is not None or task.subtasks:
        return False
    return task.state == DOING or (task.due_on is not None and task.due_on <= until)


def _load(
    member_id: int | None, name: str, tasks: list[Task], usual: int, days: int, a_day: int
) -> Load:
    return Load(
        member_id,
        name,
        len(tasks),
        sum(task.estimate_minutes is None for task in tasks),
        sum(usual if task.estimate_minutes is None else task.estimate_minutes for task in tasks),
        days * a_day,
        days,
    )


def _minutes(hour: str) -> int:
    hours, minutes = hour.split(":")
    return int(hours) * 60 + int(minutes)
