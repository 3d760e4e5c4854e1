"""Student's t: how far off a mean of few values may be, without a statistics package."""

from math import exp, lgamma, log

TINY = 1e-300
TURNS = 200


def t_quantile(part: float, freedom: float) -> float:
    """The value that a share `part` (0.5 to 1) of Student's t lies below.

    >>> round(t_quantile(0.975, 10), 4), round(t_quantile(0.975, 1), 3)
    (2.2281, 12.706)
    """
    low, high = 0.0, 1.0
    while t_below(high, freedom) < part:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if t_below(middle, freedom) < part else (low, middle)
    return high


def t_below(value: float, freedom: float) -> float:
    """The share of Student's t that lies below a value of zero or more.

    >>> round(t_below(2.0, 5), 5)
    0.94903
    """
    rest = _beta_share(freedom / (freedom + value * value), freedom / 2, 0.5)
    return 1 - rest / 2


def _beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22)."""
    if x in (0.0, 1.0):
        return x
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_share(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    return front * (_fraction(x, a, b) - 1)


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's method: each turn multiplies in one more step of the fraction."""
    c, d, product = 1.0, 0.0, 1.0
    for step in range(TURNS):
        term = _term(step, x, a, b)
        d = 1 / _not_zero(1 + term * d)
        c = _not_zero(1 + term / c)
        product *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return product


def _term(step: int, x: float, a: float, b: float) -> float:
    m = step // 2
    if step == 0:
        return 1.0
    if step % 2 == 0:
        return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
