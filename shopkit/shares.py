"""Shares of counts with the interval they leave open."""

from math import sqrt
from statistics import NormalDist


def wilson(hits: int, n: int, confidence: float = 0.95) -> tuple[float, float] | None:
    """The interval a true share lies in after `hits` of `n`, inside 0 to 1; None without any.

    centre ± z·√(p(1−p)/n + z²/4n²) ÷ (1 + z²/n), around (p + z²/2n) ÷ (1 + z²/n).
    Source: E. B. Wilson, 1927.

    >>> [round(end, 5) for end in wilson(120, 4000)]
    [0.02515, 0.03575]
    >>> [round(end, 3) for end in wilson(47, 50)], wilson(0, 0)
    ([0.838, 0.979], None)
    """
    if n <= 0:
        return None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, whole = hits / n, 1 + z * z / n
    centre = (share + z * z / (2 * n)) / whole
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / whole
    # At 0 of n and n of n the end is exactly 0 or 1; floats would miss it by a hair.
    low = 0.0 if hits == 0 else centre - reach
    high = 1.0 if hits == n else centre + reach
    return low, high
