"""The price after every layer, before anybody sees it: carts, promotions, floor prices."""

from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.operations import floors, offers, trying, worst
from shopkit.pages.operations.stall import Stall
from shopkit.pages.shift import Shift
from shopkit.text import message
from shopkit.widgets import Reply

KEY, TITLE = "prices", message("Prices")
ASKED = frozenset("cut on buyer cart sold fixed offer".split())
CUTS = {
    "carts": message("Carts"),
    "offers": message("Promotions"),
    "floors": message("Floor prices"),
}


def badge(shift: Shift) -> int | None:
    """Nothing here is urgent enough for a number."""
    return None


def blocks(shift: Shift) -> list[Block]:
    """The part that is open, under the buttons of all parts."""
    stall = Stall(shift)
    if not stall.skus:
        none = shift.say("No product with a price is known: import the goods or the orders first.")
        return [draw.lines("none", none)]
    cut = shift.ask.get("cut", "")
    cut = cut if cut in CUTS else "carts"
    pressed = [
        draw.button(
            shift.say(title), "prices_cut", {"cut": key}, tone="main" if key == cut else None
        )
        for key, title in CUTS.items()
    ]
    return [draw.buttons("cuts", *pressed), *_cut(stall, cut)]


def _cut(stall: Stall, cut: str) -> list[Block]:
    if cut == "offers":
        return offers.blocks(stall)
    if cut == "floors":
        return [trying.when(stall), *floors.blocks(stall)]
    return [trying.when(stall), *_assumed(stall), *worst.blocks(stall), *trying.blocks(stall)]


def _assumed(stall: Stall) -> list[Block]:
    """What is not the shop's own word yet, said before any figure that stands on it."""
    say, terms = stall.shift.say, stall.terms
    if stall.own_terms:
        return []
    told = say(
        "Assumed until you write your own under “Floor prices”: fees {fee} %, {order} yuan a "
        "parcel, {piece} yuan a piece, a margin of {margin} % wanted.",
        fee=terms.fee_permille / 10,
        order=terms.order_fen / 100,
        piece=terms.piece_fen / 100,
        margin=terms.margin_permille / 10,
    )
    return [draw.lines("assumed", (told, "warn"))]


def turned(shift: Shift, *, key: str, cut: object) -> Reply:
    """Opens a part."""
    return Reply("", ask={"cut": given.one_of(cut, CUTS, shift.say(TITLE)), "offer": ""})


ACTS = {"prices_cut": turned, **trying.ACTS, **offers.ACTS, **floors.ACTS}
