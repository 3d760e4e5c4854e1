"""A move of some units from one place to another, and what follows from a list of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shopkit.errors import Refused
from shopkit.text import message

# The places every shop has; all others are storage the shop names itself.
SUPPLIER, CUSTOMER, ADJUSTMENT = "SUPPLIER", "CUSTOMER", "ADJUSTMENT"
DAMAGED, TRANSIT, RECEIVING = "DAMAGED", "TRANSIT", "RECEIVING"
KINDS = {
    SUPPLIER: "supplier",
    CUSTOMER: "customer",
    ADJUSTMENT: "adjustment",
    DAMAGED: "damaged",
    TRANSIT: "transit",
    RECEIVING: "storage",
}
TITLES = {
    SUPPLIER: message("Supplier"),
    CUSTOMER: message("Customer"),
    ADJUSTMENT: message("Count difference"),
    DAMAGED: message("Damaged"),
    TRANSIT: message("In transit"),
    RECEIVING: message("Receiving"),
}
# Units there are the shop's: there are never fewer than none of them.
HELD = frozenset({"storage", "damaged", "transit"})


@dataclass(frozen=True, slots=True)
class StockMove:
    """Some units of one SKU that went from one place to another at one instant."""

    moved_at: datetime
    sku: str
    source: str
    destination: str
    qty: int
    unit_cost_fen: int | None = None
    document: str = ""
    reason: str = ""
    remark: str = ""

    def __post_init__(self) -> None:
        if self.qty <= 0:
            raise Refused(
                "A move of {qty} × {sku} moves nothing: the number must be above zero. "
                "To take a move back, undo it.",
                qty=self.qty,
                sku=self.sku,
            )
        if self.source == self.destination:
            raise Refused(
                "{sku} would not leave {place}: choose another place.",
                sku=self.sku,
                place=self.source,
            )

    def back(self) -> "StockMove":
        """The counter-move: the same units the other way at the same instant."""
        return StockMove(
            self.moved_at,
            self.sku,
            self.destination,
            self.source,
            self.qty,
            self.unit_cost_fen,
            self.document,
            "undo",
        )


@dataclass(frozen=True, slots=True)
class CountTarget:
    """What a place held of a SKU when somebody looked."""

    counted_at: datetime
    sku: str
    location: str
    qty: int
    document: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if self.qty < 0:
            raise Refused("{qty} × {sku} cannot lie on a shelf.", qty=self.qty, sku=self.sku)

    def correction(self, booked: int) -> StockMove | None:
        """The move that makes the books agree with the shelf, or None if they do."""
        if self.qty == booked:
            return None
        way = (self.location, ADJUSTMENT) if booked > self.qty else (ADJUSTMENT, self.location)
        return StockMove(
            self.counted_at,
            self.sku,
            *way,
            abs(booked - self.qty),
            document=self.document,
            reason=self.reason or "count",
        )


def balances(moves: Iterable[StockMove]) -> dict[tuple[str, str], int]:
    """Units of each SKU at each place, suppliers and customers included; they sum to zero.

    >>> at = datetime(2026, 10, 1)
    >>> balances([StockMove(at, "MUG", "SUPPLIER", "A-1", 10)])
    {('MUG', 'SUPPLIER'): -10, ('MUG', 'A-1'): 10}
    """
    held: dict[tuple[str, str], int] = defaultdict(int)
    for move in moves:
        held[move.sku, move.source] -= move.qty
        held[move.sku, move.destination] += move.qty
    return dict(held)


def lowest(now: int, later: Sequence[int]) -> int:
    """The lowest a balance has been since an instant: `now` with the `later` changes undone.

    `later` holds the signed changes after that instant, oldest first.

    >>> lowest(4, [-3, +5])
    -1
    """
    running = now - sum(later)
    least = running
    for change in later:
        running += change
        least = min(least, running)
    return least


@dataclass(frozen=True, slots=True)
class Level:
    """One SKU's units: on the shelf, promised, damaged, on the way.

    `available` is what may still be promised; `projected` adds what is on the way.
    """

    sku: str
    on_hand: int = 0
    reserved: int = 0
    damaged: int = 0
    in_transit: int = 0
    on_order: int = 0

    @property
    def available(self) -> int:
        """On hand less what open orders wait for; below zero means oversold."""
        return self.on_hand - self.reserved

    @property
    def projected(self) -> int:
        """Available and on the way: what will be free once all that is ordered has come."""
        return self.available + self.on_order


def levels(
    held: Iterable[tuple[str, str, int]],
    *,
    reserved: Mapping[str, int],
    on_order: Mapping[str, int],
) -> dict[str, Level]:
    """Each SKU's level from (sku, kind of place, units), open orders and open purchases.

    `on_order` includes what is in transit.
    """
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for sku, kind, qty in held:
        sums[sku][kind] += qty
    return {
        sku: Level(
            sku,
            on_hand=sums[sku]["storage"],
            reserved=reserved.get(sku, 0),
            damaged=sums[sku]["damaged"],
            in_transit=sums[sku]["transit"],
            on_order=max(on_order.get(sku, 0), sums[sku]["transit"]),
        )
        for sku in sorted({*sums, *reserved, *on_order})
    }
