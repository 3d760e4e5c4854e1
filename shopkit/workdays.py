"""The days people work in China: weekends, holidays, and the weekends worked in their place.

The State Council names a year's days in the November before. Until then a year is the statutory
festivals and ordinary weekends, and says of itself that it is estimated.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from shopkit.clock import days_between

DAY = timedelta(days=1)
WEEKEND = (6, 7)


class _Year(NamedTuple):
    """Days off that are no weekend or named, by their name; weekends worked; whether it is told."""

    off: dict[date, str]
    worked: frozenset[date]
    is_estimated: bool


def is_workday(day: date) -> bool:
    """Whether people work on a day, 调休 included.

    >>> is_workday(date(2026, 10, 10)), is_workday(date(2026, 10, 8)), is_workday(date(2026, 10, 7))
    (True, True, False)
    """
    year = _year(day.year)
    if day in year.off:
        return False
    return day in year.worked or day.isoweekday() not in WEEKEND


def is_estimated(day: date) -> bool:
    """Whether the day's year is not announced yet: its days off may still be moved (预计).

    >>> is_workday(date(2027, 2, 6)), is_estimated(date(2027, 2, 6))
    (False, True)
    """
    return _year(day.year).is_estimated


def is_worked_weekend(day: date) -> bool:
    """Whether a Saturday or Sunday is worked in place of another day (调休上班)."""
    return day in _year(day.year).worked


def holiday(day: date) -> str:
    """The Chinese name of the holiday a day is off for; "" for any other day.

    >>> holiday(date(2026, 10, 1)), holiday(date(2026, 10, 10))
    ('国庆节', '')
    """
    return _year(day.year).off.get(day, "")


def workdays(first: date, last: date) -> list[date]:
    """The days worked from `first` to `last`, both included."""
    return [day for day in days_between(first, last) if is_workday(day)]


def days_off(first: date, last: date) -> list[date]:
    """The days not worked from `first` to `last`, both included."""
    return [day for day in days_between(first, last) if not is_workday(day)]


def workday_from(day: date) -> date:
    """The day itself if it is worked, else the first worked one after it."""
    return day if is_workday(day) else next(_towards(day, DAY))


def workday_until(day: date) -> date:
    """The day itself if it is worked, else the last worked one before it."""
    return day if is_workday(day) else next(_towards(day, -DAY))


def moved(day: date, days: int) -> date:
    """The day so many workdays later, or earlier below zero; for 0 the day itself, worked or not.

    >>> moved(date(2026, 9, 30), 1), moved(date(2026, 10, 8), -1)
    (datetime.date(2026, 10, 8), datetime.date(2026, 9, 30))
    """
    ahead = _towards(day, DAY if days > 0 else -DAY)
    for _ in range(abs(days)):
        day = next(ahead)
    return day


def _towards(day: date, step: timedelta) -> Iterator[date]:
    """The days worked after a day, or before it."""
    while True:
        day += step
        if is_workday(day):
            yield day


@cache
def _year(year: int) -> _Year:
    from chinese_calendar import constants

    off = {day: _chinese(name) for day, name in constants.holidays.items() if day.year == year}
    if not off:
        return _estimated(year)
    worked = frozenset(day for day in constants.workdays if day.year == year)
    return _Year(off, frozenset(day for day in worked if day.isoweekday() in WEEKEND), False)


def _chinese(name: str) -> str:
    from chinese_calendar.constants import Holiday

    return next((each.chinese for each in Holiday if each.value == name), name)


def _estimated(year: int) -> _Year:
    from holidays import country_holidays

    told = country_holidays("CN", years=year, language="zh_CN")
    return _Year(dict(told.items()), frozenset(), True)
