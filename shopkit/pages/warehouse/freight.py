"""What sending costs: late parcels, the price sheets, last month re-priced, the carriers' bills."""

from shopkit.pages import blocks as draw
from shopkit.pages import followup, given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse import billing, months, pricing, repriced
from shopkit.pages.warehouse.shift import Shift
from shopkit.text import message
from shopkit.widgets import Reply

KEY, TITLE = "freight", message("Freight")
ASKED = frozenset({"cut", "sheet", "bill"})
CUTS = {
    "late": (message("Follow parcels"), followup.blocks),
    "compare": (message("Compare carriers"), repriced.blocks),
    "prices": (message("Price sheets"), pricing.blocks),
    "bills": (message("Check a bill"), billing.blocks),
}


def badge(shift: Shift) -> int | None:
    """Nothing here is urgent enough for a number."""
    return None


def blocks(shift: Shift) -> list[Block]:
    """The part that is open, under the buttons of all parts."""
    wanted = shift.ask.get("cut", "")
    chosen = wanted if wanted in CUTS else "late"
    pressed = [
        draw.button(
            shift.say(title), "freight_cut", {"cut": cut}, tone="main" if cut == chosen else None
        )
        for cut, (title, _) in CUTS.items()
    ]
    return [draw.buttons("cuts", *pressed), *CUTS[chosen][1](shift)]


def cut(shift: Shift, *, key: str, cut: object) -> Reply:
    """Opens a part."""
    asked = {"cut": given.one_of(cut, CUTS, shift.say(TITLE)), "sheet": "", "bill": ""}
    return Reply("", ask=asked)


ACTS = {"freight_cut": cut, **months.ACTS, **pricing.ACTS, **billing.ACTS}
