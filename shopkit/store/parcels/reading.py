"""Parcels that left, and how much of each order is gone by the ledger."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from shopkit.stock.moves import CUSTOMER
from shopkit.store.engine import told
from shopkit.store.schema import member, parcel, stock_move

# Beyond this many the whole ledger is read: a statement holds only so many values.
MANY = 5000


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """A parcel as it was packed; `lines` hold sku, qty and the order's line_id each."""

    id: int
    order_id: str
    carrier: str
    tracking_no: str
    province: str
    lines: tuple[dict[str, Any], ...]
    weight_g: int | None
    theory_g: int | None
    fee_fen: int | None
    shipped_at: datetime
    by: str


def parcels(
    engine: Engine,
    shop_id: str,
    *,
    order_id: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    last: int | None = None,
) -> list[ParcelRow]:
    """Parcels packed here, newest first; `until` is not included."""
    wanted = (
        select(parcel, member.c.name.label("who"))
        .outerjoin(member, member.c.id == parcel.c.member_id)
        .where(parcel.c.shop_id == shop_id)
        .order_by(parcel.c.shipped_at.desc(), parcel.c.id.desc())
        .limit(last)
    )
    if order_id is not None:
        wanted = wanted.where(parcel.c.order_id == order_id)
    if since is not None:
        wanted = wanted.where(parcel.c.shipped_at >= since)
    if until is not None:
        wanted = wanted.where(parcel.c.shipped_at < until)
    with told(), engine.connect() as db:
        return [_row(row) for row in db.execute(wanted)]


def shipped_qty(
    engine: Engine, shop_id: str, order_ids: Collection[str] | None = None
) -> dict[tuple[str, str], int]:
    """Pieces gone by (order, SKU), for these orders or for all; what came back still went."""
    with told(), engine.connect() as db:
        went = gone(db, shop_id, order_ids)
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for (order_id, sku, _), qty in went.items():
        sums[order_id, sku] += qty
    return dict(sums)


def began(engine: Engine, shop_id: str) -> datetime | None:
    """The instant of the ledger's first move, or None where nothing was booked yet."""
    first = select(func.min(stock_move.c.moved_at)).where(stock_move.c.shop_id == shop_id)
    with told(), engine.connect() as db:
        return db.execute(first).scalar()


def booked_qty(
    engine: Engine, shop_id: str, order_ids: Collection[str], *, since: datetime
) -> dict[tuple[str, str], int]:
    """Pieces of these orders booked out since then, by (order, SKU), what was undone too."""
    with told(), engine.connect() as db:
        went = gone(db, shop_id, order_ids, is_undone_too=True, since=since)
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for (order_id, sku, _), qty in went.items():
        sums[order_id, sku] += qty
    return dict(sums)


def gone(
    db: Connection,
    shop_id: str,
    order_ids: Collection[str] | None = None,
    *,
    is_undone_too: bool = False,
    since: datetime | None = None,
) -> dict[tuple[str, str, str], int]:
    """Pieces that went to customers by (order, SKU, line); the line is empty where unknown."""
    moved, back = stock_move.c, stock_move.alias("back")
    wanted = (
        select(moved.document, moved.sku, moved.remark, moved.qty)
        .where(moved.shop_id == shop_id, _are_of(order_ids))
        # Not `is null`: SQLite would take every move that undoes nothing, and then look at orders.
        .where(moved.destination == CUSTOMER, func.coalesce(moved.undoes, 0) == 0)
    )
    if since is not None:
        wanted = wanted.where(moved.moved_at >= since)
    if not is_undone_too:
        wanted = wanted.outerjoin(back, back.c.undoes == moved.id).where(back.c.id.is_(None))
    # Summed here: grouped by SKU, SQLite would walk the whole ledger in that order for one paper.
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for paper, sku, line_id, qty in db.execute(wanted):
        sums[paper.removeprefix("order:"), sku, line_id] += qty
    return dict(sums)


def document(order_id: str) -> str:
    """What an order's moves in the ledger are called."""
    return f"order:{order_id}"


def _are_of(order_ids: Collection[str] | None) -> Any:
    if order_ids is None or len(order_ids) > MANY:
        return stock_move.c.document.startswith("order:")
    return stock_move.c.document.in_([document(number) for number in order_ids])


def _row(row: Any) -> ParcelRow:
    return ParcelRow(
        row.id,
        row.order_id,
        row.carrier,
        row.tracking_no,
        row.province,
        tuple(row.lines),
        row.weight_g,
        row.theory_g,
        row.fee_fen,
        row.shipped_at,
        row.who or "",
    )
