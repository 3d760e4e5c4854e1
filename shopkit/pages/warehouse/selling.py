"""How fast each SKU sells: demand read from the lake once a version, and the classes it gives."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from shopkit import festivals
from shopkit.lake import Lake
from shopkit.pages.warehouse.shift import Shift
from shopkit.replenish import classes
from shopkit.replenish.demand import Demand, demands
from shopkit.replenish.needs import Need, Season
from shopkit.replenish.window import YEAR_DAYS, asked, window
from shopkit.stock.lead_times import LeadTime, lead_times
from shopkit.stock.purchases import COMING, Purchase
from shopkit.store.goods import Sku, Supplier

# Fewer deliveries than this tell no supplier's lead time; where nobody said one, it is a week.
MEASURED = 3
LEAD_DAYS = 7


def demand(shift: Shift) -> Mapping[str, Demand]:
    """Each SKU's demand on ordinary days, over the year up to the last day of data."""
    return _demand(shift.shop.lake(), shift.last_data or shift.today)


def ranks(shift: Shift) -> dict[str, str]:
    """Each SKU's ABC class by what it earned in the year."""
    return dict(_ranks(shift.shop.lake(), shift.last_data or shift.today))


def needs(shift: Shift) -> list[Need]:
    """Every SKU in use with its stock, its terms, and what is on its way, by code."""
    took = {each.supplier_id: each for each in lead_times(shift.purchases)}
    coming = _arrivals(shift.purchases)
    return [
        _need(shift, sku, took.get(sku.supplier_id), tuple(coming.get(sku.code, ())))
        for sku in shift.skus.values()
        if sku.closed_on is None
    ]


def running_out(shift: Shift) -> list[str]:
    """SKUs that run out before a delivery ordered today could come, and too little is coming."""
    rates = demand(shift)
    return [
        need.sku
        for need in needs(shift)
        if need.sku in rates and need.position < rates[need.sku].per_day * need.lead_time_days
    ]


def lead_of(shift: Shift, supplier_id: int) -> float:
    """Days a supplier's delivery takes: as measured, else as it says."""
    took = {each.supplier_id: each for each in lead_times(shift.purchases)}
    supplier = shift.suppliers.get(supplier_id)
    stated = supplier.lead_time_days if supplier else None
    return _measured(took.get(supplier_id), stated)


def _need(
    shift: Shift, sku: Sku, took: LeadTime | None, arrivals: tuple[tuple[date, int], ...]
) -> Need:
    level, supplier = shift.level(sku.code), shift.suppliers.get(sku.supplier_id or 0)
    return Need(
        sku.code,
        sku.name,
        on_hand=level.on_hand,
        reserved=level.reserved,
        on_order=level.on_order,
        unit_cost_fen=sku.cost_fen,
        price_fen=sku.price_fen,
        pack_size=sku.pack_size,
        moq=sku.moq,
        lead_time_days=_lead(sku, supplier, took),
        lead_time_sd=round(took.sd_days or 0.0, 2) if took else 0.0,
        supplier=supplier.name if supplier else "",
        season=Season(**sku.season) if sku.season else None,
        arrivals=arrivals,
    )


def _lead(sku: Sku, supplier: Supplier | None, took: LeadTime | None) -> float:
    """Days a delivery takes: the SKU's own if it has one, then as measured, then as said."""
    stated = supplier.lead_time_days if supplier else None
    if sku.lead_time_days is not None and sku.lead_time_days != stated:
        return float(sku.lead_time_days)
    return _measured(took, stated)


def _measured(took: LeadTime | None, stated: int | None) -> float:
    if took and took.n >= MEASURED:
        return round(took.mean_days, 1)
    return float(LEAD_DAYS if stated is None else stated)


def _arrivals(purchases: Iterable[Purchase]) -> dict[str, list[tuple[date, int]]]:
    found: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for order in purchases:
        if order.state in COMING and order.expected_on:
            for line in order.lines:
                if line.open:
                    found[line.sku].append((order.expected_on, line.open))
    return found


@lru_cache(maxsize=4)
def _demand(lake: Lake, asof: date) -> Mapping[str, Demand]:
    whole = window(asof)
    seen = window(asof, masked=festivals.masked(whole.first, asof), days=YEAR_DAYS)
    return demands(lake.rows("demand", **asked(seen)), seen)


@lru_cache(maxsize=4)
def _ranks(lake: Lake, asof: date) -> Mapping[str, str]:
    return classes.abc({sku: each.paid_fen for sku, each in _demand(lake, asof).items()})
