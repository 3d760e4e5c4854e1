"""Whom to write to this week: the people, the margin expected of each, and the list as a file."""

from datetime import date

from shopkit.customers import contact
from shopkit.customers.contact import REASONS, Candidate
from shopkit.lake import Lake
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.manager import buyers
from shopkit.pages.manager.buyers import short
from shopkit.pages.manager.due import (
    LEAST,
    MOST,
    asked,
    chosen,
    costs_of,
    known_margin,
    many,
    margin_rate,
)
from shopkit.pages.shift import Shift
from shopkit.store import customers as store
from shopkit.store.customers import Wanted
from shopkit.text import message
from shopkit.text.numbers import count, money
from shopkit.widgets import Reply

ASKED = frozenset({"many", "margin"})
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EXPECTED = message(
    "The margin is what the next {n} days are expected to bring if nothing is done. What writing "
    "adds is known only afterwards: part of each list is left alone, and the difference shows it."
)
_FIND = message(
    "Find the buyer in 千牛 by the last order's number. Writing through the platform's own tools "
    "reaches only who agreed there; for your own SMS choose “only who has agreed” under the rules."
)


def blocks(shift: Shift, lake: Lake, asof: date) -> list[Block]:
    """The forecast with its doubt, what can be moved, and the people."""
    say = shift.say
    made = buyers.forecast(lake, asof)
    if made is None:
        told = say(
            "Too few came back so far to tell who will: it takes {n} buyers, {back} of them with "
            "a second purchase, and a rhythm in them.",
            n=buyers.LEAST_BUYERS,
            back=buyers.LEAST_BACK,
        )
        return [draw.lines("few", told)]
    found = chosen(shift, lake, asof)
    return [
        _tiles(shift, made, found),
        _tried(shift, made),
        _sliders(shift, lake, asof),
        *_take(shift, found),
        _people(shift, found),
    ]


def _tiles(shift: Shift, made: buyers.Forecast, found: list[Candidate]) -> Block:
    say, lang = shift.say, shift.lang
    total = sum(each.margin_fen.value for each in found)
    ahead = made.next_orders
    return draw.tiles(
        "outlook",
        draw.tile("people", say("People to write to"), str(len(found))),
        draw.tile(
            "margin",
            say("Margin expected of them"),
            money(total, lang),
            note=say("next {n} days, if nothing is done", n=buyers.AHEAD_DAYS),
        ),
        draw.tile(
            "orders",
            say("Purchases expected of all known buyers"),
            count(ahead.value, lang),
            note=say(
                "{low} to {high} in {n} days",
                low=count(ahead.low, lang),
                high=count(ahead.high, lang),
                n=buyers.AHEAD_DAYS,
            ),
        ),
    )


def _tried(shift: Shift, made: buyers.Forecast) -> Block:
    say, lang, lines = shift.say, shift.lang, []
    if made.foretold is not None:
        lines.append(
            say(
                "Tried on the past: {days} days ago it would have foretold {n} purchases; {came} "
                "came. Every figure here is corrected by that.",
                days=buyers.AHEAD_DAYS,
                n=count(made.foretold.value, lang),
                came=count(made.came, lang),
            )
        )
    if made.bond is not None and abs(made.bond) > 0.3:
        lines.append(
            (say("Who comes often pays differently here: take the amounts with care."), "warn")
        )
    lines.append(say(_EXPECTED, n=buyers.AHEAD_DAYS))
    return draw.lines("tried", *lines)


def _sliders(shift: Shift, lake: Lake, asof: date) -> Block:
    say = shift.say
    rate = margin_rate(shift, lake, asof)
    is_known = known_margin(lake, asof, costs_of(shift)) is not None
    is_asked = asked(shift, "margin", 1, 95) is not None
    origin = "" if is_asked else say("from costs") if is_known else say("assumed")
    wanted = many(shift)
    return draw.sliders(
        "terms",
        draw.slider("many", say("People on the list"), wanted, min=LEAST, max=MOST, step=5),
        draw.slider(
            "margin", say("Gross margin"), round(rate * 100), min=1, max=95, step=1,
            shown=f"{rate:.0%} {origin}".strip(),
        ),
    )  # fmt: skip


