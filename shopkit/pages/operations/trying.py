"""A cart tried before anybody buys it: every layer, every line, what it leaves and must repay."""

from shopkit.errors import NotFound
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.operations.stall import (
    MOST_LINES,
    MOST_QTY,
    PLAIN,
    Stall,
    as_asked,
    asked_cart,
    cart_of,
)
from shopkit.pages.shift import Shift
from shopkit.prices.cart import Line, Priced, Step, priced
from shopkit.prices.margin import (
    BreakEven,
    break_even,
    cart_floor_fen,
    floor_fen,
)
from shopkit.prices.promotion import KINDS, LAYERS, PIECES
from shopkit.text.numbers import UNKNOWN, share
from shopkit.widgets import Reply

MOST_FEN = 100_000_000


def blocks(stall: Stall) -> list[Block]:
    """The cart, what it comes to and what it leaves; nothing to show without a cart."""
    if not stall.cart:
        return [_goods(stall)]
    cart = stall.priced
    return [
        _verdict(stall, cart),
        _tiles(stall, cart),
        _layers(stall, cart),
        *_ladder(stall, cart),
        _lines(stall, cart),
        _chosen(stall),
        _goods(stall),
        _even(stall, cart),
    ]


def when(stall: Stall) -> Block:
    """Which day, and for whom."""
    say, everyone = stall.shift.say, " + ".join(stall.audiences)
    options = [["", say("with {audience}", audience=everyone)], [PLAIN, say("an ordinary buyer")]]
    fields = [
        draw.field("on", say("Day"), "day", value=stall.day.isoformat(), required=True),
        *(
            [draw.field("buyer", say("Buyer"), "choice", value=PLAIN if stall.is_plain else "",
                        options=options)]
            if everyone
            else []
        ),
    ]  # fmt: skip
    return draw.form("when", "prices_when", fields, say("Look at that day"), keep=True)


def _verdict(stall: Stall, cart: Priced) -> Block:
    say, left = stall.shift.say, stall.margin(cart)
    floor = cart_floor_fen(cart.lines, stall.terms)
    if left.margin_fen is None or floor is None:
        told = (say("What it leaves is unknown: write the cost of every product."), "warn")
    elif left.margin_fen < 0:
        told = (say("Loses {amount} yuan.", amount=_yuan(-left.margin_fen)), "bad")
    elif left.income_fen < floor:
        short = _yuan(floor - left.income_fen)
        told = (say("{amount} yuan below its floor price.", amount=short), "bad")
    else:
        told = (say("Above its floor price."), "good")
    named = " + ".join(f"{line.qty} × {stall.name(line.sku)}" for line in cart.lines)
    return draw.lines("verdict", told, named, title=say("This cart"))


def _tiles(stall: Stall, cart: Priced) -> Block:
    say, left = stall.shift.say, stall.margin(cart)
    floor = cart_floor_fen(cart.lines, stall.terms)
    note = say("list {amount}", amount=_yuan(cart.listed_fen))
    even, never = _found(stall, cart), say("it leaves nothing")
    borne = say("and {amount} from the platform", amount=_yuan(cart.borne_fen))
    return draw.tiles(
        "figures",
        draw.tile("paid", say("The buyer pays"), _yuan(cart.paid_fen), note=note),
        draw.tile(
            "income", say("The shop takes in"), _yuan(left.income_fen),
            note=borne if cart.borne_fen else "",
        ),
        draw.tile("floor", say("Floor price"), _yuan(floor)),
        draw.tile(
            "margin", say("It leaves"), _yuan(left.margin_fen),
            note="" if left.rate is None else say("{rate} of the income", rate=share(left.rate)),
        ),
        draw.tile("even", say("Break-even volume"), _times(even), note="" if even else never),
    )  # fmt: skip


def _layers(stall: Stall, cart: Priced) -> Block:
    say = stall.shift.say
    heads = [
        (say("Layer"), "text"), (say("Promotion used"), "text"), (say("Counted amount"), "text"),
        (say("Off"), "fen"), (say("Left"), "fen"), (say("Of it the shop pays"), "share"),
    ]  # fmt: skip
    listed = [[say("List price"), "", "", None, cart.listed_fen, None]]
    listed += [_step(stall, step) for step in cart.steps]
    none = say("No promotion takes part on this day.") if not cart.steps else ""
    return draw.table("layers", heads, listed, title=say("Layer by layer"), note=none)


