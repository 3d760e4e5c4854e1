"""Stretches of days and what they are compared with."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.periods import NAMED, Period, before, week_before, year_before

ASOF = date(2026, 3, 31)
DAYS = st.dates(date(2012, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("yesterday", date(2026, 3, 31), ASOF),
        ("last_7", date(2026, 3, 25), ASOF),
        ("last_30", date(2026, 3, 2), ASOF),
        ("this_month", date(2026, 3, 1), ASOF),
        ("last_month", date(2026, 2, 1), date(2026, 2, 28)),
        ("this_year", date(2026, 1, 1), ASOF),
    ],
)
def test_named_periods_end_with_the_last_day_of_data(name, first, last):
    assert NAMED[name][1](ASOF) == Period(first, last)


def test_a_month_is_compared_with_the_month_before():
    assert before(Period(date(2026, 3, 1), ASOF)) == Period(date(2026, 2, 1), date(2026, 2, 28))


def test_a_month_so_far_is_compared_with_as_many_days_of_the_one_before():
    half = Period(date(2026, 3, 1), date(2026, 3, 12))
    assert before(half) == Period(date(2026, 2, 1), date(2026, 2, 12))


def test_a_leap_day_is_compared_with_the_28th():
    assert year_before(Period(date(2028, 2, 29), date(2028, 2, 29))).first == date(2027, 2, 28)


@given(DAYS, st.integers(0, 400))
def test_what_comes_before_ends_before_the_period_begins(first, length):
    period = Period(first, date.fromordinal(first.toordinal() + length))
    assert before(period).last < period.first
    assert before(period).first <= before(period).last


@given(DAYS)
def test_a_week_before_is_the_same_weekday(day):
    assert week_before(Period(day, day)).first.weekday() == day.weekday()
