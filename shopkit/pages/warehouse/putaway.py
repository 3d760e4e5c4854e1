"""From receiving to the shelf: scan the product, scan the bin."""

from shopkit.errors import NotFound, Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse import selling
from shopkit.pages.warehouse.shift import Shift
from shopkit.stock.moves import RECEIVING, StockMove
from shopkit.stock.putaway import suggested
from shopkit.store import goods, ledger
from shopkit.store.books import Balance
from shopkit.text import message
from shopkit.widgets import Reply

KEY, TITLE = "putaway", message("Put away")
ASKED = frozenset({"sku"})


def badge(shift: Shift) -> int | None:
    """How many products wait in receiving."""
    return len(_waiting(shift)) or None


def blocks(shift: Shift) -> list[Block]:
    """One box to scan into, the chosen product, and all that waits."""
    say, waiting = shift.say, _waiting(shift)
    chosen = next((each for each in waiting if each.sku == shift.ask.get("sku")), None)
    label = (
        say("Scan the bin for {sku}", sku=chosen.sku)
        if chosen
        else say("Scan a product in receiving")
    )
    listed = draw.rows(
        "waiting",
        [_row(shift, each) for each in waiting],
        say("Receiving is empty: everything is on its shelf."),
        title=say("In receiving"),
    )
    scan = draw.scan("scan", "putaway_scan", label, placeholder=say("Code, then Enter"))
    return [scan, *([_form(shift, chosen)] if chosen else []), listed]


def _waiting(shift: Shift) -> list[Balance]:
    return sorted(
        (each for each in shift.held if each.location == RECEIVING and each.qty > 0),
        key=lambda each: each.sku,
    )


def _form(shift: Shift, chosen: Balance) -> Block:
    say = shift.say
    fields = [
        draw.field("qty", say("Pieces"), "number", value=chosen.qty, min=1, max=chosen.qty),
        draw.field("bin", say("Bin"), value=bin_for(shift, chosen.sku) or "", required=True),
    ]
    return draw.form(
        f"put-{chosen.sku}",
        "putaway_form",
        fields,
        say("Put away"),
        title=f"{chosen.sku} · {shift.name(chosen.sku)}",
        values={"sku": chosen.sku},
    )


def _row(shift: Shift, waiting: Balance) -> Block:
    say, place = shift.say, bin_for(shift, waiting.sku)
    told = (
        say("Goes to {place}", place=place) if place else say("No bin yet: add one under “Stock”.")
    )
    return draw.row(
        waiting.sku,
        f"{waiting.sku} · {shift.name(waiting.sku)}",
        told,
        badge=waiting.qty,
        ask={"sku": waiting.sku},
    )


def bin_for(shift: Shift, sku: str) -> str | None:
    """The bin a SKU should go to."""
    lying = {
        code: [each.location for each in places if each.location != RECEIVING and each.qty > 0]
        for code, places in shift.bins.items()
    }
    bins = [place.code for place in shift.places if place.is_bin]
    return suggested(sku, bins=bins, lying=lying, ranks=selling.ranks(shift))


def scanned(shift: Shift, *, key: str, text: str) -> Reply:
    """A product is chosen; then a bin takes all of it that waits."""
    place = _bin(shift, text)
    if place is None:
        sku = goods.find_sku(shift.shop.engine, shift.shop.id, text).code
        if not any(each.sku == sku for each in _waiting(shift)):
            raise Refused("No {sku} waits in receiving. Book it in first.", sku=sku)
        return Reply(shift.say("{sku}: now scan the bin.", sku=sku), ask={"sku": sku})
    chosen = next((each for each in _waiting(shift) if each.sku == shift.ask.get("sku")), None)
    if chosen is None:
        raise Refused("Scan the product first, then the bin.")
    return _put(shift, key, chosen.sku, place=place, qty=chosen.qty)


def filled_in(shift: Shift, *, key: str, sku: str, qty: object, bin: object) -> Reply:
    """The same by hand, for a part of it."""
    place = _bin(shift, str(bin or ""))
    if place is None:
        raise NotFound(
            "The shop has no place {place}. Add it under “Places and labels”.", place=bin or "–"
        )
    return _put(shift, key, sku, place=place, qty=given.whole(qty, shift.say("Pieces"), least=1))


def _put(shift: Shift, key: str, sku: str, *, place: str, qty: int) -> Reply:
    move = StockMove(shift.at, sku, RECEIVING, place, qty, reason="putaway")
    ledger.record(shift.shop.engine, shift.shop.id, [move], shift.stamp(key))
    said = shift.say("{qty} × {sku} lie in {place}.", qty=qty, sku=sku, place=place)
    return Reply(said, ask={"sku": ""})


def _bin(shift: Shift, text: str) -> str | None:
    word = text.strip().upper().removeprefix("BIN:")
    return next((place.code for place in shift.places if place.code.upper() == word), None)


ACTS = {"putaway_scan": scanned, "putaway_form": filled_in}
