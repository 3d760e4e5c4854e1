"""What comes of an order, or without one, as moves into the shop."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shopkit.errors import Refused
from shopkit.stock.moves import DAMAGED, SUPPLIER, TRANSIT, StockMove
from shopkit.stock.purchases import Purchase


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a SKU: `qty` good pieces, and `damaged` ones besides, with what is wrong.

    `unit_cost_fen` is needed only where no purchase order tells it.
    """

    sku: str
    qty: int = 0
    damaged: int = 0
    reason: str = ""
    unit_cost_fen: int | None = None

    def __post_init__(self) -> None:
        if min(self.qty, self.damaged) < 0 or not self.qty + self.damaged:
            raise Refused("Write how many {sku} came; leave out what did not.", sku=self.sku)
        if self.damaged and not self.reason.strip():
            raise Refused("Say what is wrong with the damaged {sku}.", sku=self.sku)


def receipt_moves(
    purchase: Purchase,
    receipts: Sequence[Receipt],
    *,
    to: str,
    at: datetime,
    over_reason: str = "",
) -> list[StockMove]:
    """The moves that book a delivery: out of transit as far as this order has any there.

    Good pieces go to `to`, damaged ones to their own place with the reason. More than is open is
    `Refused` unless `over_reason` says why it is kept.
    """
    over = _over(purchase, receipts)
    if over and not over_reason.strip():
        sku, n = next(iter(over.items()))
        raise Refused(
            "{n} × {sku} more than is open on {number}. Count again, or say why they are kept.",
            n=n,
            sku=sku,
            number=purchase.number,
        )
    transit = {line.sku: line.in_transit for line in purchase.lines}
    return [
        StockMove(
            at,
            receipt.sku,
            source,
            place,
            part,
            _cost(purchase, receipt),
            document=purchase.document,
            reason=reason,
            remark=over_reason.strip() if receipt.sku in over else "",
        )
        for receipt in receipts
        for qty, place, reason in _legs(receipt, to)
        for source, part in _sources(transit, receipt.sku, qty)
    ]


def _cost(purchase: Purchase, receipt: Receipt) -> int | None:
    if receipt.unit_cost_fen is not None:
        return receipt.unit_cost_fen
    return purchase.line(receipt.sku).unit_cost_fen


def loose_moves(
    receipts: Sequence[Receipt], *, to: str, at: datetime, document: str = ""
) -> list[StockMove]:
    """The moves that book goods nobody ordered here."""
    return [
        StockMove(
            at, receipt.sku, SUPPLIER, place, qty, receipt.unit_cost_fen, document, reason
        )
        for receipt in receipts
        for qty, place, reason in _legs(receipt, to)
    ]  # fmt: skip


def _over(purchase: Purchase, receipts: Iterable[Receipt]) -> dict[str, int]:
    came: Counter[str] = Counter()
    for receipt in receipts:
        came[receipt.sku] += receipt.qty + receipt.damaged
    return {
        sku: n - purchase.line(sku).open for sku, n in came.items() if n > purchase.line(sku).open
    }


def _legs(receipt: Receipt, to: str) -> list[tuple[int, str, str]]:
    legs = [(receipt.qty, to, ""), (receipt.damaged, DAMAGED, receipt.reason.strip())]
    return [leg for leg in legs if leg[0]]


def _sources(transit: dict[str, int], sku: str, qty: int) -> list[tuple[str, int]]:
    """Takes pieces out of transit first, the rest straight from the supplier."""
    moving = min(qty, max(transit[sku], 0))
    transit[sku] -= moving
    return [(place, n) for place, n in ((TRANSIT, moving), (SUPPLIER, qty - moving)) if n]
