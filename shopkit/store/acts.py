"""What an act in the warehouse begins with: one at a time, by who may, and once a key."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine, Table, select

from shopkit.errors import Refused
from shopkit.roles import Role
from shopkit.stock.moves import StockMove
from shopkit.store.engine import writing
from shopkit.store.ledger import Stamp
from shopkit.store.members import allowed
from shopkit.store.schema import shop


@contextmanager
def acting(engine: Engine, shop_id: str, stamp: Stamp, *roles: Role) -> Iterator[Connection]:
    """A transaction for one act of this member; what it reads stays true until it has written."""
    with writing(engine) as db:
        # On PostgreSQL this row is the lock of the shop's warehouse; SQLite holds the whole file.
        db.execute(select(shop.c.id).where(shop.c.id == shop_id).with_for_update(key_share=True))
        allowed(db, shop_id, stamp.by, *roles)
        yield db


def done_before(db: Connection, table: Table, shop_id: str, stamp: Stamp) -> int | None:
    """The number of the row this key wrote when it arrived before."""
    if stamp.key is None:
        return None
    same = select(table.c.id).where(table.c.shop_id == shop_id, table.c.key == stamp.key)
    return db.execute(same).scalar()


def signed(stamp: Stamp) -> dict[str, object]:
    """Who did it and under which key, as a row keeps them."""
    return {"member_id": stamp.by, "key": stamp.key}


def past(at: datetime | None, stamp: Stamp) -> datetime:
    """When it happened: `at`, which may not be later than the stamp, or the stamp's instant."""
    if at is not None and at > stamp.at:
        raise Refused("This cannot have happened later than now: check the time.")
    return at or stamp.at


def some(moves: list[StockMove]) -> list[StockMove]:
    """These moves, or `Refused` when there is none."""
    if not moves:
        raise Refused("Nothing was entered. Write how many pieces.")
    return moves
