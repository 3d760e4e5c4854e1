"""KPIs of a stretch of days, from the lake's questions: what dashboards, Lab and cli all show."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from shopkit.kpis import experience_score, kpis
from shopkit.lake import Lake
from shopkit.periods import Period

Row = dict[str, Any]

# DuckDB truncates dates to a named length; no shop's history spans a turn of the millennium.
WHOLE = "millennium"
_QUESTIONS = ("orders_by_period", "shop_by_period", "refunds_by_period")


def total(lake: Lake, period: Period, weights: dict[str, float] | None = None) -> Row:
    """The KPIs of a whole period: distinct counts are counted for it, not added up."""
    found = _by_period(lake, period, WHOLE)
    sums = next(iter(found.values()), {})
    figures = kpis(sums | _people(lake, period))
    if weights:
        figures["experience_score"] = experience_score(sums, weights=weights)
    return figures


def by_period(lake: Lake, period: Period, grain: str) -> list[Row]:
    """The KPIs of each `day`, `week` (from its Monday) or `month` of a period, in order."""
    found = _by_period(lake, period, grain)
    return [{"period": start} | kpis(found[start]) for start in sorted(found)]


def by_province(lake: Lake, period: Period) -> list[Row]:
    """Paid orders, paid amount, buyers and share by province, most orders first."""
    return lake.rows("provinces", **span(period))


def by_product(lake: Lake, period: Period, *, most: int = 100_000) -> list[Row]:
    """Paid amount, pieces and refunds by product, best first."""
    return lake.rows("products", **span(period), most=most)


def by_channel(lake: Lake, period: Period) -> list[Row]:
    """Visitors, buyers and paid amount by traffic source; sources overlap and do not add up."""
    return lake.rows("traffic_sources", **span(period))


def span(period: Period) -> dict[str, date]:
    """A period as the parameters every question takes."""
    return {"from": period.first, "to": period.last}


@lru_cache(maxsize=8)
def coverage(lake: Lake) -> dict[str, Row]:
    """For each table with rows: its first and last day, and how many rows.

    Asked once a version; not to be changed, others read the same.
    """
    rows = lake.rows("coverage")
    return {row["tables"]: row for row in rows if row["rows"]}


def last_day(covered: dict[str, Row], today: date) -> date:
    """The day figures speak of: the last with shop figures or orders, never after `today`."""
    days = [
        covered[name]["last_on"]
        for name in ("shop_days", "orders", "order_lines")
        if name in covered and covered[name]["last_on"]
    ]
    return min(max(days), today) if days else today - timedelta(days=1)


def first_day(covered: dict[str, Row]) -> date | None:
    """The first day with orders or shop figures."""
    days = [covered[name]["first_on"] for name in ("orders", "shop_days") if name in covered]
    return min((day for day in days if day), default=None)


def _by_period(lake: Lake, period: Period, grain: str) -> dict[date, Row]:
    found: dict[date, Row] = {}
    for question in _QUESTIONS:
        for row in lake.rows(question, **span(period), grain=grain):
            found.setdefault(row["period"], {}).update(row)
    return found


def _people(lake: Lake, period: Period) -> Row:
    """The visitors of exactly this period: one day's own, or the platform's row for the period."""
    if period.days == 1:
        rows = lake.rows("shop_by_period", **span(period), grain="day")
    else:
        rows = lake.rows("shop_whole_period", **span(period))
    names = ("visitors", "platform_buyers")
    return {name: row[name] for row in rows for name in names}
