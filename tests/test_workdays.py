"""Workdays are China's: weekends worked in place of holidays, and years not announced yet."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit import workdays

SOON = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 10, 10), True),  # a Saturday worked in place of a day of the holiday
        (date(2026, 10, 1), False),
        (date(2026, 10, 9), True),
        (date(2026, 10, 11), False),
        (date(2026, 2, 14), True),
        (date(2026, 2, 17), False),
    ],
)
def test_a_day_is_worked_as_the_state_council_says(day, is_worked):
    assert workdays.is_workday(day) == is_worked
    assert not workdays.is_estimated(day)


def test_a_year_not_announced_yet_is_estimated_and_says_so():
    spring = date(2027, 2, 6)
    assert (workdays.is_workday(spring), workdays.is_estimated(spring)) == (False, True)
    assert workdays.holiday(spring) == "春节"
    assert workdays.is_workday(date(2027, 3, 1)) and not workdays.is_workday(date(2027, 3, 6))


def test_a_weekend_that_is_worked_is_known_as_one():
    assert workdays.is_worked_weekend(date(2026, 10, 10))
    assert not workdays.is_worked_weekend(date(2026, 10, 9))


def test_each_day_off_of_a_holiday_has_its_name():
    week = workdays.days_off(date(2026, 9, 30), date(2026, 10, 8))
    assert [day.day for day in week] == [1, 2, 3, 4, 5, 6, 7]
    assert {workdays.holiday(day) for day in week} == {"国庆节"}
    assert workdays.holiday(date(2026, 10, 11)) == ""


def test_counting_workdays_skips_the_holiday_and_meets_the_worked_saturday():
    assert workdays.moved(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert workdays.moved(date(2026, 10, 9), 1) == date(2026, 10, 10)
    assert workdays.moved(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert workdays.moved(date(2026, 10, 4), 0) == date(2026, 10, 4)


@given(SOON, st.integers(1, 40))
def test_as_many_workdays_lie_between_as_were_counted(day, days):
    later = workdays.moved(day, days)
    first = workdays.moved(day, 1)
    assert workdays.is_workday(later)
    assert len(workdays.workdays(first, later)) == days


@given(SOON)
def test_the_nearest_workdays_lie_around_a_day(day):
    assert workdays.workday_until(day) <= day <= workdays.workday_from(day)
    assert all(map(workdays.is_workday, (workdays.workday_until(day), workdays.workday_from(day))))
