"""Goods in a campaign against goods that were not: difference-in-differences with day effects."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import fmean, variance

from shopkit.campaigns.expected import LEAST_DAYS, Guess
from shopkit.errors import Refused

# Four weeks earlier: the same weekdays, and no part of the campaign.
PLACEBO_BACK = 28
SURE = 1.96


@dataclass(frozen=True, slots=True)
class TwoGroups:
    """What the campaign brought its goods; the placebo is the same sum where nothing was done.

    In the series' unit, over all the days. `placebo` is None where too few days stand before.
    """

    effect: Guess
    placebo: Guess | None

    @property
    def is_trusted(self) -> bool:
        """Whether the placebo shows nothing, as it must."""
        return self.placebo is not None and not self.placebo.is_clear


def two_groups(
    treated: Sequence[float | None], others: Sequence[float | None], days: range
) -> TwoGroups:
    """The effect on `treated` over the places `days`, had both groups gone on side by side.

    A day's effect moves both groups in proportion and drops out: what is left of each day is
    treated − k · others, k their ratio before. None in either is a day that says nothing.
    Days in a row resemble each other, so the error is widened by their first autocorrelation.
    Raises `Refused` under four weeks of days.
    """
    placebo = None
    early = range(days.start - PLACEBO_BACK, days.stop - PLACEBO_BACK)
    if early.start >= LEAST_DAYS and early.stop <= days.start:
        try:
            placebo = _compared(treated, others, early)
        except Refused:
            placebo = None
    return TwoGroups(_compared(treated, others, days), placebo)


def _compared(
    treated: Sequence[float | None], others: Sequence[float | None], days: range
) -> Guess:
    before = _pairs(treated, others, range(days.start))
    during = _pairs(treated, others, days)
    whole = sum(other for _, other in before)
    if len(before) < LEAST_DAYS or not during or not whole:
        raise Refused("Too few ordinary days stand before it to compare two groups of goods.")
    ratio = sum(mine for mine, _ in before) / whole
    quiet = [mine - ratio * other for mine, other in before]
    effect = sum(mine - ratio * other for mine, other in during)
    n = len(during)
    alike = min(max(_alike(quiet), 0.0), 0.8)
    error = sqrt(variance(quiet) * (n + n * n / len(quiet)) * (1 + alike) / (1 - alike))
    return Guess(effect, effect - SURE * error, effect + SURE * error)


def _pairs(
    treated: Sequence[float | None], others: Sequence[float | None], days: range
) -> list[tuple[float, float]]:
    return [
        (mine, other)
        for place in days
        if (mine := treated[place]) is not None and (other := others[place]) is not None
    ]


def _alike(left: Sequence[float]) -> float:
    """How much a day is like the day before: the first autocorrelation."""
    mean = fmean(left)
    whole = sum((each - mean) ** 2 for each in left)
    pairs = pairwise(left)
    return sum((one - mean) * (two - mean) for one, two in pairs) / whole if whole else 0.0
