"""Flagged days as alarms."""

from datetime import date, timedelta

from shopkit.watch import Judged, alarms, led

FIRST = date(2026, 10, 1)


def judged(drawn):
    """Days drawn as letters: `.` ordinary, `-` below, `+` above, `m` masked, `?` unknown, `s` slid,
    `n` below and taken for a new level."""
    made = []
    for place, letter in enumerate(drawn):
        day = FIRST + timedelta(days=place)
        value = {"-": 50, "+": 200, "n": 50}.get(letter, 100)
        made.append(
            Judged(
                day, None if letter == "?" else value, 100.0, 80.0, 130.0,
                flag={"-": -1, "+": 1, "n": -1}.get(letter, 0), is_masked=letter == "m",
                is_new_level=letter == "n", slide=-(letter == "s"), week=-0.2 * (letter == "s"),
            )
        )  # fmt: skip
    return made


def spans(drawn, **more):
    return [
        (each.first.day, each.last.day, each.side, each.is_on)
        for each in alarms("paid_fen", judged(drawn), **more)
    ]


def test_flagged_days_in_a_row_are_one_alarm_since_the_first():
    assert spans("..--.") == [(3, 4, -1, False)]
    assert spans("..--") == [(3, 4, -1, True)]


def test_an_ordinary_day_parts_two_alarms_a_masked_or_unknown_one_does_not():
    assert spans("-.-") == [(3, 3, -1, True), (1, 1, -1, False)]
    assert spans("-m-?-") == [(1, 5, -1, True)]


def test_days_below_and_above_are_different_alarms():
    assert spans("-+") == [(2, 2, 1, True), (1, 1, -1, False)]


def test_a_new_level_ends_its_alarm():
    (found,) = alarms("paid_fen", judged("..-n"))
    assert (found.is_new_level, found.is_on) == (True, False)


def test_a_slide_begins_with_the_week_it_is_read_from():
    (found,) = alarms("paid_fen", judged("........ss"))
    assert (found.first.day, found.last.day, found.is_slide, found.size) == (3, 10, True, -0.2)


def test_old_alarms_are_left_out():
    assert spans("-..-", since=date(2026, 10, 3)) == [(4, 4, -1, True)]


def test_the_worst_day_says_how_far_it_was():
    (found,) = alarms("paid_fen", judged(".-"))
    assert (found.worst.day.day, found.size) == (2, -0.5)


def test_an_alarm_tells_of_those_that_say_the_same():
    found = [
        *alarms("buyers", judged(".--")), *alarms("paid_fen", judged("..-")),
        *alarms("item:1:buyers", judged("..-")), *alarms("orders", judged("..+")),
    ]  # fmt: skip
    told = {each.series: each.also for each in led(found)}
    assert told == {"paid_fen": ("buyers",), "item:1:buyers": (), "orders": ()}
