"""Whom to write to this week: who is late by their own rhythm, whose second purchase is due."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles
from zlib import crc32

from shopkit.customers.bgnbd import Fit, Outlook, expected_again, outlook, p_alive
from shopkit.customers.buyer import WEEK, Buyer
from shopkit.customers.climb import reach
from shopkit.customers.spend import Spend, expected_amount
from shopkit.text import message

LATE, SECOND = "late", "second"
REASONS = {
    LATE: message("Late by their own rhythm"),
    SECOND: message("Second purchase is due"),
}
UNLESS_REFUSED, AGREED = "unless_refused", "agreed"
CONSENTS = {
    UNLESS_REFUSED: message("everyone who has not refused"),
    AGREED: message("only who has agreed"),
}
BOUGHT, REPLIED, SILENT, UNREACHED, REFUSED = "bought replied silent unreached refused".split()
OUTCOMES = {
    BOUGHT: message("Bought"),
    REPLIED: message("Replied"),
    SILENT: message("No answer"),
    UNREACHED: message("Not reached"),
    REFUSED: message("Do not write again"),
}
LATE_GAPS, LATE_DAYS, LEAST_ALIVE = 1.5, 14, 0.15
SECOND_DAYS = (20, 60)  # until the shop's own second purchases tell
KNOWN_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Rules:
    """How often a person may be written to, who may be, and how many of a list are left alone.

    At most `times` in `days`; `control_rate` of each list is not written to, to see what writing
    brings. A refusal always holds.
    """

    times: int = 2
    days: int = 30
    consent: str = UNLESS_REFUSED
    control_rate: float = 0.1

    def allows(self, *, may_contact: bool | None, times: int) -> bool:
        """Whether someone with this consent, written to so often in `days`, may be written to."""
        agreed = may_contact is True or (may_contact is None and self.consent == UNLESS_REFUSED)
        return agreed and times < self.times


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone to write to: why, the chance of being a customer still, what is expected of them.

    Purchases and margin (fen) are of the coming `days`, if nothing is done.
    """

    buyer: Buyer
    reason: str
    silent_days: int
    usual_days: float
    p_alive: float
    purchases: Outlook
    margin_fen: Outlook


@dataclass(frozen=True, slots=True)
class Models:
    """What was fitted, and what last time's forecast missed by: came ÷ foretold, or 1."""

    again: Fit
    spend: Spend
    correction: float = 1.0


def second_window(buyers: Iterable[Buyer]) -> tuple[int, int]:
    """Days between which the middle half of second purchases came."""
    gaps = [(each.last_on - each.first_on).days for each in buyers if each.purchases == 2]
    if len(gaps) < KNOWN_SECONDS:
        return SECOND_DAYS
    low, _, high = quantiles(gaps, n=4)
    return max(int(low), 1), int(high) + 1


def due(buyers: Sequence[Buyer], *, asof: date) -> list[tuple[Buyer, str]]:
    """Everyone there is a reason to write to, with it."""
    low, high = second_window(buyers)
    found = []
    for each in buyers:
        silent = (asof - each.last_on).days
        if each.purchases == 1 and low <= silent <= high:
            found.append((each, SECOND))
        elif each.purchases > 2 and silent > max(LATE_DAYS, LATE_GAPS * _usual(each)):
            found.append((each, LATE))
    return found


def candidates(
    wanted: Sequence[tuple[Buyer, str]],
    models: Models,
    *,
    asof: date,
    days: int,
    margin_rate: float,
) -> list[Candidate]:
    """The wanted with what is expected of each, the most margin first; who has left is out."""
    if not wanted:
        return []
    import numpy as np

    told = np.array([each.history(asof) for each, _ in wanted], dtype=float)
    amounts = np.array([(each.repeats, each.repeat_yuan) for each, _ in wanted], dtype=float).T
    split, horizon = len(models.again.top.logs), days / WEEK

    def expected(logs: np.ndarray) -> np.ndarray:
        many = expected_again(np.exp(logs[:split]), told, horizon) * models.correction
        money = expected_amount(np.exp(logs[split:]), *amounts)
        return np.array([many, many * money * 100 * margin_rate])

    logs = (*models.again.top.logs, *models.spend.top.logs)
    spread = _both(models.again.top.covariance, models.spend.top.covariance)
    values, errors = expected(np.array(logs)), reach(expected, logs, spread)
    alive = p_alive(models.again, *told.T)
    found = [
        Candidate(
            buyer,
            reason,
            (asof - buyer.last_on).days,
            _usual(buyer),
            float(alive[n]),
            outlook(float(values[0][n]), float(errors[0][n])),
            outlook(float(values[1][n]), float(errors[1][n])),
        )
        for n, (buyer, reason) in enumerate(wanted)
        if alive[n] >= LEAST_ALIVE
    ]
    return sorted(found, key=lambda each: (-each.margin_fen.value, each.buyer.buyer))


def allowed(
    found: Iterable[Candidate],
    rules: Rules,
    *,
    consents: Mapping[str, bool],
    contacted: Mapping[str, int],
) -> list[Candidate]:
    """Those the rules let be written to now, in their order."""
    return [
        each
        for each in found
        if rules.allows(
            may_contact=consents.get(each.buyer.buyer),
            times=contacted.get(each.buyer.buyer, 0),
        )
    ]


def is_control(buyer: str, *, rate: float, salt: str) -> bool:
    """Whether a buyer is left alone on the list named `salt`: a draw, the same each time."""
    return crc32(f"{salt}\0{buyer}".encode()) % 10_000 < rate * 10_000


@dataclass(frozen=True, slots=True)
class Compared:
    """Of those written to and those left alone, how many bought since."""

    written: int
    written_bought: int
    left: int
    left_bought: int

    @property
    def gain(self) -> tuple[float, float, float] | None:
        """The difference of the two shares with its 95 % interval (Newcombe); None without both."""
        from shopkit.shares import wilson

        one, other = wilson(self.written_bought, self.written), wilson(self.left_bought, self.left)
        if one is None or other is None:
            return None
        p, q = self.written_bought / self.written, self.left_bought / self.left
        low = ((p - one[0]) ** 2 + (other[1] - q) ** 2) ** 0.5
        high = ((one[1] - p) ** 2 + (q - other[0]) ** 2) ** 0.5
        return p - q, p - q - low, p - q + high


def compared(contacts: Iterable[tuple[str, bool]], bought: Collection[str]) -> Compared:
    """Contacts as (buyer, whether left alone) against the buyers that bought since."""
    sums = [0, 0, 0, 0]
    for buyer, is_left in contacts:
        sums[2 * is_left] += 1
        sums[2 * is_left + 1] += buyer in bought
    return Compared(*sums)


def _usual(buyer: Buyer) -> float:
    """Days from one purchase to the next, on average; 0 after a single one."""
    return (buyer.last_on - buyer.first_on).days / buyer.repeats if buyer.repeats else 0.0


def _both(one: Sequence[Sequence[float]], other: Sequence[Sequence[float]]) -> list[list[float]]:
    """Two covariances as one of parameters that were fitted apart."""
    left = [[*row, *[0.0] * len(other)] for row in one]
    return left + [[*[0.0] * len(one), *row] for row in other]
