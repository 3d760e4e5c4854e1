"""Who says what at a stand-up."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from shopkit.meetings.standup import Said, last_worked, lines_of, new_lines, prefilled, told
from shopkit.text import speaker

MONDAY = date(2026, 10, 12)


@dataclass
class Ann:
    id: int = 1
    name: str = "ann"

    def works_on(self, day):
        return day.isoweekday() < 6


@dataclass
class Work:
    title: str
    state: str = "to do"
    owner_id: int | None = 1
    priority: int = 2
    due_on: date | None = None
    done_at: datetime | None = None


def at(day):
    return datetime(2026, 10, day, 4, tzinfo=UTC)


def test_before_monday_comes_friday():
    assert last_worked(Ann(), MONDAY) == date(2026, 10, 9)


def test_somebody_who_never_works_was_last_there_yesterday():
    never = type("Never", (Ann,), {"works_on": lambda self, day: False})()
    assert last_worked(never, MONDAY) == MONDAY - timedelta(1)


def test_yesterday_is_what_was_done_since_the_last_day_of_work():
    done = [Work("old", "done", done_at=at(8)), Work("new", "done", done_at=at(9)),
            Work("bob's", "done", owner_id=2, done_at=at(9))]  # fmt: skip
    assert prefilled(Ann(), MONDAY, done=done, open=[]).yesterday == "new"


def test_today_is_what_is_nearly_done_then_what_is_due():
    ahead = [
        Work("due", due_on=MONDAY), Work("later", due_on=MONDAY + timedelta(9)), Work("someday"),
        Work("urgent", priority=1), Work("begun", "doing"), Work("bob's", "doing", owner_id=2),
    ]  # fmt: skip
    assert prefilled(Ann(), MONDAY, done=[], open=ahead).today.split("\n") == [
        "begun",
        "urgent",
        "due",
    ]


def test_a_blocked_task_is_the_blocker():
    entry = prefilled(Ann(), MONDAY, done=[], open=[Work("waits", "blocked")])
    assert (entry.blocker, entry.today, entry.is_said) == ("waits", "", False)


@pytest.mark.parametrize(
    ("typed", "line"),
    [("- a", "a"), ("1. a", "a"), ("2、整理", "整理"), ("3) a", "a"), ("3.5 kg", "3.5 kg"),
     ("2026 plan", "2026 plan"), ("□ a", "a"), ("• a", "a")],
)  # fmt: skip
def test_marks_and_numbers_before_a_line_are_not_its_words(typed, line):
    assert lines_of(f"\n {typed} \n") == [line]


def test_a_line_that_is_a_task_already_is_not_new():
    assert new_lines("Sweep\n- call Ann", ["sweep "]) == ["call Ann"]


def test_the_summary_tells_blockers_first_and_who_was_away():
    say = speaker("en")
    said = [
        Said("ann", True, "packed", "count\nshelf 2", "no tape", "bob"),
        Said("bob", False, "", "", "", ""),
    ]
    text = told(said, title="Stand-up", numbers=["Paid ¥5"], points="- be kind", say=say)
    assert text.splitlines() == [
        "Stand-up", "Paid ¥5", "", "【Blocked】", "ann: no tape → needs bob", "", "【Today】",
        "ann: count / shelf 2", "", "【Done】", "ann: packed", "", "【From the manager】", "be kind",
        "", "【Away】", "bob",
    ]  # fmt: skip


def test_a_quiet_stand_up_is_its_title():
    assert told([], title="Stand-up", numbers=[], points="", say=speaker("en")) == "Stand-up"
