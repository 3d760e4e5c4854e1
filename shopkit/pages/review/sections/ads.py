"""What ads cost and, by the platform's own count, brought."""

from collections.abc import Iterator, Mapping
from typing import Any

from shopkit.money import ratio
from shopkit.pages.figures import span
from shopkit.pages.review import parts
from shopkit.pages.review.month import Month
from shopkit.pages.review.parts import Part
from shopkit.text import message

ORDER, TITLE = 60, message("Ads")


def section(month: Month) -> Iterator[Part]:
    """A row for each platform that ads ran on, against the month before."""
    say = month.say
    found = month.lake.rows("ads", **span(month.period))
    if not found:
        spent = month.kpis.get("ad_spend_fen")
        yield parts.words(
            say("No ad report of this month was imported."),
            say("The shop's figures say that ads cost {yuan} yuan.", yuan=f"{spent / 100:,.2f}")
            if spent else "",
        )  # fmt: skip
        return
    before = {row["platform"]: row for row in month.lake.rows("ads", **span(month.earlier))}
    columns = [
        ("platform", say("Platform"), "text"),
        ("spend_fen", say("Spent, yuan"), "fen"),
        ("before_fen", say("Month before"), "fen"),
        ("clicks", say("Clicks"), "count"),
        ("ctr", say("Click rate"), "share"),
        ("cpc_fen", say("Cost of a click, yuan"), "fen"),
        ("paid_fen", say("Paid by its count, yuan"), "fen"),
        ("roi", say("Return on spend"), "ratio"),
    ]
    rows = [_row(row, before.get(row["platform"], {})) for row in found]
    note = say("Paid is what each platform counts for itself; what ads truly brought is less.")
    yield parts.table("platforms", say("What ads cost"), columns, rows, note=note)


def _row(row: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "key": row["platform"],
        "platform": row["platform"],
        "spend_fen": row["spend_fen"],
        "before_fen": before.get("spend_fen"),
        "clicks": row["clicks"],
        "ctr": ratio(row["clicks"], row["impressions"]),
        "cpc_fen": ratio(row["spend_fen"], row["clicks"]),
        "paid_fen": row["paid_fen"],
        "roi": ratio(row["paid_fen"], row["spend_fen"]),
    }
