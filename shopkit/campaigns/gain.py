"""What a campaign earned: more sales at their margin, less everything it gave and spent."""

from dataclasses import dataclass
from statistics import NormalDist

from shopkit.campaigns.expected import Guess
from shopkit.money import ratio
from shopkit.text import message

KEPT = message("The promise was kept.")
LIKELY = message("Probably kept, not for certain.")
OPEN = message("Kept or not: too close to tell.")
UNLIKELY = message("Probably not kept.")
MISSED = message("The promise was not kept.")
LOST = message("It cost more than it brought.")
GAINED = message("It earned money.")
RATHER = 0.75
UNSURE = message("Whether it earned anything cannot be told from these days.")


@dataclass(frozen=True, slots=True)
class Costs:
    """What a campaign gives and spends, in fen; `discount` is what its margin does not hold yet."""

    ads_fen: int = 0
    gifts_fen: int = 0
    freight_fen: int = 0
    discount_fen: int = 0

    @property
    def spent_fen(self) -> int:
        """What was paid out, the discount left aside."""
        return self.ads_fen + self.gifts_fen + self.freight_fen

    @property
    def total_fen(self) -> int:
        """All of it."""
        return self.spent_fen + self.discount_fen


def incremental_margin_fen(more_fen: float, margin_rate: float, costs: Costs) -> int:
    """ΔGMV · margin − discount not in the margin − ads − gifts − extra freight.

    >>> incremental_margin_fen(16_800_000 - 12_000_000, 0.45, Costs(600_000, 150_000))
    1410000
    """
    return round(more_fen * margin_rate) - costs.total_fen


def gained(more: Guess, margin_rate: float, costs: Costs) -> Guess:
    """The same with the interval of the sales it rests on."""
    return Guess(*(
        incremental_margin_fen(each, margin_rate, costs)
        for each in (more.mean, more.low, more.high)
    ))  # fmt: skip


def thinner_fen(paid_fen: float, before: float, during: float) -> int:
    """What a thinner margin cost on everything sold: the discount a usual margin does not hold.

    With it, ΔGMV · before − thinner = paid · during − would-have-been · before, exactly.

    >>> thinner_fen(16_800_000, 0.45, 0.40)
    840000
    """
    return round(paid_fen * (before - during))


def platform_roi(paid_fen: int, ads_fen: int) -> float | None:
    """All sales of its days over its ad spend, as a platform reckons; None without ads.

    >>> platform_roi(16_800_000, 600_000)
    28.0
    """
    return ratio(paid_fen, ads_fen)


def chance(gain: Guess, promised_fen: int) -> float:
    """How likely it is that the promise was kept, 0 to 1, by the interval at 95 %.

    >>> round(chance(Guess(1000, 804, 1196), 1000), 2), round(chance(Guess(0, -196, 196), 100), 2)
    (0.5, 0.16)
    """
    error = (gain.high - gain.low) / (2 * NormalDist().inv_cdf(0.975))
    if not error:
        return float(gain.mean >= promised_fen)
    return 1 - NormalDist(gain.mean, error).cdf(promised_fen)


def verdict(gain: Guess, promised_fen: int | None) -> tuple[str, str]:
    """A sentence on the gain against the promise, and its tone.

    >>> verdict(Guess(900, 700, 1100), 600)[0], verdict(Guess(900, 700, 1100), 900)[1]
    ('The promise was kept.', 'warn')
    """
    if gain.high < 0:
        return LOST, "bad"
    if promised_fen is None:
        return (GAINED, "good") if gain.low > 0 else (UNSURE, "warn")
    if gain.low >= promised_fen:
        return KEPT, "good"
    if gain.high < promised_fen:
        return MISSED, "bad"
    likely = chance(gain, promised_fen)
    if likely >= RATHER:
        return LIKELY, "good"
    return (UNLIKELY, "warn") if likely <= 1 - RATHER else (OPEN, "warn")
