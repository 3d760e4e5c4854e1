"""The monthly meeting: the month against its targets, recognition, what to start, stop, keep."""

from collections.abc import Iterator
from typing import Any

from shopkit.kpis import TERMS
from shopkit.meetings.values import MONTHLY
from shopkit.pages import blocks as draw
from shopkit.pages import campaign_truth
from shopkit.pages.blocks import Block
from shopkit.pages.bridge import bridge_blocks
from shopkit.pages.meeting import record, review, thanks
from shopkit.pages.meeting.sitting import DAY, Sitting
from shopkit.pages.meeting.worded import kpi_name
from shopkit.pages.review import drift
from shopkit.periods import Period, before, last_month, month_of, year_before
from shopkit.text import message
from shopkit.text.numbers import shown as told

KEY, TITLE = "month", message("Month")
ASKED = frozenset[str]()
NOTES = ("start", "stop", "continue")


def badge(sitting: Sitting) -> int | None:
    """Nothing: a monthly meeting has its own day."""
    return None


def month(sitting: Sitting) -> Period:
    """The last whole month with figures."""
    whole = month_of(sitting.asof)
    return whole if whole.last == sitting.asof else last_month(sitting.asof)


def blocks(sitting: Sitting) -> list[Block]:
    """The month's meeting from top to bottom, or its minutes once it is closed."""
    read = record.reading(sitting, MONTHLY)
    if read is not None:
        return read
    now, period = record.current(sitting, MONTHLY), month(sitting)
    return [
        review.head(sitting, MONTHLY, now, period=period),
        *shown(sitting, is_open=True),
        review.last(sitting, MONTHLY, now),
        record.past(sitting, MONTHLY),
    ]


def shown(sitting: Sitting, *, is_open: bool) -> Iterator[Block]:
    """The meeting in its order; closed, as its minutes keep it."""
    say, period = sitting.say, month(sitting)
    now = record.current(sitting, MONTHLY)
    others = [(say("month before"), before(period)), (say("a year ago"), year_before(period))]
    if not is_open:
        yield draw.lines("days", review.days_of(sitting, period))
    yield review.compared(sitting, period, others, title=say("this month"))
    yield from drift.blocks(sitting.shop, period, say)
    yield from bridge_blocks(sitting, period, before(period))
    yield from campaign_truth.blocks(sitting, period)
    yield from _ahead(sitting, period)
    yield review.looked_at(sitting, MONTHLY)
    yield from review.agreed(sitting, MONTHLY)
    yield review.late(sitting)
    yield from review.blockers(sitting, period)
    yield from record.notes(sitting, MONTHLY, NOTES, is_typed=is_open)
    yield from review.new_decisions(sitting, now)
    yield from review.next_steps(sitting, MONTHLY, now)
    thanked = thanks.counted(sitting, Period(period.first, sitting.today))
    if thanked:
        yield draw.lines("thanked", thanked, title=say("Thanked most"))
    yield thanks.listed(sitting, Period(period.first, sitting.today), title=say("Praise"))


def _ahead(sitting: Sitting, period: Period) -> Iterator[Block]:
    """The targets of the month after."""
    say, lang = sitting.say, sitting.lang
    follows = period.last + DAY
    goals = sitting.shop.targets(f"{follows:%Y-%m}")
    rows = [
        [kpi_name(name, lang), told(goal, TERMS[name].unit, lang)]
        for name, goal in goals.items()
        if name in TERMS
    ]
    empty = say("No target is set for {month}.", month=f"{follows:%Y-%m}")
    heads = [(say("KPI"), "text"), (say("Target"), "text")]
    title = say("Targets of {month}", month=f"{follows:%Y-%m}")
    yield draw.table("ahead", heads, rows, empty=empty, title=title)


ACTS: dict[str, Any] = {}
