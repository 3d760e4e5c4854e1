"""What lay in stock on the last day of the month, and what it was worth."""

from collections.abc import Iterator
from typing import Any

from shopkit.pages.review import parts
from shopkit.pages.review.month import Month
from shopkit.pages.review.parts import Part
from shopkit.store import books, goods, reviews
from shopkit.text import message

ORDER, TITLE = 70, message("Stock")
SHOWN = 20
HELD = ("storage", "damaged", "transit")


def section(month: Month) -> Iterator[Part]:
    """Pieces and value by the ledger as of the month's end, most valuable first."""
    say = month.say
    found = month.past.ask("stock", lambda: _stock(month))
    if not found:
        yield parts.words(say("The stock ledger had no move by the end of this month."))
        return
    units = [row for row in found if row["storage"] or row["transit"] or row["damaged"]]
    yield _sums(month, found)
    columns = [
        ("name", say("Product"), "text"),
        ("sku", say("SKU"), "text"),
        ("storage", say("On hand"), "count"),
        ("damaged", say("Damaged"), "count"),
        ("transit", say("On the way"), "count"),
        ("value_fen", say("Worth, yuan"), "fen"),
    ]
    rows = [{**row, "key": row["sku"]} for row in units[:SHOWN]]
    more = len(units) - SHOWN
    note = say("{n} more products are worth less.", n=more) if more > 0 else ""
    yield parts.table("skus", say("Where the money lies"), columns, rows, note=note)


def _sums(month: Month, found: list[dict[str, Any]]) -> Part:
    say = month.say
    columns = [("what", say("On the last day"), "text"), ("value", month.name, "count")]
    told = [
        ("storage", say("Pieces on hand"), "count"),
        ("damaged", say("Pieces damaged"), "count"),
        ("transit", say("Pieces on the way"), "count"),
        ("value_fen", say("Worth, first in first out"), "fen"),
    ]
    rows = [
        {"key": name, "what": label, "value": sum(row[name] for row in found),
         "units": {"value": unit}}
        for name, label, unit in told
    ]  # fmt: skip
    empty = sum(row["storage"] <= 0 for row in found)
    rows.append({"key": "empty", "what": say("Products with nothing on hand"), "value": empty})
    return parts.table("sums", say("Stock at the end of the month"), columns, rows)


def _stock(month: Month) -> list[dict[str, Any]]:
    """Every SKU that ever moved by then: pieces by kind of place, and value; the dearest first."""
    shop, end = month.shop, month.end
    known = {each.code: each for each in goods.skus(shop.engine, shop.id)}
    held: dict[str, dict[str, int]] = {}
    for each in books.balances(shop.engine, shop.id, asof=end):
        kinds = held.setdefault(each.sku, {})
        kinds[each.kind] = kinds.get(each.kind, 0) + each.qty
    worth = reviews.values(
        shop.engine,
        shop.id,
        {sku: kinds.get("storage", 0) + kinds.get("transit", 0) for sku, kinds in held.items()},
        {code: each.cost_fen for code, each in known.items()},
        asof=end,
    )
    rows = [
        {"sku": sku, "name": known[sku].name if sku in known else sku,
         "value_fen": worth.get(sku, 0)}
        | {kind: held.get(sku, {}).get(kind, 0) for kind in HELD}
        for sku in sorted(held)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row["value_fen"], row["sku"]))
