"""Everything that needs somebody: orders, refunds and parcels, each with owner and deadline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

from shopkit.errors import NotFound
from shopkit.lake import Lake
from shopkit.pages import deadlines
from shopkit.pages.shift import Shift
from shopkit.roles import Role
from shopkit.shipping import trouble
from shopkit.shipping.orders import OpenOrder
from shopkit.shipping.snags import Snag
from shopkit.store import tasks
from shopkit.store.members import Member
from shopkit.store.parcels import HoldRow
from shopkit.tasks.task import Link, Task
from shopkit.text import message

KINDS = {**deadlines.KINDS, **trouble.KINDS}
# What one person looks through at one go, and the kinds in it.
QUEUES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "ship": (message("To ship"), ("overdue", "part", "due")),
    "held": (message("Held or address to change"), ("address", "hold")),
    "refund": (message("Money asked back"), ("refund", "part_refund")),
    "unpaid": (message("Not paid"), ("unpaid",)),
    "parcels": (message("Parcels"), ("stuck", "uncollected")),
}
ROLES_FALL_BACK = (Role.OPERATIONS, Role.MANAGER)


@dataclass(frozen=True)
class Pending:
    """One look at what needs somebody."""

    shift: Shift

    @cached_property
    def orders(self) -> dict[str, OpenOrder]:
        """Orders to ship, by number."""
        return deadlines.to_ship(self.shift)

    @cached_property
    def holds(self) -> list[HoldRow]:
        """Why orders must wait."""
        return deadlines.holds(self.shift)

    @cached_property
    def all(self) -> list[Snag]:
        """Every exception, what is overdue first, then by deadline."""
        own = deadlines.snags(self.shift, self.orders.values(), self.holds)
        hour = self.shift.now.replace(minute=0, second=0, microsecond=0)
        known = {each.order_id for each in own if each.kind == "refund"}
        later = [each for each in _later(self.shift.shop.lake(), hour)
                 if each.kind != "refund" or each.order_id not in known]  # fmt: skip
        return sorted([*own, *later], key=lambda snag: (not snag.is_overdue, snag.deadline_at))

    def of(self, queue: str) -> list[Snag]:
        """The exceptions of one queue, worst first."""
        return [each for each in self.all if each.kind in QUEUES[queue][1]]

    def one(self, order_id: object, kind: object) -> Snag:
        """An exception that is there now, or `NotFound`."""
        wanted = (str(order_id), str(kind))
        found = next((each for each in self.all if (each.order_id, each.kind) == wanted), None)
        if found is None:
            raise NotFound("Order {order} needs nobody any more.", order=str(order_id)[:40] or "–")
        return found

    @cached_property
    def given(self) -> dict[str, Task]:
        """The open task about an order, by the order's number."""
        listed = tasks.open_tasks(self.shift.shop.engine, self.shift.shop.id)
        return {
            held.reference: each
            for each in reversed(listed)
            for held in each.links
            if held.kind in ("order", "page")
        }

    def usual(self, snag: Snag) -> Member | None:
        """Who usually deals with this: whoever has the role, else operations, else the manager."""
        for role in (snag.owner, *ROLES_FALL_BACK):
            for each in self.shift.members:
                if role in each.roles:
                    return each
        return None

    def loose(self, queue: str) -> list[Snag]:
        """Exceptions of a queue that are nobody's task yet."""
        return [each for each in self.of(queue) if link(each).reference not in self.given]


def link(snag: Snag) -> Link:
    """What a task about it points at: the order, or this page for the parcels of a day."""
    return Link("page" if snag.kind == "uncollected" else "order", snag.order_id)


def overdue(shift: Shift) -> int:
    """Paid orders past the platform's deadline: what a badge may ask at every draw."""
    limit = timedelta(hours=deadlines.within(shift))
    listed = deadlines.to_ship(shift).values()
    return sum(each.paid_at + limit < shift.now for each in listed if each.paid_at)


@lru_cache(maxsize=4)
def _later(lake: Lake, now: datetime) -> tuple[Snag, ...]:
    """Refunds and parcels in trouble at this hour."""
    today = now.date()
    since = today - timedelta(days=trouble.FOLLOWED_DAYS)
    span = {"from": since, "to": today}
    collected = lake.rows("collection", **span, hours=48, asof=now)
    return (
        *trouble.asked_back(lake.rows("refunds_asked", since=since), now=now),
        *trouble.stuck(lake.rows("parcels", **span), now=now),
        *trouble.uncollected(collected, now=now),
    )
