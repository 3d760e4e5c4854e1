"""What a task's history says: fields before and after, replayed, taken back, and merged.

Facts are a task's fields as plain values that JSON keeps: days and instants as text, sets as
sorted lists, each line of the checklist as a field of its own (`check 12`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from shopkit.errors import Refused
from shopkit.tasks.states import STATES
from shopkit.tasks.task import Check, Draft, Task
from shopkit.text import message

FIELDS = {
    "title": message("title"),
    "description": message("description"),
    "owner_id": message("owner"),
    "priority": message("priority"),
    "state": message("state"),
    "place": message("place"),
    "due_on": message("due day"),
    "estimate_minutes": message("estimate"),
    "blocked_because": message("reason for being blocked"),
    "parent_id": message("whole task"),
    "document": message("origin"),
    "started_at": message("begun"),
    "done_at": message("finished"),
    "archived_at": message("archived"),
    "labels": message("labels"),
    "watchers": message("watchers"),
    "links": message("links"),
    "needs": message("tasks it waits for"),
    "check": message("line of the checklist"),
}
SETS = frozenset({"labels", "watchers", "links", "needs"})
DAYS, INSTANTS = frozenset({"due_on"}), frozenset({"started_at", "done_at", "archived_at"})
# The last who arranges the board is right: a place is nothing that anybody typed.
_LOOSE = frozenset({"place"})
_CHECK = "check "
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What made a task's `version`: each field with its value before and after."""

    task_id: int
    version: int
    changes: Mapping[str, tuple[object, object]]
    changed_at: datetime
    by: str
    member_id: int | None

    @property
    def before(self) -> Facts:
        """The changed fields as they were."""
        return {field: old for field, (old, _) in self.changes.items()}

    @property
    def after(self) -> Facts:
        """The changed fields as they became."""
        return {field: new for field, (_, new) in self.changes.items()}


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two people changed: as both had read it, theirs, yours; who, and when."""

    field: str
    base: object
    theirs: object
    yours: object
    who: str
    when: datetime


class Conflict(Refused):
    """Two people changed the same field: nothing was saved, nothing typed is lost.

    `clashes` has every such field, `version` the task's version now: the same change, sent
    again with it, replaces theirs. `rest` is what was wished beside, as plain facts.
    """

    def __init__(
        self,
        title: str,
        clashes: Sequence[Clash],
        version: int,
        people: Mapping[int, str] | None = None,
        *,
        rest: Facts | None = None,
    ) -> None:
        self.clashes, self.version, self.people = tuple(clashes), version, people or {}
        self.rest = rest or {}
        first = clashes[0]
        super().__init__(
            "{who} has changed the {field} of “{title}” meanwhile. "
            "Theirs: “{theirs}”. Yours: “{yours}”. Choose which to keep.",
            title=title,
            field=field_name(first.field),
            theirs=self.shown(first.field, first.theirs),
            yours=self.shown(first.field, first.yours),
            who=first.who or "Somebody",
            when=first.when,
        )

    def shown(self, field: str, value: Any, say: Callable[..., str] = str) -> str:
        """A value of a clash as a person reads it: a name, a state's title, the words."""
        if field == "state":
            return say(STATES[str(value)])
        if field == "owner_id" and value is not None:
            return self.people.get(value, str(value))
        if check_id(field) is not None and value is not None:
            value = value[0]
        return "–" if value in (None, "") else str(value)

    def told(self, say: Callable[..., str]) -> str:
        """The sentence with its field and values in the reader's language."""
        first = self.clashes[0]
        told = {
            "field": say(field_name(first.field)),
            "theirs": self.shown(first.field, first.theirs, say),
            "yours": self.shown(first.field, first.yours, say),
            "who": first.who or say("Somebody"),
        }
        return say(self.template, **self.facts | told)


def field_name(field: str) -> str:
    """What a person calls a field; an English key of the catalogue."""
    return FIELDS[_CHECK.strip() if field.startswith(_CHECK) else field]


