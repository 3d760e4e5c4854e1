"""Which shelves to count: by their turn, because they are empty or differed, or by hand."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, and_, delete, insert, or_, select

from shopkit.clock import day_of
from shopkit.errors import NotFound, Refused
from shopkit.stock.counts import ALL, FREE, WHYS, Due, Place, due
from shopkit.store.acts import acting, done_before, signed
from shopkit.store.counts.reading import CLASSES, classes, must_exist
from shopkit.store.engine import told
from shopkit.store.goods import KEEPERS
from shopkit.store.ledger import Stamp
from shopkit.store.schema import (
    count_target,
    location,
    setting,
    sku,
    stock_balance,
    stock_count,
    stock_count_line,
    stock_count_verdict,
    stock_move,
)

Pair = tuple[str, str]


def due_counts(
    engine: Engine, shop_id: str, today: date, *, classes: Mapping[str, str] | None = None
) -> list[Due]:
    """What is to be counted by `today` and on no open count yet; most pressing first."""
    with told(), engine.connect() as db:
        return _due(db, shop_id, today, classes)


def plan_count(
    engine: Engine,
    shop_id: str,
    why: str,
    stamp: Stamp,
    *,
    places: Sequence[Pair] | None = None,
    classes: Mapping[str, str] | None = None,
    limit: int | None = None,
) -> int:
    """A new count of these (sku, place) pairs, or of what is due for `why`; its number.

    `classes` (A, B, C by SKU) is kept: the tolerance of open lines follows it.
    """
    if why not in WHYS:
        raise Refused("Nobody counts for “{why}”: choose {known}.", why=why, known=", ".join(WHYS))
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        number = done_before(db, stock_count, shop_id, stamp)
        if number is not None:
            return number
        if classes is not None:
            _keep(db, shop_id, classes)
        today = day_of(stamp.at)
        chosen = _chosen(db, shop_id, why, today) if places is None else list(places)
        _must_be_here(db, shop_id, chosen)
        row = {"shop_id": shop_id, "why": why, "planned_on": today, "created_at": stamp.at}
        written = db.execute(insert(stock_count).values(row | signed(stamp)))
        number = written.inserted_primary_key[0]
        _add(db, number, list(dict.fromkeys(chosen))[:limit])
        return number


def add_line(
    engine: Engine, shop_id: str, count_id: int, stamp: Stamp, *, sku: str, location: str
) -> int:
    """One more line on a count, for what was found where nobody looked for it; its number."""
    line = stock_count_line.c
    same = select(line.id).where(
        line.count_id == count_id, line.sku == sku, line.location == location
    )
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        must_exist(db, shop_id, count_id)
        _must_be_here(db, shop_id, [(sku, location)])
        if db.execute(same).scalar() is None:
            _add(db, count_id, [(sku, location)])
        return db.execute(same).scalar_one()


def _add(db: Connection, count_id: int, pairs: Sequence[Pair]) -> None:
    rows = [{"count_id": count_id, "sku": code, "location": place} for code, place in pairs]
    db.execute(insert(stock_count_line), rows)


def _keep(db: Connection, shop_id: str, groups: Mapping[str, str]) -> None:
    db.execute(delete(setting).where(setting.c.shop_id == shop_id, setting.c.name == CLASSES))
    db.execute(insert(setting).values(shop_id=shop_id, name=CLASSES, value=dict(groups)))


def _chosen(db: Connection, shop_id: str, why: str, today: date) -> list[Pair]:
    if why == ALL:
        return [(place.sku, place.location) for place in _places(db, shop_id)]
    if why == FREE:
        return []
    found = _due(db, shop_id, today, None)
    return [(one.sku, one.location) for one in found if one.why == why]


def _due(db: Connection, shop_id: str, today: date, groups: Mapping[str, str] | None) -> list[Due]:
    groups = classes(db, shop_id) if groups is None else groups
    taken = _on_open_counts(db, shop_id)
    places = [row for row in _places(db, shop_id) if (row.sku, row.location) not in taken]
    return due(places, groups, today)


def _must_be_here(db: Connection, shop_id: str, pairs: Sequence[Pair]) -> None:
    if not pairs:
        raise Refused("There is nothing to count for this. Choose the shelves yourself.")
    codes = select(sku.c.code).where(sku.c.shop_id == shop_id)
    shelves = select(location.c.code).where(
        location.c.shop_id == shop_id, location.c.kind.in_(["storage", "damaged"])
    )
    if missing := sorted({code for code, _ in pairs} - set(db.execute(codes).scalars())):
        raise NotFound("The shop has no SKU {sku}. Add it under “Stock” first.", sku=missing[0])
    if missing := sorted({place for _, place in pairs} - set(db.execute(shelves).scalars())):
        raise NotFound(
            "The shop has no place {place}. Add it under “Places and labels”.", place=missing[0]
        )


def _on_open_counts(db: Connection, shop_id: str) -> set[Pair]:
    waiting = (
        select(stock_count_line.c.sku, stock_count_line.c.location)
        .join(stock_count, stock_count.c.id == stock_count_line.c.count_id)
        .outerjoin(stock_count_verdict, stock_count_verdict.c.line_id == stock_count_line.c.id)
        .where(stock_count.c.shop_id == shop_id, stock_count_verdict.c.line_id.is_(None))
    )
    return {(row.sku, row.location) for row in db.execute(waiting)}


def _places(db: Connection, shop_id: str) -> list[Place]:
    """Every SKU at every shelf where it ever lay and that is in use, with its last count."""
    held = stock_balance.c
    shelves = (
        select(held.sku, held.location, held.qty)
        .join(location, and_(location.c.shop_id == held.shop_id, location.c.code == held.location))
        .join(sku, and_(sku.c.shop_id == held.shop_id, sku.c.code == held.sku))
        .where(held.shop_id == shop_id, location.c.kind == "storage")
        .where(location.c.closed_on.is_(None))
        .where(or_(sku.c.closed_on.is_(None), held.qty != 0))
        .order_by(held.location, held.sku)
    )
    last, moved = _last_counts(db, shop_id), _moved(db, shop_id)
    return [
        Place(
            row.sku,
            row.location,
            row.qty,
            *last.get((row.sku, row.location), (None, False)),
            moved.get((row.sku, row.location)),
        )
        for row in db.execute(shelves)
    ]


def _last_counts(db: Connection, shop_id: str) -> dict[Pair, tuple[date, bool]]:
    """The day of each place's last count, and whether it was approved with a difference."""
    verdict = stock_count_verdict.c
    wanted = (
        select(count_target, verdict.booked, verdict.counted)
        .outerjoin(stock_count_verdict, verdict.target_id == count_target.c.id)
        .where(count_target.c.shop_id == shop_id)
        .order_by(count_target.c.counted_at, count_target.c.id)
    )
    return {
        (row.sku, row.location): (day_of(row.counted_at), row.booked != row.counted)
        for row in db.execute(wanted)
    }


def _moved(db: Connection, shop_id: str) -> dict[Pair, date]:
    """The day of the last move of each place that the books call empty."""
    moved, held = stock_move.c, stock_balance.c
    # Read backwards from the newest move of the SKU: the last one is soon found.
    last = (
        select(moved.moved_at)
        .where(
            moved.shop_id == held.shop_id,
            moved.sku == held.sku,
            or_(moved.source == held.location, moved.destination == held.location),
            moved.target_id.is_(None),
        )
        .order_by(moved.moved_at.desc())
        .limit(1)
        .correlate(stock_balance)
        .scalar_subquery()
    )
    shelf = and_(location.c.shop_id == held.shop_id, location.c.code == held.location)
    wanted = (
        select(held.sku, held.location, last.label("last"))
        .join(location, shelf)
        .where(held.shop_id == shop_id, held.qty <= 0, location.c.kind == "storage")
    )
    rows: list[Any] = list(db.execute(wanted))
    return {(row.sku, row.location): _day(row.last) for row in rows if row.last}


def _day(last: datetime) -> date:
    return day_of(last)
