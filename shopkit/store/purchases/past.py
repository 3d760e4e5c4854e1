"""Orders of the past, written at once by a shop that begins its ledger with them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, insert, select

from shopkit.clock import day_of
from shopkit.errors import NotFound, Refused
from shopkit.stock.purchases import Wanted
from shopkit.store.acts import acting
from shopkit.store.goods import KEEPERS
from shopkit.store.ledger import Stamp
from shopkit.store.schema import purchase as head
from shopkit.store.schema import purchase_event, purchase_line, sku, supplier


@dataclass(frozen=True, slots=True)
class Past:
    """An order as it was written and sent; what came of it is in the ledger."""

    supplier_id: int
    lines: tuple[Wanted, ...]
    sent_at: datetime
    expected_on: date | None = None
    remark: str = ""


def begin(engine: Engine, shop_id: str, orders: Sequence[Past], stamp: Stamp) -> list[int]:
    """Write orders that were sent before; their ids, in the order given.

    Raises `Refused` once the shop has an order, `NotFound` for a supplier or SKU it lacks.
    """
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        if db.execute(select(head.c.id).where(head.c.shop_id == shop_id).limit(1)).first():
            raise Refused("The shop has purchase orders already: write single ones instead.")
        _all_known(db, shop_id, orders)
        taken: Counter[date] = Counter()
        ids = [_head(db, shop_id, order, stamp, taken) for order in orders]
        pairs = list(zip(ids, orders, strict=True))
        lines = [_line(shop_id, number, line) for number, order in pairs for line in order.lines]
        sent = [_sent(number, order, stamp) for number, order in pairs]
        if lines:
            db.execute(insert(purchase_line), lines)
            db.execute(insert(purchase_event), sent)
        return ids


def _all_known(db: Connection, shop_id: str, orders: Sequence[Past]) -> None:
    ours = set(db.execute(select(supplier.c.id).where(supplier.c.shop_id == shop_id)).scalars())
    codes = set(db.execute(select(sku.c.code).where(sku.c.shop_id == shop_id)).scalars())
    for order in orders:
        if order.supplier_id not in ours:
            raise NotFound("There is no supplier {id} in this shop.", id=order.supplier_id)
        if missing := sorted({line.sku for line in order.lines} - codes):
            raise NotFound("The shop has no SKU {sku}. Add it under “Goods” first.", sku=missing[0])


def _head(db: Connection, shop_id: str, order: Past, stamp: Stamp, taken: Counter[date]) -> int:
    if order.sent_at > stamp.at:
        raise Refused("This cannot have happened later than now: check the time.")
    day = day_of(order.sent_at)
    taken[day] += 1
    row = {
        "shop_id": shop_id,
        "number": f"PO-{day:%Y%m%d}-{taken[day]:02d}",
        "supplier_id": order.supplier_id,
        "expected_on": order.expected_on,
        "remark": order.remark.strip(),
        "created_at": order.sent_at,
        "member_id": stamp.by,
    }
    return int(db.execute(insert(head).values(row)).inserted_primary_key[0])


def _line(shop_id: str, number: int, line: Wanted) -> dict[str, object]:
    row = {"sku": line.sku, "qty": line.qty, "unit_cost_fen": line.unit_cost_fen}
    return row | {"shop_id": shop_id, "purchase_id": number}


def _sent(number: int, order: Past, stamp: Stamp) -> dict[str, object]:
    return {
        "purchase_id": number,
        "kind": "sent",
        "happened_at": order.sent_at,
        "member_id": stamp.by,
    }
