"""How work flows."""

from datetime import UTC, date, datetime, timedelta

from shopkit.tasks.flow import (
    InProgress,
    Limits,
    Week,
    blocked,
    cycle_days,
    overdue,
    shares,
    throughput,
    wip,
)
from shopkit.tasks.task import Other

TODAY = date(2026, 10, 1)  # a Thursday
NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def test_the_longest_overdue_comes_first_and_done_is_never_late(task):
    late = [
        task(1, due_on=TODAY - DAY),
        task(2, due_on=TODAY - 9 * DAY),
        task(3, due_on=TODAY - 9 * DAY, state="done"),
        task(4, due_on=TODAY),
        task(5),
    ]
    assert [each.id for each in overdue(late, TODAY)] == [2, 1]


def test_what_waits_for_another_is_as_stuck_as_what_is_blocked(task):
    stuck = [
        task(1, state="blocked"),
        task(2, needs=(Other(9, "x", "doing"),), priority=1),
        task(3, needs=(Other(9, "x", "done"),)),
        task(4, state="done", needs=(Other(9, "x", "doing"),)),
    ]
    assert [each.id for each in blocked(stuck)] == [2, 1]


def test_work_in_progress_is_held_to_the_limits(task):
    now = [
        task(1, state="doing", owner_id=1, owner="ann"),
        task(2, state="doing", owner_id=1, owner="ann"),
        task(3, state="doing"),
        task(4, state="done", owner_id=1, owner="ann"),
        task(5, owner_id=2, owner="bob"),
    ]
    rows = wip(now, Limits({"doing": 2}, person=1))
    assert rows == [
        InProgress("to do", None, "", 1, None),
        InProgress("doing", None, "", 3, 2),
        InProgress("blocked", None, "", 0, None),
        InProgress("", 1, "ann", 2, 1),
        InProgress("", None, "", 1, None),
    ]
    assert [row.is_over for row in rows] == [False, True, False, True, False]
    assert not any(row.is_over for row in wip(now))


def test_a_task_begun_and_done_on_one_day_took_one(task):
    assert cycle_days(task(started_at=NOW, done_at=NOW)) == 1
    # 23:30 and 00:30 in Shanghai
    late = datetime(2026, 10, 1, 15, 30, tzinfo=UTC)
    assert cycle_days(task(started_at=late, done_at=late + timedelta(hours=1))) == 2


def test_workdays_alone_can_be_counted(task):
    week = task(started_at=NOW, done_at=NOW + 4 * DAY)
    assert cycle_days(week) == 5
    assert cycle_days(week, is_workday=lambda day: day.isoweekday() < 6) == 3
    assert cycle_days(week, is_workday=lambda day: False) == 1


def test_what_was_never_begun_has_no_cycle(task):
    assert cycle_days(task(done_at=NOW)) is None
    assert cycle_days(task(started_at=NOW)) is None


def test_shares_of_nothing_are_nothing():
    assert shares([]) == {}
    assert shares(range(1, 101)) == {50: 50, 85: 85, 95: 95}


def test_throughput_counts_whole_weeks_from_the_first_task(task):
    monday = datetime(2026, 9, 28, 1, tzinfo=UTC)
    done = [
        task(1, state="done", created_at=monday - 17 * DAY, done_at=monday - 1 * DAY),
        task(2, state="done", done_at=monday - 7 * DAY),
        task(3, state="done", done_at=monday),
        task(4, state="cancelled"),
    ]
    assert throughput(done, TODAY) == [
        Week(date(2026, 9, 7), 0),
        Week(date(2026, 9, 14), 0),
        Week(date(2026, 9, 21), 2),
    ]
    assert throughput(done, TODAY, weeks=1) == [Week(date(2026, 9, 21), 2)]
    assert throughput([], TODAY) == []