def _step(stall: Stall, step: Step) -> list[object]:
    say, one = stall.shift.say, step.promotion
    if one.counts == PIECES:
        counted = say("{n} pieces", n=step.counted)
    else:
        counted = say("{amount} yuan", amount=_yuan(step.counted))
    if step.times > 1:
        counted += f" → ×{step.times}"
    name = f"{one.name} · {say(KINDS[one.kind].name)}"
    if step.gifts:
        name += f" · {step.gifts} × {one.gift}"
    borne = one.borne_permille / 1000 if step.off_fen else None
    return [say(LAYERS[one.layer]), name, counted, step.off_fen or None, step.left_fen, borne]


def _ladder(stall: Stall, cart: Priced) -> list[Block]:
    say, rows = stall.shift.say, [("list", cart.listed_fen), *cart.after()]
    if len(rows) < 2:
        return []
    names = {"list": say("List price")} | {key: say(name) for key, name in LAYERS.items()}
    before = [rows[0][1], *(left for _, left in rows)]
    floor = cart_floor_fen(cart.lines, stall.terms)
    listed = [
        {"layer": names[key], "left": left / 100, "off": (held - left) / 100,
         "floor": None if floor is None else floor / 100}
        for (key, left), held in zip(rows, before, strict=False)
    ]  # fmt: skip
    columns = [
        ("layer", say("Layer"), "text"), ("left", say("Left, yuan"), "money"),
        ("off", say("Off, yuan"), "money"), ("floor", say("Floor price, yuan"), "money"),
    ]  # fmt: skip
    title = say("What is left of the price after every layer?")
    return [draw.plot("ladder", "price_ladder", title, listed, columns=columns)]


def _lines(stall: Stall, cart: Priced) -> Block:
    say = stall.shift.say
    heads = [
        (say("Product"), "text"), (say("Pieces"), "qty"), (say("List price"), "fen"),
        (say("Paid"), "fen"), (say("Paid each"), "fen"), (say("Floor each"), "fen"),
    ]  # fmt: skip
    rows = []
    for line, paid in zip(cart.lines, cart.paid_fens, strict=True):
        floor = piece_floor(stall, line)
        each = paid // line.qty
        cells = [f"{line.sku} {stall.name(line.sku)}", line.qty, line.price_fen, paid, each, floor]
        tone = "bad" if floor is not None and each < floor else None
        rows.append({"cells": cells, "tone": tone})
    note = say(
        "A refund returns what the line paid, to the fen. A piece's floor is without parcel."
    )
    return draw.table("lines", heads, rows, title=say("Line by line"), note=note)


def piece_floor(stall: Stall, line: Line, *, is_alone: bool = False) -> int | None:
    """The floor of one piece, in a bigger order or alone in its parcel; None without a cost."""
    if line.cost_fen is None:
        return None
    parcel = stall.terms.order_fen if is_alone else 0
    return floor_fen(line.cost_fen, stall.terms, handling_fen=stall.terms.piece_fen + parcel)


def _chosen(stall: Stall) -> Block:
    say = stall.shift.say
    held = as_asked({line.sku: line.qty for line in stall.cart})
    rows = [
        draw.row(
            line.sku,
            f"{line.qty} × {stall.name(line.sku)}",
            say("{amount} yuan each", amount=_yuan(line.price_fen)),
            buttons=[
                draw.button(sign, "cart_set", {"sku": line.sku, "qty": qty, "cart": held})
                for sign, qty in (("−", line.qty - 1), ("+", line.qty + 1))
            ],
        )
        for line in stall.cart
    ]
    return draw.rows("cart", rows, "", title=say("In the cart"))


