"""Parcels on their way: late by carrier and by province, and the 48-hour collection rate."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from shopkit.lake import Lake
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.deadlines import within
from shopkit.pages.shift import Shift
from shopkit.shipping.lateness import RECEIVE_WITHIN_DAYS, collection, late
from shopkit.text.numbers import UNKNOWN, count, share

DAYS, SHOWN = 30, 34


def blocks(shift: Shift) -> list[Block]:
    """Thirty days up to the last day of data: tiles, then the carriers, then the provinces."""
    say = shift.say
    last = shift.last_data or shift.today
    first = last - timedelta(days=DAYS - 1)
    found = _late(*_asked(shift), first, last)
    if not found["carrier"]:
        none = say("No parcel of the last {n} days is known. Import the orders first.", n=DAYS)
        return [draw.lines("none", none)]
    note = say(
        "Late: shipped more than {hours} h after payment. Slow: not confirmed within {days} days; "
        "buyers confirm later than a parcel comes.",
        hours=f"{within(shift):g}",
        days=f"{RECEIVE_WITHIN_DAYS}",
    )
    return [
        _tiles(shift, first, last),
        _table(shift, "carrier", found["carrier"], title=say("By carrier"), note=note),
        _table(shift, "province", found["province"], title=say("By province")),
    ]


def _asked(shift: Shift) -> tuple[Lake, datetime, float]:
    # To the hour: a parcel is judged in days, and one hour's answer serves every draw of it.
    asof = shift.now.replace(minute=0, second=0, microsecond=0)
    return shift.shop.lake(), asof, within(shift)


def _tiles(shift: Shift, first: date, last: date) -> Block:
    say, lang = shift.say, shift.lang
    seen = _collection(*_asked(shift), first, last)
    reach = _between(seen["in_time_low"], seen["in_time_high"])
    return draw.tiles(
        "collected",
        draw.tile("in_time", say("Shipped in time, own orders"), share(seen["in_time_rate"])),
        draw.tile("reach", say("Lies between (95 %)"), reach),
        draw.tile("platform", say("Collected by shipped, platform"), share(seen["collected_rate"])),
        draw.tile("late", say("Shipped late"), count(seen["late"], lang)),
    )


def _table(
    shift: Shift, by: str, found: list[dict[str, Any]], *, title: str, note: str = ""
) -> Block:
    say = shift.say
    heads = [
        (say("Carrier") if by == "carrier" else say("Province"), "text"),
        (say("Parcels"), "qty"),
        (say("Shipped late"), "qty"),
        (say("Share"), "share"),
        (say("Lies between (95 %)"), "text"),
        (say("Slow"), "qty"),
        (say("Share slow"), "share"),
        (say("Lies between (95 %)"), "text"),
        (say("Days, median"), "qty"),
    ]
    whole = sum(row["slow"] for row in found) / max(sum(row["slow_judged"] for row in found), 1)
    listed = [_row(row, whole) for row in found[:SHOWN]]
    return draw.table(f"by-{by}", heads, listed, title=title, note=note)


def _row(row: dict[str, Any], whole: float) -> Block:
    """A row stands out where even the low end of its interval is above the mean of all."""
    days = row["days_median"]
    cells = [
        row["name"] or UNKNOWN,
        row["parcels"],
        row["shipped_late"],
        row["shipped_late_rate"],
        _between(row["shipped_late_low"], row["shipped_late_high"]),
        row["slow"],
        row["slow_rate"],
        _between(row["slow_low"], row["slow_high"]),
        None if days is None else round(days, 1),
    ]
    is_worse = row["slow_low"] is not None and row["slow_low"] > whole
    return {"cells": cells, "tone": "warn" if is_worse else None}


def _between(low: float | None, high: float | None) -> str:
    return UNKNOWN if low is None or high is None else f"{low:.1%}–{high:.1%}"


@lru_cache(maxsize=4)
def _late(
    lake: Lake, asof: datetime, hours: float, first: date, last: date
) -> dict[str, list[dict[str, Any]]]:
    rows = lake.rows("parcels", **{"from": first, "to": last})
    return {
        by: late(rows, by, asof=asof, ship_within_hours=hours) for by in ("carrier", "province")
    }


@lru_cache(maxsize=4)
def _collection(
    lake: Lake, asof: datetime, hours: float, first: date, last: date
) -> dict[str, Any]:
    asked = {"from": first, "to": last, "hours": int(hours), "asof": asof}
    return collection(lake.rows("collection", **asked))
