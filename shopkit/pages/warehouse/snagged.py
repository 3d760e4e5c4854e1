"""Orders that need somebody: the worst first, and who lets them wait or go."""

from shopkit.pages import blocks as draw
from shopkit.pages import deadlines
from shopkit.pages.blocks import Block
from shopkit.pages.deadlines import KINDS, TONES, clock_time, pieces, release
from shopkit.pages.warehouse.dispatch import Dispatch
from shopkit.roles import title as role_title
from shopkit.shipping.orders import OpenOrder
from shopkit.shipping.snags import Snag

SHOWN = 12


def queue(desk: Dispatch) -> Block:
    """The exceptions, or what the search finds among all open orders."""
    say, wanted = desk.shift.say, desk.shift.ask.get("seek", "").strip().casefold()
    if wanted:
        found = [order for order in desk.orders.values() if wanted in _words(desk, order)]
        listed = [_order_row(desk, order) for order in found[:SHOWN]]
        empty, more = say("No open order has “{word}”.", word=wanted[:40]), len(found) - SHOWN
    else:
        listed = [_snag_row(desk, snag, n) for n, snag in enumerate(desk.snags[:SHOWN])]
        empty, more = say("No order needs anybody: all are on time."), len(desk.snags) - SHOWN
    return draw.rows(
        "snags",
        listed,
        empty,
        title=say("Orders that need somebody"),
        search="seek",
        note=say("{n} more: search by order number, product or province.", n=more)
        if more > 0
        else "",
    )


def _words(desk: Dispatch, order: OpenOrder) -> str:
    names = " ".join(f"{line.sku} {desk.shift.name(line.sku)}" for line in order.lines)
    return f"{order.order_id} {order.province} {names}".casefold()


def _snag_row(desk: Dispatch, snag: Snag, place: int) -> Block:
    shift = desk.shift
    say = shift.say
    order = desk.orders.get(snag.order_id)
    held = [each for each in desk.holds if each.order_id == snag.order_id]
    said = (say(snag.template, **snag.facts), "bad" if snag.is_overdue else None)
    until = say(
        "Until {time} · {who}",
        time=clock_time(shift, snag.deadline_at),
        who=role_title(snag.owner, shift.lang),
    )
    return draw.row(
        f"{snag.order_id}-{place}",
        snag.order_id,
        said,
        *([pieces(order)] if order else []),
        until,
        badge=say(KINDS[snag.kind]),
        tone="bad" if snag.is_overdue else TONES.get(snag.kind),
        buttons=[release(shift, each.id) for each in held],
        **({"ask": opening(snag.order_id)} if order else {}),
    )


def _order_row(desk: Dispatch, order: OpenOrder) -> Block:
    due = desk.shift.say("Ship by {time}", time=clock_time(desk.shift, desk.due_at(order)))
    return draw.row(order.order_id, order.order_id, pieces(order), due, ask=opening(order.order_id))


def opening(order_id: str) -> dict[str, str]:
    """What the page asks to open an order afresh."""
    return {"order": order_id, "got": "", "weight": "", "sure": "", "van": "", "part": ""}


ACTS = deadlines.ACTS
