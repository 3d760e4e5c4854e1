"""Orders that need somebody: what is wrong, who deals with it, until when; worst first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shopkit.roles import Role
from shopkit.shipping.orders import OpenOrder
from shopkit.text import message

SHIP_WITHIN_HOURS = 48
SOON_HOURS = 12
UNPAID_AFTER_HOURS = 2
# The platform closes an unpaid order by itself; a file older than this still shows it as open.
UNPAID_CLOSED_HOURS = 24
HOUR = timedelta(hours=1)
REFUND_ASKED = frozenset(
    [
        "买家已经申请退款，等待卖家同意",
        "卖家已经同意退款，等待买家退货",
        "买家已经退货，等待卖家确认收货",
    ]
)
PARTLY_SHIPPED = "卖家部分发货"


@dataclass(frozen=True, slots=True)
class Hold:
    """Somebody asked that an order wait: kind "address", "refund", or any other word for a hold."""

    order_id: str
    kind: str
    note: str = ""
    held_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Snag:
    """An order out of its usual way. `hours_left` is negative when the deadline has passed.

    Kinds: overdue, refund, address, hold, part (partly shipped), due (soon to be shipped), unpaid.
    """

    order_id: str
    kind: str
    owner: Role
    deadline_at: datetime
    hours_left: float
    template: str
    facts: dict[str, Any]

    @property
    def is_overdue(self) -> bool:
        """Whether the deadline has passed."""
        return self.hours_left < 0


OWNERS = {
    "overdue": Role.WAREHOUSE,
    "refund": Role.SERVICE,
    "address": Role.SERVICE,
    "hold": Role.OPERATIONS,
    "part": Role.WAREHOUSE,
    "due": Role.WAREHOUSE,
    "unpaid": Role.SERVICE,
}
SENTENCES = {
    "overdue": message("Paid, not shipped, {hours} h past the deadline. Ship it first."),
    "refund": message("The buyer asks for a refund. Answer before it is packed."),
    "address": message("The address is to change: {note}. Confirm it, then release the order."),
    "hold": message("On hold: {note}. Settle it, then release the order."),
    "part": message("Partly shipped, {qty} pieces still to go. Send the rest within {hours} h."),
    "due": message("To be shipped within {hours} h."),
    "unpaid": message("Not paid for {hours} h. Remind the buyer before the platform closes it."),
}
_BLOCKS = ("refund", "address", "hold")


def exceptions(
    orders: Iterable[OpenOrder],
    holds: Iterable[Hold] = (),
    *,
    now: datetime,
    ship_within_hours: float = SHIP_WITHIN_HOURS,
    soon_hours: float = SOON_HOURS,
    unpaid_after_hours: float = UNPAID_AFTER_HOURS,
) -> list[Snag]:
    """Every order that needs somebody at `now`: the overdue first, then by what blocks and by time.

    `ship_within_hours` is the platform's promise after payment, the shop's own setting. An order
    that is blocked is shown as that, once a block, with the same deadline: the platform's clock
    does not stop. An order with more than `soon_hours` left and nothing wrong is no exception.
    """
    held: dict[str, list[Hold]] = {}
    for hold in holds:
        held.setdefault(hold.order_id, []).append(hold)
    snags = []
    for order in orders:
        if order.paid_at is None:
            snags += _unpaid(order, now, unpaid_after_hours)
        else:
            due_at = order.paid_at + ship_within_hours * HOUR
            snags += _waiting(order, held.get(order.order_id, []), (now, due_at), soon_hours)
    return sorted(snags, key=_worst)


def _waiting(
    order: OpenOrder, holds: list[Hold], times: tuple[datetime, datetime], soon_hours: float
) -> Iterator[Snag]:
    left = _hours(times[1] - times[0])
    notes = {(_block(hold.kind), hold.note) for hold in holds}
    if any(line.refund_status in REFUND_ASKED for line in order.lines):
        notes = {pair for pair in notes if pair[0] != "refund"} | {("refund", "")}
    for kind, note in sorted(notes, key=lambda pair: (_BLOCKS.index(pair[0]), pair[1])):
        yield _snag(order, kind, times[1], left, note=note or "–")
    if notes:
        return
    if left < 0:
        yield _snag(order, "overdue", times[1], left)
    elif order.status == PARTLY_SHIPPED:
        yield _snag(order, "part", times[1], left, qty=sum(line.qty for line in order.lines))
    elif left <= soon_hours:
        yield _snag(order, "due", times[1], left)


def _unpaid(order: OpenOrder, now: datetime, after_hours: float) -> Iterator[Snag]:
    waited = _hours(now - order.created_at) if order.created_at else 0
    if after_hours <= waited < UNPAID_CLOSED_HOURS:
        closes_at = order.created_at + UNPAID_CLOSED_HOURS * HOUR
        yield _snag(order, "unpaid", closes_at, _hours(closes_at - now), waited=waited)


def _snag(order: OpenOrder, kind: str, deadline_at: datetime, left: float, **facts: Any) -> Snag:
    hours = facts.pop("waited", abs(left))
    facts = {"hours": round(hours, 1), **facts}
    return Snag(order.order_id, kind, OWNERS[kind], deadline_at, left, SENTENCES[kind], facts)


def _block(kind: str) -> str:
    return kind if kind in _BLOCKS else "hold"


def _worst(snag: Snag) -> tuple[bool, int, datetime, str]:
    order = list(OWNERS).index(snag.kind)
    return not snag.is_overdue, 0 if snag.is_overdue else order, snag.deadline_at, snag.order_id


def _hours(length: timedelta) -> float:
    return length / HOUR
