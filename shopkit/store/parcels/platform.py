"""What the platform's files say was shipped, booked out of the bins once a line."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, and_, func, select

from shopkit.clock import day_of
from shopkit.stock.moves import CUSTOMER, RECEIVING, StockMove
from shopkit.store.acts import acting
from shopkit.store.goods import KEEPERS
from shopkit.store.ledger import CLOSED_UNTIL, Stamp, recorded
from shopkit.store.parcels.reading import document, gone
from shopkit.store.replay import least_after, next_target
from shopkit.store.schema import count_target, location, setting, sku, stock_balance, stock_move
from shopkit.text import message

UNKNOWN = message("The shop has no SKU {sku}. Add it under “Stock”, then import the orders again.")
SHORT = message("Only {held} × {sku} were booked in, {qty} left. Count it or book what came.")
CLOSED = message("{qty} × {sku} left on a day whose books are closed.")


@dataclass(frozen=True, slots=True)
class Shipment:
    """A line of an order that the platform says has left."""

    order_id: str
    line_id: str
    sku: str
    qty: int
    shipped_at: datetime


@dataclass(frozen=True, slots=True)
class Shortage:
    """A shipment of which nothing was booked, and why: a sentence and its facts."""

    shipment: Shipment
    template: str
    facts: Mapping[str, Any]


@dataclass
class Booked:
    """What became of the shipments.

    Lines booked now, known from before, left before the SKU's ledger began (its opening stock is
    without them), and those that could not be booked.
    """

    booked: int = 0
    known: int = 0
    before: int = 0
    shortages: list[Shortage] = field(default_factory=list)


def book_platform_shipments(
    engine: Engine, shop_id: str, lines: Iterable[Shipment], stamp: Stamp
) -> Booked:
    """Move each line out of the SKU's bins, once: lowest on the walk first, receiving last.

    A line is booked whole or not at all; what was packed here is known. The same lines again
    book what was short before and has been found since.
    """
    waiting = sorted(lines, key=lambda line: (line.shipped_at, line.order_id, line.line_id))
    result = Booked()
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        known = _Known(gone(db, shop_id, {line.order_id for line in waiting}, is_undone_too=True))
        ledger = _Ledger.of(db, shop_id, {line.sku for line in waiting})
        for line in waiting:
            qty = known.rest(line)
            if qty <= 0:
                result.known += 1
            elif line.sku in ledger.begun and line.shipped_at < ledger.begun[line.sku]:
                result.before += 1
            else:
                _book(ledger, line, qty, Stamp(stamp.by, stamp.at), result)
    return result


class _Known:
    """Pieces the ledger has seen leave, by line; those without a line by SKU."""

    def __init__(self, went: Mapping[tuple[str, str, str], int]) -> None:
        self.lines = Counter(went)
        self.loose: Counter[tuple[str, str]] = Counter()
        for (order_id, code, line_id), qty in went.items():
            # An order booked whole, before its lines were known, goes under its own number.
            if line_id in ("", order_id):
                self.loose[order_id, code] += qty

    def rest(self, line: Shipment) -> int:
        """Pieces of a line that nobody has booked."""
        booked = self.lines[line.order_id, line.sku, line.line_id]
        if line.line_id == line.order_id:
            self.loose[line.order_id, line.sku] -= booked
        qty = line.qty - booked
        used = max(min(qty, self.loose[line.order_id, line.sku]), 0)
        self.loose[line.order_id, line.sku] -= used
        return qty - used


@dataclass
class _Ledger:
    """What booking needs to know of these SKUs."""

    db: Connection
    shop_id: str
    codes: set[str]
    begun: dict[str, datetime]
    bins: dict[str, list[str]]
    closed_until: date | None

    @classmethod
    def of(cls, db: Connection, shop_id: str, wanted: set[str]) -> "_Ledger":
        mine = select(sku.c.code).where(sku.c.shop_id == shop_id)
        # The rows are the ledger's lock on PostgreSQL: what a bin holds stays true until booked.
        locked = mine.order_by(sku.c.code).with_for_update()
        codes = set(db.execute(locked).scalars()) & wanted
        closed = select(setting.c.value).where(
            setting.c.shop_id == shop_id, setting.c.name == CLOSED_UNTIL
        )
        until = db.execute(closed).scalar()
        return cls(
            db,
            shop_id,
            codes,
            _begun(db, shop_id),
            _bins(db, shop_id),
            date.fromisoformat(until) if until else None,
        )


def _book(ledger: _Ledger, line: Shipment, qty: int, stamp: Stamp, result: Booked) -> None:
    facts = {"sku": line.sku or "–", "qty": qty}
    if line.sku not in ledger.codes:
        result.shortages.append(Shortage(line, UNKNOWN, facts))
        return
    if ledger.closed_until and day_of(line.shipped_at) <= ledger.closed_until:
        result.shortages.append(Shortage(line, CLOSED, facts))
        return
    moves, held = _takes(ledger, line, qty, stamp)
    if held < qty:
        result.shortages.append(Shortage(line, SHORT, facts | {"held": held}))
        return
    recorded(ledger.db, ledger.shop_id, moves, stamp)
    result.booked += 1


def _takes(ledger: _Ledger, line: Shipment, qty: int, stamp: Stamp) -> tuple[list[StockMove], int]:
    """The moves out of the bins, and how many pieces they find."""
    moves: list[StockMove] = []
    left_at, left = min(line.shipped_at, stamp.at), qty
    for place in ledger.bins.get(line.sku, ()):
        move = StockMove(
            left_at,
            line.sku,
            place,
            CUSTOMER,
            left,
            document=document(line.order_id),
            remark=line.line_id,
        )
        target = next_target(ledger.db, ledger.shop_id, move, place=place)
        held = min(left, max(least_after(ledger.db, ledger.shop_id, move, target), 0))
        if held:
            moves.append(_of(move, held))
            left -= held
        if not left:
            break
    return moves, qty - left


def _of(move: StockMove, qty: int) -> StockMove:
    return StockMove(
        move.moved_at,
        move.sku,
        move.source,
        move.destination,
        qty,
        document=move.document,
        remark=move.remark,
    )


def _begun(db: Connection, shop_id: str) -> dict[str, datetime]:
    """The instant of each SKU's first move or count."""
    first: dict[str, datetime] = {}
    for table, at in ((stock_move, "moved_at"), (count_target, "counted_at")):
        wanted = select(table.c.sku, func.min(table.c[at]).label("first"))
        for row in db.execute(wanted.where(table.c.shop_id == shop_id).group_by(table.c.sku)):
            first[row.sku] = min(row.first, first.get(row.sku, row.first))
    return first


def _bins(db: Connection, shop_id: str) -> dict[str, list[str]]:
    """The storage places where each SKU ever lay, in walking order, receiving last."""
    held = stock_balance.c
    wanted = (
        select(held.sku, held.location)
        .join(location, and_(location.c.shop_id == held.shop_id, location.c.code == held.location))
        .where(held.shop_id == shop_id, location.c.kind == "storage")
        .order_by(
            held.location == RECEIVING, location.c.walk.is_(None), location.c.walk, held.location
        )
    )
    bins: dict[str, list[str]] = defaultdict(list)
    rows: Sequence[Any] = db.execute(wanted).all()
    for row in rows:
        bins[row.sku].append(row.location)
    return bins
