"""Stock policy as formulas: safety stock, reorder point, lot size, one-off buys, lost sales.

Each stands alone. Source of the laws: Snyder and Shen, Fundamentals of Supply Chain Theory;
Silver, Pyke and Thomas, Inventory and Production Management.
"""

from math import inf, sqrt
from statistics import NormalDist

from shopkit.errors import Refused

NORMAL = NormalDist()
# Beyond these nobody sells anything, and the normal law says nothing about a real shop.
LEAST_SERVICE, MOST_SERVICE = 0.5, 0.9999


def z_of(service_level: float) -> float:
    """The standard deviations of demand a service level covers; `Refused` outside 50–99.99 %.

    >>> round(z_of(0.95), 5)
    1.64485
    """
    if not LEAST_SERVICE <= service_level <= MOST_SERVICE:
        raise Refused(
            "A service level of {level} cannot be planned for: choose one from 50% to 99.99%.",
            level=f"{service_level:.2%}",
        )
    return NORMAL.inv_cdf(service_level)


def spread(
    demand_per_day: float, demand_sd: float, *, days: float, lead_time_sd: float = 0.0
) -> float:
    """Standard deviation of demand over `days` when their number varies too: √(T·σ_d² + d²·σ_L²).

    >>> round(spread(20, 6, days=9, lead_time_sd=2), 3)
    43.863
    """
    return sqrt(max(days, 0) * demand_sd**2 + demand_per_day**2 * lead_time_sd**2)


def safety_stock(
    demand_per_day: float,
    demand_sd: float,
    *,
    lead_time_days: float,
    lead_time_sd: float = 0.0,
    review_days: float = 0.0,
    service_level: float = 0.95,
) -> float:
    """Units held against swings until what is ordered next can arrive: z·√((L+R)·σ_d² + d²·σ_L²).

    >>> round(safety_stock(20, 6, lead_time_days=9, lead_time_sd=2), 3)
    72.149
    """
    days = lead_time_days + review_days
    return z_of(service_level) * spread(
        demand_per_day, demand_sd, days=days, lead_time_sd=lead_time_sd
    )


def reorder_point(
    demand_per_day: float,
    demand_sd: float,
    *,
    lead_time_days: float,
    lead_time_sd: float = 0.0,
    review_days: float = 0.0,
    service_level: float = 0.95,
) -> float:
    """The position at which to order: demand over lead time and review plus safety, d·(L+R) + SS.

    With `review_days` 0 the stock is watched all the time; else looked at every R days.

    >>> round(reorder_point(20, 6, lead_time_days=9, lead_time_sd=2), 3)
    252.149
    """
    return demand_per_day * (lead_time_days + review_days) + safety_stock(
        demand_per_day,
        demand_sd,
        lead_time_days=lead_time_days,
        lead_time_sd=lead_time_sd,
        review_days=review_days,
        service_level=service_level,
    )


def order_up_to(reorder_point: float, demand_per_day: float, *, extra_days: float = 0.0) -> float:
    """The position an order lifts to: the reorder point and, if wished, the sales of more days.

    >>> at = reorder_point_of_nine_days = reorder_point(
    ...     20, 6, lead_time_days=9, lead_time_sd=2, review_days=7)
    >>> round(order_up_to(at, 20), 3)
    396.728
    """
    return reorder_point + demand_per_day * extra_days


def eoq(demand: float, *, order_cost: float, holding_cost: float) -> float:
    """Economic lot: √(2Kλ/h), λ and h over the same time (Harris 1913).

    >>> round(eoq(1300, order_cost=8, holding_cost=0.225), 4)
    304.0468
    """
    return sqrt(2 * order_cost * demand / holding_cost) if holding_cost > 0 else inf


def eoq_cost(demand: float, *, order_cost: float, holding_cost: float) -> float:
    """What ordering and holding cost with the economic lot: √(2Kλh).

    >>> round(eoq_cost(1300, order_cost=8, holding_cost=0.225), 4)
    68.4105
    """
    return sqrt(2 * order_cost * demand * holding_cost)


def critical_ratio(price: float, *, cost: float, salvage: float = 0.0) -> float:
    """The chance of selling out that a one-off buy should aim at: (p − c) ÷ (p − s), 0 to 1.

    >>> round(critical_ratio(59, cost=22, salvage=12), 4)
    0.7872
    """
    if price <= cost:
        return 0.0
    return (price - cost) / (price - min(salvage, cost))


def newsvendor(mean: float, sd: float, *, ratio: float) -> float:
    """Units of a one-off buy with normal demand: μ + z(ratio)·σ, never below zero.

    >>> round(newsvendor(120, 10, ratio=18 / (2 + 18)), 4)
    132.8155
    >>> round(newsvendor(800, 150, ratio=critical_ratio(59, cost=22, salvage=12)), 1)
    919.5
    """
    if ratio <= 0:
        return 0.0
    # A salvage equal to the cost makes too much free: the far end of the law stands for it.
    return max(0.0, mean + sd * NORMAL.inv_cdf(min(ratio, MOST_SERVICE)))


def newsvendor_cost(sd: float, *, overage: float, underage: float) -> float:
    """What the best one-off buy is still expected to cost: (h + p)·σ·φ(z), normal demand.

    >>> round(newsvendor_cost(10, overage=2, underage=18), 4)
    35.0997
    """
    z = NORMAL.inv_cdf(underage / (overage + underage))
    return (overage + underage) * sd * NORMAL.pdf(z)


def expected_lost(stock: float, *, mean: float, sd: float) -> float:
    """Units of normal demand that `stock` does not cover on average: σ·(φ(z) − z·(1 − Φ(z))).

    >>> round(expected_lost(100, mean=100, sd=10), 4), expected_lost(3, mean=5, sd=0)
    (3.9894, 2)
    """
    if sd < 1e-9:  # nothing swings, and nothing is divided by almost nothing
        return max(mean - stock, 0)
    z = (stock - mean) / sd
    # Far in the tail the two terms cancel to less than nothing.
    return max(sd * (NORMAL.pdf(z) - z * NORMAL.cdf(-z)), 0.0)