def _take(shift: Shift, found: list[Candidate]) -> list[Block]:
    say = shift.say
    take = draw.button(say("Take this list (xlsx)"), "customers_take", _terms(shift), tone="main")
    return [draw.buttons("take", take)] if found else []


def _people(shift: Shift, found: list[Candidate]) -> Block:
    say = shift.say
    return draw.rows(
        "write",
        [_person(shift, each) for each in found],
        say("Nobody is due today, or everyone due has been written to."),
        title=say("Whom to write to, the most margin first"),
        note=say(_FIND),
    )


def _terms(shift: Shift) -> dict[str, object]:
    """What the list was drawn with: the button takes that list, not another."""
    return {name: shift.ask[name] for name in ASKED if shift.ask.get(name)}


def _person(shift: Shift, each: Candidate) -> Block:
    say, lang = shift.say, shift.lang
    rhythm = (
        say(
            "silent for {n} days, usually {usual}",
            n=each.silent_days,
            usual=round(each.usual_days),
        )
        if each.usual_days
        else say("first bought {n} days ago", n=each.silent_days)
    )  # fmt: skip
    return draw.row(
        each.buyer.buyer,
        each.buyer.order_id,
        f"{say(REASONS[each.reason])}: {rhythm}",
        say(
            "{n} purchases, {paid} net; still a customer: {alive}",
            n=each.buyer.purchases,
            paid=money(each.buyer.paid_fen, lang),
            alive=f"{each.p_alive:.0%}",
        ),
        say(
            "Margin expected: {low} to {high}",
            low=money(each.margin_fen.low, lang),
            high=money(each.margin_fen.high, lang),
        ),
        badge=money(each.margin_fen.value, lang),
    )  # fmt: skip


def taken(shift: Shift, *, key: str, many: object = None, margin: object = None) -> Reply:
    """Writes the list down and hands it over as a workbook, without those left alone."""
    stamp, shop = shift.stamp(key), shift.shop
    asof = shift.last_data
    asked = {"many": _checked(shift, many, "many"), "margin": _checked(shift, margin, "margin")}
    drawn = Shift(shop, {**shift.ask, **asked}, shift.lang, shift.at)
    rules = store.rules(shop.engine, shop.id)
    found = chosen(drawn, shop.lake(), asof) if asof else []
    wanted = [
        Wanted(
            each.buyer.buyer,
            each.reason,
            each.buyer.order_id,
            round(each.margin_fen.value),
            contact.is_control(each.buyer.buyer, rate=rules.control_rate, salt=key),
        )
        for each in found
    ]
    number = store.take_list(shop.engine, shop.id, wanted, stamp)
    return handed(shift, number)


def _checked(shift: Shift, value: object, name: str) -> str:
    label = shift.say("People on the list") if name == "many" else shift.say("Gross margin")
    found = given.maybe(value, label, least=1, most=MOST)
    return "" if found is None else str(found)


def handed(shift: Shift, number: int) -> Reply:
    """A list that was taken, as the workbook its outcomes come back in."""
    from shopkit.print.workbook import workbook

    say, shop = shift.say, shift.shop
    people = [each for each in store.contacts(shop.engine, shop.id, number) if not each.is_control]
    heads = [
        (say("Contact no."), "qty"),
        (say("Buyer code"), "text"),
        (say("Last order"), "text"),
        (say("Why"), "text"),
        (say("Margin expected"), "fen"),
        (say("Outcome"), "text"),
        (say("Note"), "text"),
    ]
    rows = [
        (each.id, short(each.buyer), each.order_id, say(REASONS.get(each.reason, each.reason)),
         each.expected_fen, say(contact.OUTCOMES[each.outcome]) if each.outcome else None,
         each.note or None)
        for each in people
    ]  # fmt: skip
    told = say("List {n}: {people} people to write to. Fill in “Outcome” and load it here again.",
               n=number, people=len(people))  # fmt: skip
    content = workbook([(say("Whom to write to"), heads, rows)])
    return Reply(
        told,
        file=(f"contacts-{number}.xlsx", XLSX, content),
        ask={"look": "lists", "list": str(number)},
    )


ACTS = {"customers_take": taken}
