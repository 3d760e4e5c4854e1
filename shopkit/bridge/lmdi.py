"""LMDI-I, additive: how much of a change each factor of a product brought, with nothing left over.

Method: Ang, "The LMDI approach to decomposition analysis" (2005).
"""

from collections.abc import Sequence
from math import log, log1p, prod

Factors = Sequence[float]
NEAR = 0.5


def log_mean(one: float, other: float) -> float:
    """The logarithmic mean of two amounts above zero; of two equal ones, that amount.

    >>> log_mean(2.0, 2.0), round(log_mean(39_000, 36_000), 2)
    (2.0, 37479.99)
    """
    step = (one - other) / other
    if step == 0:
        return other
    # a quotient close to one has lost the digits that log1p keeps, and far from it has more
    return (one - other) / (log1p(step) if abs(step) < NEAR else log(one / other))


def split(before: Factors, now: Factors) -> list[float]:
    """The effect of each factor on the change of their product; every factor above zero."""
    weight = log_mean(prod(now), prod(before))
    return [weight * log(after / ahead) for after, ahead in zip(now, before, strict=True)]


def additive(before: Sequence[Factors], now: Sequence[Factors]) -> list[float]:
    """The effect of each factor on the change of a sum of products, a row of factors a product.

    The effects add up to the change. Every factor is above zero; otherwise `shapley`.

    >>> [round(effect, 2) for effect in additive([(10_000, 0.03, 120)], [(12_000, 0.025, 130)])]
    [6833.41, -6833.41, 3000.0]
    """
    rows = [split(*pair) for pair in zip(before, now, strict=True)]
    return [sum(column) for column in zip(*rows, strict=True)]
