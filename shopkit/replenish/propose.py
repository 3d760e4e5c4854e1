"""What to order now, SKU by SKU, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from shopkit.replenish import classes, policy
from shopkit.replenish import proposal as reasons
from shopkit.replenish.budget import within
from shopkit.replenish.demand import NO_DEMAND, Demand
from shopkit.replenish.needs import Need, Policy
from shopkit.replenish.project import stockout_on
from shopkit.replenish.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Target:
    """The levels of one SKU, and demand until a later order arrives."""

    safety_stock: float
    reorder_point: float
    order_up_to: float
    mean: float
    sd: float


def propose(
    needs: Iterable[Need], demand: Mapping[str, Demand], terms: Policy, *, asof: date
) -> list[Proposal]:
    """A proposal for each SKU, in the order given; their cost is never above the budget.

    A SKU is ordered when its position is at or below the reorder point for lead time and
    review, up to the order-up-to level, in whole packs and no less than the supplier's minimum.
    """
    listed = list(needs)
    ranks = classes.abc({need.sku: _revenue(need, demand) for need in listed})
    found = [
        propose_one(need, demand.get(need.sku, NO_DEMAND), terms, asof=asof, abc=ranks[need.sku])
        for need in listed
    ]
    return found if terms.budget_fen is None else within(found, terms.budget_fen)


def propose_one(
    need: Need, demand: Demand, terms: Policy, *, asof: date, abc: str = "C"
) -> Proposal:
    """The proposal for one SKU, without regard to a budget."""
    rate = demand.recent_per_day or demand.per_day
    cover = classes.days_of_cover(need.available, rate)
    state = classes.health(cover, first_on=demand.first_on, last_on=demand.last_on, asof=asof)
    awaited = NO_DEMAND if state == classes.DEAD else demand
    target = target_of(need, awaited, terms)
    qty = order_qty(need.position, target, pack_size=need.pack_size, moq=need.moq)
    lost = _lost(need.position, target)
    gone = stockout_on(need, awaited.per_day, terms.lead_of(need), asof=asof)
    return Proposal(
        need=need,
        demand=demand,
        policy=terms,
        asof=asof,
        order_qty=qty,
        wanted_qty=qty,
        cost_fen=_times(qty, need.unit_cost_fen),
        why=_why(need, awaited, qty=qty, state=state, late=_is_late(gone, need, terms, asof=asof)),
        position=need.position,
        safety_stock=target.safety_stock,
        reorder_point=target.reorder_point,
        order_up_to=target.order_up_to,
        stockout_on=gone,
        days_of_cover=cover,
        expected_lost_qty=lost,
        expected_lost_fen=_times(lost, need.margin_fen),
        saved_fen=_times(lost - _lost(need.position + qty, target), need.margin_fen),
        health=state,
        abc=abc,
        xyz=classes.xyz(demand.weekly_cv),
    )


def order_qty(position: int, target: Target, *, pack_size: int = 1, moq: int = 0) -> int:
    """Pieces to order: none above the reorder point, else whole packs up to the target."""
    gap = target.order_up_to - position
    if position > target.reorder_point or gap <= 0:
        return 0
    return ceil(max(gap, moq) / pack_size) * pack_size


def target_of(need: Need, demand: Demand, terms: Policy) -> Target:
    """The levels a SKU is held to."""
    if need.season is not None:
        return _season_target(need, terms)
    lead = {
        "lead_time_days": terms.lead_of(need),
        "lead_time_sd": need.lead_time_sd,
        "review_days": terms.review_days,
        "service_level": terms.service_level,
    }
    safety = policy.safety_stock(demand.per_day, demand.sd, **lead)
    at = policy.reorder_point(demand.per_day, demand.sd, **lead)
    return Target(
        safety_stock=safety,
        reorder_point=at,
        order_up_to=policy.order_up_to(at, demand.per_day, extra_days=terms.extra_days),
        mean=at - safety,
        sd=policy.spread(
            demand.per_day,
            demand.sd,
            days=terms.lead_of(need) + terms.review_days,
            lead_time_sd=need.lead_time_sd,
        ),
    )


def _season_target(need: Need, terms: Policy) -> Target:
    """The newsvendor's lot; without cost or price the service level stands for the ratio."""
    season, ratio = need.season, terms.service_level
    if need.margin_fen is not None:
        ratio = policy.critical_ratio(
            need.price_fen, cost=need.unit_cost_fen, salvage=season.salvage_fen
        )
    lot = policy.newsvendor(season.mean, season.sd, ratio=ratio)
    return Target(lot - season.mean, lot, lot, season.mean, season.sd)


def _lost(stock: float, target: Target) -> float:
    return policy.expected_lost(stock, mean=target.mean, sd=target.sd)


def _times(many: float, each_fen: int | None) -> int | None:
    return None if each_fen is None else round(many * max(each_fen, 0))


def _revenue(need: Need, demand: Mapping[str, Demand]) -> int:
    found = demand.get(need.sku, NO_DEMAND)
    return found.paid_fen or found.qty * (need.price_fen or 0)


def _is_late(gone: date | None, need: Need, terms: Policy, *, asof: date) -> bool:
    return gone is not None and (gone - asof).days < terms.lead_of(need)


def _why(need: Need, awaited: Demand, *, qty: int, state: str, late: bool) -> str:
    is_loss = need.margin_fen is not None and need.margin_fen <= 0
    if need.is_season:
        return reasons.UNWANTED if is_loss else reasons.SEASON if qty else reasons.ENOUGH
    if qty and not awaited.per_day:
        return reasons.OWED
    if qty:
        return reasons.RUNS_OUT if late else reasons.LOW
    if state == classes.DEAD:
        return reasons.DEAD
    return reasons.ENOUGH if awaited.per_day else reasons.NO_SALES
