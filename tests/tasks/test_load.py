"""Who has how much to do."""

from datetime import date, timedelta

from shopkit.roles import Role
from shopkit.store import Member
from shopkit.tasks.load import day_minutes, load

TODAY = date(2026, 10, 1)  # a Thursday
SUNDAY = date(2026, 10, 4)
FREE = frozenset({date(2026, 10, 2)})
ANN = Member("ann", frozenset({Role.SERVICE}), id=1)
BOB = Member("bob", frozenset({Role.SERVICE}), works_from="09:00", works_to="12:00", id=2)
OFF = Member("cat", frozenset({Role.SERVICE}), days_off=FREE | {TODAY}, id=3)


def test_a_long_day_has_an_hour_of_rest():
    assert (day_minutes(ANN), day_minutes(BOB)) == (480, 180)


def test_everyone_has_their_hours_on_their_days_less_days_off():
    rows = load([], [ANN, BOB, OFF], TODAY, until=SUNDAY)
    assert {row.name: (row.available_minutes, row.days) for row in rows} == {
        "ann": (960, 2),
        "bob": (360, 2),
        "cat": (0, 0),
    }


def test_what_is_due_late_or_begun_counts_and_nothing_else(task):
    mine = {"owner_id": 1, "estimate_minutes": 60}
    given = [
        task(1, due_on=SUNDAY, **mine),
        task(2, due_on=TODAY - timedelta(days=9), **mine),
        task(3, state="doing", owner_id=1),
        task(4, due_on=SUNDAY + timedelta(days=1), **mine),
        task(5, **mine),
        task(6, state="done", due_on=TODAY, **mine),
        task(7, due_on=TODAY, subtasks=2, **mine),
    ]
    [row] = load(given, [ANN], TODAY, until=SUNDAY)
    assert (row.tasks, row.minutes, row.guessed, row.is_over) == (3, 150, 1, False)
    assert row.share == 150 / 960


def test_the_heaviest_comes_first_and_what_nobody_owns_last(task):
    given = [
        task(1, state="doing", owner_id=1, estimate_minutes=10),
        task(2, state="doing", owner_id=2, estimate_minutes=400),
        task(3, state="doing", estimate_minutes=9999),
        task(4, state="doing", owner_id=99, estimate_minutes=1),
    ]
    rows = load(given, [ANN, BOB], TODAY, until=SUNDAY)
    assert [(row.name, row.is_over) for row in rows] == [("bob", True), ("ann", False), ("", False)]
    assert (rows[-1].minutes, rows[-1].tasks) == (10_000, 2)


def test_work_without_time_for_it_is_too_much(task):
    given = [task(1, state="doing", owner_id=3)]
    row = load(given, [ANN, OFF], TODAY, until=SUNDAY)[0]
    assert (row.name, row.share, row.is_over) == ("cat", None, True)


def test_holidays_are_known_when_they_are_given():
    [row] = load([], [ANN], TODAY, until=SUNDAY, works_on=lambda person, day: day == SUNDAY)
    assert row.available_minutes == 480
