"""Waves: orders picked together for one carrier's cut-off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select

from shopkit.errors import Refused
from shopkit.store.acts import acting, done_before, signed
from shopkit.store.engine import told
from shopkit.store.goods import KEEPERS
from shopkit.store.ledger import Stamp
from shopkit.store.parcels.holds import must_be_free
from shopkit.store.schema import member, wave, wave_order


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A wave and the orders that are in no later one."""

    id: int
    carrier: str
    cutoff_at: datetime | None
    created_at: datetime
    by: str
    order_ids: tuple[str, ...]


def make_wave(
    engine: Engine,
    shop_id: str,
    order_ids: Sequence[str],
    stamp: Stamp,
    *,
    carrier: str = "",
    cutoff_at: datetime | None = None,
) -> int:
    """A wave of these orders, its number; an order of an earlier wave changes over to it."""
    if not order_ids:
        raise Refused("Choose at least one order for the wave.")
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        number = done_before(db, wave, shop_id, stamp)
        if number is None:
            chosen = list(dict.fromkeys(order_ids))
            must_be_free(db, shop_id, chosen)
            row = {"shop_id": shop_id, "carrier": carrier, "cutoff_at": cutoff_at}
            row |= {"created_at": stamp.at} | signed(stamp)
            number = db.execute(insert(wave).values(row)).inserted_primary_key[0]
            rows = [{"wave_id": number, "order_id": order_id} for order_id in chosen]
            db.execute(insert(wave_order), rows)
        return number


def waves(engine: Engine, shop_id: str, *, last: int = 20) -> list[WaveRow]:
    """The newest waves, newest first."""
    newest = (
        select(wave, member.c.name.label("who"))
        .outerjoin(member, member.c.id == wave.c.member_id)
        .where(wave.c.shop_id == shop_id)
        .order_by(wave.c.id.desc())
        .limit(last)
    )
    with told(), engine.connect() as db:
        rows = db.execute(newest).all()
        held = select(wave_order).where(wave_order.c.wave_id.in_([row.id for row in rows]))
        latest = {
            row.order_id: row.wave_id
            for row in db.execute(held.order_by(wave_order.c.wave_id, wave_order.c.order_id))
        }
    return [
        WaveRow(
            row.id,
            row.carrier,
            row.cutoff_at,
            row.created_at,
            row.who or "",
            tuple(order_id for order_id, number in latest.items() if number == row.id),
        )
        for row in rows
    ]
