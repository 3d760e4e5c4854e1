"""The ten names people give to corners of recency, frequency and money, with their bounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shopkit.text import message

FIFTHS = 5
OTHERS = "others"
Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A named corner: the lowest and highest quintile of R, F and M in it, and what to do."""

    key: str
    bounds: tuple[Bounds, Bounds, Bounds]
    name: str
    advice: str

    def holds(self, r: int, f: int, m: int) -> bool:
        """Whether these quintiles lie within its bounds."""
        return all(
            low <= score <= high for (low, high), score in zip(self.bounds, (r, f, m), strict=True)
        )


# Bounds of the R package rfm (documentation of rfm_segment); the first that fits names a buyer.
SEGMENTS = (
    Segment(
        "champions",
        ((5, 5), (5, 5), (5, 5)),
        message("Champions"),
        message("Thank them, ask for a review; no discount is needed."),
    ),
    Segment(
        "potential",
        ((3, 5), (3, 5), (2, 5)),
        message("Potential loyalists"),
        message("Show what goes with what they bought."),
    ),
    Segment(
        "loyal",
        ((2, 4), (2, 4), (2, 4)),
        message("Loyal customers"),
        message("Offer sets and larger packs."),
    ),
    Segment(
        "promising",
        ((3, 4), (1, 3), (3, 5)),
        message("Promising"),
        message("Spent well, came seldom: give a second reason to come."),
    ),
    Segment(
        "new",
        ((4, 5), (1, 3), (1, 5)),
        message("New customers"),
        message("Write after the parcel came: is all well?"),
    ),
    Segment(
        "cannot_lose",
        ((1, 2), (3, 4), (4, 5)),
        message("Can't lose them"),
        message("Spent much and have long been silent: write by hand."),
    ),
    Segment(
        "at_risk",
        ((1, 2), (2, 5), (4, 5)),
        message("At risk"),
        message("Good customers who fade: ask why, then offer something."),
    ),
    Segment(
        "attention",
        ((1, 3), (3, 5), (3, 5)),
        message("Need attention"),
        message("In the middle: one good offer, not many."),
    ),
    Segment(
        "sleepy",
        ((2, 3), (1, 3), (1, 4)),
        message("About to sleep"),
        message("A cheap reminder, once."),
    ),
    Segment(
        "lost",
        ((1, 1), (1, 5), (1, 5)),
        message("Lost customers"),
        message("Leave them be: money goes further elsewhere."),
    ),
)
REST = Segment(
    OTHERS, ((1, FIFTHS),) * 3, message("Others"), message("Between the names; nothing special.")
)


def segment(r: int, f: int, m: int) -> str:
    """The key of the segment with these quintiles.

    >>> segment(5, 5, 5), segment(1, 1, 1), segment(5, 5, 1)
    ('champions', 'lost', 'others')
    """
    return next((each.key for each in SEGMENTS if each.holds(r, f, m)), OTHERS)


@dataclass(frozen=True, slots=True)
class SegmentSum:
    """A segment's people and money, and its typical member."""

    segment: Segment
    people: int
    paid_fen: int
    share_of_people: float
    share_of_money: float
    recency_days: float
    purchases: float


def summed(corners: Iterable[Mapping[str, Any]]) -> list[SegmentSum]:
    """The segments that have anybody, in the order they are named.

    Corners are sums by quintile: r, f, m, people, paid_fen, recency_days, purchases.
    """
    groups: dict[str, list[int]] = {}
    for row in corners:
        sums = groups.setdefault(segment(row["r"], row["f"], row["m"]), [0, 0, 0, 0])
        for n, name in enumerate(("people", "paid_fen", "recency_days", "purchases")):
            sums[n] += row[name]
    people = sum(each[0] for each in groups.values())
    money = sum(each[1] for each in groups.values()) or 1
    return [
        SegmentSum(each, n, paid, n / people, paid / money, days / n, purchases / n)
        for each in (*SEGMENTS, REST)
        if each.key in groups
        for n, paid, days, purchases in [groups[each.key]]
    ]
