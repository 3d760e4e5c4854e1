"""What the ledger says: balances now and then, moves, flows to value, and its own audit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, and_, func, insert, select, union_all

from shopkit.errors import Refused
from shopkit.stock.moves import HELD, StockMove
from shopkit.store.engine import told, writing
from shopkit.store.ledger import Stamp
from shopkit.store.schema import location, member, stock_balance, stock_move

BATCH = 5000


@dataclass(frozen=True, slots=True)
class Balance:
    """Units of one SKU at one place."""

    sku: str
    location: str
    kind: str
    qty: int


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move as it is kept; `by` is a member's name, empty for a program."""

    id: int
    moved_at: datetime
    recorded_at: datetime
    sku: str
    source: str
    destination: str
    qty: int
    unit_cost_fen: int | None
    document: str
    reason: str
    remark: str
    undoes: int | None
    undone_by: int | None
    target_id: int | None
    by: str


@dataclass(frozen=True, slots=True)
class FlowRow:
    """Units that came into the shop's possession, or left it (below zero)."""

    sku: str
    qty: int
    unit_cost_fen: int | None


def balances(engine: Engine, shop_id: str, *, asof: datetime | None = None) -> list[Balance]:
    """Every balance that is not zero, now or at the instant `asof`."""
    wanted = _now(shop_id) if asof is None else _then(shop_id, asof)
    kept = select(wanted.c.sku, wanted.c.location, location.c.kind, wanted.c.qty).join(
        location, and_(location.c.shop_id == shop_id, location.c.code == wanted.c.location)
    )
    with told(), engine.connect() as db:
        rows = db.execute(kept.where(wanted.c.qty != 0)).all()
    return [Balance(row.sku, row.location, row.kind, int(row.qty)) for row in rows]


def moves(
    engine: Engine,
    shop_id: str,
    *,
    sku: str | None = None,
    document: str | None = None,
    last: int | None = None,
) -> list[MoveRow]:
    """Moves as they were recorded, newest first; of one SKU or one document if asked."""
    back = stock_move.alias("back")
    wanted = (
        select(stock_move, member.c.name.label("who"), back.c.id.label("undone_by"))
        .outerjoin(member, member.c.id == stock_move.c.member_id)
        .outerjoin(back, back.c.undoes == stock_move.c.id)
        .where(stock_move.c.shop_id == shop_id)
        .order_by(stock_move.c.id.desc())
    )
    if sku is not None:
        wanted = wanted.where(stock_move.c.sku == sku)
    if document is not None:
        wanted = wanted.where(stock_move.c.document == document)
    with told(), engine.connect() as db:
        rows = db.execute(wanted.limit(last) if last else wanted).all()
    return [_move_row(row) for row in rows]


def flows(engine: Engine, shop_id: str, *, asof: datetime | None = None) -> Iterator[FlowRow]:
    """What came into storage and transit and left it, by SKU and time; less what was undone."""
    moved = stock_move.c
    wanted = (
        select(
            moved.id, moved.sku, moved.source, moved.destination, moved.qty,
            moved.unit_cost_fen, moved.undoes,
        )
        .where(moved.shop_id == shop_id)
        .order_by(moved.sku, moved.moved_at, moved.id)
    )  # fmt: skip
    if asof is not None:
        wanted = wanted.where(moved.moved_at <= asof)
    undone = select(moved.undoes).where(moved.shop_id == shop_id, moved.undoes.is_not(None))
    with told(), engine.connect() as db:
        owned = _owned(db, shop_id)
        back = set(db.execute(undone).scalars())
        for id, sku, source, to, qty, cost, undoes in db.execute(wanted):
            if (source in owned) != (to in owned) and undoes is None and id not in back:
                yield FlowRow(sku, qty if to in owned else -qty, cost)


def last_move(engine: Engine, shop_id: str) -> int:
    """The number of the newest move: while it stays, nothing that follows from moves changes."""
    newest = select(func.max(stock_move.c.id)).where(stock_move.c.shop_id == shop_id)
    with told(), engine.connect() as db:
        return db.execute(newest).scalar() or 0


