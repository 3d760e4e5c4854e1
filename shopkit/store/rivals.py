"""Rivals' goods as they were seen, day by day."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import Engine, delete, insert, select

from shopkit.competitors import Seen
from shopkit.errors import Refused
from shopkit.roles import Role
from shopkit.store.acts import acting
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.schema import rival_seen

WATCHERS = (Role.MANAGER, Role.OPERATIONS)
LONGEST, MANY, DEAREST = 200, 5_000, 100_000_000


def seen(engine: Engine, shop_id: str, *, since: date | None = None) -> list[Seen]:
    """Every snapshot, the oldest first."""
    wanted = select(*(rival_seen.c[each.name] for each in fields(Seen))).where(
        rival_seen.c.shop_id == shop_id
    )
    if since is not None:
        wanted = wanted.where(rival_seen.c.seen_on >= since)
    order = (rival_seen.c.seen_on, rival_seen.c.rival, rival_seen.c.title)
    with told(), engine.connect() as db:
        return [Seen(**row._mapping) for row in db.execute(wanted.order_by(*order))]


def record_seen(engine: Engine, shop_id: str, rows: Iterable[Seen], stamp: Stamp) -> int:
    """Keep snapshots; how many are new or differ. One product has one row a day, the last given."""
    given = {_name(row): _sound(row) for row in rows}
    if not given:
        raise Refused("There is no row to keep.")
    if len(given) > MANY:
        raise Refused("Keep at most {most:,} rows at once.", most=MANY)
    with acting(engine, shop_id, stamp, *WATCHERS) as db:
        days = {row.seen_on for row in given.values()}
        held = select(*(rival_seen.c[each.name] for each in fields(Seen))).where(
            rival_seen.c.shop_id == shop_id, rival_seen.c.seen_on.in_(days)
        )
        known = {_name(row): row for row in (Seen(**row._mapping) for row in db.execute(held))}
        new = [row for name, row in given.items() if known.get(name) != row]
        for row in new:
            if _name(row) in known:
                db.execute(delete(rival_seen).where(*_same(shop_id, row)))
        if new:
            own = {"shop_id": shop_id, "member_id": stamp.by}
            db.execute(insert(rival_seen), [asdict(row) | own for row in new])
    return len(new)


def forget(engine: Engine, shop_id: str, rival: str, stamp: Stamp, *, title: str) -> int:
    """Stop comparing with a rival's product: its snapshots go; how many."""
    with acting(engine, shop_id, stamp, *WATCHERS) as db:
        mine = (rival_seen.c.shop_id == shop_id) & (rival_seen.c.rival == rival)
        return db.execute(delete(rival_seen).where(mine, rival_seen.c.title == title)).rowcount


def _name(row: Seen) -> tuple[str, str, date]:
    return row.rival, row.title, row.seen_on


def _same(shop_id: str, row: Seen) -> list[Any]:
    kept = rival_seen.c
    return [
        kept.shop_id == shop_id,
        kept.rival == row.rival,
        kept.title == row.title,
        kept.seen_on == row.seen_on,
    ]


def _sound(row: Seen) -> Seen:
    words = (row.rival, row.title, row.item_id, row.promotion, row.picture)
    if not (row.rival.strip() and row.title.strip()):
        raise Refused("Each row names the rival and its product.")
    if any(len(word) > LONGEST for word in words):
        raise Refused("A text has at most {most} characters.", most=LONGEST)
    prices = [row.price_fen, *([row.deal_fen] if row.deal_fen is not None else [])]
    if not all(0 < price <= DEAREST for price in prices):
        raise Refused("“{title}” needs a price above zero.", title=row.title)
    return row
