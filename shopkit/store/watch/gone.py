"""When nothing of a product was there, by the stock ledger."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Date, Engine, case, func, select, type_coerce

from shopkit.clock import instant_of
from shopkit.stock.moves import HELD
from shopkit.store.engine import told
from shopkit.store.schema import location, sku, stock_balance, stock_move

_DAY = timedelta(days=1)


def gone_days(engine: Engine, shop_id: str, first: date, last: date) -> dict[str, list[date]]:
    """For each product the days that ended with nothing of it held, by the stock ledger.

    A product is gone when none of its SKUs is there; before its first move it was never there.
    """
    with told(), engine.connect() as db:
        held = dict(db.execute(_now(shop_id)).all())
        steps = db.execute(_steps(db, shop_id, first)).all()
        begun = dict(db.execute(_begun(db, shop_id)).all())
    found: dict[str, list[date]] = {}
    end = {item: last for item in held}
    # backwards from what is held now: only the days that are asked for have to be read
    for item, day, qty in reversed(steps):
        if held[item] <= 0:
            found.setdefault(item, []).extend(_between(max(day, first), end[item]))
        held[item] -= int(qty)
        end[item] = min(end[item], day - _DAY)
    for item, qty in held.items():
        if qty <= 0:
            found.setdefault(item, []).extend(_between(max(first, begun[item]), end[item]))
    return {item: sorted(days) for item, days in found.items() if days}


def _between(first: date, last: date) -> list[date]:
    return [first + n * _DAY for n in range((last - first).days + 1)]


def _now(shop_id: str) -> Any:
    """How many pieces of each product are held now; those that never moved are left out."""
    kept = stock_balance.c
    ours = select(location.c.code).where(location.c.shop_id == shop_id, location.c.kind.in_(HELD))
    own = (sku.c.shop_id == shop_id) & (sku.c.code == kept.sku) & (sku.c.item_id != "")
    held = func.sum(case((kept.location.in_(ours), kept.qty), else_=0))
    joined = stock_balance.join(sku, own)
    return (
        select(sku.c.item_id, held)
        .select_from(joined)
        .where(kept.shop_id == shop_id)
        .group_by(sku.c.item_id)
    )


def _begun(db: Connection, shop_id: str) -> Any:
    """The day of each product's first move."""
    moved = stock_move.c
    own = (sku.c.shop_id == shop_id) & (sku.c.code == moved.sku) & (sku.c.item_id != "")
    return (
        select(sku.c.item_id, _shanghai(db, func.min(moved.moved_at)))
        .select_from(stock_move.join(sku, own))
        .where(moved.shop_id == shop_id)
        .group_by(sku.c.item_id)
    )


def _steps(db: Connection, shop_id: str, first: date) -> Any:
    """By how much each product's pieces changed on each Shanghai day from `first`, in order."""
    moved = stock_move.c
    day = _shanghai(db, moved.moved_at)
    since = instant_of(datetime.combine(first, time()))
    ours = select(location.c.code).where(location.c.shop_id == shop_id, location.c.kind.in_(HELD))
    comes = case((moved.destination.in_(ours), moved.qty), else_=0)
    goes = case((moved.source.in_(ours), moved.qty), else_=0)
    change = func.sum(comes - goes)
    own = (sku.c.shop_id == shop_id) & (sku.c.code == moved.sku) & (sku.c.item_id != "")
    return (
        select(sku.c.item_id, day.label("day"), change)
        .select_from(stock_move.join(sku, own))
        .where(moved.shop_id == shop_id, moved.moved_at >= since)
        .group_by(sku.c.item_id, day)
        .having(change != 0)
        .order_by(day, sku.c.item_id)
    )


def _shanghai(db: Connection, instant: Any) -> Any:
    if db.dialect.name == "sqlite":
        return type_coerce(func.date(instant, "+8 hours"), Date)
    return type_coerce(func.date(func.timezone("Asia/Shanghai", instant)), Date)
