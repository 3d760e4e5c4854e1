"""Days handed out as an iCalendar file (RFC 5545): what phones, Outlook and WPS calendars take."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MIME = "text/calendar"
LINE = 75  # octets of a line without its end
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Our priorities 1 to 4 on the calendar's scale of 1 to 9.
_PRIORITY = {1: 1, 2: 5, 3: 7, 4: 9}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on one whole day; `uid` stays its own for ever, `version` grows with changes."""

    uid: str
    day: date
    title: str
    text: str = ""
    labels: tuple[str, ...] = ()
    priority: int = 2
    version: int = 1
    is_cancelled: bool = False


def calendar(entries: Iterable[Entry], *, name: str, at: datetime) -> bytes:
    """The bytes of a calendar of whole days, in UTF-8 with folded lines.

    `at` is the instant it is made. Taken in again, an entry replaces the one with its uid. Days
    do not make anybody busy.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//shopkit//tasks//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for entry in entries for line in _event(entry, at)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _event(entry: Entry, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.day)}"
    if entry.day < date.max:
        yield f"DTEND;VALUE=DATE:{_day(entry.day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(entry.title)}"
    if entry.text:
        yield f"DESCRIPTION:{_text(entry.text)}"
    if entry.labels:
        yield f"CATEGORIES:{_list(entry.labels)}"
    yield f"PRIORITY:{_PRIORITY.get(entry.priority, 5)}"
    yield f"SEQUENCE:{max(entry.version - 1, 0)}"
    yield f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _list(words: Sequence[str]) -> str:
    return ",".join(_text(word) for word in words)


def _text(words: str) -> str:
    """A text value: what would end it or split it is escaped."""
    plain = _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    for mark in ("\\", ";", ","):
        plain = plain.replace(mark, f"\\{mark}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, no character torn; every further one after a blank."""
    packed, pieces = line.encode(), []
    room = LINE
    while len(packed) > room:
        end = room
        while packed[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        pieces.append(packed[:end])
        packed, room = packed[end:], LINE - 1
    return b"\r\n ".join([*pieces, packed]) + b"\r\n"
