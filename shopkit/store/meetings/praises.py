"""Praise: who thanked whom, and for what."""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert, select

from shopkit.errors import Refused
from shopkit.meetings.values import Praise
from shopkit.store.acts import acting, done_before, signed
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.meetings.people import a_member
from shopkit.store.schema import member, praise


def thank(engine: Engine, shop_id: str, stamp: Stamp, *, to_id: int, why: str) -> int:
    """Keeps a thank-you; its number. `Refused` for oneself or without a reason."""
    if not why.strip():
        raise Refused("Say what for: that is what a thank-you lives on.")
    if to_id == stamp.by:
        raise Refused("Thank somebody else.")
    with acting(engine, shop_id, stamp) as db:
        if number := done_before(db, praise, shop_id, stamp):
            return number
        a_member(db, shop_id, to_id)
        row = {"shop_id": shop_id, "to_id": to_id, "why": why.strip(), "said_at": stamp.at}
        return db.execute(insert(praise).values(row | signed(stamp))).inserted_primary_key[0]


def praises(engine: Engine, shop_id: str, *, since: datetime | None = None) -> list[Praise]:
    """Every thank-you since an instant, newest first."""
    to, by = member.alias("to_whom"), member.alias("by_whom")
    own = praise.c
    wanted = (
        select(
            own.id, own.to_id, to.c.name.label("to"), own.why, own.said_at, by.c.name.label("by")
        )
        .join(to, to.c.id == own.to_id)
        .outerjoin(by, by.c.id == own.member_id)
        .where(own.shop_id == shop_id)
    )
    if since is not None:
        wanted = wanted.where(own.said_at >= since)
    with told(), engine.connect() as db:
        return [
            _praise(row) for row in db.execute(wanted.order_by(own.said_at.desc(), own.id.desc()))
        ]


def _praise(row: Any) -> Praise:
    return Praise(row.id, row.to_id, row.to, row.why, row.said_at, row.by or "–")
