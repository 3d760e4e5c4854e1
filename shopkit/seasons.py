"""A shop's own seasons: the day a year earlier that a day resembles, and what each day weighs.

Pure functions on days and fen. A day sells like the day it resembles: the same weekday, but a sale
window's and a festival's day by its own date, and the days around Spring Festival by the lunar
year.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from statistics import fmean

from shopkit.clock import days_between
from shopkit.festivals import NEW_YEARS, events
from shopkit.money import ratio
from shopkit.periods import Period, year_before

WEEK = timedelta(days=7)
YEAR = 52 * WEEK
# Days around lunar New Year's Day that move with it.
LUNAR = (-28, 15)
# So many ordinary days tell what a day sells at present.
RECENT = 28


def like(day: date) -> date:
    """The day a year earlier that this one resembles.

    >>> like(date(2026, 11, 11)), like(date(2026, 2, 17)), like(date(2026, 7, 20))
    (datetime.date(2025, 11, 11), datetime.date(2025, 1, 29), datetime.date(2025, 7, 21))
    """
    moved = _lunar(day)
    if moved is not None:
        return moved
    if _is_eventful(day):
        return year_before(Period(day, day)).first
    ordinary = day - YEAR
    return ordinary if not _is_eventful(ordinary) else _ordinary_near(ordinary)


def pattern(days: Iterable[date], history: Mapping[date, int]) -> dict[date, float]:
    """How much each day weighs, from what the shop sold on the days it resembles.

    An ordinary day is the mean of three of its weekday, so that one odd day does not repeat. Where
    nothing is known a year earlier: what its weekday sold over the last weeks of `history`.
    """
    wanted = list(days)
    recent = weekdays(history)
    found = {day: _weight(day, history) for day in wanted}
    known = [weight for weight in found.values() if weight is not None]
    if not known:
        return {day: recent.get(day.isoweekday(), 1.0) or 1.0 for day in wanted}
    scale = _scale(found, recent)
    return {
        day: weight if weight is not None else recent.get(day.isoweekday(), 1.0) * scale
        for day, weight in found.items()
    }


def weekdays(history: Mapping[date, int]) -> dict[int, float]:
    """What each weekday (1 is Monday) sold on the last ordinary days known."""
    calm = [day for day in sorted(history, reverse=True) if not _is_eventful(day)][:RECENT]
    calm = calm or sorted(history, reverse=True)[:RECENT]
    found: dict[int, list[int]] = {}
    for day in calm:
        found.setdefault(day.isoweekday(), []).append(history[day])
    mean = fmean(history[day] for day in calm) if calm else 1.0
    return {n: fmean(found[n]) if n in found else mean for n in range(1, 8)}


def _weight(day: date, history: Mapping[date, int]) -> float | None:
    then = like(day)
    if _is_eventful(day):
        return float(history[then]) if then in history else None
    near = [then + step for step in (-WEEK, timedelta(0), WEEK)]
    known = [history[each] for each in near if each in history and not _is_eventful(each)]
    known = known or [history[then]] if then in history else known
    return fmean(known) if known else None


def _scale(found: Mapping[date, float | None], recent: Mapping[int, float]) -> float:
    """What brings the recent weeks' level to that of the days known from a year earlier."""
    pairs = [(weight, recent[day.isoweekday()]) for day, weight in found.items() if weight]
    return ratio(sum(weight for weight, _ in pairs), sum(now for _, now in pairs)) or 1.0


def _lunar(day: date) -> date | None:
    """The day as far from lunar New Year a year earlier, if it lies around this year's."""
    for year in (day.year, day.year + 1):
        new_year, before = NEW_YEARS.get(year), NEW_YEARS.get(year - 1)
        if new_year and before and LUNAR[0] <= (day - new_year).days <= LUNAR[1]:
            return before + (day - new_year)
    return None


def _ordinary_near(day: date) -> date:
    steps = (WEEK * n * sign for n in range(1, 9) for sign in (1, -1))
    return next((day + step for step in steps if not _is_eventful(day + step)), day)


def _is_eventful(day: date) -> bool:
    return day in _eventful(day.year)


@lru_cache(maxsize=64)
def _eventful(year: int) -> frozenset[date]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = {
        day
        for event in events(first, last)
        for day in days_between(max(first, event.first), min(last, event.last))
    }
    around = {day for day in days_between(first, last) if _lunar(day) is not None}
    return frozenset(found | around)
