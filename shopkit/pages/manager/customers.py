"""Who buys again, who is about to leave, and whom to write to this week."""

from datetime import date

from shopkit.lake import Lake
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.manager import buyers, named, returning, writing, written
from shopkit.pages.shift import Shift
from shopkit.store import customers as store
from shopkit.text import message
from shopkit.text.numbers import count, money, share

KEY, TITLE = "customers", message("Customers")
OWN = frozenset({"look", "segment"})
ASKED = OWN | writing.ASKED | written.ASKED
_NONE = message(
    "No order with a buyer has been imported yet: import the order report under “Start here”."
)
_RULE = message(
    "A purchase is a paid order that was neither closed nor refunded whole; several on one day "
    "are one. Buyers are pseudonyms: no name is kept."
)


def badge(shift: Shift) -> int | None:
    """How many people on lists still have no outcome."""
    return store.waiting(shift.shop.engine, shift.shop.id) or None


def blocks(shift: Shift) -> list[Block]:
    """One list, whom to write to, a segment's people, or what customers do."""
    asof = shift.last_data
    lake = shift.shop.lake()
    if asof is None or not buyers.by_month(lake, asof):
        return [draw.lines("none", shift.say(_NONE))]
    look = shift.ask.get("look")
    if look == "write":
        return [_back(shift), *writing.blocks(shift, lake, asof)]
    if look == "lists":
        return [_back(shift), *written.blocks(shift, lake, asof)]
    if shift.ask.get("segment"):
        return [_back(shift), *named.members(shift, lake, asof)]
    drawn = [
        _tiles(shift, lake, asof),
        *returning.cohorts(shift, buyers.by_month(lake, asof)),
        _ways(shift),
        returning.soon(shift, lake, asof),
        *named.segments(shift, lake, asof),
        draw.lines("rule", shift.say(_RULE)),
    ]
    buyers.begin(lake, asof)
    return drawn


def _back(shift: Shift) -> Block:
    back = draw.button(shift.say("Back to customers"), "customers_look", {"look": ""})
    return draw.buttons("back", back)


def _tiles(shift: Shift, lake: Lake, asof: date) -> Block:
    say, lang = shift.say, shift.lang
    sums = buyers.by_segment(lake, asof)
    people = sum(each.people for each in sums)
    paid = sum(each.paid_fen for each in sums)
    months = buyers.by_month(lake, asof)
    ninety = next(each for each in buyers.again(lake, asof) if each.days == 90)
    low, high = ninety.interval or (None, None)
    best = max(sums, key=lambda each: each.share_of_money)
    return draw.tiles(
        "figures",
        draw.tile(
            "people",
            say("Buyers so far"),
            count(people, lang),
            note=say("since {month}", month=f"{months[0].month:%Y-%m}"),
        ),
        draw.tile(
            "again",
            say("Bought again within 90 days"),
            share(ninety.rate),
            note=say("{low} to {high}, of {n} buyers known that long", low=share(low),
                     high=share(high), n=count(ninety.people, lang))
            if ninety.people
            else say("nobody is known that long yet"),
        ),
        draw.tile("each", say("Net paid per buyer, so far"), money(paid / people, lang)),
        draw.tile(
            "best",
            say("Money from “{name}”", name=say(best.segment.name)),
            share(best.share_of_money),
            note=say("{people} of the people", people=share(best.share_of_people)),
        ),
    )  # fmt: skip


def _ways(shift: Shift) -> Block:
    say = shift.say
    waiting = badge(shift)
    return draw.rows(
        "ways",
        [
            draw.row(
                "write",
                say("Whom to write to this week"),
                say("Who is late or due for a second purchase, and the margin expected."),
                ask={"look": "write"},
            ),
            draw.row(
                "lists",
                say("Lists taken, and what came of them"),
                say("{n} people have no outcome yet", n=waiting)
                if waiting
                else say("Outcomes, consent, and how often people may be written to."),
                badge=waiting,
                ask={"look": "lists"},
            ),
        ],
        "",
        title=say("What to do"),
    )  # fmt: skip


def looked(shift: Shift, *, key: str, look: object = "") -> "object":
    """Opens another view of the section."""
    from shopkit.widgets import Reply

    return Reply("", ask={"look": str(look), "segment": "", "list": ""})


ACTS = {"customers_look": looked} | writing.ACTS | written.ACTS
