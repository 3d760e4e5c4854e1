"""Gamma-Gamma: what a customer's purchases bring on average, known ones pulled to the mean.

Source: Fader & Hardie, "The Gamma-Gamma Model of Monetary Value", 2013. It takes the amount of a
purchase as independent of how often a customer comes; `together` tells how far that is true.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log
from typing import Any

from shopkit.customers.climb import Top, climb

Array = Any
START = (3.0, 3.0, 15.0)


@dataclass(frozen=True)
class Spend:
    """The fitted p, q and v; money in the unit of the data."""

    p: float
    q: float
    v: float
    top: Top

    @property
    def is_settled(self) -> bool:
        """Whether the data determines all three and the mean of all customers is finite."""
        return self.top.is_settled and self.q > 1

    @property
    def mean(self) -> float:
        """What a purchase of a customer nothing is known of is expected to bring."""
        return self.p * self.v / (self.q - 1)


def fit(customers: Sequence[tuple[int, float]]) -> Spend:
    """The most likely p, q and v from (repeat purchases, their mean amount), both above zero."""
    import numpy as np

    told = np.array([each for each in customers if each[0] > 0 and each[1] > 0], dtype=float)
    x, mean = told.reshape(-1, 2).T
    scale = float(np.median(mean)) if len(mean) else 1.0
    top = climb(_slope(x, mean), (START[0], START[1], max(scale / 2, 0.01)))
    return Spend(*map(exp, top.logs), top=top)


def _slope(x: Array, mean: Array) -> Any:
    import numpy as np

    seen, where = np.unique(x, return_inverse=True)
    many = np.bincount(where, minlength=len(seen))
    logs_x, logs_mean = np.log(x), np.log(mean)

    def slope(logs: Array) -> tuple[float, Array]:
        p, q, v = np.exp(logs)
        gammas = [lgamma(p * n + q) - lgamma(p * n) - lgamma(q) for n in seen]
        up = np.array([digamma(p * n + q) for n in seen])
        down = np.array([digamma(p * n) for n in seen])
        pot = np.log(v + x * mean)
        ll = (
            float(many @ np.array(gammas)) + len(x) * q * log(v)
            + ((p * x - 1) * logs_mean + p * x * logs_x - (p * x + q) * pot).sum()
        )  # fmt: skip
        by = np.array([
            float(many @ (seen * (up - down))) + (x * (logs_mean + logs_x - pot)).sum(),
            float(many @ up) - len(x) * digamma(q) + len(x) * log(v) - pot.sum(),
            len(x) * q / v - ((p * x + q) / (v + x * mean)).sum(),
        ])  # fmt: skip
        return float(ll), by * np.exp(logs)

    return slope


def expected_amount(params: Any, x: Array, mean: Array) -> Array:
    """What the next purchase of a customer with x repeats of this mean is expected to bring."""
    import numpy as np

    p, q, v = (params.p, params.q, params.v) if isinstance(params, Spend) else params
    x, mean = np.asarray(x, dtype=float), np.asarray(mean, dtype=float)
    return p * (v + x * mean) / (p * x + q - 1)


def together(customers: Sequence[tuple[int, float]]) -> float | None:
    """How amount goes with frequency, −1 to 1 (Pearson); the model wants it near 0."""
    from statistics import StatisticsError, correlation

    known = [(x, mean) for x, mean in customers if x > 0 and mean > 0]
    try:
        return correlation([x for x, _ in known], [mean for _, mean in known])
    except StatisticsError:
        return None


def digamma(x: float) -> float:
    """The derivative of ln Γ above zero (DLMF 5.5.2 upward, then 5.11.2).

    >>> round(digamma(1.0), 10)
    -0.5772156649
    """
    down = 0.0
    while x < 8:
        down, x = down + 1 / x, x + 1
    y = 1 / (x * x)
    return log(x) - 0.5 / x - y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y / 240))) - down
