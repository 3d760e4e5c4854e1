"""The month on one page: its figures beside the month before, the year before and the targets."""

from collections.abc import Iterator

from shopkit.kpis import TERMS, change
from shopkit.pages.missing import missing
from shopkit.pages.review import parts
from shopkit.pages.review.month import Month, Row
from shopkit.pages.review.parts import Part
from shopkit.pages.tiles import ORDER
from shopkit.text import message
from shopkit.text.numbers import change as changed
from shopkit.text.numbers import money, share

ORDER_OF_KPIS = (
    *ORDER, "net_paid_fen", "refund_fen", "cohort_refund_fen", "refund_orders", "ad_spend_fen",
    "page_views", "cart_rate", "favourite_rate",
)  # fmt: skip
ORDER, TITLE = 10, message("The month on one page")
STEPPED = ("share", "score")


def section(month: Month) -> Iterator[Part]:
    """What happened in a sentence or two, every KPI, and the paid amount day by day."""
    yield parts.words(*_said(month))
    yield _kpis(month)
    if "paid_trend" in month.plots:
        yield parts.chart(month.plots["paid_trend"])
    yield parts.words(*missing(dict(month.covered), say=month.say))


def _said(month: Month) -> Iterator[str]:
    say, now, lang = month.say, month.kpis, month.lang
    if now.get("paid_fen") is None:
        yield say("No file tells what was paid in this month.")
        return
    paid = money(now["paid_fen"], lang)
    before = change(now["paid_fen"], month.kpis_of(month.earlier).get("paid_fen"))
    if before is None:
        yield say("{paid} were paid. There is no month before to compare it with.", paid=paid)
    else:
        yield say("{paid} were paid, {change} against the month before.", paid=paid,
                  change=changed(before))  # fmt: skip
    goal = month.targets(month.name).get("paid_fen")
    if goal:
        yield say("That is {share} of the target.", share=share(now["paid_fen"] / goal))
    else:
        yield say("No target was set for the paid amount.")
    if now.get("cohort_refund_fen") is not None:
        yield say("Refunds of this month's orders are those the files told of when it was made; "
                  "later ones stand in the drift.")  # fmt: skip


def _kpis(month: Month) -> Part:
    say = month.say
    earlier, year_ago = month.kpis_of(month.earlier), month.kpis_of(month.year_ago)
    columns = [
        ("kpi", say("KPI"), "text"),
        ("now", month.name, "count"),
        ("before", say("Month before"), "count"),
        ("moved", say("Moved by"), "change"),
        ("year", say("Year before"), "count"),
        ("moved_year", say("Moved by"), "change"),
        ("target", say("Target"), "count"),
        ("reached", say("Reached"), "share"),
    ]
    goals = month.targets(month.name)
    rows = [
        _row(month, kpi, earlier, year_ago) | _goal(kpi, month.kpis, goals)
        for kpi in ORDER_OF_KPIS
        if month.kpis.get(kpi) is not None
    ]
    return parts.table("kpis", say("Figures"), columns, rows)


def _row(month: Month, kpi: str, earlier: Row, year_ago: Row) -> dict[str, object]:
    unit, now = TERMS[kpi].unit, month.kpis[kpi]
    step = "points" if unit == "share" else "score" if unit == "score" else "change"
    units = dict.fromkeys(("now", "before", "year", "target"), unit)
    return {
        "key": kpi,
        "kpi": month.term(kpi),
        "now": now,
        "before": earlier.get(kpi),
        "moved": _moved(unit, now, earlier.get(kpi)),
        "year": year_ago.get(kpi),
        "moved_year": _moved(unit, now, year_ago.get(kpi)),
        "units": units | {"moved": step, "moved_year": step},
    }


def _moved(unit: str, now: float, before: float | None) -> float | None:
    if unit in STEPPED:
        return None if before is None else now - before
    return change(now, before)


def _goal(kpi: str, now: Row, goals: Row) -> dict[str, object]:
    if kpi not in goals:
        return {}
    return {"target": goals[kpi], "reached": now[kpi] / goals[kpi]}
