"""A calendar file that other programs read: folded, escaped, its days whole."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from shopkit.print.calendar import Entry, calendar

AT = datetime(2026, 10, 1, 1, 2, 3, tzinfo=UTC)


def written(*entries, name="Shop"):
    return calendar(entries, name=name, at=AT)


def read(packed):
    """The lines of a calendar, unfolded, as name and value pairs of each event."""
    whole = packed.replace(b"\r\n ", b"").decode()
    events, now = [], None
    for line in whole.split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            now = {}
        elif line == "END:VEVENT":
            events.append(now)
        elif now is not None:
            now[name] = value
    return events


def plain(value):
    """A text value without its escapes."""
    out, rest = "", iter(value)
    for char in rest:
        if char == "\\":
            char = next(rest)
            char = "\n" if char == "n" else char
        out += char
    return out


def test_a_due_day_is_a_whole_day():
    (event,) = read(written(Entry("task-1@shop", date(2026, 11, 11), "Ship")))
    assert event["DTSTART;VALUE=DATE"] == "20261111"
    assert event["DTEND;VALUE=DATE"] == "20261112"
    assert (event["UID"], event["DTSTAMP"], event["TRANSP"]) == (
        "task-1@shop", "20261001T010203Z", "TRANSPARENT",
    )  # fmt: skip


def test_a_task_changed_since_replaces_its_entry():
    entry = Entry("u", date(2026, 11, 11), "Ship", version=4, is_cancelled=True, priority=1)
    (event,) = read(written(entry))
    assert (event["SEQUENCE"], event["STATUS"], event["PRIORITY"]) == ("3", "CANCELLED", "1")


def test_the_same_entries_make_the_same_bytes():
    entry = Entry("u", date(2026, 11, 11), "Ship")
    assert written(entry) == written(entry)


def test_the_frame_is_what_the_standard_asks():
    lines = written(name="茶,具").split(b"\r\n")
    assert lines[:2] == [b"BEGIN:VCALENDAR", b"VERSION:2.0"]
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert "X-WR-CALNAME:茶\\,具".encode() in lines


def test_the_last_day_there_is_has_no_end():
    (event,) = read(written(Entry("u", date.max, "x")))
    assert "DTEND;VALUE=DATE" not in event


@given(st.text(max_size=300), st.text(max_size=300), st.lists(st.text(max_size=20), max_size=4))
def test_any_words_come_back_and_no_line_is_longer_than_75_octets(title, text, labels):
    packed = written(Entry("u", date(2026, 11, 11), title, text, tuple(labels)))
    lines = packed.split(b"\r\n")
    assert all(len(line) <= 75 and line.decode() is not None for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    (event,) = read(packed)
    kept = "".join(
        c
        for c in title.replace("\r\n", "\n").replace("\r", "\n")
        if c in "\t\n" or (ord(c) >= 32 and ord(c) != 127)
    )
    assert plain(event["SUMMARY"]) == kept
