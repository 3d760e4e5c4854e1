"""The weekly meeting: what the figures did, what became of what was agreed, what comes next."""

from collections.abc import Iterator
from typing import Any

from shopkit.errors import Refused
from shopkit.meetings.values import MONTHLY, WEEKLY
from shopkit.pages import blocks as draw
from shopkit.pages import campaign_truth, given
from shopkit.pages.blocks import Block
from shopkit.pages.bridge import bridge_blocks
from shopkit.pages.meeting import record, review, thanks
from shopkit.pages.meeting.sitting import DAY, Sitting
from shopkit.periods import Period, week_before
from shopkit.text import message
from shopkit.widgets import Reply

KEY, TITLE = "week", message("Week")
ASKED = frozenset[str]()
# A week of fewer days says little; until then the meeting is about the one before.
LEAST_DAYS = 4
YEAR = 364


def badge(sitting: Sitting) -> int | None:
    """Nothing: a weekly meeting has its own hour."""
    return None


def week(sitting: Sitting) -> Period:
    """The week of the last figures up to their day, or the whole one before while it is young."""
    monday = sitting.asof - (sitting.asof.isoweekday() - 1) * DAY
    young = Period(monday, sitting.asof)
    return young if young.days >= LEAST_DAYS else Period(monday - 7 * DAY, monday - DAY)


def blocks(sitting: Sitting) -> list[Block]:
    """The week's meeting from top to bottom, or its minutes once it is closed."""
    read = record.reading(sitting, WEEKLY)
    if read is not None:
        return read
    now, period = record.current(sitting, WEEKLY), week(sitting)
    return [
        review.head(sitting, WEEKLY, now, period=period),
        *shown(sitting, is_open=True),
        review.last(sitting, WEEKLY, now),
        record.past(sitting, WEEKLY),
    ]


def shown(sitting: Sitting, *, is_open: bool) -> Iterator[Block]:
    """The meeting in its order; closed, as its minutes keep it."""
    say, period = sitting.say, week(sitting)
    now = record.current(sitting, WEEKLY)
    year = Period(period.first - YEAR * DAY, period.last - YEAR * DAY)
    others = [(say("week before"), week_before(period)), (say("a year ago"), year)]
    if not is_open:
        yield draw.lines("days", review.days_of(sitting, period))
    yield review.compared(sitting, period, others, title=say("this week"))
    yield from bridge_blocks(sitting, period, week_before(period))
    yield from campaign_truth.blocks(sitting, period)
    yield review.looked_at(sitting, WEEKLY)
    yield from review.agreed(sitting, WEEKLY)
    yield review.late(sitting)
    yield from review.blockers(sitting, period)
    yield from record.notes(sitting, WEEKLY, ["problems"], is_typed=is_open)
    yield from review.new_decisions(sitting, now)
    yield from review.next_steps(sitting, WEEKLY, now)
    yield thanks.listed(sitting, Period(period.first, sitting.today), title=say("Praise"))


def close(sitting: Sitting, *, key: str, kind: object) -> Reply:
    """Closes the weekly or the monthly meeting; the page is its minutes."""
    from shopkit.pages.meeting import month

    wanted = given.one_of(kind, {WEEKLY: 1, MONTHLY: 1}, sitting.say("Meeting"))
    if record.current(sitting, wanted) is None:
        raise Refused("This meeting has not begun: begin it first.")
    section = {WEEKLY: shown, MONTHLY: month.shown}[wanted]
    record.closing(sitting, wanted, key, blocks=list(section(sitting, is_open=False)))
    return Reply(sitting.say("Closed: this page is the minutes now."))


ACTS: dict[str, Any] = {**review.ACTS, "meeting_close": close}
