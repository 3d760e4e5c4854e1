"""The shop's figures for a meeting, asked of the lake once a version of the files."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from shopkit.lake import Lake
from shopkit.pages.figures import Row, by_period, total
from shopkit.periods import Period

Weights = tuple[tuple[str, float], ...]


@lru_cache(maxsize=64)
def whole(lake: Lake, period: Period, weights: Weights = ()) -> Mapping[str, Any]:
    """The KPIs of a period; not to be changed, others read the same."""
    return total(lake, period, dict(weights) or None)


@lru_cache(maxsize=32)
def days(lake: Lake, period: Period) -> tuple[Row, ...]:
    """The KPIs of each of its days that has any."""
    return tuple(by_period(lake, period, "day"))


def daily(lake: Lake, kpi: str, period: Period) -> list[float]:
    """One KPI on each day of a period that it is known for."""
    return [float(row[kpi]) for row in days(lake, period) if row.get(kpi) is not None]


def has_day(lake: Lake, day: date) -> bool:
    """Whether any figure of this day was imported."""
    return bool(days(lake, Period(day, day)))
