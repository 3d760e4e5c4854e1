"""What a morning's numbers alarm about: KPIs far from the same weekday a week before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shopkit.kpis import TERMS, change

# A day differs from its weekday by less than this more often than not; the shop may set its own.
THRESHOLD = 0.25
WATCHED = (
    "paid_fen",
    "visitors",
    "conversion_rate",
    "aov_fen",
    "paid_orders",
    "refund_fen",
    "ad_spend_fen",
    "ad_share",
    "experience_score",
)
# A score moves by hundredths; a tenth of a point is news.
SCORE_STEP = 0.1


@dataclass(frozen=True, slots=True)
class Alarm:
    """One KPI far from what it was: values in its own unit, `change` as a share of before."""

    kpi: str
    now: float
    before: float
    change: float
    is_good: bool | None


def alarms(
    now: Mapping[str, Any],
    before: Mapping[str, Any],
    *,
    threshold: float = THRESHOLD,
    watched: Iterable[str] = WATCHED,
) -> list[Alarm]:
    """The KPIs that moved by more than `threshold`: bad news first, then by how far.

    >>> before = {"paid_fen": 100, "visitors": 100}
    >>> [each.kpi for each in alarms({"paid_fen": 50, "visitors": 99}, before)]
    ['paid_fen']
    """
    found = [each for name in watched if (each := _alarm(name, now, before, threshold))]
    return sorted(found, key=lambda each: (each.is_good is not False, -abs(each.change)))


def _alarm(
    name: str, now: Mapping[str, Any], before: Mapping[str, Any], threshold: float
) -> Alarm | None:
    step = change(now.get(name), before.get(name))
    if step is None:
        return None
    is_score = TERMS[name].unit == "score"
    size = abs(now[name] - before[name]) if is_score else abs(step)
    if size < (SCORE_STEP if is_score else threshold):
        return None
    rises = TERMS[name].rises
    return Alarm(name, now[name], before[name], step, (step > 0) == (rises > 0) if rises else None)
