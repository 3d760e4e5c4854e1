"""Purchase orders made from proposals: one a supplier, a draft first; and the list of all."""

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse import ordered
from shopkit.pages.warehouse.advice import Advice
from shopkit.pages.warehouse.cash import cash
from shopkit.pages.warehouse.shift import Shift
from shopkit.replenish.proposal import Proposal
from shopkit.stock.purchases import OPEN, STATES, Purchase, Wanted
from shopkit.store import purchases
from shopkit.widgets import Reply

SHOWN = 30


def opened(shift: Shift) -> Purchase | None:
    """The order that is open on the page, if the shop has it."""
    wanted = shift.ask.get("purchase", "")
    return next((each for each in shift.purchases if str(each.id) == wanted), None)


def one(shift: Shift, order: Purchase) -> list[Block]:
    """One order with what may be done with it."""
    return ordered.blocks(shift, order)


def by_supplier(shift: Shift, advice: Advice) -> Block:
    """One button a supplier that makes the order of all its proposals."""
    say = shift.say
    rows = [_supplier_row(shift, number, advice.of_supplier(number)) for number in shift.suppliers]
    bare = advice.of_supplier(None)
    if bare:
        told = say("{n} products to order have no supplier.", n=len(bare))
        row = draw.row("none", say("No supplier"), (told, "warn"), ask={"reorder": "suppliers"})
        rows.append(row)
    found = [row for row in rows if row]
    empty = say("No order is to be made today.")
    if advice.drafted:
        empty = say("All that is to be ordered stands on a draft: look it over and send it.")
    return draw.rows("suppliers", found[:SHOWN], empty, title=say("Make the orders"))


def _supplier_row(shift: Shift, number: int, found: list[Proposal]) -> Block | None:
    if not found:
        return None
    say, supplier = shift.say, shift.suppliers[number]
    cost = _cost(found)
    least = supplier.min_order_fen
    short = least is not None and cost < least
    unpriced = sum(each.cost_fen is None for each in found)
    money = cash(cost, shift.lang)
    told = [
        (say("Less than the least order of {money}", money=cash(least, shift.lang)), "warn")
        if short
        else None,
        (say("{n} without a cost are not in it", n=unpriced), "warn") if unpriced else None,
    ]
    make = draw.button(
        say("Make the purchase order: {n} products, {money}", n=len(found), money=money),
        "purchase_make",
        {"supplier": number, "products": len(found), "fen": cost},
        tone="main",
    )
    pieces = say("{n} pieces", n=f"{sum(each.order_qty for each in found):,}")
    return draw.row(number, supplier.name, pieces, *[line for line in told if line], buttons=[make])


def _cost(found: list[Proposal]) -> int:
    return sum(each.cost_fen or 0 for each in found)


def listed(shift: Shift) -> list[Block]:
    """Every order, those in hand first, the late ones red."""
    say, today = shift.say, shift.today
    found = sorted(shift.purchases, key=lambda each: (each.state not in OPEN, -each.id))
    found.sort(key=lambda each: not each.is_late(today))
    hidden = len(found) - SHOWN
    back = draw.row("back", say("← What to order"), ask={"reorder": ""})
    return [
        draw.rows("back", [back], "", title=say("Purchase orders")),
        draw.rows(
            "orders",
            [_order_row(shift, each) for each in found[:SHOWN]],
            say("No purchase order yet. Make one from the proposals."),
            note=say("{n} more after these.", n=hidden) if hidden > 0 else "",
        ),
    ]


def _order_row(shift: Shift, order: Purchase) -> Block:
    say, is_late = shift.say, order.is_late(shift.today)
    open_units = sum(line.open for line in order.lines)
    lines = say("{lines} products, {units} pieces open", lines=len(order.lines), units=open_units)
    due = order.expected_on
    expected = (say("Expected {day}", day=due), "bad" if is_late else None)
    return draw.row(
        order.id,
        f"{order.number} · {order.supplier}",
        f"{lines} · {cash(order.value_fen, shift.lang)}",
        *([expected] if due and order.is_open else []),
        badge=say("Late") if is_late else say(STATES[order.state]),
        tone="bad" if is_late else None,
        ask={"purchase": str(order.id)},
    )


def made(
    shift: Shift, *, key: str, supplier: object, products: object = None, fen: object = None
) -> Reply:
    """The draft of all of a supplier's proposals, as they stood on the button."""
    stamp = shift.stamp(key)
    before = purchases.written(shift.shop.engine, shift.shop.id, stamp)
    if before:
        return _draft(shift, before)
    known = {str(number): None for number in shift.suppliers}
    number = int(given.one_of(supplier, known, shift.say("Supplier")))
    found = Advice(shift).of_supplier(number)
    if not found:
        raise Refused("Nothing of this supplier is to be ordered, or it stands on a draft already.")
    if (products, fen) != (len(found), _cost(found)):
        raise Refused("The proposals have changed since. Look at them again, then press.")
    wanted = [Wanted(each.sku, each.order_qty, each.need.unit_cost_fen) for each in found]
    order = purchases.create_purchase(
        shift.shop.engine,
        shift.shop.id,
        wanted,
        stamp,
        supplier_id=number,
        expected_on=ordered.expected(shift, number),
    )
    return _draft(shift, order)


def _draft(shift: Shift, order: Purchase) -> Reply:
    said = shift.say("{number} is a draft: look it over, then send it.", number=order.number)
    return Reply(said, ask={"purchase": str(order.id)})


ACTS = {"purchase_make": made, **ordered.ACTS}
