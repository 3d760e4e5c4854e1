"""Orders that need somebody: the worst first, and who lets them wait or go."""

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse.dispatch import Dispatch, clock_time
from shopkit.pages.warehouse.shift import Shift
from shopkit.roles import title as role_title
from shopkit.shipping.orders import OpenOrder
from shopkit.shipping.snags import Snag
from shopkit.store import parcels
from shopkit.store.parcels import HOLDS
from shopkit.text import message
from shopkit.widgets import Reply

SHOWN = 12
KINDS = {
    "overdue": message("Overdue"),
    "refund": message("Refund asked for"),
    "address": message("Address change"),
    "hold": message("Held"),
    "part": message("Partly shipped"),
    "due": message("Due soon"),
    "unpaid": message("Not paid"),
}
TONES = {"overdue": "bad", "refund": "bad", "address": "warn", "hold": "warn", "part": "warn"}


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
        *([pieces(desk, order)] if order else []),
        until,
        badge=say(KINDS[snag.kind]),
        tone="bad" if snag.is_overdue else TONES.get(snag.kind),
        buttons=[release(shift, each.id) for each in held],
        **({"ask": opening(snag.order_id)} if order else {}),
    )


def _order_row(desk: Dispatch, order: OpenOrder) -> Block:
    due = desk.shift.say("Ship by {time}", time=clock_time(desk.shift, desk.due_at(order)))
    return draw.row(
        order.order_id, order.order_id, pieces(desk, order), due, ask=opening(order.order_id)
    )


def opening(order_id: str) -> dict[str, str]:
    """What the page asks to open an order afresh."""
    return {"order": order_id, "got": "", "weight": "", "sure": "", "van": "", "part": ""}


def pieces(desk: Dispatch, order: OpenOrder) -> str:
    """What is in an order, in one line."""
    named = [f"{line.qty} × {line.sku or '–'}" for line in order.lines[:4]]
    more = ["…"] if len(order.lines) > 4 else []
    return " · ".join([*(word for word in [order.province] if word), *named, *more])


def release(shift: Shift, hold_id: int) -> Block:
    """The button that lets a held order go."""
    say = shift.say
    return draw.button(
        say("Let it go"), "order_release", {"hold": hold_id}, tone="good", confirm=say("Settled?")
    )


def hold_form(shift: Shift, order_id: str) -> Block:
    """Why an order must wait."""
    say = shift.say
    fields = [
        draw.field(
            "kind", say("Why"), "choice", value="address", options=[[k, say(v)] for k, v in
            HOLDS.items()], required=True,
        ),
        draw.field("note", say("What is to change"), hint=say("New address, other goods, a call")),
    ]  # fmt: skip
    return draw.form(
        "hold", "order_hold", fields, say("Let it wait"), title=say("This order must wait"),
        values={"order": order_id}, tone="warn",
    )  # fmt: skip


def held(shift: Shift, *, key: str, order: object, kind: object, note: object = "") -> Reply:
    """Lets an open order wait."""
    say = shift.say
    desk = Dispatch(shift)
    parcels.hold_order(
        shift.shop.engine,
        shift.shop.id,
        desk.order(order).order_id,
        shift.stamp(key),
        kind=given.one_of(kind, HOLDS, say("Why")),
        note=given.words(note, say("What is to change")),
    )
    return Reply(say("Order {order} waits until it is released.", order=order), tone="warn")


def released(shift: Shift, *, key: str, hold: object) -> Reply:
    """Lets a held order go again."""
    number = given.whole(hold, shift.say("Held"))
    row = next((each for each in Dispatch(shift).holds if each.id == number), None)
    stamp = shift.stamp(key)
    if row is None:
        raise Refused("This order does not wait any more: somebody has released it.")
    parcels.clear_hold(shift.shop.engine, shift.shop.id, number, stamp)
    return Reply(shift.say("Order {order} may go.", order=row.order_id))


ACTS = {"order_hold": held, "order_release": released}
