"""Purchase orders as they stand, put together from their lines, their events and the ledger."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, case, func, not_, select

from shopkit.errors import NotFound
from shopkit.stock import lead_times as took
from shopkit.stock import purchases as figures
from shopkit.stock.lead_times import LeadTime
from shopkit.stock.moves import DAMAGED, SUPPLIER, TRANSIT
from shopkit.stock.purchases import Purchase, PurchaseLine
from shopkit.store.engine import told
from shopkit.store.schema import purchase as head
from shopkit.store.schema import purchase_event, purchase_line, stock_move, supplier

_OUTSIDE = (SUPPLIER, TRANSIT)


def purchases(engine: Engine, shop_id: str, *, is_open: bool | None = None) -> list[Purchase]:
    """Every purchase order as it stands, newest first; `is_open` keeps those open or done."""
    with told(), engine.connect() as db:
        found = _read(db, shop_id)
    return [row for row in found if is_open is None or row.is_open == is_open]


def purchase(engine: Engine, shop_id: str, wanted: int | str) -> Purchase:
    """The purchase order with this id or number, or `NotFound`."""
    with told(), engine.connect() as db:
        return one(db, shop_id, wanted)


def lead_times(engine: Engine, shop_id: str) -> list[LeadTime]:
    """What each supplier's deliveries took, in days."""
    return took.lead_times(purchases(engine, shop_id))


def on_order(engine: Engine, shop_id: str) -> dict[str, int]:
    """Pieces of each SKU still to come on sent orders, in transit included."""
    return figures.on_order(purchases(engine, shop_id))


def one(db: Connection, shop_id: str, wanted: int | str) -> Purchase:
    """The same inside a transaction."""
    same = head.c.number == wanted if isinstance(wanted, str) else head.c.id == wanted
    found = _read(db, shop_id, same)
    if not found:
        raise NotFound("There is no purchase order {wanted} in this shop.", wanted=wanted)
    return found[0]


def _read(db: Connection, shop_id: str, *which: ColumnElement[bool]) -> list[Purchase]:
    mine = and_(head.c.shop_id == shop_id, *which)
    heads = db.execute(
        select(head, supplier.c.name.label("supplier"))
        .join(supplier, supplier.c.id == head.c.supplier_id)
        .where(mine)
        .order_by(head.c.id.desc())
    ).all()
    document = None if len(heads) != 1 else f"PO:{heads[0].id}"
    came = _came(db, shop_id, document)
    lines = _of(db.execute(_part(purchase_line, mine)))
    events = _of(db.execute(_part(purchase_event, mine)))
    return [_purchase(row, lines[row.id], events[row.id], came) for row in heads]


def _part(table: Any, mine: ColumnElement[bool]) -> Any:
    wanted = select(table).join(head, head.c.id == table.c.purchase_id)
    return wanted.where(mine).order_by(table.c.id)


def _of(rows: Iterable[Any]) -> dict[int, list[Any]]:
    parts: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        parts[row.purchase_id].append(row)
    return parts


def _came(db: Connection, shop_id: str, document: str | None) -> dict[tuple[str, str], Any]:
    """What the ledger says of each order's SKU; moves that were taken back do not count."""
    moved, back = stock_move.c, stock_move.alias("back")
    arrives = and_(moved.source.in_(_OUTSIDE), not_(moved.destination.in_(_OUTSIDE)))
    moving = case((moved.destination == TRANSIT, moved.qty), else_=0)
    moving = moving - case((moved.source == TRANSIT, moved.qty), else_=0)
    wanted = (
        select(
            moved.document,
            moved.sku,
            func.sum(case((arrives, moved.qty), else_=0)).label("received"),
            func.sum(case((and_(arrives, moved.destination == DAMAGED), moved.qty), else_=0)).label(
                "damaged"
            ),
            func.sum(moving).label("in_transit"),
            func.min(case((arrives, moved.moved_at))).label("first_at"),
            func.max(case((arrives, moved.moved_at))).label("last_at"),
        )
        .outerjoin(back, back.c.undoes == moved.id)
        .where(moved.shop_id == shop_id, moved.undoes.is_(None), back.c.id.is_(None))
        .where(moved.document == document if document else moved.document.startswith("PO:"))
        .group_by(moved.document, moved.sku)
    )
    return {(row.document, row.sku): row for row in db.execute(wanted)}


def _purchase(
    row: Any, lines: list[Any], events: list[Any], came: dict[tuple[str, str], Any]
) -> Purchase:
    mine = {line.sku: came.get((f"PO:{row.id}", line.sku)) for line in lines}
    at = {event.kind: event.happened_at for event in reversed(events)}
    short: dict[str, int] = defaultdict(int)
    for event in events:
        if event.kind == "short":
            short[event.sku] += event.qty
    return Purchase(
        row.id,
        row.number,
        row.supplier_id,
        row.supplier,
        tuple(_line(line, mine[line.sku], short[line.sku]) for line in lines),
        row.created_at,
        row.expected_on,
        row.remark,
        at.get("sent"),
        at.get("dispatched"),
        at.get("cancelled"),
        min((got.first_at for got in mine.values() if got and got.first_at), default=None),
        max((got.last_at for got in mine.values() if got and got.last_at), default=None),
    )


def _line(line: Any, got: Any, short: int) -> PurchaseLine:
    sums = (int(got.received), int(got.damaged)) if got else (0, 0)
    moving = int(got.in_transit) if got else 0
    return PurchaseLine(line.sku, line.qty, line.unit_cost_fen, *sums, short, moving)
