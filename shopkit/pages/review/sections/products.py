"""What sold, against the month before, and why some of it came back."""

from collections.abc import Iterator
from typing import Any

from shopkit.money import ratio
from shopkit.pages.figures import by_product, span
from shopkit.pages.review import parts
from shopkit.pages.review.month import Month
from shopkit.pages.review.parts import Part
from shopkit.text import message

ORDER, TITLE = 30, message("Products and refunds")
SHOWN = 20


def section(month: Month) -> Iterator[Part]:
    """The products with the most paid, the refunds by day, and their reasons."""
    say = month.say
    found = by_product(month.lake, month.period)
    if found:
        yield _sold(month, found)
        yield parts.chart(month.plots["top_products"])
    else:
        yield parts.words(say("No file tells which products were sold in this month."))
    if "refunds" in month.plots:
        yield parts.chart(month.plots["refunds"])
    yield _reasons(month)


def _sold(month: Month, found: list[dict[str, Any]]) -> Part:
    say = month.say
    before = {row["item_id"]: row for row in by_product(month.lake, month.earlier)}
    columns = [
        ("title", say("product"), "text"),
        ("paid_fen", say("paid amount, yuan"), "fen"),
        ("share", say("share"), "share"),
        ("before_fen", say("Month before"), "fen"),
        ("qty", say("Pieces"), "count"),
        ("refund_fen", say("refunded, yuan"), "fen"),
        ("refund_rate", say("refund rate"), "share"),
    ]
    rows = [
        {"key": row["item_id"], "title": row["title"] or row["item_id"], "share": row["share"],
         "paid_fen": row["paid_fen"], "qty": row["qty"], "refund_fen": row["refund_fen"],
         "before_fen": before.get(row["item_id"], {}).get("paid_fen"),
         "refund_rate": ratio(row["refund_fen"], row["paid_fen"])}
        for row in found[:SHOWN]
    ]  # fmt: skip
    more = len(found) - SHOWN
    note = say("{n} more products sold less.", n=more) if more > 0 else ""
    return parts.table("products", say("What sold most"), columns, rows, note=note)


def _reasons(month: Month) -> Part:
    say = month.say
    found = month.lake.rows("refund_reasons", **span(month.period))
    if not found:
        return parts.words(say("No file tells of refunds completed in this month."))
    columns = [
        ("reason", say("Reason"), "text"),
        ("refunds", say("Refunds"), "count"),
        ("refund_fen", say("refunded, yuan"), "fen"),
    ]
    rows = [{**row, "key": row["reason"], "reason": row["reason"] or say("unknown")}
            for row in found]  # fmt: skip
    return parts.table("reasons", say("Why money went back"), columns, rows,
                       note=say("Refunds completed in this month."))  # fmt: skip
