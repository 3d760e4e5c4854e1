"""Praise: a thank-you with its reason, and who was thanked this month and the one before."""

from datetime import timedelta
from typing import Any

from shopkit import clock
from shopkit.meetings.values import Praise
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.meeting import typed
from shopkit.pages.meeting.sitting import Sitting
from shopkit.pages.meeting.worded import short
from shopkit.periods import Period
from shopkit.store import meetings
from shopkit.text import message
from shopkit.text.numbers import count
from shopkit.widgets import Reply

KEY, TITLE = "praise", message("Praise")
ASKED = frozenset[str]()
BACK_DAYS = 62
SHOWN = 60


def badge(sitting: Sitting) -> int | None:
    """Nothing: nobody is hurried to praise."""
    return None


def blocks(sitting: Sitting) -> list[Block]:
    """A form, and the praise of the last two months."""
    say = sitting.say
    fields = [
        draw.field("to", say("Thank"), "choice", options=sitting.people, required=True),
        draw.field("why", say("What for"), "area", required=True,
                   hint=say("What was done, and what it was good for.")),
    ]  # fmt: skip
    form = draw.form("thank", "praise_add", fields, say("Say thank you"), title=say("Praise"))
    first = sitting.today - timedelta(days=BACK_DAYS)
    return [form, listed(sitting, Period(first, sitting.today), title=say("The last two months"))]


def listed(sitting: Sitting, period: Period, *, title: str) -> Block:
    """The praise of some days, newest first; what is said today always belongs to it."""
    since = sitting.instant(period.first)
    found = meetings.praises(sitting.shop.engine, sitting.shop.id, since=since)
    within = [each for each in found if _is_within(sitting, each, period)]
    rows = [_row(sitting, each) for each in within[:SHOWN]]
    return draw.rows("praises", rows, sitting.say("No praise yet. Who helped you?"), title=title)


def _is_within(sitting: Sitting, each: Praise, period: Period) -> bool:
    return clock.day_of(each.said_at) <= period.last or period.last >= sitting.today


def _row(sitting: Sitting, each: Praise) -> Block:
    by = sitting.say("{day}, from {who}", day=short(clock.day_of(each.said_at)), who=each.by)
    return draw.row(each.id, each.to, each.why, by)


def counted(sitting: Sitting, period: Period) -> str:
    """Who was thanked how often, most first, as one line; nothing if nobody was."""
    since = sitting.instant(period.first)
    found = meetings.praises(sitting.shop.engine, sitting.shop.id, since=since)
    often: dict[str, int] = {}
    for each in found:
        if _is_within(sitting, each, period):
            often[each.to] = often.get(each.to, 0) + 1
    ranked = sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} {count(many, sitting.lang)}" for name, many in ranked)


def thank(sitting: Sitting, *, key: str, to: object, why: object) -> Reply:
    """Keeps a thank-you."""
    say = sitting.say
    person = sitting.person(to, say("Thank"))
    meetings.thank(
        sitting.shop.engine, sitting.shop.id, sitting.stamp(key),
        to_id=person.id, why=typed.several(why, say("What for"), most=500),
    )  # fmt: skip
    return Reply(say("Kept: {who} will see it.", who=person.name))


ACTS: dict[str, Any] = {"praise_add": thank}
