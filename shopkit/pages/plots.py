"""The rows behind each chart of the KPI page, and the sentence for what is missing."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from shopkit.lake import Lake
from shopkit.pages.figures import by_channel, by_period, by_product, by_province, span
from shopkit.periods import Period, before, year_before
from shopkit.text import Say, message

Plot = dict[str, Any]
# The table behind a chart: each column's name and whether it is text, money, a count or a rate.
COLUMNS = {
    "day": (message("day"), "text"),
    "month": (message("month"), "text"),
    "paid": (message("paid amount, yuan"), "money"),
    "before": (message("stretch before, yuan"), "money"),
    "event": (message("event"), "text"),
    "visitors": (message("visitors"), "count"),
    "conversion_rate": (message("conversion rate"), "rate"),
    "source": (message("source"), "text"),
    "title": (message("product"), "text"),
    "share": (message("share"), "rate"),
    "refund_rate": (message("refund rate"), "rate"),
    "province": (message("province"), "text"),
    "paid_orders": (message("paid orders"), "count"),
    "refund": (message("refunded, yuan"), "money"),
    "stage": (message("stage"), "text"),
    "orders": (message("orders"), "count"),
    "weekday": (message("weekday"), "count"),
    "hour": (message("hour"), "count"),
}
MONTHS_FROM, CONTEXT_DAYS = 120, 30


def plots(
    lake: Lake, period: Period, *, lang: str, say: Say, events: Mapping[date, str] | None = None
) -> list[Plot]:
    """Every chart of the page that has something to show, in the order of the questions.

    `events` are what happened, in words, by the day it began.
    """
    days = in_context(period)
    grain = _grain(days)
    now = by_period(lake, days, grain)
    drawn = [
        _months(now, lake, days, say=say)
        if grain == "month"
        else _trend(now, by_period(lake, before(days), grain), say=say, events=events or {}),
        _visitors(now, say=say),
        _sources(lake, period, say=say),
        _products(lake, period, say=say),
        _provinces(lake, period, say=say),
        _refunds(now, say=say),
        _funnel(lake, period, say=say),
        _hours(lake, days, say=say),
    ]
    return [plot for plot in drawn if plot["rows"]]


def in_context(period: Period) -> Period:
    """A day or a week says little alone: it is drawn at the end of its month."""
    if period.days >= 14:
        return period
    return Period(period.last - timedelta(days=CONTEXT_DAYS - 1), period.last)


def _grain(period: Period) -> str:
    return "month" if period.days >= MONTHS_FROM else "day"


def _trend(now: list[dict], earlier: list[dict], *, say: Say, events: Mapping[date, str]) -> Plot:
    rows = [
        {
            "day": row["period"].isoformat(),
            "paid": _yuan(row["paid_fen"]),
            "before": _yuan(earlier[place]["paid_fen"]) if place < len(earlier) else None,
            "event": events.get(row["period"]),
        }
        for place, row in enumerate(now)
        if row["paid_fen"] is not None
    ]
    return _plot(
        "paid_trend",
        say("Is the paid amount rising or falling?"),
        say("Grey: the stretch before. Later refunds are not deducted."),
        rows,
        say=say,
    )


def _months(now: list[dict], lake: Lake, period: Period, *, say: Say) -> Plot:
    a_year_ago = {
        row["period"].month: row["paid_fen"]
        for row in by_period(lake, year_before(period), "month")
    }
    rows = [
        {
            "month": f"{row['period']:%Y-%m}",
            "paid": _yuan(row["paid_fen"]),
            "before": _yuan(a_year_ago.get(row["period"].month)),
        }
        for row in now
        if row["paid_fen"] is not None
    ]
    note = say("Bars: paid amount by month. Tick: the same month a year before.")
    return _plot("months", say("Is the paid amount rising or falling?"), note, rows, say=say)


def _visitors(now: list[dict], *, say: Say) -> Plot:
    rows = [
        {
            "day": row["period"].isoformat(),
            "visitors": row["visitors"] if row["visitors"] is not None else row["visitors_per_day"],
            "conversion_rate": row["conversion_rate"],
        }
        for row in now
        if row["visitors_per_day"] is not None
    ]
    return _plot(
        "visitors_conversion",
        say("Are more people coming, and do more of them buy?"),
        say("Bars: visitors. Line: share of them who paid."),
        rows,
        say=say,
    )


def _sources(lake: Lake, period: Period, *, say: Say) -> Plot:
    found = by_channel(lake, period)
    rows = [
        {
            "source": row["source"],
            "visitors": row["visitors"],
            "conversion_rate": (row["buyers"] or 0) / row["visitors"] if row["visitors"] else None,
            "paid": _yuan(row["paid_fen"]),
        }
        for row in found[:10]
        if row["visitors"] is not None
    ]
    by_day = say("Summed over {days} days: a person counts on each.", days=_most_days(found))
    note = say("One person may come by two sources: they do not add up.")
    is_exact = all(row["is_exact"] for row in found)
    return _plot(
        "traffic_sources",
        say("Where do visitors come from, and which of them buy?"),
        note if is_exact else f"{note} {by_day}",
        rows,
        say=say,
    )


def _products(lake: Lake, period: Period, *, say: Say) -> Plot:
    rows = [
        {
            "title": row["title"] or row["item_id"],
            "paid": _yuan(row["paid_fen"]),
            "share": row["share"],
            "refund_rate": (row["refund_fen"] or 0) / row["paid_fen"] if row["paid_fen"] else None,
        }
        for row in by_product(lake, period, most=10)
    ]
    note = say("The ten with the highest paid amount, and their share of it.")
    return _plot("top_products", say("Which products bring the money?"), note, rows, say=say)


def _provinces(lake: Lake, period: Period, *, say: Say) -> Plot:
    rows = [
        {
            "province": row["province"] or say("unknown"),
            "paid_orders": row["paid_orders"],
            "paid": _yuan(row["paid_fen"]),
            "share": row["share"],
        }
        for row in by_province(lake, period)[:12]
    ]
    note = say("Paid orders by the province they went to.")
    return _plot("provinces", say("Where do buyers live?"), note, rows, say=say)


def _refunds(now: list[dict], *, say: Say) -> Plot:
    rows = [
        {
            "day": row["period"].isoformat(),
            "refund_rate": row["refund_share_of_paid"],
            "refund": _yuan(row["cohort_refund_fen"]),
        }
        for row in now
        if row["refund_share_of_paid"] is not None
    ]
    note = say("By pay day: orders with a refund so far ÷ paid orders. Late days still grow.")
    return _plot("refunds", say("How much goes back?"), note, rows, say=say)


def _funnel(lake: Lake, period: Period, *, say: Say) -> Plot:
    (found,) = lake.rows("order_funnel", **span(period))
    stages = (
        ("created", say("created")),
        ("paid", say("paid")),
        ("received", say("money received")),
        ("kept", say("nothing refunded")),
    )
    created = found["created"]
    rows = [
        {"stage": name, "orders": found[key], "share": found[key] / created}
        for key, name in stages
        if created
    ]
    note = say("Orders created in the period, and how many of them went on.")
    return _plot("order_funnel", say("How far do orders get?"), note, rows, say=say)


def _hours(lake: Lake, period: Period, *, say: Say) -> Plot:
    note = say("Paid orders by weekday and hour, Shanghai time.")
    rows = lake.rows("hours", **span(period))
    return _plot("hours", say("When do people buy?"), note, rows, say=say)


def _plot(key: str, title: str, note: str, rows: list[dict], *, say: Say) -> Plot:
    named = [[name, say(COLUMNS[name][0]), COLUMNS[name][1]] for name in (rows[0] if rows else ())]
    return {"key": key, "title": title, "note": note, "rows": rows, "more": {"columns": named}}


def _yuan(amount_fen: int | None) -> float | None:
    return None if amount_fen is None else amount_fen / 100


def _most_days(found: list[dict]) -> int:
    return max((row["days"] for row in found), default=0)
