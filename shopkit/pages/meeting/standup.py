"""The stand-up on one page: numbers, alarms, everybody's day, the manager's points, the summary."""

from datetime import timedelta
from typing import Any

from shopkit import notify
from shopkit.chat.letters import Letter
from shopkit.errors import ShopkitError
from shopkit.meetings.standup import MINUTES
from shopkit.meetings.standup import told as summary
from shopkit.meetings.values import KINDS, STANDUP, Meeting
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.meeting import morning, record, speaking
from shopkit.pages.meeting.sitting import Sitting
from shopkit.pages.meeting.worded import hour
from shopkit.store.ledger import Stamp
from shopkit.text import message
from shopkit.text.numbers import day as shown_day
from shopkit.widgets import Reply

KEY, TITLE = "standup", message("Stand-up")
ASKED = record.ASKED | {"person"}


def badge(sitting: Sitting) -> int | None:
    """How many of those here have not spoken while the stand-up is on."""
    now = record.current(sitting, STANDUP)
    if now is None or now.closed_at:
        return None
    return len(list(speaking.silent(sitting))) or None


def blocks(sitting: Sitting) -> list[Block]:
    """Today's stand-up from top to bottom, or its minutes once it is closed."""
    read = record.reading(sitting, STANDUP)
    if read is not None:
        return read
    now = record.current(sitting, STANDUP)
    return [
        _head(sitting, now),
        *_shown(sitting, is_typed=sitting.is_manager),
        _last(sitting, now),
        record.past(sitting, STANDUP),
    ]


def _shown(sitting: Sitting, *, is_typed: bool) -> list[Block]:
    """What the minutes keep; with `is_typed` the manager's points as a form."""
    return [
        *morning.numbers(sitting),
        morning.alarmed(sitting),
        speaking.cards(sitting),
        *record.notes(sitting, STANDUP, ["points"], is_typed=is_typed),
    ]


def _head(sitting: Sitting, now: Meeting | None) -> Block:
    say, title = sitting.say, shown_day(sitting.today, sitting.lang)
    if now is None:
        begin = draw.button(say("Begin"), "meeting_begin", {"kind": STANDUP}, tone="main")
        return draw.buttons("head", begin, title=title, note=record.begun(sitting, None)[0])
    until = now.begun_at + timedelta(minutes=MINUTES)
    line = say("Begun at {time}, until {until}.", time=hour(now.begun_at), until=hour(until))
    timer = {"from": now.begun_at.isoformat(), "until": until.isoformat()}
    return draw.lines("head", line, title=title) | {"timer": timer}


def _last(sitting: Sitting, now: Meeting | None) -> Block:
    say = sitting.say
    close = draw.button(say("Close and tell the group"), "standup_close", tone="main",
                        confirm=_asks(sitting), disabled=now is None)  # fmt: skip
    return draw.buttons("close", close)


def _asks(sitting: Sitting) -> str:
    left = [each.name for each in speaking.silent(sitting)]
    if not left:
        return sitting.say("Close it? It stays as it is then.")
    return sitting.say("Close it without {names}?", names=", ".join(left))


def told(sitting: Sitting, now: Meeting) -> str:
    """The stand-up as text for the group chat."""
    title = f"{sitting.say(KINDS[STANDUP])} {shown_day(now.held_on, sitting.lang)}"
    return summary(
        speaking.said(sitting), title=title, numbers=morning.told(sitting),
        points=now.note("points").text, say=sitting.say,
    )  # fmt: skip


def close(sitting: Sitting, *, key: str) -> Reply:
    """Freezes the stand-up and puts its summary into the outbox of the group chat."""
    now = record.current(sitting, STANDUP)
    text = told(sitting, now) if now else ""
    summed = draw.lines("summary", *text.split("\n"), title=sitting.say("For the group"))
    parts = [*_shown(sitting, is_typed=False), summed]
    held = record.closing(sitting, STANDUP, key, blocks=parts)
    where, tone = _posted(sitting, held, text)
    return Reply(f"{sitting.say('Closed.')} {where}", tone=tone, ask={"person": ""})


def _posted(sitting: Sitting, held: Meeting, text: str) -> tuple[str, str]:
    """Where the summary went. The record is closed already: a chat that fails loses nothing."""
    say, title, _, body = sitting.say, *text.partition("\n")
    stamp = Stamp(sitting.by, sitting.at, f"standup:{held.id}")
    try:
        sent = notify.post(sitting.shop, Letter("digest", body or title, title=title), stamp)
    except ShopkitError as refusal:
        return say("The group was not told: {reason}", reason=refusal.told(say)), "warn"
    if not sent:
        return say("No group chat is set up: the summary is below, to be copied."), "good"
    return say("The summary is on its way to the group."), "good"


ACTS: dict[str, Any] = {
    **record.ACTS,
    **morning.ACTS,
    **speaking.ACTS,
    "standup_close": close,
}
