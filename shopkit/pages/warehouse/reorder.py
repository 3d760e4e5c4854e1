"""What to order today and what it costs: tiles, terms, proposals, and one order a supplier."""

from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse import buying, product, selling, supplying, terms
from shopkit.pages.warehouse.advice import Advice, is_late, tied_fen
from shopkit.pages.warehouse.cash import cash
from shopkit.pages.warehouse.shift import Shift
from shopkit.replenish.classes import DEAD
from shopkit.replenish.proposal import Proposal
from shopkit.text import message

KEY, TITLE = "reorder", message("Reorder")
ASKED = terms.ASKED | terms.OWN | {"reorder", "purchase", "product", "wanted"}
SHOWN, CHARTED = 30, 15
HEALTH = {
    "healthy": message("Sells"),
    "new": message("New"),
    "slow": message("Slow"),
    "dead": message("Dead"),
}
FOLDED = dict.fromkeys(("own_service", "own_review", "own_lead"), "")


def badge(shift: Shift) -> int | None:
    """How many products run out before a delivery ordered today could come."""
    return len(selling.running_out(shift)) or None


def blocks(shift: Shift) -> list[Block]:
    """A purchase order, the orders, the suppliers, or the answer to what to order today."""
    opened = buying.opened(shift)
    if opened:
        return buying.one(shift, opened)
    if shift.ask.get("reorder") == "orders":
        return buying.listed(shift)
    if shift.ask.get("reorder") == "suppliers":
        return supplying.blocks(shift)
    return _today(shift, Advice(shift))


def _today(shift: Shift, advice: Advice) -> list[Block]:
    return [
        _tiles(shift, advice),
        *_oversold(shift, advice),
        buying.by_supplier(shift, advice),
        _ways(shift),
        terms.sliders(shift, advice.terms, most_fen=advice.wanted_fen),
        _proposals(shift, advice),
        *_charts(shift, advice),
        *_lying(shift, advice),
    ]


def _tiles(shift: Shift, advice: Advice) -> Block:
    say, lang = shift.say, shift.lang
    ordered = [each for each in advice.all if each.order_qty]
    unpriced = sum(each.cost_fen is None for each in ordered)
    late = sum(is_late(each) for each in advice.all)
    lost = sum(each.expected_lost_fen or 0 for each in advice.all)
    pieces = sum(each.expected_lost_qty for each in advice.all)
    drafted = sum(each.sku in advice.drafted for each in ordered)
    return draw.tiles(
        "figures",
        draw.tile(
            "skus",
            say("Products to order"),
            str(len(ordered)),
            note=say("{n} of them on a draft", n=drafted) if drafted else "",
        ),
        draw.tile(
            "cost",
            say("It costs"),
            cash(advice.cost_fen, lang),
            note=say("{n} without a cost are not in it", n=unpriced) if unpriced else "",
        ),
        draw.tile("late", say("Run out before a delivery could come"), str(late)),
        draw.tile(
            "lost",
            say("Expected lost sales"),
            cash(lost, lang),
            note=say("margin of {n:,.0f} pieces, if nothing is ordered", n=pieces),
        ),
        draw.tile(
            "lying",
            say("Money in dead and slow stock"),
            cash(sum(tied_fen(each) for each in advice.lying), lang),
        ),
    )


def _oversold(shift: Shift, advice: Advice) -> list[Block]:
    say, found = shift.say, advice.oversold
    if not found:
        return []
    rows = [
        draw.row(
            each.sku,
            f"{each.sku} · {each.need.title}",
            (
                say(
                    "{available} free: {on_hand} on hand, {reserved} promised, {on_order} coming",
                    available=each.need.available,
                    on_hand=each.need.on_hand,
                    reserved=each.need.reserved,
                    on_order=each.need.on_order,
                ),
                "bad",
            ),
            badge=each.need.available,
            tone="bad",
        )
        for each in found[:SHOWN]
    ]
    return [draw.rows("oversold", rows, "", title=say("Oversold"), tone="bad")]


def _proposals(shift: Shift, advice: Advice) -> Block:
    say, word = shift.say, shift.ask.get("wanted", "").strip().casefold()
    found = advice.wanted
    if word:  # a product that needs nothing may be looked up too
        found = [each for each in advice.all if word in f"{each.sku} {each.need.title}".casefold()]
    shown = found[:SHOWN]
    opened = shift.ask.get("product")
    if opened and all(each.sku != opened for each in shown):
        shown = [each for each in found if each.sku == opened] + shown[: SHOWN - 1]
    hidden = len(found) - len(shown)
    return draw.rows(
        "proposals",
        [_row(shift, advice, each) for each in shown],
        say("Nothing matches. Search by code or name.")
        if word
        else say("Nothing to order today: enough in stock and on order."),
        title=say("What to order, the worst first"),
        note=say("{n} more: search for one.", n=hidden) if hidden else "",
        search="wanted",
    )


