"""One SKU opened: its units, its bins, its last moves, its master data, its label."""

from dataclasses import replace

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse.shift import Shift
from shopkit.stock import reasons
from shopkit.stock.moves import ADJUSTMENT, DAMAGED, StockMove
from shopkit.store import books, goods, ledger
from shopkit.store.goods import Sku
from shopkit.text import message
from shopkit.text.numbers import count
from shopkit.widgets import Reply

NUMBERS = {
    "weight_g": message("Weight, g"),
    "length_mm": message("Length, mm"),
    "width_mm": message("Width, mm"),
    "height_mm": message("Height, mm"),
    "pack_size": message("Pieces in a pack"),
    "moq": message("Least order, pieces"),
    "lead_time_days": message("Lead time, days"),
}
TEXTS = {
    "title": message("Product"),
    "props": message("Properties"),
    "barcode": message("Barcode"),
}
LAST = 10


def blocks(shift: Shift, sku: Sku) -> list[Block]:
    """Everything about one SKU, what is done most first."""
    from shopkit.pages.warehouse.shelf import last_moves

    say = shift.say
    back = draw.buttons(
        "back",
        draw.button(say("All products"), "stock_view"),
        draw.button(say("Print label"), "item_label", {"code": sku.code}, tone="main"),
    )
    moved = books.moves(shift.shop.engine, shift.shop.id, sku=sku.code, last=LAST)
    return [
        back,
        _figures(shift, sku),
        _bins(shift, sku),
        _move_form(shift, sku),
        _loss_form(shift, sku),
        last_moves(shift, moved),
        _master_form(shift, sku),
    ]


def _figures(shift: Shift, sku: Sku) -> Block:
    say, level, lang = shift.say, shift.level(sku.code), shift.lang
    shown = (
        ("on_hand", say("On hand"), level.on_hand),
        ("reserved", say("Reserved"), level.reserved),
        ("available", say("Available"), level.available),
        ("coming", say("Coming"), level.on_order),
        ("projected", say("Projected"), level.projected),
        ("damaged", say("Damaged"), level.damaged),
    )
    return draw.tiles("levels", *[draw.tile(key, label, count(n, lang)) for key, label, n in shown])


def _bins(shift: Shift, sku: Sku) -> Block:
    say = shift.say
    return draw.table(
        "bins",
        [(say("Bin"), "text"), (say("Pieces"), "qty")],
        [[each.location, each.qty] for each in shift.bins.get(sku.code, ())],
        title=f"{sku.code} · {sku.name}",
        empty=say("It lies nowhere."),
    )


def _move_form(shift: Shift, sku: Sku) -> Block:
    say = shift.say
    lying = [each.location for each in shift.bins.get(sku.code, ()) if each.qty > 0]
    fields = [
        draw.field("source", say("From"), "choice", value=lying[0] if lying else "",
                   options=[[place, place] for place in lying]),
        draw.field("to", say("To bin"), required=True),
        draw.field("qty", say("Pieces"), "number", value=1, min=1, required=True),
    ]  # fmt: skip
    return draw.form(
        "move", "item_move", fields, say("Move"), title=say("Move to another bin"),
        values={"code": sku.code},
    )  # fmt: skip


def _loss_form(shift: Shift, sku: Sku) -> Block:
    say = shift.say
    lying = [each.location for each in shift.bins.get(sku.code, ()) if each.qty > 0]
    fields = [
        draw.field("source", say("From"), "choice", value=lying[0] if lying else "",
                   options=[[place, place] for place in lying]),
        draw.field("qty", say("Pieces"), "number", value=1, min=1, required=True),
        draw.field("why", say("Why"), "choice", value="broken",
                   options=reasons.options(reasons.FROM_SHELF, say)),
    ]  # fmt: skip
    return draw.form(
        "loss", "item_loss", fields, say("Take off the shelf"), title=say("Broken or gone"),
        values={"code": sku.code}, tone="bad",
    )  # fmt: skip


def _master_form(shift: Shift, sku: Sku) -> Block:
    say = shift.say
    fields = [
        draw.field(name, say(label), value=getattr(sku, name)) for name, label in TEXTS.items()
    ]
    fields += [
        draw.field(name, say(label), "number", value=getattr(sku, name), min=0)
        for name, label in NUMBERS.items()
    ]
    fields += [
        draw.field("cost", say("Cost of a piece, yuan"), value=_yuan(sku.cost_fen)),
        _supplier_field(shift, sku),
    ]
    return draw.form(
        f"master-{sku.code}", "item_save", fields, say("Save"), title=say("About this product"),
        values={"code": sku.code},
    )  # fmt: skip


