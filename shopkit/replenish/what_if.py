"""What another lead time, service level or order would do: stock day by day, cash, lost sales."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import fmean
from typing import Any

from shopkit.replenish import classes
from shopkit.replenish.demand import Demand
from shopkit.replenish.needs import HORIZON_DAYS, Need, Policy
from shopkit.replenish.project import arrivals, course
from shopkit.replenish.proposal import Proposal
from shopkit.replenish.propose import propose_one

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One SKU under one policy over the days ahead, with the order placed today and without.

    `rows`: day (text), without, with_order (pieces), reorder_point: what the chart
    `projected_stock` draws. `stockout_on` is without the order, `stockout_with_order` with it,
    None where not within the days drawn. Stock values are the mean of the days at unit cost.
    """

    proposal: Proposal
    rows: tuple[dict[str, Any], ...]
    stockout_on: date | None
    stockout_with_order: date | None
    order_cost_fen: int | None
    stock_fen: int | None
    stock_with_order_fen: int | None
    lost_qty: float
    lost_fen: int | None
    saved_fen: int | None


def what_if(
    need: Need, demand: Demand, policy: Policy, *, asof: date, days: int = HORIZON_DAYS
) -> WhatIf:
    """The SKU's next `days` under `policy`, its order arriving after one lead time."""
    one = propose_one(need, demand, policy, asof=asof)
    coming = arrivals(need, one.lead_time_days, asof=asof)
    ordered = [*coming, (max(ceil(one.lead_time_days), 1), one.order_qty)]
    rate = 0.0 if one.health == classes.DEAD else demand.per_day
    without = list(course(need.available, rate, coming, days=days))
    with_order = list(course(need.available, rate, ordered, days=days))
    return WhatIf(
        proposal=one,
        rows=tuple(_rows(without, with_order, one.reorder_point, asof=asof)),
        stockout_on=_first_empty(without, rate, asof=asof),
        stockout_with_order=_first_empty(with_order, rate, asof=asof),
        order_cost_fen=one.cost_fen,
        stock_fen=_value(without, need.unit_cost_fen),
        stock_with_order_fen=_value(with_order, need.unit_cost_fen),
        lost_qty=one.expected_lost_qty,
        lost_fen=one.expected_lost_fen,
        saved_fen=one.saved_fen,
    )


def _rows(
    without: list[float], with_order: list[float], reorder_point: float, *, asof: date
) -> list[dict[str, Any]]:
    return [
        {
            "day": (asof + place * DAY).isoformat(),
            "without": round(bare, 2),
            "with_order": round(filled, 2),
            "reorder_point": round(reorder_point, 2),
        }
        for place, (bare, filled) in enumerate(zip(without, with_order, strict=True))
    ]


def _first_empty(stock: list[float], rate: float, *, asof: date) -> date | None:
    for place, left in enumerate(stock):
        if left < -1e-9 or (rate > 0 and left <= 1e-9):
            return asof + place * DAY
    return None


def _value(stock: list[float], unit_cost_fen: int | None) -> int | None:
    if unit_cost_fen is None:
        return None
    return round(fmean(max(left, 0) for left in stock) * unit_cost_fen)
