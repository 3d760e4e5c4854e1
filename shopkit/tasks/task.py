"""A task whole: somebody's next step, with all that hangs on it."""

from collections.abc import Callable, Sequence, Sized
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shopkit.errors import Refused
from shopkit.tasks.states import OPEN, PATHS, PRIORITIES, TO_DO
from shopkit.text import message

# What a task may point at, by the word the store keeps.
LINKS = {
    "sku": message("SKU"),
    "order": message("Order"),
    "case": message("Case"),
    "campaign": message("Campaign"),
    "decision": message("Decision"),
    "meeting": message("Meeting"),
    "page": message("Page"),
}
TITLE, TEXT, LABEL, MANY = 300, 20_000, 40, 100
MINUTES = 60 * 24 * 365


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a checklist; without an id before it is kept."""

    text: str
    is_done: bool = False
    id: int | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """What a task is about: a `kind` of `LINKS` and its number, code or address there."""

    kind: str
    reference: str


@dataclass(frozen=True, slots=True)
class Person:
    """A member by number and name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another task, as far as one that needs it has to know."""

    id: int
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class Task:
    """One task; priority 1 is the highest, `place` orders a board, `version` grows by changes.

    `started_at` is when it was first at “doing”. `subtasks` counts those that were not dropped.
    """

    id: int
    title: str
    description: str
    owner_id: int | None
    owner: str
    priority: int
    state: str
    place: float
    due_on: date | None
    estimate_minutes: int | None
    blocked_because: str
    parent_id: int | None
    parent: str
    document: str
    created_at: datetime
    created_by: int | None
    creator: str
    started_at: datetime | None
    done_at: datetime | None
    archived_at: datetime | None
    version: int
    labels: tuple[str, ...] = ()
    watchers: tuple[Person, ...] = ()
    checks: tuple[Check, ...] = ()
    links: tuple[Link, ...] = ()
    needs: tuple[Other, ...] = ()
    subtasks: int = 0
    subtasks_done: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor dropped."""
        return self.state in OPEN

    @property
    def waits_for(self) -> tuple[Other, ...]:
        """The tasks it needs that are still open."""
        return tuple(other for other in self.needs if other.state in OPEN)

    @property
    def checked(self) -> int:
        """How many lines of its checklist are done."""
        return sum(check.is_done for check in self.checks)

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed and it is open."""
        return self.is_open and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Draft:
    """A task before it is kept; owner, watchers, parent and needs are numbers. Raises `Refused`."""

    title: str
    description: str = ""
    owner_id: int | None = None
    priority: int = 2
    state: str = TO_DO
    due_on: date | None = None
    estimate_minutes: int | None = None
    blocked_because: str = ""
    parent_id: int | None = None
    document: str = ""
    is_archived: bool = False
    labels: tuple[str, ...] = ()
    watchers: tuple[int, ...] = ()
    checks: tuple[Check, ...] = ()
    links: tuple[Link, ...] = ()
    needs: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", self.title.strip())
        object.__setattr__(self, "labels", tuple(sorted({word.strip() for word in self.labels})))
        for field in ("title", "description", "priority", "state", "estimate_minutes"):
            sound(field, getattr(self, field))
        sound("labels", self.labels)
        sound("links", [(link.kind, link.reference) for link in self.links])
        for check in self.checks:
            sound("check", check.text)


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about a task."""

    id: int
    task_id: int
    text: str
    said_at: datetime
    by: str
    member_id: int | None


def sound(field: str, value: Any) -> None:
    """Raises `Refused` for a value that this field of a task cannot have."""
    if rule := _RULES.get(field):
        rule(value)


def _title(title: str) -> None:
    if not title.strip():
        raise Refused("A task needs a title.")
    if len(title) > TITLE:
        raise Refused("A title has at most {n} characters: move the rest below.", n=TITLE)


def _text(text: str) -> None:
    if len(text) > TEXT:
        raise Refused("A text has at most {n} characters.", n=TEXT)


def _priority(priority: int) -> None:
    if priority not in PRIORITIES:
        raise Refused("A priority is 1 (highest) to 4.")


def _state(state: str) -> None:
    if state not in PATHS:
        raise Refused("A task has one of these states: {known}.", known=", ".join(PATHS))


def _minutes(minutes: int | None) -> None:
    if minutes is not None and not 0 < minutes <= MINUTES:
        raise Refused("An estimate is at least one minute, and less than a year.")


def _labels(labels: Sequence[str]) -> None:
    if any(not 0 < len(label.strip()) <= LABEL for label in labels):
        raise Refused("A label has 1 to {n} characters.", n=LABEL)
    _few(labels)


def _links(links: Sequence[Sequence[str]]) -> None:
    for kind, reference in links:
        if kind not in LINKS:
            raise Refused("A task links to one of: {known}.", known=", ".join(LINKS))
        if not 0 < len(str(reference).strip()) <= TITLE:
            raise Refused("Write what the task links to.")
    _few(links)


def _check(text: str) -> None:
    if not 0 < len(text.strip()) <= TITLE:
        raise Refused("A line of a checklist has 1 to {n} characters.", n=TITLE)


def _few(values: Sized) -> None:
    if len(values) > MANY:
        raise Refused("A task has at most {n} of these.", n=MANY)


_RULES: dict[str, Callable[[Any], None]] = {
    "title": _title,
    "description": _text,
    "blocked_because": _text,
    "priority": _priority,
    "state": _state,
    "estimate_minutes": _minutes,
    "labels": _labels,
    "watchers": _few,
    "links": _links,
    "needs": _few,
    "check": _check,
}
