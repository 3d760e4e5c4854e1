"""What has left: the last parcels, and what the platform says was shipped."""

from collections import Counter
from datetime import timedelta
from functools import lru_cache

from shopkit.errors import NotFound, Refused
from shopkit.lake import Lake
from shopkit.money import yuan
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.deadlines import clock_time
from shopkit.pages.kept import Kept
from shopkit.pages.warehouse.shift import Shift
from shopkit.shipping.orders import aware
from shopkit.stock.moves import CUSTOMER
from shopkit.store import books, ledger, parcels
from shopkit.store.ledger import Stamp
from shopkit.store.parcels import Booked, ParcelRow, Shipment
from shopkit.widgets import Reply

LAST, SHOWN = 8, 12
LACKING = Kept()
LOOK_BACK_DAYS = 30
# A parcel packed here is booked then; the platform may say it left some days later.
PACKED_BEFORE_DAYS = 14
# How often each shop's were booked from this page.
_BOOKED: Counter[str] = Counter()


def blocks(shift: Shift) -> list[Block]:
    """Orders the platform shipped and nobody booked, and the last parcels packed here."""
    return [*_platform(shift), _parcels(shift)]


def unbooked(shift: Shift) -> int:
    """Orders the platform shipped in the last month of which pieces never left the books.

    Looked up once a minute, and at once after they were booked: a parcel packed here is none of
    them, and whoever packs should not wait for it.
    """
    minute = int(shift.at.timestamp()) // 60
    return _unbooked(_Look(shift), minute, _BOOKED[shift.shop.id])


class _Look:
    """A shift, told apart by its shop and its files."""

    def __init__(self, shift: Shift) -> None:
        self.shift = shift
        self.key = (shift.shop.settings.url, shift.shop.id, shift.shop.lake())

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Look) and self.key == other.key


@lru_cache(maxsize=4)
def _unbooked(look: _Look, _minute: int, _booked: int) -> int:
    shift = look.shift
    shop = shift.shop
    began = parcels.began(shop.engine, shop.id)
    if began is None:
        return 0
    since = max(began, shift.now - timedelta(days=LOOK_BACK_DAYS))
    day = since.replace(hour=0, minute=0, second=0, microsecond=0)
    sent: Counter[tuple[str, str]] = Counter()
    for line in _sent(shop.lake(), day):
        if line.shipped_at >= since:
            sent[line.order_id, line.sku] += line.qty
    packed = since - timedelta(days=PACKED_BEFORE_DAYS)
    gone = parcels.booked_qty(shop.engine, shop.id, {order for order, _ in sent}, since=packed)
    return len({line[0] for line, qty in sent.items() if qty > gone.get(line, 0)})


def _platform(shift: Shift) -> list[Block]:
    say, n = shift.say, unbooked(shift)
    if not n:
        return []
    book = draw.button(
        say("Book out {n} orders shipped on the platform", n=n), "platform_book", confirm=True
    )
    note = say(
        "They left without being packed here: their pieces are still in the books. "
        "Older ones are booked out with them."
    )
    asked = draw.buttons("platform", book, title=say("Shipped on the platform"), note=note)
    return [asked, *_shortages(shift)]


def _shortages(shift: Shift) -> list[Block]:
    """What the last booking could not book, line by line."""
    found = LACKING.get(shift.ask.get("lacking", ""))
    if not found:
        return []
    say = shift.say
    rows = [
        draw.row(
            f"{place}",
            f"{short.shipment.qty} × {short.shipment.sku or '–'}",
            (say(short.template, **short.facts), "bad"),
            f"{short.shipment.order_id} · {clock_time(shift, short.shipment.shipped_at)}",
        )
        for place, short in enumerate(found[:SHOWN])
    ]
    more = len(found) - SHOWN
    note = say("{n} more like these.", n=more) if more > 0 else ""
    return [draw.rows("lacking", rows, "", title=say("Not booked"), note=note)]


def _parcels(shift: Shift) -> Block:
    say, shop = shift.say, shift.shop
    listed = parcels.parcels(shop.engine, shop.id, last=LAST)
    return draw.rows(
        "parcels",
        [_parcel(shift, each) for each in listed],
        say("No parcel was packed here yet."),
        title=say("Last parcels"),
    )


