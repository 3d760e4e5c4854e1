"""Goods that come: against a purchase order, or without one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine

from shopkit.stock.moves import RECEIVING
from shopkit.stock.receipts import Receipt, loose_moves, receipt_moves
from shopkit.store.acts import acting, done_before, past, some
from shopkit.store.goods import KEEPERS
from shopkit.store.ledger import Stamp, recorded
from shopkit.store.purchases.reading import one
from shopkit.store.schema import stock_move


def receive(
    engine: Engine,
    shop_id: str,
    purchase_id: int,
    stamp: Stamp,
    *,
    receipts: Sequence[Receipt],
    to: str = RECEIVING,
    over_reason: str = "",
    at: datetime | None = None,
) -> list[int]:
    """Book what came of an order into `to`, damaged pieces apart; the numbers of the moves.

    Raises `Refused` with nothing booked for more than is open, unless `over_reason` is given.
    """
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        if done_before(db, stock_move, shop_id, stamp) is not None:
            return recorded(db, shop_id, [], stamp)
        order = one(db, shop_id, purchase_id)
        order.must_be_coming()
        came_at = past(at, stamp)
        moves = receipt_moves(order, receipts, to=to, at=came_at, over_reason=over_reason)
        return recorded(db, shop_id, some(moves), stamp)


def receive_loose(
    engine: Engine,
    shop_id: str,
    receipts: Sequence[Receipt],
    stamp: Stamp,
    *,
    to: str = RECEIVING,
    document: str = "",
    at: datetime | None = None,
) -> list[int]:
    """Book goods that came without a purchase order; the numbers of the moves."""
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        moves = loose_moves(receipts, to=to, at=past(at, stamp), document=document)
        return recorded(db, shop_id, some(moves), stamp)
