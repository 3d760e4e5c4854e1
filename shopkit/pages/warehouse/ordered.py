"""One purchase order: a draft to change and send, then on its way, called off, on paper."""

from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil
from typing import Any

from shopkit import clock
from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse import selling
from shopkit.pages.warehouse.cash import cash
from shopkit.pages.warehouse.shift import Shift
from shopkit.stock.purchases import COMING, DRAFT, SENT, STATES, Purchase, Wanted
from shopkit.store import goods, purchases
from shopkit.widgets import Reply

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def blocks(shift: Shift, order: Purchase) -> list[Block]:
    """What it is, the next step with it, its lines, and its papers."""
    is_draft = order.state == DRAFT
    return [
        _head(shift, order),
        *([_send(shift, order)] if is_draft else []),
        _grid(shift, order) if is_draft else _lines(shift, order),
        _papers(shift, order),
        *_steps(shift, order),
    ]


def _head(shift: Shift, order: Purchase) -> Block:
    say, is_late = shift.say, order.is_late(shift.today)
    pieces = sum(line.ordered for line in order.lines)
    told = say(
        "{n} products, {pieces} pieces, {money}",
        n=len(order.lines),
        pieces=f"{pieces:,}",
        money=cash(order.value_fen, shift.lang, exact=True),
    )
    days = [
        say("sent {day}", day=clock.day_of(order.sent_at)) if order.sent_at else "",
        say("shipped {day}", day=clock.day_of(order.dispatched_at)) if order.dispatched_at else "",
        say("expected {day}", day=order.expected_on) if order.expected_on else "",
        order.remark,
    ]
    row = draw.row(
        "back",
        say("← Purchase orders"),
        told,
        (" · ".join(word for word in days if word), "bad" if is_late else None),
        badge=say("Late") if is_late else say(STATES[order.state]),
        tone="bad" if is_late else None,
        ask={"purchase": "", "reorder": "orders"},
    )
    return draw.rows("order", [row], "", title=f"{order.number} · {order.supplier}")


def expected(shift: Shift, supplier_id: int) -> date:
    """The day a supplier's delivery may be expected, if it is ordered today."""
    return shift.today + timedelta(days=ceil(selling.lead_of(shift, supplier_id)))


def _send(shift: Shift, order: Purchase) -> Block:
    say = shift.say
    day = expected(shift, order.supplier_id).isoformat()
    return draw.form(
        "send",
        "purchase_send",
        [draw.field("day", say("Expected on"), "day", value=day, required=True)],
        say("Mark as sent"),
        note=say("Send the file or the paper to the supplier first."),
        values={"po": order.id},
    )


def _grid(shift: Shift, order: Purchase) -> Block:
    say = shift.say
    columns = [
        draw.field("sku", say("Product code"), required=True),
        draw.field("name", say("Product"), fixed=True),
        draw.field("qty", say("Pieces"), "number", min=1, required=True),
        draw.field("cost", say("Cost of a piece, yuan")),
    ]
    rows = [
        {
            "key": line.sku,
            "sku": line.sku,
            "name": shift.name(line.sku),
            "qty": line.ordered,
            "cost": "" if line.unit_cost_fen is None else f"{line.unit_cost_fen / 100:.2f}",
        }
        for line in order.lines
    ]
    title = say("What is ordered")
    return draw.grid(
        f"lines-{order.id}", "purchase_lines", columns, rows, title=title, values={"po": order.id}
    )


def _lines(shift: Shift, order: Purchase) -> Block:
    say = shift.say
    heads = [
        (say("Product"), "text"),
        (say("Ordered"), "qty"),
        (say("Came"), "qty"),
        (say("Damaged"), "qty"),
        (say("Short"), "qty"),
        (say("Open"), "qty"),
        (say("Unit price"), "fen"),
    ]
    rows = [
        [
            f"{line.sku} {shift.name(line.sku)}",
            line.ordered,
            line.received,
            line.damaged,
            line.short,
            line.open,
            line.unit_cost_fen,
        ]
        for line in order.lines
    ]
    return draw.table("lines", heads, rows, title=say("What is ordered"))


def _papers(shift: Shift, order: Purchase) -> Block:
    say, values = shift.say, {"po": order.id}
    return draw.buttons(
        "papers",
        draw.button(say("Print the order"), "purchase_print", values),
        draw.button(say("Order as Excel"), "purchase_file", values),
    )


def _steps(shift: Shift, order: Purchase) -> list[Block]:
    say, values = shift.say, {"po": order.id}
    pressed = []
    if order.state in COMING and any(line.open > line.in_transit for line in order.lines):
        pressed.append(
            draw.button(say("The supplier has shipped"), "purchase_shipped", values, tone="main")
        )
    if order.state in (DRAFT, SENT):
        pressed.append(
            draw.button(say("Call it off"), "purchase_cancel", values, tone="bad", confirm=True)
        )
    note = say("Book in what comes under “Receive”.") if order.state in COMING else ""
    return [draw.buttons("steps", *pressed, note=note)] if pressed else []


