"""When goods were ordered and came: each supplier about once a month, and the last ones by hand."""

from dataclasses import dataclass, field

import numpy as np

from shopkit.sample.book import Book
from shopkit.sample.calendar import Calendar
from shopkit.sample.definitions import Supplier
from shopkit.sample.journeys import HOUR, seconds

NEVER = np.datetime64("2100-01-01T00:00:00", "s")
DAY = np.timedelta64(1, "D")
APART_DAYS = 8


@dataclass
class Order:
    """A purchase order: its instants in Shanghai's wall clock, `NEVER` for what has not happened.

    `lines` are (SKU's place, pieces, fen a piece); `receipts` are what came of them.
    """

    supplier: str
    sent_at: np.datetime64
    expected_on: np.datetime64
    came_at: np.datetime64
    shelved_at: np.datetime64
    left_at: np.datetime64 = NEVER
    lines: list[tuple[int, int, int]] = field(default_factory=list)
    receipts: list["Receipt"] = field(default_factory=list)

    @property
    def month(self) -> str:
        """The month it was sent in, as `2026-10`."""
        return str(self.sent_at)[:7]


@dataclass(frozen=True)
class Receipt:
    """Good and damaged pieces of a SKU that came at an instant, and when they were put away."""

    sku: int
    good: int
    damaged: int
    cost_fen: int
    came_at: np.datetime64
    shelved_at: np.datetime64


# The last order of a supplier as the story wants it: sent, came, put away, left the supplier.
LAST = {
    "示例陶坊": ("2026-10-05T10:20", "2026-10-20T10:40", "2026-10-20T14:30", None),
    "示例竹艺": ("2026-10-06T15:10", None, None, None),
    "示例布坊": ("2026-10-18T11:05", "2026-10-31T14:20", "2026-10-31T16:40", None),
    "示例玻璃厂": ("2026-10-20T09:40", None, None, "2026-10-29T15:30"),
}


def deliveries(book: Book, supplier: Supplier) -> list[Order]:
    """The supplier's orders of the eighteen months, oldest first, still without lines."""
    chance = book.chance(f"deliveries {supplier.name}")
    months = np.unique(book.calendar.months)
    planned: list[Order] = []
    for month in months:
        order = _planned(book.calendar, supplier, month, chance)
        if planned:
            late = max(planned[-1].came_at + APART_DAYS * DAY - order.came_at, seconds(0))
            order.came_at, order.shelved_at = order.came_at + late, order.shelved_at + late
        planned.append(order)
    if supplier.name in LAST:
        planned[-1] = _last(supplier, *LAST[supplier.name])
    return planned


def _planned(
    days: Calendar, supplier: Supplier, month: np.datetime64, chance: np.random.Generator
) -> Order:
    offset = supplier.orders_on - 1 + int(chance.integers(-2, 3))
    first = month.astype("datetime64[D]") + np.timedelta64(offset, "D")
    hours = chance.uniform([9.5, 9.5, 1.5], [17, 15.5, 4.5])
    took = supplier.lead_time_days + chance.normal(supplier.late_days, supplier.spread_days)
    sent_on = max(_after_festival(days, first, quiet=10), days.days[0] + 1)
    came_on = _after_festival(days, sent_on + max(round(took), 3))
    came = came_on.astype("datetime64[s]") + seconds(hours[1] * HOUR)
    return Order(
        supplier.name,
        sent_at=sent_on.astype("datetime64[s]") + seconds(hours[0] * HOUR),
        expected_on=sent_on + supplier.lead_time_days,
        came_at=came,
        shelved_at=came + seconds(hours[2] * HOUR),
    )


def _last(supplier: Supplier, sent: str, *later: str | None) -> Order:
    at = [NEVER if text is None else np.datetime64(text, "s") for text in (sent, *later)]
    expected = at[0].astype("datetime64[D]") + supplier.lead_time_days
    return Order(supplier.name, at[0], expected, *at[1:])


def _after_festival(days: Calendar, day: np.datetime64, *, quiet: int = 0) -> np.datetime64:
    """No lorry comes around the New Year, no factory works `quiet` days before: the day after."""
    for event in days.of("停发"):
        first, last = np.datetime64(event.first) - quiet, np.datetime64(event.last)
        if first <= day <= last:
            return last + 2 + int((day - first).astype(int)) % 3
    return day
