"""Where people came from, and how many of them bought."""

from collections.abc import Iterator

from shopkit.pages.figures import by_channel
from shopkit.pages.review import parts
from shopkit.pages.review.month import Month
from shopkit.pages.review.parts import Part
from shopkit.text import message

ORDER, TITLE = 20, message("Traffic and conversion")
CHARTS = ("visitors_conversion", "traffic_sources", "order_funnel", "hours")


def section(month: Month) -> Iterator[Part]:
    """Visitors and conversion by day, the sources, how far orders got, and when people buy."""
    say = month.say
    if not month.has("shop_days", "traffic"):
        yield parts.words(say("No file tells of visitors in this month."))
    found = by_channel(month.lake, month.period)
    if found:
        yield _sources(month, found)
    yield from (parts.chart(month.plots[key]) for key in CHARTS if key in month.plots)


def _sources(month: Month, found: list[dict]) -> Part:
    say = month.say
    columns = [
        ("source", say("source"), "text"),
        ("visitors", say("visitors"), "count"),
        ("buyers", say("buyers"), "count"),
        ("conversion_rate", say("conversion rate"), "share"),
        ("paid_fen", say("paid amount, yuan"), "fen"),
    ]
    rows = [
        {"key": row["source"], "source": row["source"], "visitors": row["visitors"],
         "buyers": row["buyers"], "paid_fen": row["paid_fen"],
         "conversion_rate": (row["buyers"] or 0) / row["visitors"] if row["visitors"] else None}
        for row in found
    ]  # fmt: skip
    note = say("One person may come by two sources: they do not add up.")
    return parts.table("sources", say("Every source"), columns, rows, note=note)