def changed(shift: Shift, *, key: str, po: object, rows: object) -> str:
    """The draft's lines as they were typed."""
    order = _order(shift, po)
    wanted = {line.sku: _again(line.sku, line.ordered, line.unit_cost_fen) for line in order.lines}
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, Mapping):
            raise Refused("Choose a line of the order.")
        _typed(shift, wanted, row)
    lines = [Wanted(**each) for each in wanted.values()]
    shop = shift.shop
    saved = purchases.change_draft(shop.engine, shop.id, order.id, shift.stamp(key), lines=lines)
    money = cash(saved.value_fen, shift.lang, exact=True)
    return shift.say(
        "{number}: {n} products, {money}.", number=saved.number, n=len(saved.lines), money=money
    )


def _typed(shift: Shift, wanted: dict[str, dict[str, Any]], row: Mapping[str, object]) -> None:
    """One row of the grid worked into the lines, by its old code and its new one."""
    old = row.get("key")
    held = wanted.pop(str(old), None) if old is not None else None
    if row.get("change") == "removed":
        return
    say = shift.say
    code = goods.find_sku(shift.shop.engine, shift.shop.id, str(row.get("sku") or "")).code
    if code in wanted:
        raise Refused("{sku} is on two lines. Put them together.", sku=code)
    cost = given.fen(row.get("cost"), say("Cost of a piece, yuan"))
    if cost is None and held is None:
        cost = shift.skus[code].cost_fen
    qty = given.whole(row.get("qty"), say("Pieces"), least=1)
    wanted[code] = _again(code, qty, cost)


def _again(sku: str, qty: int, cost: int | None) -> dict[str, Any]:
    return {"sku": sku, "qty": qty, "unit_cost_fen": cost}


def sent(shift: Shift, *, key: str, po: object, day: object) -> str:
    """Marks a draft as sent and awaited on this day."""
    order, on = _order(shift, po), given.day(day, shift.say("Expected on"))
    if on is None or on < shift.today:
        raise Refused("Goods cannot be expected before today: choose a later day.")
    shop = shift.shop
    done = purchases.send(shop.engine, shop.id, order.id, shift.stamp(key), expected_on=on)
    return shift.say("{number} is sent and expected on {day}.", number=done.number, day=on)


def shipped(shift: Shift, *, key: str, po: object) -> str:
    """Books what is open as on its way."""
    order, shop = _order(shift, po), shift.shop
    done = purchases.dispatch(shop.engine, shop.id, order.id, shift.stamp(key))
    return shift.say("{number} is on its way.", number=done.number)


def cancelled(shift: Shift, *, key: str, po: object) -> Reply:
    """Calls an order off of which nothing has come."""
    order, shop = _order(shift, po), shift.shop
    done = purchases.cancel(shop.engine, shop.id, order.id, shift.stamp(key))
    return Reply(shift.say("{number} is called off.", number=done.number), ask={"purchase": ""})


def printed(shift: Shift, *, key: str, po: object) -> Reply:
    """The order on paper, in the shop's language."""
    from shopkit.print.sheets import purchase_order_sheet

    order = _order(shift, po)
    head = {
        "number": order.number,
        "supplier": order.supplier,
        "ordered_on": clock.day_of(order.sent_at or order.created_at),
        "due_on": order.expected_on,
        "shop": shift.shop.row.name,
        "remark": order.remark,
    }
    html = purchase_order_sheet(head, _rows(shift, order), lang=shift.lang)
    return Reply(shift.say("{number} is ready to print.", number=order.number), html=html)


def filed(shift: Shift, *, key: str, po: object) -> Reply:
    """The order as a workbook for the supplier."""
    from shopkit.print.workbook import workbook

    say, order = shift.say, _order(shift, po)
    heads = [
        (say("Product code"), "text"),
        (say("Product"), "text"),
        (say("Barcode"), "text"),
        (say("Qty"), "qty"),
        (say("Unit price"), "fen"),
        (say("Amount"), "fen"),
    ]
    rows = [
        [row["sku"], row["title"], row["barcode"], row["qty"], row["unit_fen"], row["amount"]]
        for row in _rows(shift, order)
    ]
    content = workbook([(order.number, heads, rows)])
    said = say("{number} is saved as a file.", number=order.number)
    return Reply(said, file=(f"{order.number}.xlsx", XLSX, content))


def _rows(shift: Shift, order: Purchase) -> list[dict[str, Any]]:
    return [
        {
            "sku": line.sku,
            "title": shift.name(line.sku),
            "barcode": shift.skus[line.sku].barcode if line.sku in shift.skus else "",
            "qty": line.ordered,
            "pack_size": shift.skus[line.sku].pack_size if line.sku in shift.skus else 1,
            "unit_fen": line.unit_cost_fen,
            "amount": None if line.unit_cost_fen is None else line.ordered * line.unit_cost_fen,
        }
        for line in order.lines
    ]


def _order(shift: Shift, po: object) -> Purchase:
    number = given.whole(po, shift.say("Purchase order"))
    return purchases.purchase(shift.shop.engine, shift.shop.id, number)


ACTS = {
    "purchase_lines": changed,
    "purchase_send": sent,
    "purchase_shipped": shipped,
    "purchase_cancel": cancelled,
    "purchase_print": printed,
    "purchase_file": filed,
}
