"""The shop's figures for a meeting, asked of the lake once a version of the files."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from shopkit.pages.figures import Row, by_period, coverage, total
from shopkit.pages.warehouse.waiting import Version
from shopkit.periods import Period

Weights = tuple[tuple[str, float], ...]


@lru_cache(maxsize=64)
def whole(version: Version, period: Period, weights: Weights = ()) -> Mapping[str, Any]:
    """The KPIs of a period; not to be changed, others read the same."""
    return total(version.lake, period, dict(weights) or None)


@lru_cache(maxsize=32)
def days(version: Version, period: Period) -> tuple[Row, ...]:
    """The KPIs of each of its days that has any."""
    return tuple(by_period(version.lake, period, "day"))


@lru_cache(maxsize=4)
def covered(version: Version) -> Mapping[str, Row]:
    """Which days each table of the lake tells of."""
    return coverage(version.lake)


def daily(version: Version, kpi: str, period: Period) -> list[float]:
    """One KPI on each day of a period that it is known for."""
    return [float(row[kpi]) for row in days(version, period) if row.get(kpi) is not None]


def has_day(version: Version, day: date) -> bool:
    """Whether any figure of this day was imported."""
    return bool(days(version, Period(day, day)))
