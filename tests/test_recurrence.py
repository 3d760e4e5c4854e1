"""What comes back falls on the days its rule says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.errors import Refused
from shopkit.recurrence import DAILY, EVERY, MONTH_END, MONTHLY, WEEKLY, WORKDAY, Rule
from shopkit.text import speaker
from shopkit.workdays import is_workday

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


def days(rule, first=OCTOBER, last=date(2026, 10, 31)):
    return [day.day for day in rule.days(first, last)]


def test_every_workday_leaves_out_the_holiday_and_takes_the_worked_saturday():
    assert days(Rule(WORKDAY), last=date(2026, 10, 12)) == [8, 9, 10, 12]


def test_every_week_falls_on_its_weekdays():
    assert days(Rule(WEEKLY, weekdays=(1, 4))) == [1, 5, 8, 12, 15, 19, 22, 26, 29]


def test_a_weekday_in_the_holiday_moves_behind_it_once():
    moved = Rule(WEEKLY, weekdays=(1, 4), to_workday=True)
    assert days(moved) == [8, 12, 15, 19, 22, 26, 29]


def test_a_month_without_the_day_has_its_last():
    rule = Rule(MONTHLY, 31)
    assert [rule.next_on(day) for day in (date(2027, 1, 31), date(2027, 2, 28))] == [
        date(2027, 2, 28),
        date(2027, 3, 31),
    ]


def test_the_last_workday_of_a_month():
    rule = Rule(MONTH_END)
    assert rule.next_on(OCTOBER) == date(2026, 10, 30)
    assert rule.next_on(date(2026, 10, 30)) == date(2026, 11, 30)


def test_every_ten_days_counts_from_its_day():
    rule = Rule(EVERY, 10, since=date(2026, 10, 5))
    assert days(rule) == [5, 15, 25]
    assert rule.next_on(SEPTEMBER) == date(2026, 10, 5)


def test_of_days_unseen_the_last_is_told():
    rule = Rule(WEEKLY, weekdays=(1,))
    assert rule.last_until(date(2026, 10, 14), OCTOBER) == date(2026, 10, 12)
    assert rule.last_until(date(2026, 10, 4), OCTOBER) is None


rules = st.builds(
    Rule,
    st.sampled_from([WORKDAY, DAILY, WEEKLY, MONTHLY, MONTH_END, EVERY]),
    n=st.integers(1, 31),
    weekdays=st.sets(st.integers(1, 7), min_size=1).map(tuple),
    since=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    to_workday=st.booleans(),
)


@given(rules, st.dates(date(2026, 1, 1), date(2027, 6, 1)))
def test_the_next_day_is_later_and_nothing_lies_between(rule, after):
    found = rule.next_on(after)
    assert found > after and rule.falls_on(found)
    assert rule.to_workday <= is_workday(found)
    between = [after + timedelta(days=n) for n in range(1, (found - after).days)]
    assert not any(map(rule.falls_on, between[:5]))


@given(rules)
def test_a_rule_written_and_read_is_the_same_rule(rule):
    assert Rule.of(rule.as_json()) == rule


@pytest.mark.parametrize("lang", ["zh", "en"])
@given(rules)
def test_every_rule_can_be_said(lang, rule):
    assert rule.said(speaker(lang))


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "sometimes"},
        {"kind": WEEKLY},
        {"kind": WEEKLY, "weekdays": (0, 8)},
        {"kind": MONTHLY, "n": 32},
        {"kind": EVERY, "n": 3},
        {"kind": EVERY, "n": 0, "since": OCTOBER},
    ],
)
def test_a_rule_that_names_no_day_is_refused(facts):
    with pytest.raises(Refused):
        Rule(**facts)
