"""A shelf at any instant, and the next count that fixed it: what a late entry must know."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, case, or_, select

from shopkit.stock.moves import CountTarget, StockMove, lowest
from shopkit.store.schema import count_target, stock_balance, stock_move


def held(db: Connection, shop_id: str, sku: str, place: str) -> int:
    """Units of a SKU at a place now."""
    wanted = select(stock_balance.c.qty).where(
        stock_balance.c.shop_id == shop_id,
        stock_balance.c.sku == sku,
        stock_balance.c.location == place,
    )
    return db.execute(wanted).scalar() or 0


def booked_at(db: Connection, shop_id: str, target: CountTarget) -> int:
    """What the books say a shelf held at the instant it was counted."""
    later = _changes(db, shop_id, target.sku, target.location, since=target.counted_at)
    return held(db, shop_id, target.sku, target.location) - sum(row.qty for row in later)


def least_after(db: Connection, shop_id: str, move: StockMove, target: Any | None) -> int:
    """The least the source held from the move on, up to the next count, which starts anew."""
    later = _changes(db, shop_id, move.sku, move.source, since=move.moved_at)
    now = held(db, shop_id, move.sku, move.source)
    before = _before(later, target)
    return lowest(now - sum(row.qty for row in later[len(before) :]), [row.qty for row in before])


def next_target(
    db: Connection, shop_id: str, move: StockMove, *, place: str, after: Any | None = None
) -> Any | None:
    """The first count of this shelf that a move comes before; for a count's own move, the next."""
    fixed = count_target.c
    later = fixed.counted_at >= move.moved_at
    if after is not None:
        later = or_(
            fixed.counted_at > after.counted_at,
            and_(fixed.counted_at == after.counted_at, fixed.id > after.id),
        )
    wanted = select(count_target).where(
        fixed.shop_id == shop_id, fixed.sku == move.sku, fixed.location == place, later
    )
    return db.execute(wanted.order_by(fixed.counted_at, fixed.id).limit(1)).first()


def _before(later: list[Any], target: Any | None) -> list[Any]:
    if target is None:
        return later
    return [row for row in later if _key(row) < (target.counted_at, 1, target.id)]


def _key(row: Any) -> tuple[datetime, int, int]:
    return row.moved_at, row.target_id is not None, row.target_id or row.id


def _changes(db: Connection, shop_id: str, sku: str, place: str, *, since: datetime) -> list[Any]:
    """Signed units that came or went after an instant, in the order they count."""
    moved = stock_move.c
    signed = case((moved.source == place, -moved.qty), else_=moved.qty)
    wanted = select(moved.id, moved.moved_at, moved.target_id, signed.label("qty")).where(
        moved.shop_id == shop_id,
        moved.sku == sku,
        moved.moved_at > since,
        or_(moved.source == place, moved.destination == place),
    )
    rows: Iterable[Any] = db.execute(wanted).all()
    return sorted(rows, key=_key)
