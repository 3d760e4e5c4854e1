"""The stock ledger: moves are added, never changed; counts are targets an earlier move re-derives.

A balance is the sum of the moves. Every entry is checked in the transaction that writes it, so
two people cannot take the last item twice.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, Engine, insert, select

from shopkit import clock
from shopkit.errors import NotFound, Refused
from shopkit.stock.moves import ADJUSTMENT, HELD, CountTarget, StockMove
from shopkit.store.engine import writing
from shopkit.store.goods import KEEPERS
from shopkit.store.members import allowed
from shopkit.store.replay import booked_at, least_after, next_target
from shopkit.store.schema import count_target, location, setting, sku, stock_move

OVERSELLING = "allow_overselling"
CLOSED_UNTIL = "stock_closed_until"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes (None: a program), at which instant, under which key.

    The same key again means the same act: nothing is booked a second time.
    """

    by: int | None
    at: datetime
    key: str | None = None


@dataclass
class _Entry:
    """One writing into the ledger: its place, its stamp, the shop's rules, how far it got."""

    db: Connection
    shop_id: str
    stamp: Stamp
    kinds: dict[str, str]
    may_oversell: bool
    closed_until: date | None
    part: int


def record(engine: Engine, shop_id: str, moves: Sequence[StockMove], stamp: Stamp) -> list[int]:
    """Book these moves together; their numbers.

    Raises `Refused` with nothing booked for a place that would hold less than nothing, an
    unknown SKU or place, or a closed period.
    """
    with writing(engine) as db:
        allowed(db, shop_id, stamp.by, *KEEPERS)
        return recorded(db, shop_id, moves, stamp)


def recorded(
    db: Connection, shop_id: str, moves: Sequence[StockMove], stamp: Stamp, *, part: int = 0
) -> list[int]:
    """The same inside a transaction that books something else too; `part` counts on its moves."""
    if done := _done(db, stock_move, shop_id, stamp.key, part):
        return done
    entry = _entry(db, shop_id, {move.sku for move in moves}, stamp, part)
    return [_booked(entry, move) for move in moves]


def count(engine: Engine, shop_id: str, targets: Sequence[CountTarget], stamp: Stamp) -> list[int]:
    """Book what shelves held when they were counted; the targets' numbers.

    The difference to the books at that instant is moved to or from the count differences.
    """
    with writing(engine) as db:
        allowed(db, shop_id, stamp.by, *KEEPERS)
        return counted(db, shop_id, targets, stamp)


def counted(
    db: Connection, shop_id: str, targets: Sequence[CountTarget], stamp: Stamp
) -> list[int]:
    """The same inside a transaction that books something else too."""
    if done := _done(db, count_target, shop_id, stamp.key, 0):
        return done
    entry = _entry(db, shop_id, {target.sku for target in targets}, stamp, 0)
    return [_counted(entry, place, target) for place, target in enumerate(targets)]


def undo(engine: Engine, shop_id: str, move_id: int, stamp: Stamp) -> int:
    """Take a move back by a counter-move at the same instant; the counter-move's number."""
    wanted = select(stock_move).where(stock_move.c.id == move_id, stock_move.c.shop_id == shop_id)
    with writing(engine) as db:
        allowed(db, shop_id, stamp.by, *KEEPERS)
        if done := _done(db, stock_move, shop_id, stamp.key, 0):
            return done[0]
        row = db.execute(wanted).first()
        if row is None:
            raise NotFound("There is no move {id} in this shop.", id=move_id)
        _may_undo(db, row)
        entry = _entry(db, shop_id, {row.sku}, stamp, 0)
        return _booked(entry, _move(row).back(), undoes=move_id)


def _may_undo(db: Connection, row: object) -> None:
    if row.target_id is not None:
        raise Refused("A count is not undone: count again, the new number holds from then on.")
    if row.undoes is not None:
        raise Refused("This move takes another back. Book the units again instead.")
    if db.execute(select(stock_move.c.id).where(stock_move.c.undoes == row.id)).first():
        raise Refused("Move {id} has been taken back already.", id=row.id)


def _entry(db: Connection, shop_id: str, codes: set[str], stamp: Stamp, part: int) -> _Entry:
    mine = select(sku.c.code).where(sku.c.shop_id == shop_id, sku.c.code.in_(sorted(codes)))
    # On PostgreSQL these rows are the lock; SQLite holds the whole file already.
    known = set(db.execute(mine.order_by(sku.c.code).with_for_update()).scalars())
    if missing := sorted(codes - known):
        raise NotFound("The shop has no SKU {sku}. Add it under “Stock” first.", sku=missing[0])
    kinds = select(location.c.code, location.c.kind).where(location.c.shop_id == shop_id)
    rules = select(setting.c.name, setting.c.value).where(
        setting.c.shop_id == shop_id, setting.c.name.in_([OVERSELLING, CLOSED_UNTIL])
    )
    set_to = {row.name: row.value for row in db.execute(rules)}
    until = set_to.get(CLOSED_UNTIL)
    return _Entry(
        db,
        shop_id,
        stamp,
        {row.code: row.kind for row in db.execute(kinds)},
        may_oversell=bool(set_to.get(OVERSELLING)),
        closed_until=date.fromisoformat(until) if until else None,
        part=part,
    )


