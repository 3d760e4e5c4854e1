"""Demand per day of each SKU from sparse daily sales, on clean days and days it could be sold."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

from shopkit.replenish.intermittent import Sporadic, method_of, per_day, placed
from shopkit.replenish.window import Out, Window, monday_of

RARE = ("sba", "tsb")
LEAST_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Demand:
    """What a SKU sells on an ordinary day, and what that was read from.

    `days` clean days from the `masked` ones beside them; `method` is `mean` for steady goods
    (last 84 clean days), `sba` or `tsb` for intermittent ones (the whole window) and `none`
    without a sale. `recent_per_day` and `trend` (share above the level) are of the last 28
    clean days, `weekly_cv` of whole clean weeks. `qty` and `paid_fen` count every day.
    """

    per_day: float = 0.0
    sd: float = 0.0
    days: int = 0
    masked: int = 0
    method: str = "none"
    recent_per_day: float = 0.0
    trend: float | None = None
    weekly_cv: float | None = None
    first_on: date | None = None
    last_on: date | None = None
    qty: int = 0
    paid_fen: int = 0


NO_DEMAND = Demand()


def demands(
    rows: Iterable[Mapping[str, Any]],
    seen: Window,
    *,
    arrived: Mapping[str, date] | None = None,
    out: Out | None = None,
) -> dict[str, Demand]:
    """Each SKU's demand from the rows of the lake's question `demand` (see `sums`).

    `arrived` is the day a SKU first lay on the shelf where it is known; days before it, or
    before the first sale if that came earlier, do not count. `out` as in `asked`.
    """
    arrived, out = arrived or {}, out or {}
    return {
        row["sku"]: demand(row, seen, arrived=arrived.get(row["sku"]), out=out.get(row["sku"], ()))
        for row in rows
    }


def demand(
    row: Mapping[str, Any], seen: Window, *, arrived: date | None = None, out: Collection[date] = ()
) -> Demand:
    """One SKU's demand from its sums; `arrived` and `out` as in `demands`."""
    first_on = min(arrived or row["first_on"], row["first_on"])
    start = max(first_on, seen.first)
    gone = [day for day in out if start <= day <= seen.last and day not in seen.masked]
    sold = _sporadic(row, seen, start=start, gone=gone)
    method = method_of(sold) if sold else "mean" if row["sold_days"] else "none"
    is_rare = method in RARE
    since = start if is_rare else max(start, seen.level_from)
    days = _own_days(seen, since, gone)
    qty, squares = (row["sold_qty"], row["sold_squares"]) if is_rare else _level(row)
    level = per_day(sold, method) if is_rare else _mean(qty, days)
    recent_days = _own_days(seen, max(start, seen.recent_from), gone)
    recent = _mean(row["recent_qty"], recent_days)
    return Demand(
        per_day=level,
        sd=_sd(qty, squares, days),
        days=days,
        masked=(seen.last - since).days + 1 - days,
        method=method,
        recent_per_day=recent,
        trend=recent / level - 1 if recent_days > 0 and level else None,
        weekly_cv=_weekly_cv(row, seen, out),
        first_on=first_on,
        last_on=row["last_on"],
        qty=row["qty"],
        paid_fen=row["paid_fen"] or 0,
    )


def _level(row: Mapping[str, Any]) -> tuple[int, int]:
    return row["level_qty"], row["level_squares"]


def _mean(qty: float, days: int) -> float:
    return qty / days if days > 0 else 0.0


def _sporadic(
    row: Mapping[str, Any], seen: Window, *, start: date, gone: Collection[date]
) -> Sporadic | None:
    """The SKU's sales by the places of its own clean days, where the row tells them."""
    if not row["places"]:
        return None
    before = seen.place(start) - 1
    missing = sorted(seen.place(day) for day in gone)
    places = [place - before - bisect_left(missing, place) for place in row["places"]]
    days = seen.clean_days(start) - len(missing)
    return placed(places, row["sizes"], days=days)


def _own_days(seen: Window, since: date, gone: Collection[date]) -> int:
    return seen.clean_days(since) - sum(day >= since for day in gone)


def _sd(qty: float, squares: float, days: int) -> float:
    if days < 2:
        return 0.0
    return sqrt(max(squares - qty * qty / days, 0.0) / (days - 1))


def _weekly_cv(row: Mapping[str, Any], seen: Window, out: Collection[date]) -> float | None:
    """Standard deviation ÷ mean of whole clean weeks after the first sale; None below four."""
    touched = {monday_of(day) for day in out} & set(seen.weeks)
    weeks = seen.clean_weeks(row["first_on"]) - sum(week >= row["first_on"] for week in touched)
    if weeks < LEAST_WEEKS or not row["week_qty"]:
        return None
    return _sd(row["week_qty"], row["week_squares"], weeks) * weeks / row["week_qty"]
