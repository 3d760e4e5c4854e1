"""What customers send back: onto the shelf, or damaged."""

from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse import putaway
from shopkit.pages.warehouse.shift import Shift
from shopkit.stock.moves import DAMAGED, RECEIVING
from shopkit.store import goods, parcels
from shopkit.text import message
from shopkit.widgets import Reply

STATES = {"good": message("As new"), "damaged": message("Damaged")}


def blocks(shift: Shift) -> list[Block]:
    """The order that comes back, its pieces, and a form for what cannot be scanned."""
    say = shift.say
    number = shift.ask.get("back", "")
    scan = draw.scan(
        "back-scan",
        "return_find",
        say("Scan the order that comes back"),
        placeholder=say("Order number, then Enter"),
    )
    home = draw.buttons("home", draw.button(say("Back"), "ship_home"))
    return [scan, *([_pieces(shift, number)] if number else []), _form(shift, number), home]


def _pieces(shift: Shift, number: str) -> Block:
    say = shift.say
    went = parcels.shipped_qty(shift.shop.engine, shift.shop.id, {number})
    rows = [
        draw.row(sku, f"{qty} × {sku}", shift.name(sku), ask={"piece": sku})
        for (_, sku), qty in sorted(went.items())
    ]
    none = say("The books know no parcel of this order: enter its pieces below.")
    return draw.rows("went", rows, none, title=say("Order {order}", order=number))


def _form(shift: Shift, number: str) -> Block:
    say, sku = shift.say, shift.ask.get("piece", "")
    place = putaway.bin_for(shift, sku) if sku in shift.skus else ""
    states = [[name, say(words)] for name, words in STATES.items()]
    hint = say("Empty: into receiving")
    fields = [
        draw.field("order", say("Order number"), value=number, required=True),
        draw.field("code", say("Product code"), value=sku, required=True),
        draw.field("qty", say("Pieces"), "number", value=1, min=1, required=True),
        draw.field("state", say("How it is"), "choice", value="good", options=states),
        draw.field("place", say("Bin"), value=place or "", hint=hint),
        draw.field("reason", say("What is wrong"), hint=say("Only for damaged pieces")),
    ]
    return draw.form(
        f"return-{number}-{sku}",
        "return_book",
        fields,
        say("Book the return"),
        title=say("Returns"),
    )


def found(shift: Shift, *, key: str, text: object) -> Reply:
    """Opens the order that comes back."""
    number = given.words(text, shift.say("Order number"), most=40)
    said = shift.say("Order {order}", order=number)
    return Reply(said, ask={"back": number, "piece": "", "part": "returns"})


def taken(
    shift: Shift,
    *,
    key: str,
    order: object,
    code: object,
    qty: object,
    state: object = "good",
    place: object = "",
    reason: object = "",
) -> Reply:
    """Books a return into a bin, into receiving, or as damaged."""
    say, shop = shift.say, shift.shop
    stamp, sku = shift.stamp(key), goods.find_sku(shop.engine, shop.id, str(code or "")).code
    is_damaged = given.one_of(state, STATES, say("How it is")) == "damaged"
    known = {place.code.upper(): place.code for place in shift.places}
    asked = given.words(place, say("Bin"), most=60).removeprefix("BIN:").upper()
    to = known[given.one_of(asked, known, say("Bin"))] if asked else RECEIVING
    to = DAMAGED if is_damaged else to
    number = given.whole(qty, say("Pieces"), least=1)
    parcels.take_back(
        shop.engine,
        shop.id,
        given.words(order, say("Order number"), most=40),
        stamp,
        sku=sku,
        qty=number,
        to=to,
        reason=given.words(reason, say("What is wrong")) if is_damaged else "",
    )
    where = say("Damaged") if is_damaged else to
    said = say("{qty} × {sku} lie in {place}.", qty=number, sku=sku, place=where)
    return Reply(said, ask={"piece": ""})


ACTS = {"return_find": found, "return_book": taken}
