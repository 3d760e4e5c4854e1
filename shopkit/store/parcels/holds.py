"""Orders that must wait: an address change, a refund asked for, or another reason."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.store.acts import acting, done_before, signed
from shopkit.store.engine import told
from shopkit.store.goods import KEEPERS
from shopkit.store.ledger import Stamp
from shopkit.store.schema import member, order_hold
from shopkit.text import message

HOLDS = {
    "address": message("Address change"),
    "refund": message("Refund asked for"),
    "hold": message("Another reason"),
}
WHO = (*KEEPERS, Role.SERVICE)


@dataclass(frozen=True, slots=True)
class HoldRow:
    """Why an order waits, since when, by whom; cleared at some time or not yet."""

    id: int
    order_id: str
    kind: str
    note: str
    held_at: datetime
    by: str
    cleared_at: datetime | None
    cleared_by: str


def holds(
    engine: Engine, shop_id: str, *, order_id: str | None = None, is_open: bool | None = True
) -> list[HoldRow]:
    """Holds, oldest first: those that stand, those cleared, or (None) both."""
    clearer = member.alias("clearer")
    wanted = (
        select(order_hold, member.c.name.label("who"), clearer.c.name.label("clearer"))
        .outerjoin(member, member.c.id == order_hold.c.member_id)
        .outerjoin(clearer, clearer.c.id == order_hold.c.cleared_by)
        .where(order_hold.c.shop_id == shop_id)
        .order_by(order_hold.c.id)
    )
    if order_id is not None:
        wanted = wanted.where(order_hold.c.order_id == order_id)
    if is_open is not None:
        wanted = wanted.where(order_hold.c.cleared_at.is_(None) == is_open)
    with told(), engine.connect() as db:
        return [_row(row) for row in db.execute(wanted)]


def hold_order(
    engine: Engine, shop_id: str, order_id: str, stamp: Stamp, *, kind: str, note: str = ""
) -> int:
    """Let an order wait until it is cleared; the hold's number. Service may do it too."""
    if kind not in HOLDS:
        raise Refused("An order waits for one of {known}.", known=", ".join(HOLDS))
    if not order_id.strip():
        raise Refused("Write the number of the order.")
    with acting(engine, shop_id, stamp, *WHO) as db:
        number = done_before(db, order_hold, shop_id, stamp)
        if number is None:
            row = {"shop_id": shop_id, "order_id": order_id.strip(), "kind": kind}
            row |= {"note": note.strip(), "held_at": stamp.at} | signed(stamp)
            number = db.execute(insert(order_hold).values(row)).inserted_primary_key[0]
        return number


def clear_hold(engine: Engine, shop_id: str, hold_id: int, stamp: Stamp) -> None:
    """The order may go; nothing changes when it was cleared before."""
    mine = (order_hold.c.id == hold_id) & (order_hold.c.shop_id == shop_id)
    with acting(engine, shop_id, stamp, *WHO) as db:
        if db.execute(select(order_hold.c.id).where(mine)).scalar() is None:
            raise NotFound("There is no hold {id} in this shop.", id=hold_id)
        standing = update(order_hold).where(mine, order_hold.c.cleared_at.is_(None))
        db.execute(standing.values(cleared_at=stamp.at, cleared_by=stamp.by))


def must_be_free(db: Connection, shop_id: str, order_ids: Collection[str]) -> None:
    """Raises `Refused` while one of these orders must wait."""
    standing = select(order_hold.c.order_id, order_hold.c.note).where(
        order_hold.c.shop_id == shop_id,
        order_hold.c.cleared_at.is_(None),
        order_hold.c.order_id.in_(list(order_ids)),
    )
    row = db.execute(standing.order_by(order_hold.c.id)).first()
    if row is not None:
        raise Refused(
            "Order {order} must wait: {note}. Settle it and release the order first.",
            order=row.order_id,
            note=row.note or "–",
        )


def _row(row: Any) -> HoldRow:
    return HoldRow(
        row.id,
        row.order_id,
        row.kind,
        row.note,
        row.held_at,
        row.who or "",
        row.cleared_at,
        row.clearer or "",
    )
