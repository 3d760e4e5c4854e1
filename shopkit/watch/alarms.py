"""Flagged days as alarms: since when, what was expected, and which alarm tells of others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from math import inf, log

from shopkit.watch.judging import SLIDE_DAYS, Judged

# An alarm of the first says nothing new beside one of the second, on the same days and side.
FOLLOWS = {
    "orders": "paid_fen",
    "paid_orders": "paid_fen",
    "buyers": "paid_fen",
    "net_paid_fen": "paid_fen",
    "page_views": "visitors",
    "value_per_visitor_fen": "conversion_rate",
    "paid_per_order_fen": "aov_fen",
    "refund_rate": "refund_fen",
    "ad_share": "ad_spend_fen",
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """Days of one series out of the ordinary in a row, all to one side (-1 below, 1 above).

    Either each day was flagged, or it `is_slide`: they lie to one side together. `is_on` while
    the last judged day is one of them; `is_new_level` when they came to be what is ordinary now.
    """

    series: str
    side: int
    days: tuple[Judged, ...]
    is_on: bool
    is_slide: bool = False
    is_new_level: bool = False
    also: tuple[str, ...] = ()

    @property
    def first(self) -> date:
        """The day it began."""
        return self.days[0].day

    @property
    def last(self) -> date:
        """Its last day so far."""
        return self.days[-1].day

    @property
    def worst(self) -> Judged:
        """The day furthest from what was expected of it."""
        return max(self.days, key=_size)

    @property
    def size(self) -> float:
        """How far it is from what was expected, as a share of it: its worst day or week."""
        if self.is_slide:
            return max((each.week for each in self.days), key=abs)
        worst = self.worst
        return (worst.value or 0) / worst.expected - 1 if worst.expected else 0.0


def alarms(series: str, judged: Sequence[Judged], *, since: date | None = None) -> list[Alarm]:
    """The alarms of a series, newest first; with `since` those that have a day from then on.

    An ordinary day between two flagged ones parts them; a masked or an unknown one does not.
    """
    plain = [
        each
        for each in judged
        if not each.is_masked and each.value is not None and each.expected is not None
    ]
    made = [*_flagged(series, plain), *_slides(series, plain)]
    found = [each for each in made if since is None or each.last >= since]
    return sorted(found, key=lambda each: (each.last, each.first), reverse=True)


def _flagged(series: str, plain: Sequence[Judged]) -> Iterator[Alarm]:
    for start, end in _runs([each.flag for each in plain]):
        days = tuple(plain[start:end])
        is_new = any(each.is_new_level for each in days)
        is_on = end == len(plain) and not days[-1].is_new_level
        yield Alarm(series, days[0].flag, days, is_on, is_new_level=is_new)


def _slides(series: str, plain: Sequence[Judged]) -> Iterator[Alarm]:
    """Runs of days whose week slid: from the first day of the first such week on."""
    ordinary = [each for each in plain if not each.flag]
    for start, end in _runs([each.slide for each in ordinary]):
        side, begun = ordinary[start].slide, max(0, start - SLIDE_DAYS + 1)
        begun += _change(ordinary[begun : start + 1], side)
        yield Alarm(series, side, tuple(ordinary[begun:end]), end == len(ordinary), is_slide=True)


def _change(week: Sequence[Judged], side: int) -> int:
    """The place in a week from which it slid: from there on it lies furthest beyond half its mean.

    The usual estimate of where a cumulative sum changed.
    """
    steps = [side * log(each.value / each.expected) for each in week]
    half = sum(steps) / len(steps) / 2
    return max(range(len(steps)), key=lambda place: sum(step - half for step in steps[place:]))


def _runs(sides: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where each run of the same side, other than none, starts and ends."""
    place = 0
    for side, listed in groupby(sides):
        start, place = place, place + len(list(listed))
        if side:
            yield start, place


def led(found: Iterable[Alarm]) -> list[Alarm]:
    """The alarms without those that another one tells of, which it names as `also`."""
    listed = list(found)
    leaders = {id(each): _leader(each, listed) for each in listed}
    return [
        replace(each, also=tuple(x.series for x in listed if leaders[id(x)] is each))
        for each in listed
        if leaders[id(each)] is None
    ]


def _leader(alarm: Alarm, others: Sequence[Alarm]) -> Alarm | None:
    owner, _, name = alarm.series.rpartition(":")
    wanted = FOLLOWS.get(name)
    if wanted is None:
        return None
    key = f"{owner}:{wanted}" if owner else wanted
    days = {each.day for each in alarm.days}
    return next(
        (
            other for other in others
            if other.series == key and other.side == alarm.side
            and days & {each.day for each in other.days}
        ),
        None,
    )  # fmt: skip


def _size(each: Judged) -> float:
    if not each.value or not each.expected:
        return inf
    return abs(log(each.value / each.expected))
