"""Purchase orders as they stand, put together from their lines, their events and the ledger."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, func, select

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
_Version = tuple[object, ...]


def purchases(engine: Engine, shop_id: str, *, is_open: bool | None = None) -> list[Purchase]:
    """Every purchase order as it stands, newest first; `is_open` keeps those open or done."""
    kept = _KEPT.setdefault(engine, {})
    with told(), engine.connect() as db:
        now = _versions(db, shop_id)
        stale = [number for number in now if kept.get(number, (None,))[0] != now[number]]
        for row in _read(db, shop_id, head.c.id.in_(stale)) if stale else ():
            kept[row.id] = (now[row.id], row)
    found = [kept[number][1] for number in sorted(now, reverse=True)]
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


# What was read of each order, with the numbers of its newest rows: while these stay, it stays.
_KEPT: WeakKeyDictionary[Engine, dict[int, tuple[_Version, Purchase]]] = WeakKeyDictionary()


def _versions(db: Connection, shop_id: str) -> dict[int, _Version]:
    """What tells of each order whether it changed: its head, its lines, newest event and move."""
    columns = (head.c.id, head.c.expected_on, head.c.remark, supplier.c.id, supplier.c.name)
    named = select(*columns).join(supplier, supplier.c.id == head.c.supplier_id)
    heads = db.execute(named.where(head.c.shop_id == shop_id)).all()
    line, event, moved = purchase_line.c, purchase_event.c, stock_move.c
    mine = moved.document.in_([f"PO:{row[0]}" for row in heads])
    money = func.sum(line.qty * func.coalesce(line.unit_cost_fen, -1))
    lines = _by(db, select(line.purchase_id, func.max(line.id), func.sum(line.qty), money))
    events = _by(db, select(event.purchase_id, func.max(event.id)))
    moves = _by(
        db, select(moved.document, func.max(moved.id)).where(moved.shop_id == shop_id, mine)
    )
    return {
        row[0]: (*row, *lines.get(row[0], ()), *events.get(row[0], ()), moves.get(f"PO:{row[0]}"))
        for row in heads
    }


def _by(db: Connection, wanted: Select) -> dict[object, tuple[object, ...]]:
    """Rows by their first column, which they are grouped by."""
    return {
        row[0]: tuple(row[1:]) for row in db.execute(wanted.group_by(wanted.selected_columns[0]))
    }


def _read(db: Connection, shop_id: str, *which: ColumnElement[bool]) -> list[Purchase]:
    mine = and_(head.c.shop_id == shop_id, *which)
    heads = db.execute(
        select(head, supplier.c.name.label("supplier"))
        .join(supplier, supplier.c.id == head.c.supplier_id)
        .where(mine)
        .order_by(head.c.id.desc())
    ).all()
    came = _came(db, shop_id, [f"PO:{row.id}" for row in heads])
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


def _came(db: Connection, shop_id: str, documents: list[str]) -> "dict[tuple[str, str], _Came]":
    """What the ledger says of each order's SKU; moves that were taken back do not count."""
    moved = stock_move.c
    mine = and_(moved.shop_id == shop_id, moved.document.in_(documents))
    wanted = select(
        moved.id, moved.document, moved.sku, moved.source, moved.destination, moved.qty,
        moved.moved_at, moved.undoes,
    ).where(mine)  # fmt: skip
    rows = db.execute(wanted).all()
    undone = {row.undoes for row in rows}
    came: dict[tuple[str, str], _Came] = defaultdict(_Came)
    for row in rows:
        if row.undoes is None and row.id not in undone:
            came[row.document, row.sku].add(row)
    return came


@dataclass
class _Came:
    """What came of one SKU of one order, added up."""

    received: int = 0
    damaged: int = 0
    in_transit: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None

    def add(self, row: Any) -> None:
        """One more move of the order."""
        self.in_transit += row.qty * ((row.destination == TRANSIT) - (row.source == TRANSIT))
        if row.source not in _OUTSIDE or row.destination in _OUTSIDE:
            return
        self.received += row.qty
        self.damaged += row.qty * (row.destination == DAMAGED)
        self.first_at = min(self.first_at or row.moved_at, row.moved_at)
        self.last_at = max(self.last_at or row.moved_at, row.moved_at)


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
