"""A parcel packed and gone, in one transaction with its moves; and what a customer sends back."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, func, insert, select

from shopkit.errors import Refused
from shopkit.shipping.orders import OrderLine
from shopkit.stock.moves import CUSTOMER, DAMAGED, StockMove
from shopkit.store.acts import acting, done_before, past, signed, some
from shopkit.store.goods import KEEPERS
from shopkit.store.ledger import Stamp, recorded
from shopkit.store.parcels.holds import must_be_free
from shopkit.store.parcels.reading import document, gone
from shopkit.store.schema import parcel, stock_move

Take = tuple[str, str, int]


def ship(
    engine: Engine,
    shop_id: str,
    order_id: str,
    stamp: Stamp,
    *,
    lines: Sequence[OrderLine],
    takes: Sequence[Take],
    carrier: str,
    tracking_no: str = "",
    province: str = "",
    weight_g: int | None = None,
    theory_g: int | None = None,
    fee_fen: int | None = None,
    at: datetime | None = None,
) -> int:
    """A parcel of an order, and its pieces out of their bins; the parcel's number.

    `lines` are all the order's lines as bought; `takes` are (sku, place, qty) of this parcel.
    Raises `Refused` with nothing booked while the order must wait, and for more than is still
    to go: what was shipped before, here or by the platform's file, is known.
    """
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        number = done_before(db, parcel, shop_id, stamp)
        if number is not None:
            return number
        must_be_free(db, shop_id, [order_id])
        left_at = past(at, stamp)
        parts = _parts(order_id, _left(db, shop_id, order_id, lines), takes)
        moves = [
            StockMove(
                left_at, sku, place, CUSTOMER, qty, document=document(order_id), remark=line_id
            )
            for sku, place, qty, line_id in parts
        ]
        recorded(db, shop_id, some(moves), stamp)
        row = {
            "shop_id": shop_id,
            "order_id": order_id,
            "carrier": carrier.strip(),
            "tracking_no": tracking_no.strip(),
            "province": province,
            "lines": _packed(parts),
            "weight_g": weight_g,
            "theory_g": theory_g,
            "fee_fen": fee_fen,
            "shipped_at": left_at,
        }
        return db.execute(insert(parcel).values(row | signed(stamp))).inserted_primary_key[0]


def take_back(
    engine: Engine,
    shop_id: str,
    order_id: str,
    stamp: Stamp,
    *,
    sku: str,
    qty: int,
    to: str,
    reason: str = "",
    at: datetime | None = None,
) -> list[int]:
    """What a customer sent back, into a place, or damaged with a reason; the moves' numbers.

    Raises `Refused` for more than this shop has booked out for the order, if it booked any.
    """
    if to == DAMAGED and not reason.strip():
        raise Refused("Say what is wrong with the damaged {sku}.", sku=sku)
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        if done_before(db, stock_move, shop_id, stamp) is not None:
            return recorded(db, shop_id, [], stamp)
        _may_come_back(db, shop_id, order_id, sku, qty=qty)
        came_at, paper = past(at, stamp), document(order_id)
        move = StockMove(
            came_at, sku, CUSTOMER, to, qty, document=paper, reason=reason.strip() or "return"
        )
        return recorded(db, shop_id, [move], stamp)


def _left(
    db: Connection, shop_id: str, order_id: str, lines: Sequence[OrderLine]
) -> list[tuple[OrderLine, int]]:
    """Each line with the pieces that have still to go."""
    went = gone(db, shop_id, [order_id])
    loose = Counter({sku: qty for (_, sku, line_id), qty in went.items() if not line_id})
    known = {line.line_id for line in lines}
    for (_, sku, line_id), qty in went.items():
        if line_id and line_id not in known:
            loose[sku] += qty
    left = []
    for line in lines:
        qty = line.qty
        if line.line_id:
            qty -= went.get((order_id, line.sku, line.line_id), 0)
        used = min(qty, loose[line.sku])
        loose[line.sku] -= used
        left.append((line, max(qty - used, 0)))
    if lines and not any(qty for _, qty in left):
        raise Refused("Order {order} has been shipped whole already.", order=order_id)
    return left


def _parts(
    order_id: str, left: list[tuple[OrderLine, int]], takes: Sequence[Take]
) -> list[tuple[str, str, int, str]]:
    """Every take laid to the order's lines: (sku, place, qty, line)."""
    parts = []
    open_ = [[line, qty] for line, qty in left]
    for sku, place, qty in takes:
        wanted = qty
        for slot in open_:
            used = min(wanted, slot[1]) if slot[0].sku == sku else 0
            if used > 0:
                parts.append((sku, place, used, slot[0].line_id))
                slot[1] -= used
                wanted -= used
        if wanted > 0:
            raise Refused(
                "Order {order} does not need {n} × {sku} more. Take them out of the parcel.",
                order=order_id,
                n=wanted,
                sku=sku,
            )
    return parts


def _packed(parts: list[tuple[str, str, int, str]]) -> list[dict[str, object]]:
    sums: Counter[tuple[str, str]] = Counter()
    for sku, _, qty, line_id in parts:
        sums[sku, line_id] += qty
    return [{"sku": sku, "qty": qty, "line_id": line_id} for (sku, line_id), qty in sums.items()]


def _may_come_back(db: Connection, shop_id: str, order_id: str, sku: str, *, qty: int) -> None:
    went = sum(n for (_, code, _), n in gone(db, shop_id, [order_id]).items() if code == sku)
    moved, back = stock_move.c, stock_move.alias("back")
    came = (
        select(func.coalesce(func.sum(moved.qty), 0))
        .outerjoin(back, back.c.undoes == moved.id)
        .where(moved.shop_id == shop_id, moved.document == document(order_id), moved.sku == sku)
        .where(moved.source == CUSTOMER, moved.undoes.is_(None), back.c.id.is_(None))
    )
    out = went - int(db.execute(came).scalar() or 0)
    # An order shipped before the ledger began has no move: its return is taken as it comes.
    if went and qty > out:
        raise Refused(
            "Only {out} × {sku} of order {order} are with the customer. Count again.",
            out=out,
            sku=sku,
            order=order_id,
        )
