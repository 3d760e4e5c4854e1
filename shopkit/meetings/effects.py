"""What a KPI did after a decision: as many days before and after, and how sure one may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import fmean, variance

from shopkit.meetings.student import t_quantile
from shopkit.meetings.values import Expected
from shopkit.periods import Period
from shopkit.text import message

DAY = timedelta(days=1)
WEEK = 7
LEAST_DAYS = 3
SURE = 0.95
# A decision without a day to look again is looked at over four weeks.
LOOKED_DAYS = 28

TOO_FEW = message("Too few days to say anything yet.")
NO_CHANGE = message("No change can be told from ordinary ups and downs.")
CHANGED = message("It changed by more than ordinary ups and downs.")
AS_EXPECTED = message("It moved as expected.")
MORE = message("It moved further than expected.")
LESS = message("It moved the right way, by less than expected.")
WRONG_WAY = message("It moved the other way.")
OPEN = message("Still open: no change and the expected change both fit these days.")
NOT_SEEN = message("The expected change did not come.")
HELD = message("It stayed where it was, as expected.")
LEFT = message("It did not stay where it was.")


@dataclass(frozen=True, slots=True)
class Effect:
    """The mean of a daily KPI after less the mean before, with a 95 % interval.

    All in the KPI's own unit; None where there are too few days. `verdict` is said by a speaker.
    """

    verdict: str
    tone: str = "none"
    before: float | None = None
    after: float | None = None
    change: float | None = None
    low: float | None = None
    high: float | None = None
    expected: float | None = None
    days: int = 0

    @property
    def is_known(self) -> bool:
        """Whether there were enough days."""
        return self.change is not None


def measured(
    before: Sequence[float], after: Sequence[float], expected: Expected | None = None
) -> Effect:
    """The change of a daily figure with Welch's interval, judged against what was expected.

    It says what happened, not why: sales, weather and weekdays move a figure too. Days in a row
    resemble each other, so the true interval is rather wider (Welch 1947).

    >>> effect = measured([10, 12, 11, 13], [20, 22, 21, 23], Expected(share=0.5))
    >>> effect.change, round(effect.low, 1), round(effect.high, 1), effect.verdict
    (10.0, 7.8, 12.2, 'It moved further than expected.')
    """
    days = min(len(before), len(after))
    if days < LEAST_DAYS:
        return Effect(TOO_FEW, days=days)
    was, now = fmean(before), fmean(after)
    off = _off(before, after)
    low, high = now - was - off, now - was + off
    hoped = None if expected is None else expected.change(was)
    verdict, tone = _judged(low, high, hoped)
    return Effect(verdict, tone, was, now, now - was, low, high, hoped, days)


def windows(decided_on: date, look_on: date | None, asof: date) -> tuple[Period, Period] | None:
    """The days before and after a decision: as many of each, whole weeks once there is one.

    The day of the decision itself is in neither. None before the first day after it.

    >>> before, after = windows(date(2026, 10, 1), date(2026, 10, 20), date(2026, 10, 31))
    >>> f"{before.first} {before.last} {after.first} {after.last}"
    '2026-09-17 2026-09-30 2026-10-02 2026-10-15'
    """
    last = min(look_on or decided_on + LOOKED_DAYS * DAY, asof)
    days = (last - decided_on).days
    if days < 1:
        return None
    days -= days % WEEK if days > WEEK else 0
    return (
        Period(decided_on - days * DAY, decided_on - DAY),
        Period(decided_on + DAY, decided_on + days * DAY),
    )


def _off(before: Sequence[float], after: Sequence[float]) -> float:
    """Half of Welch's interval; the degrees of freedom are Satterthwaite's."""
    parts = [(variance(each) / len(each), len(each) - 1) for each in (before, after)]
    spread = sum(part for part, _ in parts)
    if not spread:
        return 0.0
    freedom = spread**2 / sum(part**2 / less for part, less in parts)
    return t_quantile((1 + SURE) / 2, freedom) * sqrt(spread)


def _judged(low: float, high: float, hoped: float | None) -> tuple[str, str]:
    includes_none = low <= 0 <= high
    if hoped is None:
        return (NO_CHANGE, "none") if includes_none else (CHANGED, "none")
    if not hoped:
        return (HELD, "good") if includes_none else (LEFT, "bad")
    if hoped < 0:
        low, high, hoped = -high, -low, -hoped
    if includes_none:
        return (OPEN, "none") if high >= hoped else (NOT_SEEN, "bad")
    if high < 0:
        return WRONG_WAY, "bad"
    if low > hoped:
        return MORE, "good"
    return (AS_EXPECTED, "good") if high >= hoped else (LESS, "warn")
