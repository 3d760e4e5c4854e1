"""A month chosen on the page, and the parcels that left in it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from shopkit import clock
from shopkit.errors import Refused
from shopkit.lake import Lake
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse.dispatch import packaging_g, weights
from shopkit.pages.warehouse.shift import Shift
from shopkit.shipping.freight import Sheet
from shopkit.shipping.parcels import Parcel
from shopkit.shipping.parcels import parcels as valued
from shopkit.store import freight, parcels
from shopkit.widgets import Reply

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
SHOWN = 6


def month(shift: Shift) -> tuple[date, date]:
    """First and last day of the month asked for; by default the last one that is whole."""
    wanted = shift.ask.get("month", "")
    if MONTH.fullmatch(wanted):
        first = date.fromisoformat(f"{wanted}-01")
    else:
        first = _before((shift.last_data or shift.today) + timedelta(days=1))
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def chooser(shift: Shift) -> Block:
    """The last months as buttons."""
    first, _ = month(shift)
    latest = _before((shift.last_data or shift.today) + timedelta(days=1))
    listed = [latest]
    while len(listed) < SHOWN:
        listed.append(_before(listed[-1]))
    pressed = [
        draw.button(
            clock.month_of(each), "freight_month", {"month": clock.month_of(each)},
            tone="main" if each == first else None,
        )
        for each in listed
    ]  # fmt: skip
    return draw.buttons("months", *pressed)


def chosen(shift: Shift, *, key: str, month: object) -> Reply:
    """Turns to a month."""
    word = str(month)
    if not MONTH.fullmatch(word):
        raise Refused("“{month}” is no month: write it as 2026-10.", month=word[:20])
    return Reply("", ask={"month": word})


def rows(shift: Shift, first: date, last: date) -> tuple[dict[str, Any], ...]:
    """Parcels that left between two days, by the platform's files."""
    return _rows(shift.shop.lake(), first, last)


def sheet(shift: Shift) -> Sheet:
    """The price sheet that holds today."""
    return freight.rates(shift.shop.engine, shift.shop.id, shift.today)


def sent(
    shift: Shift, first: date, last: date, fees: dict[str, int] | None = None
) -> tuple[Parcel, ...]:
    """Parcels between two days; those packed here with the weight of the scale."""
    scale = {
        parcel.order_id: parcel.weight_g
        for parcel in _packed(shift, first, last)
        if parcel.weight_g
    }
    known = (weights(shift), fees or {}, scale)
    lake = shift.shop.lake()
    return _sent(lake, (first, last), packaging_g(shift), *(frozenset(d.items()) for d in known))


def own(shift: Shift, first: date, last: date) -> list[Parcel]:
    """Parcels packed here between two days, with the tracking numbers that were scanned."""
    return [
        Parcel(
            parcel.tracking_no,
            parcel.carrier,
            parcel.province,
            parcel.weight_g or parcel.theory_g,
            order_id=parcel.order_id,
            shipped_at=parcel.shipped_at,
        )
        for parcel in _packed(shift, first, last)
    ]


def _packed(shift: Shift, first: date, last: date) -> Iterable[parcels.ParcelRow]:
    since, until = (_midnight(day) for day in (first, last + timedelta(days=1)))
    return parcels.parcels(shift.shop.engine, shift.shop.id, since=since, until=until)


def _midnight(day: date) -> datetime:
    return clock.instant_of(datetime.combine(day, time()))


def _before(day: date) -> date:
    """The first day of the month before the one of a day."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


@lru_cache(maxsize=8)
def _rows(lake: Lake, first: date, last: date) -> tuple[dict[str, Any], ...]:
    return tuple(lake.rows("parcels", **{"from": first, "to": last}))


@lru_cache(maxsize=8)
def _sent(
    lake: Lake,
    days: tuple[date, date],
    packaging: int,
    known: frozenset,
    fees: frozenset,
    scale: frozenset,
) -> tuple[Parcel, ...]:
    read = valued(_rows(lake, *days), dict(known), packaging_g=packaging, fees=dict(fees))
    weighed = dict(scale)
    return tuple(
        replace(parcel, weight_g=weighed.get(parcel.order_id, parcel.weight_g)) for parcel in read
    )


ACTS = {"freight_month": chosen}
