"""Goods that come: the orders awaited, one order scanned in, and what came unannounced."""

from collections.abc import Mapping
from typing import Any

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse.shift import Shift
from shopkit.stock import reasons
from shopkit.stock.purchases import COMING, STATES, Purchase, PurchaseLine
from shopkit.stock.receipts import Receipt
from shopkit.store import goods, purchases
from shopkit.text import message
from shopkit.widgets import Reply

KEY, TITLE = "receive", message("Receive")
ASKED = frozenset({"po", "line"})


def badge(shift: Shift) -> int | None:
    """How many orders are late."""
    return sum(each.is_late(shift.today) for each in shift.purchases) or None


def blocks(shift: Shift) -> list[Block]:
    """The order opened, or the list of those that are awaited."""
    opened = _opened(shift)
    return _one(shift, opened) if opened else _awaited(shift)


def _opened(shift: Shift) -> Purchase | None:
    wanted = shift.ask.get("po", "")
    return next(
        (each for each in shift.purchases if str(each.id) == wanted and each.state in COMING), None
    )


def _awaited(shift: Shift) -> list[Block]:
    say = shift.say
    coming = [each for each in shift.purchases if each.state in COMING]
    coming.sort(key=lambda each: (each.expected_on is None, each.expected_on))
    return [
        draw.scan(
            "find",
            "receive_find",
            say("Scan a purchase order or a product"),
            placeholder=say("Code, then Enter"),
        ),
        draw.rows(
            "awaited",
            [_awaited_row(shift, each) for each in coming],
            say("No delivery is awaited. Purchase orders are made under “Reorder”."),
            title=say("Awaited"),
        ),
        _loose(shift),
    ]


def _awaited_row(shift: Shift, order: Purchase) -> Block:
    say, is_late = shift.say, order.is_late(shift.today)
    open_units = sum(line.open for line in order.lines)
    due = order.expected_on.isoformat() if order.expected_on else "–"
    return draw.row(
        order.id,
        f"{order.number} · {order.supplier}",
        say("{lines} products, {units} pieces open", lines=len(order.lines), units=open_units),
        (say("Expected {day}", day=due), "bad" if is_late else None),
        badge=say("Late") if is_late else say(STATES[order.state]),
        tone="bad" if is_late else None,
        ask={"po": str(order.id), "line": ""},
    )


def _one(shift: Shift, order: Purchase) -> list[Block]:
    say = shift.say
    chosen = next((line for line in order.lines if line.sku == shift.ask.get("line")), None)
    scan = draw.scan(
        "scan",
        "receive_scan",
        say("Scan what came on {number}", number=order.number),
        placeholder=say("Product code, then Enter"),
        values={"po": order.id},
    )
    return [
        scan,
        *([_line_form(shift, order, chosen)] if chosen else []),
        draw.rows(
            "lines",
            [_line_row(shift, order, line) for line in order.lines],
            say("This order has no lines."),
            title=f"{order.number} · {order.supplier}",
        ),
        _ends(shift, order),
    ]


def _line_form(shift: Shift, order: Purchase, line: PurchaseLine) -> Block:
    say = shift.say
    known = shift.skus.get(line.sku)
    pack = known.pack_size if known else 1
    fields = [
        draw.field(
            "qty", say("Good pieces"), "number", value=line.open, min=0, required=True, focus=True,
            hint=say("{open} open, {pack} in a pack", open=line.open, pack=pack),
        ),
        draw.field("damaged", say("Damaged pieces"), "number", value=0, min=0),
        draw.field("reason", say("What is wrong"), "choice", value="", options=_reasons(shift)),
        draw.field("over", say("More than ordered, because"), hint=say("Only when more came")),
    ]  # fmt: skip
    return draw.form(
        f"line-{line.sku}",
        "receive_line",
        fields,
        say("Book in"),
        title=f"{line.sku} · {shift.name(line.sku)}",
        values={"po": order.id, "sku": line.sku},
    )


def _line_row(shift: Shift, order: Purchase, line: PurchaseLine) -> Block:
    say = shift.say
    told = say(
        "ordered {ordered} · came {came} · open {open}",
        ordered=line.ordered, came=line.received, open=line.open,
    )  # fmt: skip
    broken = (say("{n} damaged", n=line.damaged), "bad") if line.damaged else None
    all_came = draw.button(
        say("All {n} came", n=line.open),
        "receive_line",
        {"po": order.id, "sku": line.sku, "qty": line.open},
        tone="good",
    )
    return draw.row(
        line.sku,
        f"{line.sku} · {shift.name(line.sku)}",
        *[each for each in (told, broken) if each],
        badge="✓" if not line.open else None,
        buttons=[all_came] if line.open else [],
        ask={"line": line.sku},
    )


def _ends(shift: Shift, order: Purchase) -> Block:
    say = shift.say
    return draw.form(
        "short",
        "receive_short",
        [draw.field("reason", say("The rest will not come, because"), required=True)],
        say("Close as short"),
        values={"po": order.id},
        tone="bad",
    )


