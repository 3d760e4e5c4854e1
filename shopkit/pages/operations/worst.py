"""The worst cart, shown without being asked for."""

from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.operations.stall import Stall, as_asked
from shopkit.prices.margin import cart_floor_fen
from shopkit.prices.worst import Worst
from shopkit.text.numbers import share

SHOWN = 6


def blocks(stall: Stall) -> list[Block]:
    """What the worst buyer could do on the day, and the worst cart for each set of promotions."""
    say = stall.shift.say
    search = stall.worst()
    if not search.found:
        none = say(
            "No cart can be judged: no product has a price and a cost. Write them under “Stock”."
        )
        return [draw.lines("worst", (none, "warn"))]
    first = search.found[0]
    note = say("Every cart of up to {n} pieces was judged.", n=search.pieces)
    if search.unknown:
        note += " " + say("{n} products without a cost are not in it.", n=search.unknown)
    return [
        draw.lines("worst", _told(stall, first), title=say("The worst cart of the day"), big=True),
        draw.rows("carts", [_row(stall, each) for each in search.found[:SHOWN]], "", note=note,
                  title=say("Worst cart for each set of promotions")),
    ]  # fmt: skip


def is_below(stall: Stall, worst: Worst) -> bool:
    """Whether a cart brings in less than its floor."""
    floor = cart_floor_fen(worst.cart.lines, stall.terms)
    return floor is None or worst.income_fen < floor


def _told(stall: Stall, worst: Worst) -> tuple[str, str]:
    say, facts = stall.shift.say, _facts(stall, worst)
    # a headline names what it is; the row below names the variant
    named = [f"{line.qty} × {stall.title(line.sku)}" for line in worst.cart.lines]
    facts["cart"] = " + ".join(named)
    if worst.margin_fen < 0:
        return say("{cart}: the buyer pays {paid} yuan, the shop loses {lost}.", **facts), "bad"
    if is_below(stall, worst):
        told = say("{cart}: {paid} yuan leave {rate}, below the margin you want.", **facts)
        return told, "warn"
    told = say("Even the worst cart holds: {cart}, {paid} yuan, leaves {rate}.", **facts)
    return told, "good"


def _facts(stall: Stall, worst: Worst) -> dict[str, str]:
    named = [f"{line.qty} × {stall.name(line.sku)}" for line in worst.cart.lines]
    return {
        "cart": " + ".join(named),
        "paid": f"{worst.cart.paid_fen / 100:,.2f}",
        "lost": f"{-worst.margin_fen / 100:,.2f}",
        "rate": share(worst.rate),
    }


def _row(stall: Stall, worst: Worst) -> Block:
    say, facts = stall.shift.say, _facts(stall, worst)
    names = dict.fromkeys(step.promotion.name for step in worst.cart.steps)
    cart = as_asked({line.sku: line.qty for line in worst.cart.lines})
    said = say("pays {paid} yuan, leaves {left}", paid=facts["paid"],
               left=f"{worst.margin_fen / 100:,.2f}")  # fmt: skip
    tone = "bad" if worst.margin_fen < 0 else "warn" if is_below(stall, worst) else None
    return draw.row(
        cart,
        " + ".join(names) or say("No promotion"),
        facts["cart"],
        (said, tone),
        badge=facts["rate"],
        tone=tone,
        ask={"cart": cart},
    )
