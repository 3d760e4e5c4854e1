"""Goods to list and to take down, and their words and pictures checked before they are seen."""

from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.operations import pictures, queueing, slowly, wording
from shopkit.pages.shift import Shift
from shopkit.store import listing
from shopkit.text import message
from shopkit.widgets import Reply

KEY, TITLE = "listing", message("Listing")
ASKED = frozenset({"listing", "checked", "entry", "few"})
CUTS = {
    "queue": (message("Queue"), queueing.blocks),
    "words": (message("Check words"), wording.blocks),
    "pictures": (message("Check a picture"), pictures.blocks),
    "slow": (message("Slow sellers"), slowly.blocks),
}


def badge(shift: Shift) -> int | None:
    """How many products should be online or offline by now and are not."""
    return listing.due(shift.shop.engine, shift.shop.id, shift.now) or None


def blocks(shift: Shift) -> list[Block]:
    """The part that is open, under the buttons of all parts."""
    wanted = shift.ask.get("listing", "")
    chosen = wanted if wanted in CUTS else "queue"
    pressed = [
        draw.button(
            shift.say(title),
            "listing_cut",
            {"cut": cut},
            tone="main" if cut == chosen else None,
        )
        for cut, (title, _) in CUTS.items()
    ]
    return [draw.buttons("cuts", *pressed), *CUTS[chosen][1](shift)]


def cut(shift: Shift, *, key: str, cut: object) -> Reply:
    """Opens a part."""
    chosen = given.one_of(cut, CUTS, shift.say(TITLE))
    return Reply("", ask={"listing": chosen, "checked": "", "entry": ""})


ACTS = {
    "listing_cut": cut,
    **queueing.ACTS,
    **wording.ACTS,
    **pictures.ACTS,
    **slowly.ACTS,
}