def _goods(stall: Stall) -> Block:
    say = stall.shift.say
    options = [[code, f"{code} {each.name} · {_yuan(each.price_fen)}"]
               for code, each in stall.skus.items()]  # fmt: skip
    fields = [
        draw.field("sku", say("Product"), "choice", options=options, required=True),
        draw.field("qty", say("Pieces"), "number", value=1, min=1, max=MOST_QTY, required=True),
    ]
    return draw.form("add", "cart_add", fields, say("Put into the cart"),
                     title=say("Try a cart of your own"))  # fmt: skip


def _found(stall: Stall, cart: Priced) -> BreakEven | None:
    """The break-even of this cart against the same at list price."""
    plain = stall.margin(priced(cart.lines, []))
    now = stall.margin(cart)
    if plain.margin_fen is None or now.margin_fen is None:
        return None
    ask = stall.shift.ask
    sold, fixed = _number(ask.get("sold")), _number(ask.get("fixed"))
    return break_even(plain.margin_fen, now.margin_fen, qty=sold or 1, fixed_fen=fixed)


def _even(stall: Stall, cart: Priced) -> Block:
    say, ask = stall.shift.say, stall.shift.ask
    found = _found(stall, cart)
    fields = [
        draw.field("sold", say("Such carts sold without it"), "number",
                   value=_number(ask.get("sold")) or None, min=1),
        draw.field("fixed", say("Fixed cost of the campaign, yuan"), "number",
                   value=_number(ask.get("fixed")) / 100 or None, min=0, step=0.01),
    ]  # fmt: skip
    if found is None:
        told = say("A cart leaves nothing any more: no quantity makes up for it.")
    else:
        told = say("It must sell {times} as much as without any promotion.", times=_times(found))
        if _number(ask.get("sold")):
            told += " " + say("That is {n} carts.", n=f"{found.qty:,}")
    return draw.form("even", "cart_even", fields, say("Work out"), note=told,
                     title=say("How much more must be sold?"))  # fmt: skip


def _times(found: BreakEven | None) -> str:
    return UNKNOWN if found is None else f"×{found.multiple:,.2f}"


def _number(word: str | None) -> int:
    return int(word) if word and word.isdecimal() and len(word) < 12 else 0


def _yuan(amount_fen: int | None) -> str:
    return UNKNOWN if amount_fen is None else f"{amount_fen / 100:,.2f}"


def looked(shift: Shift, *, key: str, on: object, buyer: object = "") -> Reply:
    """Turns to a day and a buyer."""
    day = given.day(on, shift.say("Day"))
    return Reply("", ask={"on": day.isoformat() if day else "",
                          "buyer": PLAIN if buyer == PLAIN else ""})  # fmt: skip


def added(shift: Shift, *, key: str, sku: object, qty: object) -> Reply:
    """Puts pieces of a product into the cart."""
    pieces = given.whole(qty, shift.say("Pieces"), least=1, most=MOST_QTY)
    cart = asked_cart(shift)
    return _put(shift, sku, min(cart.get(str(sku), 0) + pieces, MOST_QTY), cart)


def changed(shift: Shift, *, key: str, sku: object, qty: object, cart: object = "") -> Reply:
    """So many pieces of a product from now on; none takes it out of the cart that was shown."""
    many = given.whole(qty, shift.say("Pieces"), most=MOST_QTY)
    return _put(shift, sku, many, cart_of(cart) or asked_cart(shift))


def _put(shift: Shift, sku: object, qty: int, cart: dict[str, int]) -> Reply:
    stall, code = Stall(shift), str(sku)
    if code not in stall.skus:
        raise NotFound("Nobody knows {scanned}. Scan again, or add it under “Stock”.",
                       scanned=code[:40] or "–")  # fmt: skip
    kept = dict(list((cart | {code: qty}).items())[-MOST_LINES:])
    return Reply("", ask={"cart": as_asked(kept)})


def evened(shift: Shift, *, key: str, sold: object = None, fixed: object = None) -> Reply:
    """What the break-even is worked out with."""
    say = shift.say
    many = given.maybe(sold, say("Such carts sold without it"), least=1)
    cost = given.fen(fixed, say("Fixed cost of the campaign, yuan")) or 0
    return Reply("", ask={"sold": many or "", "fixed": cost or ""})


ACTS = {"prices_when": looked, "cart_add": added, "cart_set": changed, "cart_even": evened}
