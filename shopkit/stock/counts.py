"""Cycle counts: what is due, what a difference means, how accurate the books are.

A counts monthly, B quarterly, C half-yearly; besides, what the books call empty is confirmed and
what differed is counted again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shopkit.shares import wilson
from shopkit.text import message

EVERY_DAYS = {"A": 30, "B": 91, "C": 182}
ABC, ZERO, VARIANCE, ALL, FREE = "abc", "zero", "variance", "all", "free"
WHYS = {
    VARIANCE: message("Differed last time"),
    ZERO: message("The books say none: confirm"),
    ABC: message("Its turn"),
    ALL: message("Everything"),
    FREE: message("Chosen by hand"),
}
OPEN, RECOUNT, TO_APPROVE, APPROVED = "open", "recount", "to approve", "approved"
STATES = {
    OPEN: message("To count"),
    RECOUNT: message("Count again"),
    TO_APPROVE: message("To approve"),
    APPROVED: message("Approved"),
}
# What usually lies behind a difference; a keeper may write any other words.
REASONS = {
    "not booked": message("Came or left without being booked"),
    "wrong bin": message("Lies in another place"),
    "wrong item": message("Another item was packed"),
    "lost": message("Lost"),
    "damaged": message("Damaged and thrown away"),
    "counted wrong": message("An earlier count was wrong"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A SKU at a place: units booked, when it was last counted and moved, if that count was off."""

    sku: str
    location: str
    qty: int
    counted_on: date | None = None
    was_off: bool = False
    moved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A place to count, why, and since which day."""

    sku: str
    location: str
    why: str
    due_on: date


def due(places: Iterable[Place], classes: Mapping[str, str], today: date) -> list[Due]:
    """What is to be counted by `today`: what differed first, then the empty, then by turn.

    `classes` tells A, B or C by SKU; a SKU without one is a C. What was never counted is due.

    >>> due([Place("MUG", "A-1", 5, date(2026, 9, 1))], {"MUG": "A"}, date(2026, 10, 1))
    [Due(sku='MUG', location='A-1', why='abc', due_on=datetime.date(2026, 10, 1))]
    """
    found = [_due(place, classes.get(place.sku, "C"), today) for place in places]
    rank = list(WHYS)
    return sorted(
        (one for one in found if one.due_on <= today),
        key=lambda one: (rank.index(one.why), one.due_on, one.sku, one.location),
    )


def _due(place: Place, group: str, today: date) -> Due:
    why, due_on = ABC, today
    if place.counted_on is not None:
        due_on = place.counted_on + timedelta(days=EVERY_DAYS.get(group, EVERY_DAYS["C"]))
    if place.qty <= 0 and not _is_confirmed(place):
        why, due_on = ZERO, place.moved_on or today
    if place.was_off and place.counted_on is not None:
        why, due_on = VARIANCE, place.counted_on
    return Due(place.sku, place.location, why, due_on)


def _is_confirmed(place: Place) -> bool:
    if place.counted_on is None or place.qty < 0:
        return False
    return place.moved_on is None or place.moved_on <= place.counted_on


def tolerance(group: str | None, booked: int) -> int:
    """Units a count may differ by before it is counted again: none for A, else 2 %, at least one.

    >>> tolerance("A", 500), tolerance("B", 500), tolerance(None, 3)
    (0, 10, 1)
    """
    return 0 if group == "A" else max(1, abs(booked) * 2 // 100)


def within_tolerance(booked: int, counted: int, *, tolerance: int) -> bool:
    """Whether a count is near enough to the books."""
    return abs(counted - booked) <= tolerance


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person counted, and what the books say of that instant without that count."""

    counted: int
    counted_at: datetime
    by_id: int | None
    by: str
    booked: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was approved: the books and the count as they were then, and why they differ."""

    booked: int
    counted: int
    reason: str
    approved_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class CountLine:
    """A SKU at a place on a count, with its entries; the last one holds.

    `booked`, and with it the difference, is derived again when a move is found late; the verdict
    keeps what was approved.
    """

    id: int
    count_id: int
    sku: str
    name: str
    location: str
    entries: tuple[Entry, ...] = ()
    verdict: Verdict | None = None
    group: str | None = None
    cost_fen: int | None = None

    @property
    def state(self) -> str:
        """One of `STATES`: one entry beyond the tolerance asks for a second."""
        if self.verdict:
            return APPROVED
        if not self.entries:
            return OPEN
        first = self.entries[0]
        limit = tolerance(self.group, first.booked)
        if len(self.entries) > 1 or within_tolerance(first.booked, first.counted, tolerance=limit):
            return TO_APPROVE
        return RECOUNT

    @property
    def counted(self) -> int | None:
        """What was counted last."""
        return self.entries[-1].counted if self.entries else None

    @property
    def booked(self) -> int | None:
        """What the books said when it was counted last."""
        return self.entries[-1].booked if self.entries else None

    @property
    def difference(self) -> int | None:
        """Units more (or fewer, below zero) on the shelf than in the books."""
        return self.entries[-1].counted - self.entries[-1].booked if self.entries else None

    @property
    def value_fen(self) -> int | None:
        """The difference at cost; None where the SKU's cost is unknown."""
        if self.difference is None or self.cost_fen is None:
            return None
        return self.difference * self.cost_fen


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line as the person who counts may see it: where, what, and nothing of the books."""

    id: int
    sku: str
    name: str
    barcode: str
    location: str
    walk: int | None
    state: str


@dataclass(frozen=True, slots=True)
class Count:
    """A planned count and how far it got: lines in each state."""

    id: int
    why: str
    planned_on: date
    created_at: datetime
    by: str
    open: int
    recount: int
    to_approve: int
    approved: int

    @property
    def lines(self) -> int:
        """All its lines."""
        return self.open + self.recount + self.to_approve + self.approved

    @property
    def is_open(self) -> bool:
        """Whether something is still to count or to approve."""
        return self.approved < self.lines


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Lines that agreed with the books, of how many; the interval the true share lies in."""

    hits: int
    n: int
    share: float | None
    low: float | None
    high: float | None


def accuracy(lines: Iterable[tuple[int, int, int]]) -> Accuracy:
    """The share of (booked, counted, tolerance) lines within tolerance, with its 95 % interval.

    >>> found = accuracy([(9, 9, 0)] * 47 + [(9, 8, 0)] * 3)
    >>> found.share, round(found.low, 3), round(found.high, 3)
    (0.94, 0.838, 0.979)
    """
    near = [within_tolerance(booked, counted, tolerance=limit) for booked, counted, limit in lines]
    low, high = wilson(sum(near), len(near)) or (None, None)
    return Accuracy(sum(near), len(near), sum(near) / len(near) if near else None, low, high)