def _loose(shift: Shift) -> Block:
    say = shift.say
    fields = [
        draw.field("code", say("Product code"), required=True),
        draw.field("qty", say("Good pieces"), "number", value=1, min=0, required=True),
        draw.field("damaged", say("Damaged pieces"), "number", value=0, min=0),
        draw.field("reason", say("What is wrong"), "choice", value="", options=_reasons(shift)),
        draw.field("cost", say("Cost of a piece, yuan")),
    ]
    return draw.form(
        "loose", "receive_loose", fields, say("Book in"), title=say("Came without an order")
    )


def _reasons(shift: Shift) -> list[list[str]]:
    return [["", "–"], *reasons.options(reasons.AT_RECEIPT, shift.say)]


def find(shift: Shift, *, key: str, text: str) -> Reply:
    """Opens the order of this number, or the first one that awaits this product."""
    word = text.strip().upper().removeprefix("PO:")
    coming = [each for each in shift.purchases if each.state in COMING]
    for order in coming:
        if word in (order.number.upper(), str(order.id)):
            return Reply(order.number, ask={"po": order.id, "line": ""})
    sku = goods.find_sku(shift.shop.engine, shift.shop.id, text)
    waiting = [
        each for each in coming if any(line.sku == sku.code and line.open for line in each.lines)
    ]
    if not waiting:
        raise Refused(
            "No open order awaits {sku}. Book it in as “Came without an order”.", sku=sku.code
        )
    first = min(waiting, key=lambda each: (each.expected_on is None, each.expected_on))
    return Reply(f"{first.number} · {sku.code}", ask={"po": first.id, "line": sku.code})


def scanned(shift: Shift, *, key: str, po: object, text: str) -> Reply:
    """Chooses the line of a scanned product; its number is asked for next."""
    order = _order(shift, po)
    sku = goods.find_sku(shift.shop.engine, shift.shop.id, text)
    line = order.line(sku.code)
    return Reply(
        shift.say("{sku}: {open} open", sku=sku.code, open=line.open),
        tone="good" if line.open else "warn",
        ask={"line": sku.code},
    )


def line_came(
    shift: Shift,
    *,
    key: str,
    po: object,
    sku: str,
    qty: object = 0,
    damaged: object = 0,
    reason: str = "",
    over: str = "",
) -> Reply:
    """Books in what came of one line."""
    order = _order(shift, po)
    receipt = _receipt(shift, sku, qty=qty, damaged=damaged, reason=reason)
    purchases.receive(
        shift.shop.engine,
        shift.shop.id,
        order.id,
        shift.stamp(key),
        receipts=[receipt],
        over_reason=given.words(over, shift.say("More than ordered, because")),
    )
    said = shift.say("{n} × {sku} are in receiving.", n=receipt.qty + receipt.damaged, sku=sku)
    return Reply(said, ask={"line": ""})


def short(shift: Shift, *, key: str, po: object, reason: object) -> Reply:
    """Closes what is still open of an order."""
    order = _order(shift, po)
    why = given.words(reason, shift.say("The rest will not come, because"))
    closed = purchases.close_short(
        shift.shop.engine, shift.shop.id, order.id, shift.stamp(key), reason=why
    )
    said = shift.say("{number} is closed; nothing more is awaited.", number=closed.number)
    return Reply(said, ask={"po": "", "line": ""})


def loose(shift: Shift, *, key: str, code: object, qty: object, **more: Any) -> str:
    """Books in what came without an order."""
    sku = goods.find_sku(shift.shop.engine, shift.shop.id, str(code or ""))
    receipt = _receipt(shift, sku.code, qty=qty, **_known(more, "damaged", "reason"))
    cost = given.fen(more.get("cost"), shift.say("Cost of a piece, yuan"))
    priced = Receipt(
        receipt.sku, receipt.qty, receipt.damaged, receipt.reason, cost or sku.cost_fen
    )
    purchases.receive_loose(shift.shop.engine, shift.shop.id, [priced], shift.stamp(key))
    return shift.say("{n} × {sku} are in receiving.", n=receipt.qty + receipt.damaged, sku=sku.code)


def _receipt(
    shift: Shift, sku: str, *, qty: object, damaged: object = 0, reason: object = ""
) -> Receipt:
    known = dict.fromkeys(("", *reasons.AT_RECEIPT))
    why = given.one_of(reason, known, shift.say("What is wrong"))
    return Receipt(
        sku,
        given.whole(qty or 0, shift.say("Good pieces")),
        given.whole(damaged or 0, shift.say("Damaged pieces")),
        why,
    )


def _order(shift: Shift, po: object) -> Purchase:
    return purchases.purchase(
        shift.shop.engine, shift.shop.id, given.whole(po, shift.say("Purchase order"))
    )


def _known(more: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: more[name] for name in names if name in more}


ACTS = {
    "receive_find": find,
    "receive_scan": scanned,
    "receive_line": line_came,
    "receive_short": short,
    "receive_loose": loose,
}
