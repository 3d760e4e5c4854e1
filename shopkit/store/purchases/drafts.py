"""Orders before they are sent: their lines may still change, nothing of them is booked."""

from collections.abc import Sequence

from sqlalchemy import Engine, delete, insert

from shopkit.errors import Refused
from shopkit.stock.purchases import DRAFT, Purchase, Wanted
from shopkit.store.acts import acting, done_before
from shopkit.store.engine import told
from shopkit.store.goods import KEEPERS
from shopkit.store.ledger import Stamp
from shopkit.store.purchases.orders import line_row, may_order
from shopkit.store.purchases.reading import one
from shopkit.store.schema import purchase, purchase_line


def written(engine: Engine, shop_id: str, stamp: Stamp) -> Purchase | None:
    """The order that this key wrote before, or None."""
    with told(), engine.connect() as db:
        number = done_before(db, purchase, shop_id, stamp)
        return None if number is None else one(db, shop_id, number)


def change_draft(
    engine: Engine, shop_id: str, purchase_id: int, stamp: Stamp, *, lines: Sequence[Wanted]
) -> Purchase:
    """The draft with these lines in place of its own; `Refused` once it was sent."""
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        order = one(db, shop_id, purchase_id)
        if order.state != DRAFT:
            raise Refused("{number} is no draft any more: it stays as it was.", number=order.number)
        may_order(db, shop_id, order.supplier_id, lines)
        db.execute(delete(purchase_line).where(purchase_line.c.purchase_id == order.id))
        db.execute(insert(purchase_line), [line_row(shop_id, order.id, line) for line in lines])
        return one(db, shop_id, order.id)
