"""Orders that need somebody, by the platform's clock and by what was asked: for every page."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from shopkit.errors import Refused
from shopkit.lake import Lake
from shopkit.pages import blocks as draw
from shopkit.pages import given, waiting
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.shipping import orders
from shopkit.shipping.orders import OpenOrder
from shopkit.shipping.snags import SHIP_WITHIN_HOURS, Hold, Snag, exceptions
from shopkit.store import parcels
from shopkit.store.parcels import HOLDS, HoldRow
from shopkit.text import message
from shopkit.widgets import Reply

SHIP_WITHIN = "ship_within_hours"
UNPAID_DAYS = 2
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


def within(shift: Shift) -> float:
    """Hours the platform gives from payment to shipping."""
    hours = shift.setting(SHIP_WITHIN, SHIP_WITHIN_HOURS)
    return float(hours) if isinstance(hours, int | float) and hours > 0 else SHIP_WITHIN_HOURS


def clock_time(shift: Shift, at: datetime | None) -> str:
    """An instant as people at work read it."""
    return f"{at.astimezone(shift.zone):%m-%d %H:%M}" if at else "–"


def holds(shift: Shift) -> list[HoldRow]:
    """Why orders must wait, oldest first."""
    return parcels.holds(shift.shop.engine, shift.shop.id)


def to_ship(shift: Shift) -> dict[str, OpenOrder]:
    """Orders paid and not shipped, by number, first paid first."""
    return {each.order_id: each for each in waiting.open_orders(shift.shop, shift.today)}


def snags(shift: Shift, paid: Iterable[OpenOrder], held: Iterable[HoldRow]) -> list[Snag]:
    """Orders that need somebody, those not paid among them; worst first."""
    unpaid = _unpaid(shift.shop.lake(), shift.today - timedelta(days=UNPAID_DAYS))
    asked = [Hold(each.order_id, each.kind, each.note, each.held_at) for each in held]
    return exceptions([*paid, *unpaid], asked, now=shift.now, ship_within_hours=within(shift))


def pieces(order: OpenOrder) -> str:
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
    parcels.hold_order(
        shift.shop.engine,
        shift.shop.id,
        waiting.found(to_ship(shift), order).order_id,
        shift.stamp(key),
        kind=given.one_of(kind, HOLDS, say("Why")),
        note=given.words(note, say("What is to change")),
    )
    return Reply(say("Order {order} waits until it is released.", order=order), tone="warn")


def released(shift: Shift, *, key: str, hold: object) -> Reply:
    """Lets a held order go again."""
    number = given.whole(hold, shift.say("Held"))
    row = next((each for each in holds(shift) if each.id == number), None)
    stamp = shift.stamp(key)
    if row is None:
        raise Refused("This order does not wait any more: somebody has released it.")
    parcels.clear_hold(shift.shop.engine, shift.shop.id, number, stamp)
    return Reply(shift.say("Order {order} may go.", order=row.order_id))


@lru_cache(maxsize=4)
def _unpaid(lake: Lake, since: date) -> tuple[OpenOrder, ...]:
    return tuple(orders.open_orders(lake.rows("unpaid_orders", since=since)))


ACTS = {"order_hold": held, "order_release": released}
