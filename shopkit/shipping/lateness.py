"""How long parcels take and how many are late, with the interval that their number leaves open."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from shopkit.money import ratio
from shopkit.shares import wilson
from shopkit.shipping.names import carrier as short_carrier
from shopkit.shipping.names import province
from shopkit.shipping.orders import aware

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SHIP_WITHIN_HOURS = 48
RECEIVE_WITHIN_DAYS = 7
Row = Mapping[str, Any]
GROUPS: dict[str, Callable[[str], str]] = {"carrier": short_carrier, "province": province}


def late(
    parcels: Iterable[Row],
    by: str,
    *,
    asof: datetime,
    ship_within_hours: float = SHIP_WITHIN_HOURS,
    receive_within_days: float = RECEIVE_WITHIN_DAYS,
) -> list[dict[str, Any]]:
    """Parcels (rows of the lake's `parcels`) by "carrier" or "province", the most first.

    Each row: name, parcels; hours_median, hours_p90 from paid to shipped; shipped_late of
    ship_judged, shipped_late_rate with _low and _high; received; days_median, days_p90 from
    shipped to received; slow of slow_judged, slow_rate with _low and _high (Wilson, 95 %).
    A parcel still under way counts as slow once its days are over, else it is not judged.
    Exports know when the buyer confirmed, not when the parcel came: days are an upper bound.
    """
    name = GROUPS[by]
    groups: dict[str, list[Row]] = {}
    for parcel in parcels:
        groups.setdefault(name(parcel.get(by) or ""), []).append(parcel)
    limits = (ship_within_hours * HOUR, receive_within_days * DAY)
    rows = [{"name": key} | _figures(group, asof, limits) for key, group in groups.items()]
    return sorted(rows, key=lambda row: (-row["parcels"], row["name"]))


def _figures(
    group: Sequence[Row], asof: datetime, limits: tuple[timedelta, timedelta]
) -> dict[str, Any]:
    to_ship = _lengths(group, "paid_at", "shipped_at")
    to_receive = _lengths(group, "shipped_at", "received_at")
    open_since = [
        asof - aware(row["shipped_at"])
        for row in group
        if row.get("shipped_at") and not row.get("received_at")
    ]
    judged = [*to_receive, *(length for length in open_since if length > limits[1])]
    return {
        "parcels": len(group),
        "hours_median": percentile([each / HOUR for each in to_ship], 0.5),
        "hours_p90": percentile([each / HOUR for each in to_ship], 0.9),
        **_share("shipped_late", "ship_judged", to_ship, limits[0]),
        "received": len(to_receive),
        "days_median": percentile([each / DAY for each in to_receive], 0.5),
        "days_p90": percentile([each / DAY for each in to_receive], 0.9),
        **_share("slow", "slow_judged", judged, limits[1]),
    }


def _lengths(group: Iterable[Row], start: str, end: str) -> list[timedelta]:
    return [aware(row[end]) - aware(row[start]) for row in group if row.get(start) and row.get(end)]


def _share(
    name: str, judged: str, lengths: Sequence[timedelta], limit: timedelta
) -> dict[str, Any]:
    hits, n = sum(length > limit for length in lengths), len(lengths)
    low, high = wilson(hits, n) or (None, None)
    found = {name: hits, judged: n, f"{name}_rate": ratio(hits, n)}
    return found | {f"{name}_low": low, f"{name}_high": high}


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which `share` of them lie, between neighbours in proportion; None of none.

    >>> percentile([1, 2, 3, 4, 5], 0.9), percentile([], 0.5)
    (4.6, None)
    """
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def collection(days: Iterable[Row]) -> dict[str, Any]:
    """48-hour figures of a period from the rows of the lake's `collection`.

    shipped and collected are the platform's parcels, collected_rate their quotient over the days
    that know both (parcels of one day may be collected on the next, so it may pass 1);
    paid_orders, in_time and late are our own orders by the day they were paid, in_time_rate with
    in_time_low and _high the share shipped within the hours asked, of those already decided.
    """
    days = list(days)
    both = [row for row in days if None not in (row["shipped"], row["collected"])]
    shipped, collected = (sum(row[name] for row in both) for name in ("shipped", "collected"))
    paid, in_time, is_late = (
        sum(row[name] or 0 for row in days) for name in ("paid_orders", "in_time", "late")
    )
    low, high = wilson(in_time, in_time + is_late) or (None, None)
    return {
        "shipped": shipped if both else None,
        "collected": collected if both else None,
        "collected_rate": ratio(collected, shipped),
        "paid_orders": paid,
        "in_time": in_time,
        "late": is_late,
        "in_time_rate": ratio(in_time, in_time + is_late),
        "in_time_low": low,
        "in_time_high": high,
    }
