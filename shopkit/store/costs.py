"""What goods cost when they came: the price of each delivery, from the ledger."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, exists, func, select

from shopkit.clock import day_of
from shopkit.store.books import last_move
from shopkit.store.engine import told
from shopkit.store.schema import sku, stock_move


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What one piece of a SKU cost in the last delivery of a Shanghai day."""

    sku: str
    day: date
    cost_fen: int


def unit_costs(engine: Engine, shop_id: str) -> list[UnitCost]:
    """Each SKU's unit cost by the day it came, in order; what was undone left out."""
    moved, back = stock_move.c, stock_move.alias("back")
    was_undone = exists().where(back.c.shop_id == shop_id, back.c.undoes == moved.id)
    wanted = (
        select(moved.sku, moved.moved_at, moved.unit_cost_fen)
        .where(
            moved.shop_id == shop_id,
            moved.unit_cost_fen.is_not(None),
            moved.undoes.is_(None),
            ~was_undone,
        )
        .order_by(moved.moved_at, moved.id)
    )
    with told(), engine.connect() as db:
        rows = db.execute(wanted).all()
    last = {(row.sku, day_of(row.moved_at)): row.unit_cost_fen for row in rows}
    return [UnitCost(sku, day, cost) for (sku, day), cost in sorted(last.items())]


def newest(engine: Engine, shop_id: str) -> tuple[int, int, int]:
    """Numbers that change when a cost may have: the newest move, how many cards, their costs."""
    sums = select(func.count(), func.coalesce(func.sum(sku.c.cost_fen), 0)).where(
        sku.c.shop_id == shop_id
    )
    with told(), engine.connect() as db:
        many, costs = db.execute(sums).one()
    return last_move(engine, shop_id), many, int(costs)
