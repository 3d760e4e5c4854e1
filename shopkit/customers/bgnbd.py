"""BG/NBD: how often customers without a contract will buy again, and whether they still might.

Source: Fader, Hardie & Lee, "Counting Your Customers" the Easy Way, Marketing Science 2005.
A customer is (x, t_x, T): repeat purchases, first to last, first to now; any one unit of time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shopkit.customers.climb import Top, climb, reach

Array = Any
History = tuple[int, float, float]
Z95 = 1.959964
MOST_TERMS = 2000
START = (0.5, 6.0, 0.8, 2.5)


@dataclass(frozen=True)
class Fit:
    """The four fitted parameters with their log-likelihood; times are in the unit of the data."""

    r: float
    alpha: float
    a: float
    b: float
    top: Top

    @property
    def ll(self) -> float:
        """The log-likelihood."""
        return self.top.ll

    @property
    def is_settled(self) -> bool:
        """Whether the data determines all four; if not, nothing should be foretold."""
        return self.top.is_settled


def fit(customers: Iterable[History] | Mapping[History, int]) -> Fit:
    """The most likely r, α, a and b of customers, or of how many there are of each (x, t_x, T)."""
    import numpy as np

    cells = Counter(customers)
    told = np.array(list(cells), dtype=float).reshape(-1, 3)
    many = np.array(list(cells.values()), dtype=float)
    unit = float(np.average(told[:, 2], weights=many)) / 25 if len(told) else 1.0
    start = (START[0], START[1] * (unit or 1.0), *START[2:])
    top = climb(_slope(told, many), start)
    return _fit(top)


def _fit(top: Top) -> Fit:
    from math import exp

    return Fit(*map(exp, top.logs), top=top)


def _slope(told: Array, many: Array) -> Any:
    """The log-likelihood and its gradient by ln r, ln α, ln a, ln b.

    Every gamma function is of a whole number of steps, so its logarithm is a sum of logarithms:
    ln Γ(r+x)/Γ(r) = Σ ln(r+i), and customers with more than i purchases share the i-th term.
    """
    import numpy as np

    x, t_x, age = told.T
    counts = np.bincount(x.astype(int), weights=many)
    past = many.sum() - np.cumsum(counts)[:-1]  # customers with x > i
    step = np.arange(len(past))
    back = x > 0
    rx, rt, rn, rage = x[back], t_x[back], many[back], age[back]

    def slope(logs: Array) -> tuple[float, Array]:
        r, alpha, a, b = np.exp(logs)
        late, seen = np.log(alpha + age), np.log(alpha + rt)
        gap = late[back] - seen
        odds = np.log(a / (b + rx - 1)) + (r + rx) * gap
        gone = rn / (1 + np.exp(-odds))  # 1 − P(alive), by people
        ll = (
            (past * (np.log(r + step) + np.log(b + step) - np.log(a + b + step))).sum()
            + many.sum() * r * np.log(alpha)
            - (many * (r + x) * late).sum()
            + (rn * np.logaddexp(0, odds)).sum()
        )
        together = (past / (a + b + step)).sum()
        by = np.array([
            (past / (r + step)).sum() + many.sum() * np.log(alpha) - (many * late).sum()
            + (gone * gap).sum(),
            many.sum() * r / alpha - (many * (r + x) / (alpha + age)).sum()
            + (gone * (r + rx) * (1 / (alpha + rage) - 1 / (alpha + rt))).sum(),
            gone.sum() / a - together,
            (past / (b + step)).sum() - together - (gone / (b + rx - 1)).sum(),
        ])  # fmt: skip
        return float(ll), by * np.exp(logs)

    return slope


def p_alive(params: Any, x: Array, t_x: Array, age: Array) -> Array:
    """The chance that a customer has not left, 0 to 1; a number or an array of them."""
    import numpy as np

    r, alpha, a, b = _four(params)
    x, t_x, age = (np.asarray(each, dtype=float) for each in (x, t_x, age))
    gap = np.log((alpha + age) / (alpha + t_x))
    odds = np.log(a / np.maximum(b + x - 1, 1e-12)) + (r + x) * gap
    return np.where(x > 0, 1 / (1 + np.exp(odds)), 1.0)


def expected_again(params: Any, customers: Array, t: float) -> Array:
    """Purchases expected in the next `t` of each customer, an array of (x, t_x, T) rows."""
    import numpy as np

    r, alpha, a, b = _four(params)
    x, t_x, age = np.atleast_2d(np.asarray(customers, dtype=float)).T
    z = t / (alpha + age + t)
    series = _discounted((r + x, b + x, a + b + x - 1), a - 1, z)
    return (a + b + x - 1) / (a - 1) * (1 - series) * p_alive(params, x, t_x, age)


def expected_new(params: Any, t: Array) -> Array:
    """Repeat purchases expected of a customer nothing is known of, `t` after the first one."""
    import numpy as np

    r, alpha, a, b = _four(params)
    t = np.asarray(t, dtype=float)
    z = t / (alpha + t)
    series = _discounted((r, b, a + b - 1), a - 1, z)
    return (a + b - 1) / (a - 1) * (1 - series)


def _discounted(terms: tuple[Array, Array, Array], other: float, z: Array) -> Array:
    """(1−z)^A · ₂F₁(A, B; C; z), by Euler's transformation where that has the smaller power.

    The power and what it is taken of nearly cancel: of the two forms the tamer never overflows.
    """
    import numpy as np

    a, b, c = (np.asarray(each, dtype=float) for each in terms)
    is_tamer = other < a
    power = np.where(is_tamer, other, a)
    first, second = np.where(is_tamer, c - a, a), np.where(is_tamer, c - b, b)
    return np.exp(power * np.log1p(-z)) * hyp2f1(first, second, c, z)


def hyp2f1(a: Array, b: Array, c: Array, z: Array) -> Array:
    """Gauss's ₂F₁(a, b; c; z) for 0 ≤ z < 1 by its series."""
    import numpy as np

    a, b, c, z = np.broadcast_arrays(*(np.asarray(each, dtype=float) for each in (a, b, c, z)))
    term, total = np.ones(c.shape), np.ones(c.shape)
    for n in range(MOST_TERMS):
        term = term * ((a + n) * (b + n) / ((c + n) * (n + 1))) * z
        total = total + term
        if np.all(np.abs(term) <= 1e-15 * np.abs(total)):
            break
    return total


