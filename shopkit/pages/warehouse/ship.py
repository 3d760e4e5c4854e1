"""What leaves: the orders that need somebody, the walk, the packing table, what comes back."""

from datetime import timedelta
from urllib.parse import urlencode

from shopkit.clock import day_of
from shopkit.errors import NotFound, Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.deadlines import within
from shopkit.pages.warehouse import (
    leaving,
    packing,
    parcel,
    returns,
    snagged,
    vans,
    wave,
)
from shopkit.pages.warehouse.dispatch import Dispatch
from shopkit.pages.warehouse.shift import Shift
from shopkit.pages.warehouse.snagged import opening
from shopkit.shipping.orders import OpenOrder
from shopkit.store import goods
from shopkit.text import message
from shopkit.text.numbers import count
from shopkit.widgets import Reply

KEY, TITLE = "ship", message("Ship")
ASKED = frozenset("order got weight sure van wave ticked part seek back piece lacking".split())
PARTS = {"returns": returns.blocks, "rules": vans.rules}
HOME = {"wave": "", "part": "", "seek": "", "back": "", "piece": ""} | opening("")
SHORTEST = 4  # the end of an order number that is enough to find it


def badge(shift: Shift) -> int | None:
    """How many orders are past the platform's deadline."""
    limit = timedelta(hours=within(shift))
    due = (each.paid_at + limit for each in shift.open_orders if each.paid_at)
    return sum(at < shift.now for at in due) or None


def blocks(shift: Shift) -> list[Block]:
    """The order or list that is open, else everything that is to leave."""
    desk = Dispatch(shift)
    if shift.ask.get("order") in desk.orders:
        return packing.blocks(desk, desk.orders[shift.ask["order"]])
    if shift.ask.get("part") in PARTS:
        return PARTS[shift.ask["part"]](shift)
    if opened := wave.opened(desk):
        return [_find(shift), *wave.one(desk, opened)]
    more = draw.buttons(
        "more",
        draw.button(shift.say("Returns"), "ship_part", {"part": "returns"}),
        draw.button(shift.say("Check all the platform shipped"), "platform_book", confirm=True),
        draw.button(shift.say("Vans and packing rules"), "ship_part", {"part": "rules"}),
    )
    return [
        _find(shift),
        _tiles(desk),
        *wave.blocks(desk),
        snagged.queue(desk),
        *leaving.blocks(shift),
        more,
    ]


def _find(shift: Shift) -> Block:
    say = shift.say
    return draw.scan(
        "pack",
        "pack_find",
        say("Pack: scan an order, or a product ordered alone"),
        placeholder=say("Code, then Enter"),
    )


def _tiles(desk: Dispatch) -> Block:
    shift = desk.shift
    say, lang = shift.say, shift.lang
    due = [at for at in map(desk.due_at, desk.orders.values()) if at]
    late = sum(at < shift.now for at in due)
    today = sum(at >= shift.now and day_of(at) == shift.today for at in due)
    held = len({hold.order_id for hold in desk.holds} & desk.orders.keys())
    return draw.tiles(
        "figures",
        draw.tile("open", say("To ship"), count(len(desk.orders), lang)),
        draw.tile("late", say("Overdue"), count(late, lang)),
        draw.tile("today", say("Due today"), count(today, lang)),
        draw.tile("held", say("Held"), count(held, lang)),
    )


def find(shift: Shift, *, key: str, text: object) -> Reply:
    """Opens the order of this number, a pick list, or the oldest order of this product alone."""
    say, desk = shift.say, Dispatch(shift)
    word = given.words(text, say("Order number"), most=80)
    if word.upper().startswith("PICK:"):
        return Reply(word, ask=HOME | {"wave": word[5:].strip()})
    if order := _by_number(desk, word):
        return Reply(say("Order {order}", order=order.order_id), ask=opening(order.order_id))
    try:
        sku = goods.find_sku(shift.shop.engine, shift.shop.id, word).code
    except NotFound:
        if word.isdecimal():
            desk.order(word)
        raise
    alone = _alone(desk, sku)
    if alone is None:
        raise Refused("No open order needs {sku} alone. Scan the order's number.", sku=sku)
    ask = opening(alone.order_id) | {"got": urlencode({sku: 1})}
    return Reply(f"{sku} · {alone.order_id}", ask=ask)


def _by_number(desk: Dispatch, word: str) -> OpenOrder | None:
    if word in desk.orders:
        return desk.orders[word]
    if len(word) < SHORTEST or not word.isdecimal():
        return None
    ends = [order for number, order in desk.orders.items() if number.endswith(word)]
    return ends[0] if len(ends) == 1 else None


def _alone(desk: Dispatch, sku: str) -> OpenOrder | None:
    """The oldest order of just this SKU, those of pick lists first."""
    fits = [
        order
        for order in desk.orders.values()
        if order.is_single and order.lines[0].sku == sku and order.order_id not in desk.blocked
    ]
    return min(fits, key=lambda order: desk.wave_of(order.order_id) is None, default=None)


def part(shift: Shift, *, key: str, part: object) -> Reply:
    """Opens the returns or the rules."""
    return Reply("", ask=HOME | {"part": given.one_of(part, PARTS, shift.say("Ship"))})


def home(shift: Shift, *, key: str) -> Reply:
    """Back to everything that is to leave."""
    return Reply("", ask=HOME)


ACTS = {
    "pack_find": find,
    "ship_part": part,
    "ship_home": home,
    **wave.ACTS,
    **vans.ACTS,
    **snagged.ACTS,
    **parcel.ACTS,
    **leaving.ACTS,
    **returns.ACTS,
}
