"""How long suppliers take, from their own deliveries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, stdev

from shopkit.stock.purchases import Purchase


@dataclass(frozen=True, slots=True)
class Delivery:
    """How long one order took from sent to its first and its last receipt so far, in days."""

    number: str
    sent_at: datetime
    first_days: float
    last_days: float


@dataclass(frozen=True, slots=True)
class LeadTime:
    """What a supplier's deliveries took, in days.

    Mean and spread to the first receipt, and to the last (`full_`); a spread needs two deliveries.
    """

    supplier_id: int
    supplier: str
    n: int
    mean_days: float
    sd_days: float | None
    full_mean_days: float
    full_sd_days: float | None
    deliveries: tuple[Delivery, ...]


def lead_times(purchases: Iterable[Purchase]) -> list[LeadTime]:
    """Each supplier's lead times, from every order of which something came; by name."""
    by_supplier: dict[tuple[str, int], list[Delivery]] = defaultdict(list)
    for purchase in purchases:
        if purchase.sent_at and purchase.first_at and purchase.last_at:
            by_supplier[purchase.supplier, purchase.supplier_id].append(
                Delivery(
                    purchase.number,
                    purchase.sent_at,
                    _days(purchase.sent_at, purchase.first_at),
                    _days(purchase.sent_at, purchase.last_at),
                )
            )
    return [
        LeadTime(
            number,
            name,
            len(took),
            *_spread([delivery.first_days for delivery in took]),
            *_spread([delivery.last_days for delivery in took]),
            tuple(took),
        )
        for (name, number), took in sorted(by_supplier.items())
    ]


def _days(start: datetime, end: datetime) -> float:
    return max((end - start).total_seconds(), 0) / 86_400


def _spread(days: list[float]) -> tuple[float, float | None]:
    return fmean(days), stdev(days) if len(days) > 1 else None
