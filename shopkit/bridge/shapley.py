"""Shapley's split of a product's change: the mean over every order in which factors could move."""

from collections.abc import Sequence
from functools import cache
from itertools import combinations
from math import comb, prod


def shapley(before: Sequence[float], now: Sequence[float]) -> list[float]:
    """The effect of each factor on the change of their product; zero and below zero are fine.

    The effects add up to the change. The work doubles with each factor: keep to a handful.

    >>> [round(effect, 2) for effect in shapley((10_000, 0.03, 120), (12_000, 0.025, 130))]
    [6866.67, -6883.33, 3016.67]
    """
    return [_effect(place, before, now) for place in range(len(before))]


def _effect(place: int, before: Sequence[float], now: Sequence[float]) -> float:
    step = now[place] - before[place]
    if step == 0:
        return 0.0
    ways = _ways(len(before), place)
    return step * sum(
        weight * prod(now[n] if n in moved else before[n] for n in others)
        for moved, others, weight in ways
    )


@cache
def _ways(count: int, place: int) -> list[tuple[frozenset[int], tuple[int, ...], float]]:
    """Which others may have moved already, all the others, and how often that comes first."""
    others = tuple(n for n in range(count) if n != place)
    return [
        (frozenset(moved), others, 1 / (count * comb(count - 1, many)))
        for many in range(count)
        for moved in combinations(others, many)
    ]
