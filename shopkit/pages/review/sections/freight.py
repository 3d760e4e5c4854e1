"""What the month's parcels cost, and what each carrier would have taken."""

from collections.abc import Iterator
from typing import Any

from shopkit.pages.review import parts
from shopkit.pages.review.month import Month
from shopkit.pages.review.parts import Part
from shopkit.pages.warehouse.repriced import priced
from shopkit.pages.warehouse.shift import Shift
from shopkit.store import freight
from shopkit.text import message

ORDER, TITLE = 75, message("Freight")


def section(month: Month) -> Iterator[Part]:
    """The sums, and a row for each carrier of the price sheet that held then."""
    say = month.say
    found = month.past.ask("freight", lambda: _freight(month))
    if not found["has_sheet"]:
        yield parts.words(say("No price sheet held in this month, so parcels cannot be priced."))
        return
    if not found["sums"]["parcels"]:
        yield parts.words(say("No parcel of this month could be priced."))
        return
    told = [
        ("parcels", say("Parcels"), "count"),
        ("used_fen", say("Freight paid"), "fen"),
        ("best_fen", say("Cheapest carrier for each"), "fen"),
        ("saving_fen", say("Could be saved"), "fen"),
        ("unweighed", say("Parcels without a known weight"), "count"),
    ]
    rows = [{"key": name, "what": label, "value": found["sums"][name], "units": {"value": unit}}
            for name, label, unit in told]  # fmt: skip
    columns = [("what", say("Freight"), "text"), ("value", month.name, "count")]
    yield parts.table("sums", say("Parcels of the month"), columns, rows)
    yield _carriers(month, found["rows"])


def _carriers(month: Month, found: list[dict[str, Any]]) -> Part:
    say = month.say
    columns = [
        ("carrier", say("Carrier"), "text"),
        ("parcels", say("Parcels"), "count"),
        ("total_fen", say("All by this carrier"), "fen"),
        ("used_fen", say("Paid for the same"), "fen"),
        ("saving_fen", say("Saved against what was paid"), "fen"),
    ]
    rows = [{**row, "key": row["carrier"]} for row in found]
    return parts.table("carriers", say("What would the month have cost?"), columns, rows)


def _freight(month: Month) -> dict[str, Any]:
    shop, period = month.shop, month.period
    sheet = freight.rates(shop.engine, shop.id, period.last)
    if not sheet.rates:
        return {"has_sheet": False}
    shift = Shift(shop, {}, month.lang, month.end)
    found = priced(shift, period.first, period.last, sheet)
    names = ("parcels", "used_fen", "best_fen", "saving_fen", "unweighed")
    return {"has_sheet": True, "sums": {name: getattr(found, name) for name in names},
            "rows": [row for row in found.rows if row["parcels"]]}  # fmt: skip