def _parcel(shift: Shift, parcel: ParcelRow) -> Block:
    say = shift.say
    taken = not _open_moves(shift, parcel)
    undo = draw.button(
        say("Undo"), "parcel_undo", {"parcel": parcel.id}, confirm=say("Take it back?")
    )
    fee = f"¥{yuan(parcel.fee_fen)}" if parcel.fee_fen is not None else ""
    weight = f"{parcel.weight_g} g" if parcel.weight_g else ""
    how = (parcel.carrier, parcel.tracking_no, weight, fee)
    return draw.row(
        parcel.id,
        parcel.order_id,
        " · ".join(f"{line['qty']} × {line['sku']}" for line in parcel.lines),
        " · ".join(word for word in how if word) or "–",
        f"{clock_time(shift, parcel.shipped_at)} · {parcel.by}",
        badge=say("undone") if taken else None,
        buttons=[] if taken else [undo],
    )


def _open_moves(shift: Shift, parcel: ParcelRow) -> list[books.MoveRow]:
    """The moves of a parcel that nobody has taken back."""
    shop = shift.shop
    booked = books.moves(shop.engine, shop.id, document=f"order:{parcel.order_id}")
    return [
        move
        for move in booked
        if move.moved_at == parcel.shipped_at
        and move.destination == CUSTOMER
        and move.undoes is None
        and move.undone_by is None
    ]


def undone(shift: Shift, *, key: str, parcel: object) -> Reply:
    """Puts a parcel's pieces back into the bins they came from; its order waits again."""
    say, shop, stamp = shift.say, shift.shop, shift.stamp(key)
    number = given.whole(parcel, say("Parcel"))
    listed = parcels.parcels(shop.engine, shop.id, last=LAST * 5)
    row = next((each for each in listed if each.id == number), None)
    if row is None:
        raise NotFound("This parcel is too old to undo. Book it as a return.")
    moves = _open_moves(shift, row)
    if not moves:
        raise Refused("This parcel has been taken back already.")
    for move in moves:
        # each move has a key of its own: a second try goes on where the first one broke off
        ledger.undo(shop.engine, shop.id, move.id, Stamp(stamp.by, stamp.at, f"{key}.{move.id}"))
    said = say("Order {order} is back in its bins and waits again.", order=row.order_id)
    return Reply(said, tone="warn")


def booked(shift: Shift, *, key: str) -> Reply:
    """Books out what the platform shipped since the ledger began."""
    say, shop, stamp = shift.say, shift.shop, shift.stamp(key)
    began = parcels.began(shop.engine, shop.id)
    lines = _shipped(shift, began) if began else []
    result = parcels.book_platform_shipments(shop.engine, shop.id, lines, stamp)
    _BOOKED[shop.id] += 1
    said = say("{n} lines booked out.", n=result.booked)
    if not result.shortages:
        return Reply(said)
    asked = LACKING.put(key, result.shortages)
    return Reply(f"{said} {_lacking(shift, result)}", tone="warn", ask={"lacking": asked})


def _lacking(shift: Shift, result: Booked) -> str:
    first = result.shortages[0]
    told = shift.say(first.template, **first.facts)
    return shift.say("{n} could not be booked: {first}", n=len(result.shortages), first=told)


def _shipped(shift: Shift, began: object) -> list[Shipment]:
    rows = shift.shop.lake().rows("shipped_lines", since=began)
    return [_line(row) for row in rows if (row["qty"] or 0) > 0]


def _line(row: dict[str, object]) -> Shipment:
    return Shipment(
        row["order_id"],
        row["line_id"] or row["order_id"],
        row["sku"] or "",
        int(row["qty"]),
        aware(row["shipped_at"]),
    )


@lru_cache(maxsize=4)
def _sent(lake: Lake, since: object) -> tuple[Shipment, ...]:
    rows = lake.rows("shipped_lines", since=since)
    return tuple(_line(row) for row in rows if (row["qty"] or 0) > 0)


ACTS = {"parcel_undo": undone, "platform_book": booked}
