"""The shop's own price sheets, by the day they hold from, and the carriers' bills."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import Engine, delete, func, insert, select

from shopkit.errors import Refused
from shopkit.roles import Role
from shopkit.shipping.bills import BillLine
from shopkit.shipping.freight import Rate, Sheet
from shopkit.store.acts import acting
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.schema import freight_bill_line, freight_rate

PRICERS = (Role.MANAGER, Role.OPERATIONS)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_KEPT = ("carrier", "tracking_no", "province", "weight_g", "fee_fen")


def rates(engine: Engine, shop_id: str, on: date) -> Sheet:
    """The price sheet that holds on a day: the newest that began by then; empty before any."""
    mine = freight_rate.c.shop_id == shop_id
    newest = select(func.max(freight_rate.c.valid_from)).where(
        mine, freight_rate.c.valid_from <= on
    )
    columns = [freight_rate.c[field.name] for field in fields(Rate)]
    with told(), engine.connect() as db:
        began = db.execute(newest).scalar()
        held = select(*columns).where(mine, freight_rate.c.valid_from == began)
        rows = db.execute(held.order_by(freight_rate.c.carrier, freight_rate.c.zone)).all()
    return Sheet(tuple(Rate(*row) for row in rows), began)


def sheet_days(engine: Engine, shop_id: str) -> list[date]:
    """The days from which a price sheet holds, newest first."""
    days = select(freight_rate.c.valid_from).where(freight_rate.c.shop_id == shop_id).distinct()
    with told(), engine.connect() as db:
        return list(db.execute(days.order_by(freight_rate.c.valid_from.desc())).scalars())


def save_rates(
    engine: Engine, shop_id: str, rows: Sequence[Rate], stamp: Stamp, *, valid_from: date
) -> None:
    """Keep a sheet that holds from a day on, in place of what that day had."""
    same = [pair for pair, n in Counter((row.carrier, row.zone) for row in rows).items() if n > 1]
    if same:
        carrier, zone = same[0]
        raise Refused("{carrier} has two rows for {zone}. Keep one.", carrier=carrier, zone=zone)
    for row in rows:
        if row.first_g <= 0 or row.step_g <= 0:
            raise Refused(
                "{carrier} to {zone} needs a first weight and a step.",
                carrier=row.carrier,
                zone=row.zone,
            )
    day = {"shop_id": shop_id, "valid_from": valid_from}
    with acting(engine, shop_id, stamp, *PRICERS) as db:
        db.execute(
            delete(freight_rate).where(
                freight_rate.c.shop_id == shop_id, freight_rate.c.valid_from == valid_from
            )
        )
        if rows:
            db.execute(insert(freight_rate), [asdict(row) | day for row in rows])


def record_bill(
    engine: Engine, shop_id: str, lines: Iterable[BillLine], stamp: Stamp, *, month: str
) -> int:
    """Keep a carrier's bill of a month such as 2026-10; how many of its lines are new.

    The same bill again adds nothing; a line that stands twice in one bill is kept twice, it may
    be a claim.
    """
    if not _MONTH.fullmatch(month):
        raise Refused("Write the month as 2026-10.")
    with acting(engine, shop_id, stamp, *PRICERS) as db:
        known = Counter(tuple(row) for row in db.execute(_kept(shop_id, month)))
        new = []
        for line in lines:
            row = tuple(getattr(line, name) for name in _KEPT)
            if known[row]:
                known[row] -= 1
            else:
                new.append(dict(zip(_KEPT, row, strict=True)))
        if new:
            rows = [row | {"shop_id": shop_id, "month": month} for row in new]
            db.execute(insert(freight_bill_line), rows)
    return len(new)


def bill(engine: Engine, shop_id: str, month: str, *, carrier: str | None = None) -> list[BillLine]:
    """The lines billed for a month, in the bills' order; of one carrier if asked."""
    wanted = _kept(shop_id, month).order_by(freight_bill_line.c.id)
    if carrier is not None:
        wanted = wanted.where(freight_bill_line.c.carrier == carrier)
    with told(), engine.connect() as db:
        return [BillLine(**row._mapping) for row in db.execute(wanted)]


def bill_months(engine: Engine, shop_id: str) -> list[str]:
    """The months that have a bill, newest first."""
    wanted = select(freight_bill_line.c.month).where(freight_bill_line.c.shop_id == shop_id)
    newest = wanted.distinct().order_by(freight_bill_line.c.month.desc())
    with told(), engine.connect() as db:
        return list(db.execute(newest).scalars())


def _kept(shop_id: str, month: str) -> Any:
    return select(*(freight_bill_line.c[name] for name in _KEPT)).where(
        freight_bill_line.c.shop_id == shop_id, freight_bill_line.c.month == month
    )
