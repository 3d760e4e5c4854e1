"""Sale windows and festivals as data: the days that say nothing about an ordinary day's demand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from shopkit.clock import days_between
from shopkit.text import message

DAY = timedelta(days=1)
FIRST_YEAR = 2015
# 正月初一 of each year from 2015 to 2040, month and day.
_NEW_YEARS = (
    "02-19 02-08 01-28 02-16 02-05 01-25 02-12 02-01 01-22 02-10 01-29 02-17 02-06 "
    "01-26 02-13 02-03 01-23 02-11 01-31 02-19 02-08 01-28 02-15 02-04 01-24 02-12"
).split()
NEW_YEARS = {
    year: date.fromisoformat(f"{year}-{day}") for year, day in enumerate(_NEW_YEARS, FIRST_YEAR)
}
SALE, FESTIVAL = "sale", "festival"
# The widest window of recent years, presale included: a platform moves its dates each year,
# and a clean day lost costs less than a sale day taken for an ordinary one.
_YEARLY = (
    (message("Queen's Day sale"), SALE, "03-01", "03-08"),
    (message("618 sale"), SALE, "05-20", "06-20"),
    (message("National Day"), FESTIVAL, "10-01", "10-07"),
    (message("Double 11 sale"), SALE, "10-14", "11-11"),
    (message("Double 12 sale"), SALE, "12-09", "12-12"),
)
# Days from lunar New Year's Day.
_LUNAR = (
    (message("New Year goods sale"), SALE, -28, -8),
    (message("Spring Festival"), FESTIVAL, -7, 7),
)


@dataclass(frozen=True, slots=True)
class Event:
    """A sale window or festival, both days included; `name` is said by a speaker."""

    name: str
    first: date
    last: date
    kind: str

    def touches(self, first: date, last: date) -> bool:
        """Whether any of its days lies between these two."""
        return self.first <= last and self.last >= first


def events(first: date, last: date) -> list[Event]:
    """Every sale window and festival that has a day between `first` and `last`, in order.

    Windows: 38 from 1 to 8 March, 618 from 20 May, 国庆 the first week of October, 双11 from
    14 October, 双12 from 9 December, 年货节 and 春节 by the lunar year, which is known from
    2015 to 2040.

    >>> [event.name for event in events(date(2026, 10, 10), date(2026, 12, 1))]
    ['Double 11 sale']
    """
    years = range(first.year, last.year + 2)  # a lunar sale may open in the year before
    found = [event for year in years for event in _of(year) if event.touches(first, last)]
    return sorted(found, key=lambda event: event.first)


def masked(first: date, last: date, own: Iterable[tuple[date, date]] = ()) -> frozenset[date]:
    """The days between `first` and `last` that lie in an event or in one of the shop's `own`.

    `own` are the shop's promotions as pairs of first and last day.

    >>> sorted(masked(date(2026, 11, 10), date(2026, 11, 20), [(date(2026, 11, 20),) * 2]))
    [datetime.date(2026, 11, 10), datetime.date(2026, 11, 11), datetime.date(2026, 11, 20)]
    """
    spans = [(event.first, event.last) for event in events(first, last)] + list(own)
    return frozenset(
        day for start, end in spans for day in days_between(max(start, first), min(end, last))
    )


def _of(year: int) -> list[Event]:
    fixed = [
        Event(
            name, date.fromisoformat(f"{year}-{start}"), date.fromisoformat(f"{year}-{end}"), kind
        )
        for name, kind, start, end in _YEARLY
    ]
    new_year = NEW_YEARS.get(year)
    if new_year is None:
        return fixed
    return fixed + [
        Event(name, new_year + start * DAY, new_year + end * DAY, kind)
        for name, kind, start, end in _LUNAR
    ]