@dataclass(frozen=True)
class Outlook:
    """A figure with the interval its true mean lies in with 95 %."""

    value: float
    low: float
    high: float


def whole(fitted: Fit, customers: Array, t: float, many: Array | None = None) -> Outlook:
    """Purchases expected of all these customers together, `many` of each row."""
    import numpy as np

    weights = np.ones(len(customers)) if many is None else np.asarray(many, dtype=float)

    def total(logs: Array) -> Array:
        return (weights * expected_again(np.exp(logs), customers, t)).sum()

    value = float(total(np.array(fitted.top.logs)))
    error = float(reach(total, fitted.top.logs, fitted.top.covariance))
    return outlook(value, error)


def outlook(value: float, error: float) -> Outlook:
    """An interval on the scale of ratios: what cannot be below zero is not said to be."""
    from math import exp

    factor = exp(Z95 * error / value) if value > 0 else 1.0
    return Outlook(value, value / factor, value * factor)


def _four(params: Any) -> tuple[float, float, float, float]:
    if isinstance(params, Fit):
        params = (params.r, params.alpha, params.a, params.b)
    r, alpha, a, b = (float(each) for each in params)
    # The formula has 0/0 at a = 1; beside it the value is the same to seven digits.
    return r, alpha, (a + 1e-7 if abs(a - 1) < 1e-7 else a), b
