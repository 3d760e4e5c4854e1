"""One SKU's daily sales as the sums demand is read from: the lake's question, in Python."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from shopkit.replenish.intermittent import INTERMITTENT, QUIET_DAYS
from shopkit.replenish.window import Window, monday_of


def sums(
    sku: str,
    sales: Mapping[date, int],
    seen: Window,
    *,
    out: Collection[date] = (),
    paid_fen: int = 0,
) -> dict[str, Any] | None:
    """What the lake's question `demand` says of one SKU, from its sales by day; None without any.

    `sold_days`, `sold_qty` and `sold_squares` are of the clean days of the window, `level_…`
    of the last 84, `recent_qty` of the last 28; `week_…` of whole clean weeks begun after the
    first sale. `places` and `sizes` tell each clean day that sold, for goods that sell rarely or
    have lately been silent; else they are None.
    """
    known = {day: qty for day, qty in sales.items() if day <= seen.last}
    if not known:
        return None
    within = {day: qty for day, qty in known.items() if day >= seen.first}
    hidden = seen.masked | set(out)
    clean = {day: qty for day, qty in sorted(within.items()) if day not in hidden}
    level = [qty for day, qty in clean.items() if day >= seen.level_from]
    weeks = _weeks(clean, seen, first_on=min(known), out=out)
    is_rare = _is_rare(clean, seen, first_on=min(known))
    return {
        "sku": sku,
        "first_on": min(known),
        "last_on": max(known),
        "qty": sum(within.values()),
        "paid_fen": paid_fen,
        "sold_days": len(clean),
        "sold_qty": sum(clean.values()),
        "sold_squares": sum(qty * qty for qty in clean.values()),
        "level_qty": sum(level),
        "level_squares": sum(qty * qty for qty in level),
        "recent_qty": sum(qty for day, qty in clean.items() if day >= seen.recent_from),
        "week_qty": sum(weeks),
        "week_squares": sum(qty * qty for qty in weeks),
        "places": [seen.place(day) for day in clean] if is_rare else None,
        "sizes": list(clean.values()) if is_rare else None,
    }


def _is_rare(clean: Mapping[date, int], seen: Window, *, first_on: date) -> bool:
    days = seen.clean_days(max(first_on, seen.first))
    silence = days if not clean else seen.clean_days(max(clean)) - 1
    return bool(clean) and (len(clean) * INTERMITTENT < days or silence > QUIET_DAYS)


def _weeks(
    clean: Mapping[date, int], seen: Window, *, first_on: date, out: Collection[date]
) -> list[int]:
    """What each whole clean week sold that sold at all."""
    counted = set(seen.weeks) - {monday_of(day) for day in out}
    sold: dict[date, int] = {}
    for day, qty in clean.items():
        monday = monday_of(day)
        if monday in counted and monday >= first_on:
            sold[monday] = sold.get(monday, 0) + qty
    return list(sold.values())
