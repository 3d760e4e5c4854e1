"""How a proposal was reckoned: each step as a sentence with the numbers in it."""

from collections.abc import Iterator
from typing import Any

from shopkit.money import yuan
from shopkit.replenish import policy
from shopkit.replenish.proposal import Proposal
from shopkit.text import message

Step = tuple[str, dict[str, Any]]
METHODS = {
    "mean": message(
        "Demand: {per_day:.2f} a day (spread {sd:.2f}), the mean of {days} clean days; "
        "{masked} event days or days out of stock left out."
    ),
    "sba": message(
        "Demand: {per_day:.2f} a day (spread {sd:.2f}), smoothed over sales that come now and "
        "then (SBA) in {days} clean days; {masked} event days or days out of stock left out."
    ),
    "tsb": message(
        "Demand: {per_day:.2f} a day (spread {sd:.2f}) and fading with each day without a sale "
        "(TSB), from {days} clean days; {masked} event days or days out of stock left out."
    ),
    "none": message("Demand: no sale on a clean day is known."),
}


def arithmetic(one: Proposal) -> list[Step]:
    """Each step from demand to order, as a sentence to be said and the numbers it says."""
    demand = _season(one) if one.need.season else _steady(one)
    return [*demand, *_stock(one), *_order(one)]


def _steady(one: Proposal) -> Iterator[Step]:
    demand, terms = one.demand, one.policy
    facts = {"per_day": demand.per_day, "sd": demand.sd}
    yield METHODS[demand.method], facts | {"days": demand.days, "masked": demand.masked}
    if demand.trend is not None:
        yield message("The last 28 clean days against that: {trend:+.0%}."), {"trend": demand.trend}
    yield (
        message(
            "Lead time {lead:g} days (spread {lead_sd:g}) and a review every {review} days: "
            "{days:g} days to bridge."
        ),
        {
            "lead": one.lead_time_days,
            "lead_sd": one.need.lead_time_sd,
            "review": terms.review_days,
            "days": one.lead_time_days + terms.review_days,
        },
    )
    if one.health == "dead":
        yield message("Nothing sold in 90 days: no stock is planned for it."), {}
        return
    yield from _levels(one)


def _levels(one: Proposal) -> Iterator[Step]:
    terms = one.policy
    days = one.lead_time_days + terms.review_days
    yield (
        message(
            "Safety stock for {level:.4g}% service: z {z:.3f} × √({days:g} × {sd:.2f}² + "
            "{per_day:.2f}² × {lead_sd:g}²) = {safety:.1f}."
        ),
        {
            "level": terms.service_level * 100,
            "z": policy.z_of(terms.service_level),
            "days": days,
            "sd": one.demand_sd,
            "per_day": one.demand_per_day,
            "lead_sd": one.need.lead_time_sd,
            "safety": one.safety_stock,
        },
    )
    yield (
        message("Reorder point: {per_day:.2f} × {days:g} + {safety:.1f} = {point:.1f}."),
        {
            "per_day": one.demand_per_day,
            "days": days,
            "safety": one.safety_stock,
            "point": one.reorder_point,
        },
    )
    if terms.extra_days:
        yield (
            message("Order up to {level:.1f}: {extra:g} more days of sales for fewer orders."),
            {"level": one.order_up_to, "extra": terms.extra_days},
        )


def _season(one: Proposal) -> Iterator[Step]:
    season, need = one.need.season, one.need
    yield (
        message("The season may sell {mean:g} (spread {sd:g})."),
        {"mean": season.mean, "sd": season.sd},
    )
    if need.margin_fen is None:
        yield (
            message("Price or cost is unknown: the service level {level:.4g}% decides."),
            {"level": one.policy.service_level * 100},
        )
    else:
        yield (
            message(
                "Price {price}, cost {cost}, left over worth {salvage}: being sold out should "
                "be avoided in {ratio:.1%} of seasons."
            ),
            {
                "price": yuan(need.price_fen),
                "cost": yuan(need.unit_cost_fen),
                "salvage": yuan(season.salvage_fen),
                "ratio": policy.critical_ratio(
                    need.price_fen, cost=need.unit_cost_fen, salvage=season.salvage_fen
                ),
            },
        )
    yield message("Best lot for the season: {lot:.1f}."), {"lot": one.order_up_to}


def _stock(one: Proposal) -> Iterator[Step]:
    need = one.need
    yield (
        message("Position: {on_hand} on hand − {reserved} reserved + {on_order} on order = {sum}."),
        {
            "on_hand": need.on_hand,
            "reserved": need.reserved,
            "on_order": need.on_order,
            "sum": one.position,
        },
    )
    if need.on_hand < 0:
        yield message("On hand is below zero: count the shelf before ordering."), {}


def _order(one: Proposal) -> Iterator[Step]:
    if one.position > one.reorder_point or not one.wanted_qty:
        yield (
            message("{position} is not below {point:.1f}: nothing to order."),
            {"position": one.position, "point": one.reorder_point},
        )
        return
    need = one.need
    yield (
        message(
            "Missing: {level:.1f} − {position} = {gap:.1f}; packs of {pack}, at least {moq}: "
            "order {qty}."
        ),
        {
            "level": one.order_up_to,
            "position": one.position,
            "gap": one.order_up_to - one.position,
            "pack": need.pack_size,
            "moq": need.moq,
            "qty": one.wanted_qty,
        },
    )
    yield from _money(one)


def _money(one: Proposal) -> Iterator[Step]:
    need, terms = one.need, one.policy
    if need.unit_cost_fen is None:
        yield message("The unit cost is unknown: enter it to see what the order costs."), {}
        return
    yield (
        message("Cost: {qty} × {each} = {cost} yuan."),
        {
            "qty": one.wanted_qty,
            "each": yuan(need.unit_cost_fen),
            "cost": yuan(one.wanted_qty * need.unit_cost_fen),
        },
    )
    if one.order_qty < one.wanted_qty:
        yield one.why, {}
    if terms.order_cost_fen and terms.holding_rate and need.unit_cost_fen and not need.is_season:
        lot = policy.eoq(
            one.demand_per_day * 365,
            order_cost=terms.order_cost_fen,
            holding_cost=terms.holding_rate * need.unit_cost_fen,
        )
        yield (
            message(
                "A hint: if an order costs {order_cost} yuan and holding {rate:.0%} a year, the "
                "economic lot is {lot:.0f}."
            ),
            {"order_cost": yuan(terms.order_cost_fen), "rate": terms.holding_rate, "lot": lot},
        )