def begin(engine: Engine, shop_id: str, history: Sequence[StockMove], stamp: Stamp) -> int:
    """A whole history at once into a ledger that is still empty; how many moves it has.

    Raises `Refused` with nothing booked if a place would ever have held less than nothing.
    """
    ordered = sorted(history, key=lambda move: move.moved_at)
    with writing(engine) as db:
        if db.execute(
            select(stock_move.c.id).where(stock_move.c.shop_id == shop_id).limit(1)
        ).first():
            raise Refused("The ledger has begun already: record single moves instead.")
        kinds = {
            row.code: row.kind
            for row in db.execute(
                select(location.c.code, location.c.kind).where(location.c.shop_id == shop_id)
            )
        }
        _never_below(ordered, kinds)
        for start in range(0, len(ordered), BATCH):
            part = ordered[start : start + BATCH]
            db.execute(insert(stock_move), [_bulk(move, shop_id, stamp) for move in part])
    return len(ordered)


def audit(engine: Engine, shop_id: str) -> list[tuple[str, str, int, int]]:
    """Where the kept sums and the moves disagree: (sku, place, kept, moves); empty is right."""
    summed = _sums(stock_move.c.shop_id == shop_id)
    with told(), engine.connect() as db:
        kept = {
            (row.sku, row.location): row.qty
            for row in db.execute(select(stock_balance).where(stock_balance.c.shop_id == shop_id))
        }
        real = {(row.sku, row.location): int(row.qty) for row in db.execute(select(summed))}
    return [
        (*key, kept.get(key, 0), real.get(key, 0))
        for key in sorted({*kept, *real})
        if kept.get(key, 0) != real.get(key, 0)
    ]


def _now(shop_id: str) -> object:
    held = stock_balance.c
    return select(held.sku, held.location, held.qty).where(held.shop_id == shop_id).subquery()


def _then(shop_id: str, asof: datetime) -> object:
    """The balances now, less what moved since: last month costs a month of moves, not all."""
    moved, held = stock_move.c, stock_balance.c
    since = _sums(and_(moved.shop_id == shop_id, moved.moved_at > asof))
    same = and_(since.c.sku == held.sku, since.c.location == held.location)
    left = held.qty - func.coalesce(since.c.qty, 0)
    wanted = select(held.sku, held.location, left.label("qty")).outerjoin(since, same)
    return wanted.where(held.shop_id == shop_id).subquery()


def _owned(db: Connection, shop_id: str) -> set[str]:
    kinds = location.c.kind.in_(["storage", "transit"])
    mine = select(location.c.code).where(location.c.shop_id == shop_id, kinds)
    return set(db.execute(mine).scalars())


def _sums(which: object) -> object:
    """Each move's two legs, summed by SKU and place."""
    moved = stock_move.c
    legs = union_all(
        select(moved.sku, moved.source.label("location"), (-moved.qty).label("qty")).where(which),
        select(moved.sku, moved.destination, moved.qty).where(which),
    ).subquery()
    summed = select(legs.c.sku, legs.c.location, func.sum(legs.c.qty).label("qty"))
    return summed.group_by(legs.c.sku, legs.c.location).subquery()


def _never_below(ordered: Iterable[StockMove], kinds: dict[str, str]) -> None:
    held: dict[tuple[str, str], int] = {}
    for move in ordered:
        left = held.get((move.sku, move.source), 0) - move.qty
        if left < 0 and kinds.get(move.source) in HELD and move.reason != "opening":
            raise Refused(
                "{place} would hold {held} × {sku} on {day}. Nothing was booked.",
                place=move.source,
                held=left,
                sku=move.sku,
                day=f"{move.moved_at:%Y-%m-%d}",
            )
        held[move.sku, move.source] = left
        held[move.sku, move.destination] = held.get((move.sku, move.destination), 0) + move.qty


def _bulk(move: StockMove, shop_id: str, stamp: Stamp) -> dict[str, object]:
    return {
        "shop_id": shop_id, "sku": move.sku, "source": move.source,
        "destination": move.destination, "qty": move.qty, "unit_cost_fen": move.unit_cost_fen,
        "moved_at": move.moved_at, "recorded_at": stamp.at, "document": move.document,
        "reason": move.reason, "remark": move.remark, "member_id": stamp.by,
    }  # fmt: skip


def _move_row(row: object) -> MoveRow:
    return MoveRow(
        row.id, row.moved_at, row.recorded_at, row.sku, row.source, row.destination, row.qty,
        row.unit_cost_fen, row.document, row.reason, row.remark, row.undoes, row.undone_by,
        row.target_id, row.who or "",
    )  # fmt: skip
