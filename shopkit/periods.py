"""Stretches of days people ask about, and what each is fairly compared with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from shopkit.text import message

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def is_month(self) -> bool:
        """Whether this is a calendar month, up to today or whole."""
        return self.first.day == 1 and _month_end(self.first) >= self.last


def yesterday(asof: date) -> Period:
    """The last day of data."""
    return Period(asof, asof)


def last_days(count: int) -> Callable[[date], Period]:
    """The `count` days up to `asof`."""
    return lambda asof: Period(asof - (count - 1) * DAY, asof)


def this_month(asof: date) -> Period:
    """The month of `asof`, up to it."""
    return Period(asof.replace(day=1), asof)


def last_month(asof: date) -> Period:
    """The whole month before that of `asof`."""
    end = asof.replace(day=1) - DAY
    return Period(end.replace(day=1), end)


def this_year(asof: date) -> Period:
    """The year of `asof`, up to it."""
    return Period(asof.replace(month=1, day=1), asof)


NAMED: dict[str, tuple[str, Callable[[date], Period]]] = {
    "yesterday": (message("Latest day"), yesterday),
    "last_7": (message("7 days"), last_days(7)),
    "last_30": (message("30 days"), last_days(30)),
    "this_month": (message("This month"), this_month),
    "last_month": (message("Last month"), last_month),
    "this_year": (message("This year"), this_year),
}


def month_of(day: date) -> Period:
    """The whole calendar month of a day.

    >>> month_of(date(2028, 2, 10)).last
    datetime.date(2028, 2, 29)
    """
    return Period(day.replace(day=1), _month_end(day))


def before(period: Period) -> Period:
    """What a period is compared with: for a month the one before, else as many days before.

    >>> before(Period(date(2026, 10, 1), date(2026, 10, 31)))
    Period(first=datetime.date(2026, 9, 1), last=datetime.date(2026, 9, 30))
    >>> before(Period(date(2026, 10, 1), date(2026, 10, 12)))
    Period(first=datetime.date(2026, 9, 1), last=datetime.date(2026, 9, 12))
    """
    if not period.is_month:
        return Period(period.first - period.days * DAY, period.first - DAY)
    end = period.first - DAY
    if period.last == _month_end(period.first):
        return Period(end.replace(day=1), end)
    return Period(end.replace(day=1), end.replace(day=min(period.last.day, end.day)))


def week_before(period: Period) -> Period:
    """The same weekdays a week earlier."""
    return Period(period.first - 7 * DAY, period.last - 7 * DAY)


def year_before(period: Period) -> Period:
    """The same dates a year earlier; 29 February becomes the 28th."""
    return Period(_year_back(period.first), _year_back(period.last))


def _year_back(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY
