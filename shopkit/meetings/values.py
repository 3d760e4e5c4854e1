"""What a meeting keeps: entries, decisions, praise, and the record itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite
from typing import Any

from shopkit.errors import Refused
from shopkit.text import message

STANDUP, WEEKLY, MONTHLY = "standup", "weekly", "monthly"
KINDS = {
    STANDUP: message("Stand-up"),
    WEEKLY: message("Weekly meeting"),
    MONTHLY: message("Monthly meeting"),
}
# An expectation is a share alone, or both ends of a step.
_WHOLE = {(True, False, False), (False, True, True)}
# More than three actions of one meeting are rarely done by the next.
MOST_ACTIONS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person said at a stand-up; version 0 is not said yet."""

    held_on: date
    member_id: int
    yesterday: str = ""
    today: str = ""
    blocker: str = ""
    needs_id: int | None = None
    said_at: datetime | None = None
    written_by: int | None = None
    version: int = 0
    id: int | None = None

    @property
    def is_said(self) -> bool:
        """Whether anything was written down."""
        return self.version > 0


@dataclass(frozen=True, slots=True)
class Note:
    """One text of a meeting; its version changes whenever it does, 0 before it is written."""

    text: str = ""
    version: int = 0
    by: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: held on a day, begun, noted, and frozen when it was closed."""

    id: int
    kind: str
    held_on: date
    begun_at: datetime
    closed_at: datetime | None = None
    notes: Mapping[str, Note] = field(default_factory=dict)
    lake_version_id: int | None = None
    by: str = ""

    def note(self, name: str) -> Note:
        """One of its texts; empty where none was written."""
        return self.notes.get(name, Note())


@dataclass(frozen=True, slots=True)
class Expected:
    """What a decision should do to its KPI: a share of what it was, or from one value to another.

    Values are in the KPI's own unit: fen, a number, a share from 0 to 1.
    """

    share: float | None = None
    start: float | None = None
    goal: float | None = None

    def __post_init__(self) -> None:
        given = (self.share is not None, self.start is not None, self.goal is not None)
        numbers = [each for each in (self.share, self.start, self.goal) if each is not None]
        if given not in _WHOLE or not all(map(isfinite, numbers)):
            raise Refused("Say what you expect: by how many percent, or from how much to how much.")

    def change(self, before: float) -> float:
        """The change it stands for where the KPI was `before`.

        >>> Expected(share=0.1).change(200), Expected(start=100, goal=130).change(200)
        (20.0, 30)
        """
        return before * self.share if self.share is not None else self.goal - self.start


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided and why, on which KPI it should tell, and when to look again."""

    id: int
    what: str
    why: str
    owner_id: int | None
    owner: str
    kpi: str
    expected: Expected | None
    decided_on: date
    look_on: date | None
    meeting_id: int | None
    outcome: Mapping[str, Any] | None
    closed_at: datetime | None

    def is_due(self, today: date) -> bool:
        """Whether its day to look again has come and nobody has closed it."""
        return self.closed_at is None and self.look_on is not None and self.look_on <= today


@dataclass(frozen=True, slots=True)
class Praise:
    """A thank-you, and for what."""

    id: int
    to_id: int
    to: str
    why: str
    said_at: datetime
    by: str
