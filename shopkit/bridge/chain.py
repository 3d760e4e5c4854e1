"""From visitors to profit: the stages of a sale, and the factors that lead from one to the next."""

from collections.abc import Sequence
from math import isfinite

from shopkit.bridge.lmdi import split
from shopkit.bridge.shapley import shapley

# What is measured on the way, the last being what is explained: (visitors of the shop, visitors
# of the cell, buyers, paid, profit), or any run of it. None where nobody counted.
Stages = Sequence[float | None]
# Closer to zero than this, a logarithm amplifies nothing but noise.
LEAST = 1e-9


def factors(stages: Stages) -> list[float | None]:
    """Each stage over the one before it; None for nothing over nothing, else infinite over nothing.

    >>> factors((10_000, 300, 36_000))
    [10000, 0.03, 120.0]
    """
    found: list[float | None] = [stages[0]]
    for part, whole in zip(stages[1:], stages[:-1], strict=True):
        found.append(_over(part, whole))
    return found


def effects(before: Stages, now: Stages) -> list[float] | None:
    """What each factor did to the last stage; None where the stages do not tell.

    Exact: the effects add up to the change. LMDI where every factor is above zero, else Shapley.
    A factor that could not be seen in one period (nobody bought, so nobody paid per buyer) did
    nothing: what could be seen did it.
    """
    if None in (*before, *now):
        return None
    pairs = [_same(*pair) for pair in zip(factors(before), factors(now), strict=True)]
    if not all(isfinite(each) for pair in pairs for each in pair):
        return None
    ahead, after = (list(side) for side in zip(*pairs, strict=True))
    if min(*ahead, *after) > LEAST:
        return split(ahead, after)
    return shapley(ahead, after)


def _over(part: float | None, whole: float | None) -> float | None:
    if part is None or whole is None:
        return float("nan")
    if whole == 0:
        return None if part == 0 else float("inf")
    return part / whole


def _same(ahead: float | None, after: float | None) -> tuple[float, float]:
    known = next((each for each in (ahead, after) if each is not None), 0.0)
    return (known if ahead is None else ahead, known if after is None else after)
