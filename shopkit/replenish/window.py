"""The days that demand is read from: the clean ones, without events, and the weeks they fill."""

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shopkit.clock import days_between

DAY = timedelta(days=1)
YEAR_DAYS = 365
# Clean days that the mean and the spread of steady goods come from: a season's length.
LEVEL_DAYS = 84
RECENT_DAYS = 28
Out = Mapping[str, Collection[date]]


@dataclass(frozen=True, slots=True)
class Window:
    """The days up to `last`: `clean` ones in order, whole clean `weeks` by their Mondays.

    `level_from` and `recent_from` are where the last 84 and the last 28 clean days begin.
    """

    first: date
    last: date
    clean: tuple[date, ...]
    weeks: tuple[date, ...]
    masked: frozenset[date]

    @property
    def level_from(self) -> date:
        """The first of the days that give the level and the spread of steady goods."""
        return self._last(LEVEL_DAYS)

    @property
    def recent_from(self) -> date:
        """The first of the days that tell the trend."""
        return self._last(RECENT_DAYS)

    def clean_days(self, start: date) -> int:
        """How many clean days there are from `start` on."""
        return len(self.clean) - bisect_left(self.clean, start)

    def clean_weeks(self, start: date) -> int:
        """How many whole clean weeks there are after the day `start`."""
        return len(self.weeks) - bisect_left(self.weeks, start)

    def place(self, day: date) -> int:
        """The number, from 1, of a clean day among the clean days."""
        return bisect_left(self.clean, day) + 1

    def _last(self, count: int) -> date:
        return self.clean[-count] if len(self.clean) >= count else self.first


def window(asof: date, *, days: int = YEAR_DAYS, masked: Collection[date] = frozenset()) -> Window:
    """The `days` up to `asof`, less the masked ones (see `festivals.masked`)."""
    first = asof - (days - 1) * DAY
    hidden = frozenset(masked)
    clean = tuple(day for day in days_between(first, asof) if day not in hidden)
    filled: dict[date, int] = {}
    for day in clean:
        monday = monday_of(day)
        filled[monday] = filled.get(monday, 0) + 1
    weeks = tuple(monday for monday, count in filled.items() if count == 7)
    return Window(first, asof, clean, weeks, hidden)


def asked(seen: Window, *, out: Out | None = None) -> dict[str, Any]:
    """What the lake's question `demand` is asked with; `out` are days a SKU could not be sold."""
    pairs = [(sku, day) for sku, days in (out or {}).items() for day in days]
    return {
        "from": seen.first,
        "to": seen.last,
        "masked": sorted(seen.masked),
        "level_from": seen.level_from,
        "recent_from": seen.recent_from,
        "out_skus": [sku for sku, _ in pairs],
        "out_days": [day for _, day in pairs],
    }


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - day.weekday() * DAY