def check_field(number: int) -> str:
    """The field that a line of the checklist is."""
    return f"{_CHECK}{number}"


def check_id(field: str) -> int | None:
    """The number of the line that a field is, or None if it is none."""
    return int(field.removeprefix(_CHECK)) if field.startswith(_CHECK) else None


def plain(field: str, value: Any) -> Any:
    """A value as history keeps it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if field in SETS:
        return sorted([list(each) if isinstance(each, tuple) else each for each in value])
    return list(value) if isinstance(value, tuple) else value


def value_of(field: str, kept: Any) -> Any:
    """A value as a task has it: the way back of `plain` for a day or an instant."""
    if kept is None or not isinstance(kept, str):
        return kept
    if field in DAYS:
        return date.fromisoformat(kept)
    return datetime.fromisoformat(kept) if field in INSTANTS else kept


def facts_of(task: Task | Draft) -> Facts:
    """All fields of a task as plain values."""
    facts = {
        field: plain(field, getattr(task, field))
        for field in FIELDS
        if field not in SETS and field != "check" and hasattr(task, field)
    }
    facts["labels"] = plain("labels", task.labels)
    facts["watchers"] = plain("watchers", [getattr(each, "id", each) for each in task.watchers])
    facts["links"] = plain("links", [(link.kind, link.reference) for link in task.links])
    facts["needs"] = plain("needs", [getattr(each, "id", each) for each in task.needs])
    return facts | {
        check_field(check.id): check_fact(check) for check in task.checks if check.id is not None
    }


def check_fact(check: Check) -> list[object]:
    """A line of the checklist as history keeps it."""
    return [check.text, check.is_done, check.place]


def differences(before: Facts, after: Facts) -> dict[str, tuple[object, object]]:
    """The fields that differ, with both values; a field that is missing is None."""
    fields = dict.fromkeys([*before, *after])
    pairs = {field: (before.get(field), after.get(field)) for field in fields}
    return {field: (old, new) for field, (old, new) in pairs.items() if old != new}


def replayed(changes: Iterable[Change]) -> Facts:
    """The facts that a task's whole history, oldest first, leads to."""
    facts: Facts = {}
    for change in changes:
        facts |= change.after
    return {field: value for field, value in facts.items() if not _is_gone(field, value)}


def rolled_back(now: Facts, changes: Iterable[Change]) -> Facts:
    """The facts before these changes, which are given newest first."""
    facts = dict(now)
    for change in changes:
        facts |= change.before
    return {field: value for field, value in facts.items() if not _is_gone(field, value)}


def merged(now: Facts, since: Sequence[Change], wanted: Facts) -> tuple[Facts, list[Clash]]:
    """What to change of `now` so that `wanted` holds too, and the fields where it cannot.

    `since` are the changes, oldest first, that the one who wants had not seen. What they left
    as they had read it is no wish of theirs; of a set, what they added and took away is.
    """
    seen = rolled_back(now, reversed(since))
    new: Facts = {}
    clashes = []
    for field, yours in wanted.items():
        base, theirs = seen.get(field), now.get(field)
        if field in SETS:
            yours = _joined(theirs, base, yours)
        elif yours in (base, theirs):
            continue
        elif base != theirs and field not in _LOOSE:
            last = next(change for change in reversed(since) if field in change.changes)
            clashes.append(Clash(field, base, theirs, yours, last.by, last.changed_at))
        if yours != theirs:
            new[field] = yours
    return new, clashes


def _joined(theirs: Iterable, base: Iterable, yours: Iterable) -> list:
    """What is there now, with what was added to the base and without what was taken from it."""
    kept = [each for each in theirs if each in yours or each not in base]
    return sorted(kept + [each for each in yours if each not in base and each not in kept])


def _is_gone(field: str, value: object) -> bool:
    return field.startswith(_CHECK) and value is None
