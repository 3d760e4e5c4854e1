"""A meeting's record: begun, noted, closed with the page as it is, and read again later."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from shopkit.errors import Refused
from shopkit.meetings.minutes import frozen
from shopkit.meetings.values import KINDS, MONTHLY, STANDUP, WEEKLY, Meeting, Note
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.meeting import typed
from shopkit.pages.meeting.paper import minutes_html
from shopkit.pages.meeting.sitting import MOST_NUMBER, Sitting
from shopkit.pages.meeting.worded import hour
from shopkit.roles import Role
from shopkit.store import meetings
from shopkit.text import message
from shopkit.text.numbers import day as shown_day
from shopkit.widgets import Reply

DAY = timedelta(days=1)
ASKED = frozenset({"held"})
# A weekly or monthly meeting that nobody closed is still the one to work on for so many days.
REACH = {STANDUP: 0, WEEKLY: 5, MONTHLY: 20}
SHOWN = 20
# The notes a meeting may have, whose they are if not everybody's, and what each is called.
NOTES: dict[str, tuple[str, tuple[Role, ...]]] = {
    "points": (message("From the manager"), (Role.MANAGER,)),
    "problems": (message("Problems"), ()),
    "start": (message("Start doing"), ()),
    "stop": (message("Stop doing"), ()),
    "continue": (message("Keep doing"), ()),
}


def current(sitting: Sitting, kind: str) -> Meeting | None:
    """The meeting of this kind that is on: today's, or one that nobody has closed yet."""
    for each in sitting.held:
        age = (sitting.today - each.held_on).days
        if each.kind == kind and (age == 0 or (0 < age <= REACH[kind] and not each.closed_at)):
            return each
    return None


def previous(sitting: Sitting, kind: str) -> Meeting | None:
    """The last meeting of this kind before the one that is on."""
    now = current(sitting, kind)
    before = now.held_on if now else sitting.today
    return next(
        (each for each in sitting.held if each.kind == kind and each.held_on < before), None
    )


def on(sitting: Sitting, kind: str, key: str) -> Meeting:
    """The meeting that is on, begun now if it is not."""
    now = current(sitting, kind)
    if now is not None:
        return now
    stamp = sitting.stamp(key)
    return meetings.begin(
        sitting.shop.engine, sitting.shop.id, stamp, kind=kind, held_on=sitting.today
    )


def reading(sitting: Sitting, kind: str) -> list[Block] | None:
    """The minutes of the meeting asked for, or of today's once it is closed; else None."""
    wanted, now = str(sitting.ask.get("held", "")), current(sitting, kind)
    closed = [each for each in sitting.held if each.kind == kind and each.closed_at]
    for each in closed:
        if str(each.id) == wanted:
            return _minutes(sitting, each, is_asked=now is None or each.id != now.id)
    return _minutes(sitting, now, is_asked=False) if now in closed else None


def _minutes(sitting: Sitting, held: Meeting, *, is_asked: bool) -> list[Block]:
    say = sitting.say
    _, page = meetings.minutes(sitting.shop.engine, sitting.shop.id, held.id)
    closed = say(
        "Closed {day} {time}; kept as it was.",
        day=shown_day(held.held_on, sitting.lang),
        time=hour(held.closed_at),
    )
    pressed = [draw.button(say("Save as a file"), "meeting_file", {"meeting": held.id})]
    if is_asked:
        pressed.append(draw.button(say("Back to today"), "meeting_back"))
    return [
        draw.lines("closed", (closed, "good"), title=str(page.get("title", ""))),
        draw.buttons("record", *pressed),
        *page["blocks"],
        past(sitting, held.kind),
    ]


def past(sitting: Sitting, kind: str) -> Block:
    """The earlier meetings of this kind, each to be read again."""
    say, now = sitting.say, current(sitting, kind)
    listed = [
        _row(sitting, each)
        for each in sitting.held
        if each.kind == kind and (now is None or each.id != now.id)
    ]
    return draw.rows(
        "past", listed[:SHOWN], say("No earlier meeting yet."), title=say("Earlier meetings")
    )


def _row(sitting: Sitting, each: Meeting) -> Block:
    say, title = sitting.say, shown_day(each.held_on, sitting.lang)
    if not each.closed_at:
        return draw.row(each.id, title, say("Never closed: there are no minutes."))
    return draw.row(each.id, title, each.by, ask={"held": str(each.id)})


