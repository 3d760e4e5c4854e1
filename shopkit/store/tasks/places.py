"""Where a card lies on the board: one order for the whole shop, whatever lists show it."""

from sqlalchemy import Connection, bindparam, func, select, update

from shopkit.store.schema import task
from shopkit.tasks.states import OPEN

STEP = 1024.0
# Halving a step so often leaves no room that a float keeps apart.
_CLOSE = 1e-6


def last_place(db: Connection, shop_id: str) -> float:
    """The place after every open task."""
    last = select(func.max(task.c.place)).where(*_on_board(shop_id))
    return (db.execute(last).scalar() or 0.0) + STEP


def place_before(db: Connection, shop_id: str, task_id: int, other_id: int) -> float:
    """A place right before another open task; the end of the board if that is not on it.

    Makes room first, without a change of any task's version, when there is none left.
    """
    room = _room(db, shop_id, task_id, other_id)
    if room is None:
        return last_place(db, shop_id)
    low, high = room
    if high - low < _CLOSE:
        _respace(db, shop_id)
        low, high = _room(db, shop_id, task_id, other_id) or room
    return (low + high) / 2


def _room(db: Connection, shop_id: str, task_id: int, other_id: int) -> tuple[float, float] | None:
    there = select(task.c.place).where(*_on_board(shop_id), task.c.id == other_id)
    high = db.execute(there).scalar()
    if high is None:
        return None
    before = select(func.max(task.c.place)).where(
        *_on_board(shop_id), task.c.place <= high, task.c.id.not_in([task_id, other_id])
    )
    low = db.execute(before).scalar()
    return (high - 2 * STEP if low is None else low), high


def _respace(db: Connection, shop_id: str) -> None:
    order = select(task.c.id).where(*_on_board(shop_id)).order_by(task.c.place, task.c.id)
    rows = [
        {"number": number, "at": n * STEP}
        for n, number in enumerate(db.execute(order).scalars(), 1)
    ]
    mine = update(task).where(task.c.id == bindparam("number"))
    db.execute(mine.values(place=bindparam("at")), rows)


def _on_board(shop_id: str) -> list:
    return [task.c.shop_id == shop_id, task.c.state.in_(OPEN), task.c.archived_at.is_(None)]
