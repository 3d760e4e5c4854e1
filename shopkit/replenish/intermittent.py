"""Demand of goods that do not sell every day: Croston, Syntetos-Boylan, and TSB for dying ones.

Periods here are clean days: days of events and days out of stock are taken out before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, pvariance

ALPHA = 0.1
# Above this mean interval a mean per day follows sales worse than Croston's method does
# (Syntetos, Boylan and Croston 2005).
INTERMITTENT = 1.32
# If sales came by chance at their old pace, a silence this many intervals long would happen
# once in twenty times (e^-3): then the goods are dying.
DYING = 3.0
# Goods that sell daily are not dying after a few silent days; more likely the shelf is empty.
QUIET_DAYS = 14


@dataclass(frozen=True, slots=True)
class Sporadic:
    """Sales as what was sold each time and how many days it took, out of `days` clean days."""

    sizes: tuple[float, ...]
    gaps: tuple[int, ...]
    days: int

    @property
    def silence(self) -> int:
        """Clean days since the last sale."""
        return self.days - sum(self.gaps)


def sporadic(sales: Iterable[float]) -> Sporadic:
    """A row of daily sales, zeros included, as sizes and gaps.

    >>> sporadic([0, 0, 3, 0, 1, 0])
    Sporadic(sizes=(3, 1), gaps=(3, 2), days=6)
    """
    daily = list(sales)
    places = [place for place, sold in enumerate(daily, 1) if sold]
    return placed(places, [daily[place - 1] for place in places], days=len(daily))


def placed(places: Sequence[int], sizes: Sequence[float], *, days: int) -> Sporadic:
    """Sales known by the places (from 1) of the clean days they fell on."""
    gaps = (here - before for before, here in zip([0, *places], places, strict=False))
    return Sporadic(tuple(sizes), tuple(gaps), days)


def adi(sales: Sporadic) -> float | None:
    """Average demand interval: clean days ÷ days that sold; None without a sale.

    >>> adi(sporadic([0, 2, 0, 0])), adi(sporadic([0]))
    (4.0, None)
    """
    return sales.days / len(sales.sizes) if sales.sizes else None


def cv2(sales: Sporadic) -> float | None:
    """Squared coefficient of variation of what is sold on a day that sells."""
    if not sales.sizes:
        return None
    return pvariance(sales.sizes) / fmean(sales.sizes) ** 2


def croston(sales: Sporadic, *, alpha: float = ALPHA) -> float:
    """Demand per day: smoothed size ÷ smoothed interval (Croston 1972); it runs a little high.

    >>> round(croston(sporadic([0, 0, 3, 0, 0, 0, 4])), 5)
    1.0
    """
    if not sales.sizes:
        return 0.0
    return smoothed(sales.sizes, alpha) / smoothed(sales.gaps, alpha)


def sba(sales: Sporadic, *, alpha: float = ALPHA) -> float:
    """Croston's demand per day less its bias: (1 − α/2) · croston (Syntetos and Boylan 2005)."""
    return (1 - alpha / 2) * croston(sales, alpha=alpha)


def tsb(sales: Sporadic, *, alpha: float = ALPHA, alpha_chance: float = ALPHA) -> float:
    """Demand per day: smoothed size × smoothed chance of a sale, which fades on each silent day.

    The chance starts at 1 if the first day sold, else 0 (Teunter, Syntetos and Babai 2011).

    >>> quiet = sporadic([2] + [0] * 9)
    >>> round(tsb(quiet, alpha_chance=0.5), 5)
    0.00391
    """
    if not sales.sizes:
        return 0.0
    kept, chance = 1 - alpha_chance, float(sales.gaps[0] == 1)
    for gap in sales.gaps:
        chance = chance * kept**gap + alpha_chance
    return smoothed(sales.sizes, alpha) * chance * kept**sales.silence


def method_of(sales: Sporadic) -> str:
    """Which forecast fits: `mean` for steady goods, `sba` for intermittent, `tsb` for dying ones.

    >>> method_of(sporadic([1, 2, 1])), method_of(sporadic([0, 2, 0, 0, 1]))
    ('mean', 'sba')
    >>> method_of(sporadic([2, 0, 2] + [0] * 15))
    'tsb'
    """
    interval = adi(sales)
    if interval is None:
        return "mean"
    if sales.silence > max(DYING * sum(sales.gaps) / len(sales.gaps), QUIET_DAYS):
        return "tsb"
    return "sba" if interval > INTERMITTENT else "mean"


def per_day(sales: Sporadic, method: str) -> float:
    """Demand per day by the method named."""
    if method == "tsb":
        return tsb(sales)
    if method == "sba":
        return sba(sales)
    return sum(sales.sizes) / sales.days if sales.days else 0.0


def smoothed(values: Sequence[float], alpha: float) -> float:
    """Simple exponential smoothing of `values`, started at the first."""
    level = float(values[0])
    for value in values[1:]:
        level += alpha * (value - level)
    return level
