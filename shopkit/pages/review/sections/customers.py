"""Who bought: how many people, new or known, and where they live."""

from collections.abc import Iterator

from shopkit.money import ratio
from shopkit.pages.figures import by_province, span
from shopkit.pages.review import parts
from shopkit.pages.review.month import Month
from shopkit.pages.review.parts import Part
from shopkit.text import message

ORDER, TITLE = 40, message("Customers")
# fewer people than this in a cell would be persons, not a figure
FEWEST = 3


def section(month: Month) -> Iterator[Part]:
    """New and known buyers; where they live, in provinces that had three or more of them."""
    say = month.say
    if "provinces" not in month.plots:
        yield parts.words(say("No file tells who bought in this month."))
        return
    yield from _new_and_old(month)
    found = by_province(month.lake, month.period)
    listed = [row for row in found if (row.get("buyers") or row["paid_orders"]) >= FEWEST]
    columns = [
        ("province", say("province"), "text"),
        ("paid_orders", say("paid orders"), "count"),
        ("buyers", say("buyers"), "count"),
        ("paid_fen", say("paid amount, yuan"), "fen"),
        ("share", say("share"), "share"),
    ]
    rows = [
        {"key": row["province"] or "", "province": row["province"] or say("unknown")}
        | {name: row.get(name) for name in ("paid_orders", "buyers", "paid_fen", "share")}
        for row in listed
    ]
    left = len(found) - len(listed)
    note = say("{n} provinces with fewer than {few} buyers are left out.", n=left, few=FEWEST)
    yield parts.table(
        "provinces", say("Where buyers live"), columns, rows, note=note if left else ""
    )


def _new_and_old(month: Month) -> Iterator[Part]:
    say = month.say
    found = [
        row
        for row in month.lake.rows("new_buyers", **span(month.period))
        if row["buyers"] >= FEWEST
    ]
    if not found:
        return
    columns = [
        ("kind", say("Buyers"), "text"),
        ("buyers", say("buyers"), "count"),
        ("paid_orders", say("paid orders"), "count"),
        ("paid_fen", say("paid amount, yuan"), "fen"),
        ("aov_fen", say("Paid per buyer"), "fen"),
    ]
    names = {False: say("New: no payment in the 365 days before"), True: say("Known")}
    rows = [
        {
            **row,
            "key": "old" if row["is_old"] else "new",
            "kind": names[row["is_old"]],
            "aov_fen": ratio(row["paid_fen"], row["buyers"]),
        }
        for row in found
    ]
    short = say("The files do not reach back a year: some of the new may be known.")
    note = "" if found[0]["is_known"] else short
    yield parts.table("new", say("New and known buyers"), columns, rows, note=note)
