"""Recency, frequency and money of every buyer as quintiles against the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shopkit.customers.buyer import Buyer
from shopkit.customers.segments import FIFTHS, segment


@dataclass(frozen=True, slots=True)
class Scored:
    """A buyer with days since the last purchase, the three quintiles and the segment's key."""

    buyer: Buyer
    recency_days: int
    r: int
    f: int
    m: int
    segment: str


def quintiles(values: Sequence[float], *, falling: bool = False) -> list[int]:
    """Each value's fifth, 1 to 5, by rank; equal values rank in the order given.

    `falling`: small is good, as with recency. Edges as pandas' qcut sets them on ranks.

    >>> quintiles([10, 20, 30, 40, 50]), quintiles([7, 7, 7, 7, 7], falling=True)
    ([1, 2, 3, 4, 5], [5, 4, 3, 2, 1])
    """
    n = len(values)
    if n < 3:
        return [FIFTHS] * n
    fifths = [0] * n
    for place, which in enumerate(sorted(range(n), key=values.__getitem__)):
        fifth = max(1, -(-place * FIFTHS // (n - 1)))
        fifths[which] = FIFTHS + 1 - fifth if falling else fifth
    return fifths


def rfm(buyers: Iterable[Buyer], *, asof: date) -> list[Scored]:
    """Every buyer scored against the others on the day `asof`."""
    known = list(buyers)
    days = [(asof - each.last_on).days for each in known]
    scores = zip(
        quintiles(days, falling=True),
        quintiles([each.purchases for each in known]),
        quintiles([each.paid_fen for each in known]),
        strict=True,
    )
    fifths = range(1, FIFTHS + 1)
    names = {(r, f, m): segment(r, f, m) for r in fifths for f in fifths for m in fifths}
    return [
        Scored(each, gap, *score, names[score])
        for each, gap, score in zip(known, days, scores, strict=True)
    ]


def corners(scored: Iterable[Scored]) -> list[dict[str, int]]:
    """The sums by quintile that segments are made of; the lake's question `rfm` tells the same."""
    sums: dict[tuple[int, int, int], list[int]] = {}
    for each in scored:
        held = sums.setdefault((each.r, each.f, each.m), [0, 0, 0, 0])
        told = (1, each.buyer.paid_fen, each.recency_days, each.buyer.purchases)
        held[:] = [old + new for old, new in zip(held, told, strict=True)]
    names = ("r", "f", "m", "people", "paid_fen", "recency_days", "purchases")
    return [dict(zip(names, (*at, *held), strict=True)) for at, held in sorted(sums.items())]


def top_fifth_share(scored: Sequence[Scored]) -> float | None:
    """The share of all money that the fifth with the most money brought; None without any."""
    money = sum(each.buyer.paid_fen for each in scored)
    top = sum(each.buyer.paid_fen for each in scored if each.m == FIFTHS)
    return top / money if money else None
