"""Purchase orders written, sent, on the way, called off, closed short."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from shopkit.clock import day_of
from shopkit.errors import NotFound, Refused
from shopkit.stock.moves import SUPPLIER, TRANSIT, StockMove
from shopkit.stock.purchases import DRAFT, SENT, Purchase, PurchaseLine, Wanted
from shopkit.store.acts import acting, done_before, past, signed, some
from shopkit.store.goods import KEEPERS
from shopkit.store.ledger import Stamp, recorded
from shopkit.store.purchases.reading import one
from shopkit.store.schema import purchase as head
from shopkit.store.schema import purchase_event, purchase_line, sku, supplier


def create_purchase(
    engine: Engine,
    shop_id: str,
    lines: Sequence[Wanted],
    stamp: Stamp,
    *,
    supplier_id: int,
    expected_on: date | None = None,
    remark: str = "",
) -> Purchase:
    """A new draft with a number of the day, such as PO-20261001-01."""
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        number = done_before(db, head, shop_id, stamp)
        if number is None:
            may_order(db, shop_id, supplier_id, lines)
            row = {
                "shop_id": shop_id,
                "number": _next_number(db, shop_id, day_of(stamp.at)),
                "supplier_id": supplier_id,
                "expected_on": expected_on,
                "remark": remark.strip(),
                "created_at": stamp.at,
            }
            written = db.execute(insert(head).values(row | signed(stamp)))
            number = written.inserted_primary_key[0]
            db.execute(insert(purchase_line), [line_row(shop_id, number, line) for line in lines])
        return one(db, shop_id, number)


def send(
    engine: Engine,
    shop_id: str,
    purchase_id: int,
    stamp: Stamp,
    *,
    at: datetime | None = None,
    expected_on: date | None = None,
) -> Purchase:
    """Mark a draft as sent to the supplier, now or `at` an earlier instant; awaited on a day."""
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        order = one(db, shop_id, purchase_id)
        if _is_new(db, order, stamp):
            if order.state != DRAFT:
                raise Refused("{number} was sent already.", number=order.number)
            _happened(db, order, "sent", stamp, at=past(at, stamp))
            if expected_on is not None:
                mine = head.c.id == order.id
                db.execute(update(head).where(mine).values(expected_on=expected_on))
        return one(db, shop_id, purchase_id)


def dispatch(
    engine: Engine,
    shop_id: str,
    purchase_id: int,
    stamp: Stamp,
    *,
    qtys: Mapping[str, int] | None = None,
    at: datetime | None = None,
) -> Purchase:
    """The supplier has shipped: all that is open, or these pieces by SKU, are in transit now."""
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        order = one(db, shop_id, purchase_id)
        if _is_new(db, order, stamp):
            order.must_be_coming()
            left_at = past(at, stamp)
            recorded(db, shop_id, _dispatched(order, qtys, left_at), stamp)
            _happened(db, order, "dispatched", stamp, at=left_at)
        return one(db, shop_id, purchase_id)


def close_short(
    engine: Engine,
    shop_id: str,
    purchase_id: int,
    stamp: Stamp,
    *,
    reason: str,
    skus: Iterable[str] | None = None,
) -> Purchase:
    """What is still open will not come, all of it or that of `skus`; transit is emptied of it."""
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        order = one(db, shop_id, purchase_id)
        if _is_new(db, order, stamp):
            order.must_be_coming()
            _close(db, shop_id, order, stamp, reason=reason, skus=skus)
        return one(db, shop_id, purchase_id)


def cancel(
    engine: Engine, shop_id: str, purchase_id: int, stamp: Stamp, *, reason: str = ""
) -> Purchase:
    """Call an order off of which nothing came yet; what was in transit goes back."""
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        order = one(db, shop_id, purchase_id)
        if _is_new(db, order, stamp):
            if order.state not in (DRAFT, SENT):
                raise Refused(
                    "Goods of {number} have come or it is closed. Close the rest as short instead.",
                    number=order.number,
                )
            recorded(db, shop_id, _back(order, order.lines, reason, stamp), stamp)
            _happened(db, order, "cancelled", stamp, reason=reason.strip())
        return one(db, shop_id, purchase_id)


def may_order(db: Connection, shop_id: str, supplier_id: int, lines: Sequence[Wanted]) -> None:
    """Raises unless this shop can order these lines from this supplier."""
    here = select(supplier.c.id).where(supplier.c.id == supplier_id, supplier.c.shop_id == shop_id)
    if db.execute(here).scalar() is None:
        raise NotFound("There is no supplier {id} in this shop.", id=supplier_id)
    codes = [line.sku for line in lines]
    if not codes:
        raise Refused("A purchase order needs at least one line.")
    if twice := [code for code in codes if codes.count(code) > 1]:
        raise Refused("{sku} is on two lines. Put them together.", sku=twice[0])
    mine = select(sku.c.code).where(sku.c.shop_id == shop_id, sku.c.code.in_(codes))
    if missing := sorted(set(codes) - set(db.execute(mine).scalars())):
        raise NotFound("The shop has no SKU {sku}. Add it under “Stock” first.", sku=missing[0])


def _next_number(db: Connection, shop_id: str, day: date) -> str:
    start = f"PO-{day:%Y%m%d}-"
    taken = select(head.c.number).where(head.c.shop_id == shop_id, head.c.number.startswith(start))
    last = max((int(number[len(start) :]) for number in db.execute(taken).scalars()), default=0)
    return f"{start}{last + 1:02d}"


def line_row(shop_id: str, purchase_id: int, line: Wanted) -> dict[str, object]:
    """A line of an order as its row in the store."""
    row = {"sku": line.sku, "qty": line.qty, "unit_cost_fen": line.unit_cost_fen}
    return row | {"shop_id": shop_id, "purchase_id": purchase_id}


def _dispatched(order: Purchase, qtys: Mapping[str, int] | None, at: datetime) -> list[StockMove]:
    waiting = {line.sku: line.open - line.in_transit for line in order.lines}
    moving = {code: n for code, n in waiting.items() if n > 0} if qtys is None else qtys
    for code, n in moving.items():
        if n > waiting.get(code, 0):
            raise Refused(
                "Only {open} × {sku} of {number} are still to be shipped.",
                open=max(waiting.get(code, 0), 0),
                sku=code,
                number=order.number,
            )
    return some(
        [
            StockMove(
                at, code, SUPPLIER, TRANSIT, n, order.line(code).unit_cost_fen, order.document
            )
            for code, n in moving.items()
        ]
    )


def _close(
    db: Connection,
    shop_id: str,
    order: Purchase,
    stamp: Stamp,
    *,
    reason: str,
    skus: Iterable[str] | None,
) -> None:
    if not reason.strip():
        raise Refused("Say why the rest of {number} will not come.", number=order.number)
    lines = order.lines if skus is None else [order.line(code) for code in dict.fromkeys(skus)]
    ending = [line for line in lines if line.open]
    if not ending:
        raise Refused("Nothing of that is open on {number}.", number=order.number)
    recorded(db, shop_id, _back(order, ending, reason, stamp), stamp)
    for line in ending:
        _happened(db, order, "short", stamp, reason=reason.strip(), sku=line.sku, qty=line.open)


def _back(
    order: Purchase, lines: Iterable[PurchaseLine], reason: str, stamp: Stamp
) -> list[StockMove]:
    """What is in transit goes back to the supplier's side of the books."""
    return [
        StockMove(
            stamp.at,
            line.sku,
            TRANSIT,
            SUPPLIER,
            line.in_transit,
            document=order.document,
            reason=reason.strip(),
        )
        for line in lines
        if line.in_transit > 0
    ]


def _happened(
    db: Connection,
    order: Purchase,
    kind: str,
    stamp: Stamp,
    *,
    at: datetime | None = None,
    **what: Any,
) -> None:
    row = {"purchase_id": order.id, "kind": kind, "happened_at": at or stamp.at}
    db.execute(insert(purchase_event).values(row | signed(stamp) | what))


def _is_new(db: Connection, order: Purchase, stamp: Stamp) -> bool:
    if stamp.key is None:
        return True
    same = select(purchase_event.c.id).where(
        purchase_event.c.purchase_id == order.id, purchase_event.c.key == stamp.key
    )
    return db.execute(same).first() is None