def begun(sitting: Sitting, now: Meeting | None) -> tuple[str, str | None]:
    """One line that says whether the meeting is on."""
    if now is None:
        return sitting.say("Not begun yet."), "warn"
    at = hour(now.begun_at)
    return sitting.say("Begun at {time} by {who}.", time=at, who=now.by), "good"


def notes(sitting: Sitting, kind: str, names: Sequence[str], *, is_typed: bool) -> Iterator[Block]:
    """These notes of the meeting that is on: a form to type them, or what they say."""
    now = current(sitting, kind)
    if is_typed:
        yield _noting(sitting, now, kind, names)
        return
    for name in names:
        if now and now.note(name).text:
            lines = now.note(name).text.split("\n")
            yield draw.lines(f"note-{name}", *lines, title=sitting.say(NOTES[name][0]))


def _noting(sitting: Sitting, now: Meeting | None, kind: str, names: Sequence[str]) -> Block:
    say = sitting.say
    kept = {name: now.note(name) if now else Note() for name in names}
    fields = [
        draw.field(name, say(NOTES[name][0]), "area", value=each.text)
        for name, each in kept.items()
    ]
    versions = {name: each.version for name, each in kept.items()}
    return draw.form(
        f"note-{names[0]}", "meeting_note", fields, say("Save"),
        values={"kind": kind, "versions": versions},
    )  # fmt: skip


def closing(sitting: Sitting, kind: str, key: str, *, blocks: Sequence[Block]) -> Meeting:
    """The meeting closed with these blocks as its minutes."""
    now = current(sitting, kind)
    if now is None:
        raise Refused("This meeting has not begun: begin it first.")
    page = {
        "title": f"{sitting.say(KINDS[kind])} {shown_day(now.held_on, sitting.lang)}",
        "lang": sitting.lang,
        "shop": sitting.shop.row.name,
        "sample": sitting.say("Sample data, not a real shop") if sitting.shop.row.is_sample else "",
        "facts": _stood_on(sitting),
        "blocks": frozen(blocks),
    }
    return meetings.close(
        sitting.shop.engine, sitting.shop.id, now.id, sitting.stamp(key),
        page=page, lake_version_id=sitting.data_version,
    )  # fmt: skip


def _stood_on(sitting: Sitting) -> str:
    if not sitting.has_figures:
        return ""
    return sitting.say(
        "Data until {day}, version {n}",
        day=shown_day(sitting.asof, sitting.lang),
        n=sitting.data_version,
    )


def begin(sitting: Sitting, *, key: str, kind: object) -> str:
    """Begins a meeting of a kind."""
    wanted = given.one_of(kind, KINDS, sitting.say("Meeting"))
    on(sitting, wanted, key)
    return sitting.say("Begun.")


def note(sitting: Sitting, *, key: str, kind: object, versions: object, **texts: object) -> Reply:
    """Keeps notes of the meeting that is on; it begins with them if it has not."""
    say = sitting.say
    wanted = given.one_of(kind, KINDS, say("Meeting"))
    seen = versions if isinstance(versions, Mapping) else {}
    kept = {name: _note(sitting, name, text, seen.get(name)) for name, text in texts.items()}
    roles = {role for name in kept for role in NOTES[name][1]}
    stamp = sitting.stamp(key)
    held = on(sitting, wanted, key)
    meetings.note(
        sitting.shop.engine, sitting.shop.id, held.id, stamp, texts=kept, roles=sorted(roles)
    )
    return Reply(say("Kept."))


def _note(sitting: Sitting, name: str, text: object, version: object) -> Note:
    given.one_of(name, NOTES, sitting.say("Note"))
    label = sitting.say(NOTES[name][0])
    return Note(typed.several(text, label), given.whole(version, label, most=MOST_NUMBER))


def file(sitting: Sitting, *, key: str, meeting: object) -> Reply:
    """A meeting's minutes as one HTML file."""
    number = given.whole(meeting, sitting.say("Meeting"), most=MOST_NUMBER)
    held, page = meetings.minutes(sitting.shop.engine, sitting.shop.id, number)
    name = f"{held.kind}-{held.held_on.isoformat()}.html"
    html = minutes_html(page, sitting.say)
    return Reply(sitting.say("Ready."), file=(name, "text/html", html.encode()))


def back(sitting: Sitting, *, key: str) -> Reply:
    """From old minutes to today's page."""
    return Reply("", ask={"held": ""})


ACTS: dict[str, Any] = {
    "meeting_begin": begin,
    "meeting_note": note,
    "meeting_file": file,
    "meeting_back": back,
}
