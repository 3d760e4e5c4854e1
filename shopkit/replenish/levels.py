"""When to order and up to where, if each order costs something: (s, S) levels.

Looked at each period, unmet demand waits, delivery before the next period.
"""

from collections.abc import Callable, Iterator
from functools import cache
from math import exp, lgamma, log, sqrt
from typing import NamedTuple


class Levels(NamedTuple):
    """Order at or below `order_at`, up to `up_to`; the cost of a period where it is exact."""

    order_at: float
    up_to: float
    cost: float | None = None


def exact_levels(mean: float, *, holding: float, shortage: float, order_cost: float) -> Levels:
    """The cheapest (s, S) for Poisson demand of `mean` a period (Zheng and Federgruen 1991).

    >>> exact_levels(6, holding=1, shortage=4, order_cost=5)
    Levels(order_at=4, up_to=10, cost=8.0341)
    """
    if mean <= 0:
        return Levels(-1, 0, 0.0)
    one = _one_period(mean, holding, shortage)
    cost = _cost_of(mean, one, order_cost)
    least = next(level for level in _from(0) if one(level + 1) >= one(level))
    at, to = least - 1, least
    while cost(at, to) > one(at):
        at -= 1
    for higher in _from(least + 1):
        if one(higher) > cost(at, to):
            return Levels(at, to, round(cost(at, to), 4))
        if cost(at, higher) < cost(at, to):
            to = higher
            while cost(at, to) <= one(at + 1):
                at += 1
    raise AssertionError


def rough_levels(
    mean: float, sd: float, *, holding: float, shortage: float, order_cost: float
) -> Levels:
    """(s, S) near the cheapest for any demand: the power approximation (Ehrhardt and Mosier 1984).

    In the form of Snyder and Shen: without the authors' cut for very small lots.

    >>> at, up_to, _ = rough_levels(50, 8, holding=0.18, shortage=0.70, order_cost=2.5)
    >>> round(at, 4), round(up_to, 4)
    (40.1946, 74.2902)
    """
    lot = 1.30 * mean**0.494 * (order_cost / holding) ** 0.506 * (1 + (sd / mean) ** 2) ** 0.116
    z = sqrt(lot * holding / (sd * shortage))
    at = 0.973 * mean + sd * (0.183 / z + 1.063 - 2.192 * z)
    return Levels(at, at + lot)


def _from(start: int) -> Iterator[int]:
    while True:
        yield start
        start += 1


def _chances(mean: float) -> Callable[[int], float]:
    return lambda units: exp(units * log(mean) - mean - lgamma(units + 1))


def _one_period(mean: float, holding: float, shortage: float) -> Callable[[int], float]:
    """What a period costs that starts with `level` units: too many held, too few owed."""
    chance = _chances(mean)

    @cache
    def short(level: int) -> tuple[float, float]:
        # Expected units owed and the chance that demand is above the level, each from the last.
        if level <= 0:
            return mean - level, 1 - (chance(0) if level == 0 else 0)
        owed, above = short(level - 1)
        return owed - above, above - chance(level)

    def cost(level: int) -> float:
        owed, _ = short(level)
        return holding * (level - mean + owed) + shortage * owed

    return cache(cost)


def _cost_of(
    mean: float, one: Callable[[int], float], order_cost: float
) -> Callable[[int, int], float]:
    """The cost a period of (s, S) by renewal: (K + Σ m(j)·G(S − j)) ÷ Σ m(j), j below S − s."""
    chance = _chances(mean)
    visits = [1 / (1 - chance(0))]

    def visited(upto: int) -> list[float]:
        while len(visits) < upto:
            here = len(visits)
            again = sum(chance(units) * visits[here - units] for units in range(1, here + 1))
            visits.append(again / (1 - chance(0)))
        return visits[:upto]

    @cache
    def cost(at: int, to: int) -> float:
        held = visited(to - at)
        running = sum(often * one(to - place) for place, often in enumerate(held))
        return (order_cost + running) / sum(held)

    return cost
