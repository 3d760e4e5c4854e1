"""One product's proposal unfolded: the arithmetic, where its stock goes, and what if."""

from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse import terms
from shopkit.pages.warehouse.cash import cash
from shopkit.pages.warehouse.shift import Shift
from shopkit.replenish.arithmetic import arithmetic
from shopkit.replenish.proposal import Proposal
from shopkit.replenish.what_if import WhatIf, what_if
from shopkit.text.numbers import UNKNOWN


def blocks(shift: Shift, one: Proposal) -> list[Block]:
    """What changes with this product's own sliders, its stock's course, and every step."""
    say, own = shift.say, terms.own(shift)
    seen = what_if(one.need, one.demand, own, asof=one.asof)
    steps = [say(template, **facts) for template, facts in arithmetic(seen.proposal)]
    columns = [
        ("day", say("day"), "text"),
        ("without", say("Without an order"), "count"),
        ("with_order", say("With the order placed today"), "count"),
        ("reorder_point", say("Reorder point"), "count"),
    ]
    return [
        terms.own_sliders(shift, own, one.sku),
        _tiles(shift, seen),
        draw.plot(
            f"stock-{one.sku}",
            "projected_stock",
            say("When does it run out?"),
            seen.rows,
            columns=columns,
        ),
        draw.lines(f"steps-{one.sku}", *steps, title=say("How it was reckoned")),
    ]


def _tiles(shift: Shift, seen: WhatIf) -> Block:
    say, lang = shift.say, shift.lang
    more = None
    if seen.stock_fen is not None and seen.stock_with_order_fen is not None:
        more = seen.stock_with_order_fen - seen.stock_fen
    return draw.tiles(
        f"tiles-{seen.proposal.sku}",
        draw.tile(
            "qty",
            say("Order"),
            f"{seen.proposal.order_qty:,}",
            unit=say("pcs"),
            note=cash(seen.order_cost_fen, lang),
        ),
        draw.tile("without", say("Runs out, nothing ordered"), _day(seen.stockout_on)),
        draw.tile("with", say("Runs out, ordered today"), _day(seen.stockout_with_order)),
        draw.tile(
            "lost",
            say("Expected lost sales"),
            f"{seen.lost_qty:,.1f}",
            unit=say("pcs"),
            note=say("margin {money}", money=cash(seen.lost_fen, lang)),
        ),
        draw.tile("stock", say("More money in stock"), cash(more, lang)),
    )


def _day(day: object) -> str:
    return str(day) if day else UNKNOWN
