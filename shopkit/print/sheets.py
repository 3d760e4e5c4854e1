"""Sheets of A4 paper that the warehouse works with: pick, count, purchase order."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from shopkit.money import yuan
from shopkit.print.codes import qr
from shopkit.print.document import css_string, document, stylesheet
from shopkit.text import Say, escape, speaker

QR_MM = 24

Row = Mapping[str, object]


def pick_sheet(
    rows: Sequence[Row],
    *,
    number: object,
    made_on: date,
    scan: str = "",
    shop: str = "",
    remark: str = "",
    lang: str = "zh",
) -> str:
    """A whole HTML page to walk the shelves with, in the order of `rows`.

    A row has `location`, `sku`, `title`, `qty` (units to take), and may have `orders` (a list of
    order numbers), `short` (units that no bin has) and `group` (a heading is set where it changes).
    `scan` is the text of the QR code at the top, such as `PICK:7`.
    """
    say = speaker(lang)
    heads = [("", "box"), (say("Bin"), "place"), (say("Product"), ""), (say("Qty"), "qty")]
    body: list[str] = []
    group = None
    for row in rows:
        if row.get("group") and row["group"] != group:
            group = row["group"]
            body.append(f'<tr class="group"><th colspan="4">{escape(group)}</th></tr>')
        body.append(_pick_row(row, say))
    units = sum(_count(row.get("qty")) for row in rows)
    facts = [
        (say("Date"), made_on.isoformat()),
        (say("Lines"), len(rows)),
        (say("Units"), units),
        (say("Picked by"), ""),
    ]
    table = _table(heads, body) if rows else _nothing(say("There is nothing to pick."))
    top = _top(say("Pick list"), number, facts, scan=scan, shop=shop)
    return _sheet(say("Pick list"), number, top + table + _remark(remark, say), lang=lang)


def count_sheet(
    rows: Sequence[Row],
    *,
    number: object,
    made_on: date,
    scan: str = "",
    shop: str = "",
    remark: str = "",
    lang: str = "zh",
) -> str:
    """A whole HTML page to count the shelves with; what the books say is never on it.

    A row has `location`, `sku` and `title`; anything else in it is left out, so that nobody counts
    towards a number. `scan` is the text of the QR code at the top, such as `COUNT:7`.
    """
    say = speaker(lang)
    heads = [
        (say("Bin"), "place"),
        (say("Product"), ""),
        (say("Counted"), "write"),
        (say("Counted again"), "write"),
    ]
    body = [
        f"<tr>{_cell(row.get('location'), 'place')}<td>{_product(row)}</td>"
        '<td class="write"><i></i></td><td class="write"><i></i></td></tr>'
        for row in rows
    ]
    facts = [
        (say("Date"), made_on.isoformat()),
        (say("Lines"), len(rows)),
        (say("Counted by"), ""),
        (say("Counted again by"), ""),
    ]
    table = _table(heads, body) if rows else _nothing(say("There is nothing to count."))
    hint = f'<p class="hint">{escape(say("Write 0 for an empty bin; a blank is not counted."))}</p>'
    top = _top(say("Count sheet"), number, facts, scan=scan, shop=shop)
    whole = top + hint + table + _remark(remark, say)
    return _sheet(say("Count sheet"), number, whole, lang=lang)


def purchase_order_sheet(order: Row, lines: Sequence[Row], *, lang: str = "zh") -> str:
    """A whole HTML page to send to a supplier and to sign.

    `order` has `number`, `supplier`, `ordered_on`, and may have `due_on` (dates), `shop`,
    `ship_to`, `contact`, `remark` and `scan` (text of the QR code, else `PO:` and the number). A
    line has `sku`, `title`, `qty` (units), and may have `supplier_sku`, `pack_size` (units in a
    pack) and `unit_fen` (the price of one unit). The sums are made here: a line without a price
    has none, and the total then says that it is not whole.
    """
    say = speaker(lang)
    heads = [
        ("#", "qty"),
        (say("Product"), ""),
        (say("Qty"), "qty"),
        (say("Packs"), "qty"),
        (say("Unit price"), "qty"),
        (say("Amount"), "qty"),
    ]
    body = [_order_row(place, line) for place, line in enumerate(lines, 1)]
    body.append(_order_total(lines, say))
    facts = [
        (say("Supplier"), order.get("supplier")),
        (say("Ordered on"), order.get("ordered_on")),
        (say("Deliver by"), order.get("due_on")),
        (say("Contact"), order.get("contact")),
        (say("Deliver to"), order.get("ship_to")),
    ]
    number = order.get("number", "")
    top = _top(
        say("Purchase order"),
        number,
        [(name, value) for name, value in facts if value],
        scan=str(order.get("scan") or f"PO:{number}"),
        shop=str(order.get("shop") or ""),
    )
    table = _table(heads, body) if lines else _nothing(say("There is nothing on this order yet."))
    signs = (say("Buyer, signature and date"), say("Supplier, signature and date"))
    places = "".join(f"<div>{escape(sign)}</div>" for sign in signs)
    whole = f'{top}{table}{_remark(order.get("remark"), say)}<div class="signs">{places}</div>'
    return _sheet(say("Purchase order"), number, whole, lang=lang)


def _pick_row(row: Row, say: Say) -> str:
    orders = row.get("orders") or ()
    lines = [escape(one) for one in orders] if isinstance(orders, list | tuple) else []
    under = f"<small>{'  '.join(lines)}</small>" if lines else ""
    missing = _count(row.get("short"))
    if missing:
        under += f'<strong class="short">{escape(say("{n} short", n=missing))}</strong>'
    return (
        f'<tr><td class="box"><i></i></td>{_cell(row.get("location"), "place")}'
        f"<td>{_product(row)}{under}</td>{_cell(row.get('qty'), 'qty big')}</tr>"
    )


def _order_row(place: int, line: Row) -> str:
    qty, pack = _count(line.get("qty")), _count(line.get("pack_size"))
    packs = f"{_packs(qty, pack)} × {pack}" if pack > 1 else ""
    price = line.get("unit_fen")
    cells = (packs, yuan(_fen(price)), yuan(_amount(line)))
    return (
        f"<tr>{_cell(place, 'qty')}<td>{_product(line)}</td>{_cell(f'{qty:,}', 'qty strong')}"
        + "".join(_cell(cell, "qty") for cell in cells)
        + "</tr>"
    )


def _order_total(lines: Sequence[Row], say: Say) -> str:
    known = [amount for amount in map(_amount, lines) if amount is not None]
    units = sum(_count(line.get("qty")) for line in lines)
    word = say("Total") if len(known) == len(lines) else say("Total of the lines with a price")
    total = f"￥{yuan(sum(known))}" if known else yuan(None)
    return (
        f'<tr class="total"><th colspan="2">{escape(word)}</th>{_cell(f"{units:,}", "qty")}'
        f'<td colspan="3" class="qty">{escape(total)}</td></tr>'
    )


def _packs(qty: int, pack: int) -> str:
    """Whole packs as they are; a pack begun with two digits at most."""
    return f"{qty // pack:,}" if qty % pack == 0 else f"{qty / pack:,.2f}".rstrip("0")


def _amount(line: Row) -> int | None:
    price = _fen(line.get("unit_fen"))
    return None if price is None else price * _count(line.get("qty"))


def _fen(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _product(row: Row) -> str:
    """The SKU in bold, the supplier's own name for it, and the title under them."""
    theirs = f" <span>{escape(row['supplier_sku'])}</span>" if row.get("supplier_sku") else ""
    return f"<b>{escape(row.get('sku') or '')}</b>{theirs}<p>{escape(row.get('title') or '')}</p>"