def _supplier_field(shift: Shift, sku: Sku) -> Block:
    known = [[str(number), each.name] for number, each in shift.suppliers.items()]
    return draw.field(
        "supplier",
        shift.say("Supplier"),
        "choice",
        value=str(sku.supplier_id or ""),
        options=[["", "–"], *known],
    )


def moved(shift: Shift, *, key: str, code: str, source: str, to: object, qty: object) -> str:
    """Moves pieces from one bin to another."""
    place = given.words(to, shift.say("To bin")).upper()
    target = next((each.code for each in shift.places if each.code.upper() == place), place)
    number = given.whole(qty, shift.say("Pieces"), least=1)
    _booked(shift, key, StockMove(shift.at, code, source, target, number, reason="moved"))
    return shift.say("{qty} × {sku} lie in {place}.", qty=number, sku=code, place=target)


def lost(shift: Shift, *, key: str, code: str, source: str, qty: object, why: object) -> str:
    """Takes pieces off a shelf: broken ones to the damaged, lost ones to the differences."""
    reason = given.one_of(why, dict.fromkeys(reasons.FROM_SHELF), shift.say("Why"))
    number = given.whole(qty, shift.say("Pieces"), least=1)
    target = DAMAGED if reason in ("broken", "expired") else ADJUSTMENT
    _booked(shift, key, StockMove(shift.at, code, source, target, number, reason=reason))
    return shift.say("{qty} × {sku} are off the shelf.", qty=number, sku=code)


def _booked(shift: Shift, key: str, move: StockMove) -> None:
    if not move.source:
        raise Refused("Choose the bin it is taken from.")
    ledger.record(shift.shop.engine, shift.shop.id, [move], shift.stamp(key))


def saved(shift: Shift, *, key: str, code: str, **typed: object) -> Reply:
    """Keeps what is known about a product; a new code makes a new one."""
    word = given.words(code, shift.say("SKU"), most=64)
    known = shift.skus.get(word, Sku(word))
    if unknown := typed.keys() - {*TEXTS, *NUMBERS, "cost", "supplier"}:
        raise Refused("There is no field {field}.", field=min(unknown))
    changes: dict[str, object] = {
        name: given.words(typed[name], shift.say(label))
        for name, label in TEXTS.items()
        if name in typed
    }
    for name, label in NUMBERS.items():
        if name in typed:
            least = 1 if name in ("pack_size", "moq") else 0
            number = given.maybe(typed[name], shift.say(label), least=least)
            changes[name] = least or None if number is None else number
    if "cost" in typed:
        changes["cost_fen"] = given.fen(typed["cost"], shift.say("Cost of a piece, yuan"))
    if "supplier" in typed:
        changes["supplier_id"] = _supplier(shift, typed["supplier"])
    goods.save_sku(
        shift.shop.engine, shift.shop.id, replace(known, **changes), by=shift.stamp(key).by
    )
    return Reply(shift.say("{sku} is saved.", sku=word), ask={"item": word})


def _supplier(shift: Shift, wanted: object) -> int | None:
    known = {"": None} | {str(number): number for number in shift.suppliers}
    return known[given.one_of(wanted, known, shift.say("Supplier"))]


def fresh(shift: Shift, *, key: str, code: object = "") -> Reply:
    """Opens the form for a product nobody has written down yet."""
    return Reply("", ask={"view": "places", "item": ""})


def label(shift: Shift, *, key: str, code: str, copies: object = 1) -> Reply:
    """The label of a product as a document to print."""
    from shopkit.print.labels import labels

    if code not in shift.skus:
        raise Refused("Choose “{field}” from the list.", field=shift.say("Product"))
    sku = shift.skus[code]
    lying = shift.bins.get(code, ())
    printed = {
        "sku": code,
        "title": sku.name,
        "bin": lying[0].location if lying else "",
        "barcode": sku.barcode,
        "scan": sku.barcode or code,
    }
    number = given.whole(copies, shift.say("Copies"), least=1, most=500)
    html = labels([printed], kind="sku", size=label_paper(shift), copies=number, lang=shift.lang)
    return Reply(shift.say("The label of {sku} is ready to print.", sku=code), html=html)


def label_paper(shift: Shift) -> str:
    """The paper the shop's label printer holds."""
    return str(shift.setting("label_paper", "60x40"))


def _yuan(amount_fen: int | None) -> str:
    return "" if amount_fen is None else f"{amount_fen / 100:.2f}"


ACTS = {
    "item_move": moved,
    "item_loss": lost,
    "item_save": saved,
    "item_label": label,
    "stock_new": fresh,
}