def _row(shift: Shift, advice: Advice, one: Proposal) -> Block:
    say, is_open = shift.say, shift.ask.get("product") == one.sku
    late = is_late(one)
    cost = one.wanted_qty * one.need.unit_cost_fen if one.need.unit_cost_fen else None
    first = [
        say("Order {n}", n=f"{one.order_qty:,}"),
        cash(cost, shift.lang) if one.order_qty else "",
        say("runs out {day}", day=one.stockout_on) if one.stockout_on else "",
        one.supplier,
    ]
    on_draft = advice.drafted.get(one.sku)
    return draw.row(
        one.sku,
        f"{one.sku} · {one.need.title}",
        " · ".join(word for word in first if word),
        (say(one.why), "bad" if one.wanted_qty and late else None),
        *([say("{n} on a draft", n=on_draft)] if on_draft else []),
        badge=f"{one.abc}{one.xyz or ''}",
        tone="bad" if late and one.wanted_qty else None,
        ask={"product": "" if is_open else one.sku} | FOLDED,
        opened=is_open,
        open=product.blocks(shift, one) if is_open else [],
    )


def _charts(shift: Shift, advice: Advice) -> list[Block]:
    say = shift.say
    selling = [each for each in advice.all if each.days_of_cover is not None]
    shortest = sorted(selling, key=lambda each: (each.days_of_cover or 0, each.sku))[:CHARTED]
    cover = [
        {
            "title": f"{each.sku} {each.need.title}",
            "days_of_cover": round(each.days_of_cover or 0, 1),
            "lead_time_days": each.lead_time_days,
        }
        for each in shortest
    ]
    columns = [
        ("title", say("product"), "text"),
        ("days_of_cover", say("Days left"), "count"),
        ("lead_time_days", say("Lead time"), "count"),
    ]
    money = [
        ("abc", "ABC", "text"),
        ("name", say("state"), "text"),
        ("value", say("Money in stock, yuan"), "money"),
    ]
    short = say("What runs short first?")
    drawn = [
        draw.plot("cover", "days_of_cover", short, cover, columns=columns, half=True),
        draw.plot(
            "value", "stock_value", say("Where does the money lie?"), _value(shift, advice),
            columns=money, half=True,
        ),
    ]  # fmt: skip
    return [each for each in drawn if each["rows"]]


def _value(shift: Shift, advice: Advice) -> list[Block]:
    sums: dict[tuple[str, str], int] = {}
    for each in advice.all:
        sums[each.abc, each.health] = sums.get((each.abc, each.health), 0) + tied_fen(each)
    return [
        {"abc": abc, "state": state, "name": shift.say(HEALTH[state]), "value": fen / 100}
        for (abc, state), fen in sorted(sums.items())
        if fen
    ]


def _lying(shift: Shift, advice: Advice) -> list[Block]:
    say, found = shift.say, advice.lying
    if not found:
        return []
    heads = [
        (say("Product"), "text"),
        (say("State"), "text"),
        (say("On hand"), "qty"),
        (say("Money"), "fen"),
        (say("Days left"), "qty"),
        (say("Last sold"), "day"),
    ]
    rows = [
        {
            "cells": [
                f"{each.sku} {each.need.title}",
                say(HEALTH[each.health]),
                each.need.on_hand,
                tied_fen(each),
                None if each.days_of_cover is None else round(each.days_of_cover),
                each.demand.last_on.isoformat() if each.demand.last_on else None,
            ],
            "tone": "bad" if each.health == DEAD else None,
        }
        for each in found[:SHOWN]
    ]
    note = say("{n} more after these.", n=len(found) - SHOWN) if len(found) > SHOWN else ""
    return [draw.table("lying", heads, rows, title=say("Dead and slow stock"), note=note)]


def _ways(shift: Shift) -> Block:
    say = shift.say
    late = badge(shift)
    going = sum(each.is_open for each in shift.purchases)
    bare = len(supplying.without(shift))
    return draw.rows(
        "ways",
        [
            draw.row(
                "orders",
                say("Purchase orders"),
                say("{n} open", n=going),
                *([(say("{n} late", n=late), "bad")] if late else []),
                ask={"reorder": "orders"},
            ),
            draw.row(
                "suppliers",
                say("Suppliers and lead times"),
                *([(say("{n} products have no supplier", n=bare), "warn")] if bare else []),
                ask={"reorder": "suppliers"},
            ),
        ],
        "",
    )


ACTS = {**buying.ACTS, **supplying.ACTS}