def _cell(value: object, name: str) -> str:
    return f'<td class="{name}">{"" if value is None else escape(value)}</td>'


def _table(heads: Iterable[tuple[str, str]], body: Iterable[str]) -> str:
    cells = "".join(f'<th class="{name}">{escape(head)}</th>' for head, name in heads)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _nothing(words: str) -> str:
    return f'<p class="nothing">{escape(words)}</p>'


def _remark(remark: object, say: Say) -> str:
    if not remark:
        return ""
    return f'<p class="remark"><b>{escape(say("Remark"))}</b> {escape(remark)}</p>'


def _top(
    title: str, number: object, facts: Iterable[tuple[str, object]], *, scan: str, shop: str
) -> str:
    """The head of a sheet: what it is, what is known of it, and the code that opens it."""
    listed = "".join(
        f'<div class="{_blank(value)}"><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>'
        for name, value in facts
    )
    code = qr(scan).svg(width_mm=QR_MM, height_mm=QR_MM) if scan else ""
    return (
        f'<div class="top"><div><p class="shop">{escape(shop)}</p>'
        f"<h1>{escape(title)} <b>{escape(number)}</b></h1><dl>{listed}</dl></div>{code}</div>"
    )


def _blank(value: object) -> str:
    return "known" if str(value) else "blank"


def _sheet(title: str, number: object, body: str, *, lang: str) -> str:
    say = speaker(lang)
    named = f"{title} {number}".strip()
    before, between, after = say("Page {n} of {all}", n="\0", all="\0").split("\0")
    counted = (
        f"{css_string(before)} counter(page) {css_string(between)} counter(pages) "
        f"{css_string(after)}"
    )
    style = stylesheet("sheets") + (
        f"@page {{ @bottom-left {{ content: {css_string(named)}; }} "
        f"@bottom-right {{ content: {counted}; }} }}\n"
    )
    hint = say("Paper A4, scale 100 %.")
    return document(
        named, f'<section class="sheet">{body}</section>', style=style, lang=lang, hint=hint
    )
