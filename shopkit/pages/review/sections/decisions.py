"""What was decided, and what the figures did after it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from shopkit.kpis import TERMS
from shopkit.meetings.effects import measured, windows
from shopkit.meetings.values import Decision, Expected
from shopkit.pages.figures import by_period
from shopkit.pages.review import parts
from shopkit.pages.review.month import Month
from shopkit.pages.review.parts import Part
from shopkit.periods import Period
from shopkit.store import meetings
from shopkit.text import message

ORDER, TITLE = 90, message("Decisions and what they did")
NUMBERS = ("before", "after", "change", "low", "high")


def section(month: Month) -> Iterator[Part]:
    """Each decision made, looked at or closed in the month, with its KPI before and after."""
    say = month.say
    found = month.past.ask("decisions", lambda: list(_decided(month)))
    if not found:
        yield parts.words(say("No decision was made or looked at in this month."))
        return
    columns = [
        ("what", say("Decision"), "text"),
        ("owner", say("Owner"), "text"),
        ("decided_on", say("Decided"), "day"),
        ("kpi", say("KPI"), "text"),
        ("before", say("A day before it"), "count"),
        ("after", say("A day after it"), "count"),
        ("change", say("Change"), "count"),
        ("low", say("at least"), "count"),
        ("high", say("at most"), "count"),
        ("said", say("What it did"), "text"),
    ]
    rows = [_row(month, each) for each in found]
    note = say("Means of as many days before and after, with a 95 % interval; no proof of a cause.")
    yield parts.table("decisions", say("What our decisions did"), columns, rows, note=note)


def _decided(month: Month) -> Iterator[dict[str, Any]]:
    """The decisions of the month as its last day knew them."""
    shop, period = month.shop, month.period
    for each in sorted(meetings.decisions(shop.engine, shop.id), key=lambda one: one.id):
        closed = each.closed_at is not None and each.closed_at <= month.end
        days = (each.decided_on, each.look_on, _day(each.closed_at if closed else None))
        if any(day and period.first <= day <= period.last for day in days):
            yield _kept(each, is_closed=closed)


def _day(instant: datetime | None) -> date | None:
    return instant.date() if instant else None


def _kept(each: Decision, *, is_closed: bool) -> dict[str, Any]:
    hoped = each.expected
    return {
        "id": each.id, "what": each.what, "owner": each.owner, "kpi": each.kpi,
        "decided_on": each.decided_on, "look_on": each.look_on,
        "expected": None if hoped is None else [hoped.share, hoped.start, hoped.goal],
        "word": (each.outcome or {}).get("word", "") if is_closed else "",
    }  # fmt: skip


def _row(month: Month, kept: dict[str, Any]) -> dict[str, Any]:
    say = month.say
    row = {"key": str(kept["id"]), "what": kept["what"], "owner": kept["owner"],
           "decided_on": kept["decided_on"], "said": kept["word"]}  # fmt: skip
    if kept["kpi"] not in TERMS:
        return row
    look = date.fromisoformat(kept["look_on"]) if kept["look_on"] else None
    span = windows(date.fromisoformat(kept["decided_on"]), look, month.period.last)
    row |= {"kpi": month.term(kept["kpi"])}
    if span is None:
        return row
    hoped = Expected(*kept["expected"]) if kept["expected"] else None
    effect = measured(*(_daily(month, kept["kpi"], each) for each in span), hoped)
    unit = TERMS[kept["kpi"]].unit
    verdict = say(effect.verdict)
    return row | {
        **{name: getattr(effect, name) for name in NUMBERS},
        "units": dict.fromkeys(NUMBERS, unit),
        "said": f"{verdict} {kept['word']}".strip(),
    }


def _daily(month: Month, kpi: str, period: Period) -> list[float]:
    found = by_period(month.lake, period, "day")
    return [float(row[kpi]) for row in found if row.get(kpi) is not None]