def _booked(
    entry: _Entry, move: StockMove, *, undoes: int | None = None, target: object | None = None
) -> int:
    _may_move(entry, move, target)
    number = _written(entry, move, undoes=undoes, target_id=target.id if target else None)
    for place, change in ((move.source, -move.qty), (move.destination, move.qty)):
        _rederived(entry, move, place, change=change, after=target)
    return number


def _may_move(entry: _Entry, move: StockMove, target: object | None) -> None:
    for place in (move.source, move.destination):
        if place not in entry.kinds:
            raise NotFound(
                "The shop has no place {place}. Add it under “Places and labels”.", place=place
            )
    if move.moved_at > entry.stamp.at:
        raise Refused("A move cannot happen later than now: check the time.")
    if entry.closed_until and clock.day_of(move.moved_at) <= entry.closed_until:
        raise Refused(
            "The books are closed until {day}. Enter it with a later day and say why.",
            day=entry.closed_until.isoformat(),
        )
    if entry.kinds[move.source] in HELD and not entry.may_oversell and move.reason != "opening":
        _must_hold(entry, move, target)


def _must_hold(entry: _Entry, move: StockMove, target: object | None) -> None:
    follows = next_target(entry.db, entry.shop_id, move, place=move.source, after=target)
    least = least_after(entry.db, entry.shop_id, move, follows)
    facts = {"place": move.source, "held": max(least, 0), "sku": move.sku, "qty": move.qty}
    if least < move.qty and target is not None:
        raise Refused(
            "More {sku} left {place} after it was counted than the count found. Count it again.",
            **facts,
        )
    if least < move.qty:
        raise Refused(
            "{place} holds {held} × {sku}, not {qty}. Count it, or take from another place.",
            **facts,
        )


def _counted(entry: _Entry, place: int, target: CountTarget) -> int:
    """One target written down, and the move that makes the books agree with it."""
    if target.location not in entry.kinds:
        raise NotFound(
            "The shop has no place {place}. Add it under “Places and labels”.",
            place=target.location,
        )
    row = asdict(target) | _signed(entry, place)
    number = entry.db.execute(insert(count_target).values(row)).inserted_primary_key[0]
    written = entry.db.execute(select(count_target).where(count_target.c.id == number)).one()
    booked = booked_at(entry.db, entry.shop_id, target)
    move = target.correction(booked)
    if move is not None:
        _booked(entry, move, target=written)
    return number


def _rederived(
    entry: _Entry, move: StockMove, place: str, *, change: int, after: object | None
) -> None:
    """A move entered late changes what the next count of that shelf differed by."""
    if entry.kinds[place] not in HELD:
        return
    target = next_target(entry.db, entry.shop_id, move, place=place, after=after)
    if target is None:
        return
    ways = (place, ADJUSTMENT) if change > 0 else (ADJUSTMENT, place)
    derived = StockMove(
        target.counted_at,
        move.sku,
        *ways,
        abs(change),
        document=target.document,
        reason="rederived",
    )
    _written(entry, derived, target_id=target.id)


def _written(entry: _Entry, move: StockMove, **more: object) -> int:
    row = asdict(move) | _signed(entry, entry.part) | more
    entry.part += 1
    return entry.db.execute(insert(stock_move).values(row)).inserted_primary_key[0]


def _signed(entry: _Entry, part: int) -> dict[str, object]:
    """Whose row it is, who wrote it and when, under which key."""
    stamp = entry.stamp
    return {
        "shop_id": entry.shop_id,
        "recorded_at": stamp.at,
        "member_id": stamp.by,
        "key": stamp.key,
        "part": part,
    }


def _done(db: Connection, table: object, shop_id: str, key: str | None, part: int) -> list[int]:
    """The numbers this key was given when it arrived before."""
    if key is None:
        return []
    same = select(table.c.id).where(
        table.c.shop_id == shop_id, table.c.key == key, table.c.part >= part
    )
    return list(db.execute(same.order_by(table.c.part)).scalars())


def _move(row: object) -> StockMove:
    return replace(
        StockMove(row.moved_at, row.sku, row.source, row.destination, row.qty),
        unit_cost_fen=row.unit_cost_fen,
        document=row.document,
        reason=row.reason,
        remark=row.remark,
    )
