"""Purchase orders: what was ordered, what has come, what is still open."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from shopkit.errors import Refused
from shopkit.text import message

DRAFT, SENT, PART, RECEIVED = "draft", "sent", "part received", "received"
CANCELLED, CLOSED = "cancelled", "closed"
COMING = frozenset({SENT, PART})
OPEN = COMING | {DRAFT}
STATES = {
    DRAFT: message("Draft"),
    SENT: message("Sent"),
    PART: message("Part received"),
    RECEIVED: message("Received"),
    CANCELLED: message("Cancelled"),
    CLOSED: message("Closed short"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Pieces of a SKU to order, at what each costs if that is known."""

    sku: str
    qty: int
    unit_cost_fen: int | None = None

    def __post_init__(self) -> None:
        if self.qty < 1:
            raise Refused("Order at least one {sku}, or leave it out.", sku=self.sku)
        if (self.unit_cost_fen or 0) < 0:
            raise Refused("{sku} cannot cost less than nothing.", sku=self.sku)


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """One SKU of an order. `received` is all that came, the `damaged` among it.

    received + short + open = ordered + over.
    """

    sku: str
    ordered: int
    unit_cost_fen: int | None = None
    received: int = 0
    damaged: int = 0
    short: int = 0
    in_transit: int = 0

    @property
    def open(self) -> int:
        """Pieces still to come, those in transit included."""
        return max(self.ordered - self.received - self.short, 0)

    @property
    def over(self) -> int:
        """Pieces that came above what was ordered."""
        return max(self.received + self.short - self.ordered, 0)


@dataclass(frozen=True, slots=True)
class Purchase:
    """A purchase order as it stands; instants are UTC, `first_at` and `last_at` its receipts."""

    id: int
    number: str
    supplier_id: int
    supplier: str
    lines: tuple[PurchaseLine, ...]
    created_at: datetime
    expected_on: date | None = None
    remark: str = ""
    sent_at: datetime | None = None
    dispatched_at: datetime | None = None
    cancelled_at: datetime | None = None
    first_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def document(self) -> str:
        """What its moves in the ledger are called."""
        return f"PO:{self.id}"

    @property
    def state(self) -> str:
        """One of `STATES`, from what happened."""
        if self.cancelled_at:
            return CANCELLED
        if not self.sent_at:
            return DRAFT
        if not any(line.open for line in self.lines):
            return CLOSED if any(line.short for line in self.lines) else RECEIVED
        return PART if any(line.received for line in self.lines) else SENT

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done with it."""
        return self.state in OPEN

    @property
    def value_fen(self) -> int | None:
        """What was ordered, in fen; None where a line has no price."""
        costs = [line.unit_cost_fen for line in self.lines]
        if None in costs:
            return None
        return sum(line.ordered * (line.unit_cost_fen or 0) for line in self.lines)

    def is_late(self, today: date) -> bool:
        """Whether its day has passed and goods are still to come."""
        return self.state in COMING and self.expected_on is not None and self.expected_on < today

    def line(self, sku: str) -> PurchaseLine:
        """The line of a SKU, or `Refused` when none was ordered."""
        for line in self.lines:
            if line.sku == sku:
                return line
        raise Refused(
            "{sku} is not on {number}. Receive it without a purchase order.",
            sku=sku,
            number=self.number,
        )

    def must_be_coming(self) -> None:
        """Raises `Refused` unless goods may come on this order."""
        if self.state == DRAFT:
            raise Refused("{number} was never sent. Mark it as sent first.", number=self.number)
        if self.state not in COMING:
            raise Refused(
                "Nothing is open on {number}. Receive it without a purchase order.",
                number=self.number,
            )


def on_order(purchases: Iterable[Purchase]) -> dict[str, int]:
    """Pieces of each SKU still to come on sent orders, those in transit counted once."""
    coming: Counter[str] = Counter()
    for purchase in purchases:
        if purchase.state in COMING:
            for line in purchase.lines:
                coming[line.sku] += line.open
    return {sku: qty for sku, qty in sorted(coming.items()) if qty}
