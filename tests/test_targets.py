"""Targets and seasons: exact spreading, like days a year earlier, run-rate and what closes a gap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit import targets
from shopkit.clock import days_between
from shopkit.festivals import NEW_YEARS
from shopkit.seasons import like, pattern

YEAR = days_between(date(2025, 1, 1), date(2025, 12, 31))
FLAT = dict.fromkeys(YEAR, 100)
NOVEMBER = days_between(date(2026, 11, 1), date(2026, 11, 30))


def test_an_ordinary_day_is_like_its_weekday_a_year_earlier():
    day = date(2026, 7, 20)
    assert like(day).isoweekday() == day.isoweekday()


def test_a_sale_day_is_like_the_same_date():
    assert like(date(2026, 11, 11)) == date(2025, 11, 11)
    assert like(date(2026, 6, 18)) == date(2025, 6, 18)


@pytest.mark.parametrize("year", [2026, 2027, 2028, 2029, 2030])
def test_spring_festival_is_like_itself_wherever_it_falls(year):
    for step in (-20, -1, 0, 7):
        moved = like(NEW_YEARS[year] + timedelta(step))
        assert moved == NEW_YEARS[year - 1] + timedelta(step)


def test_ordinary_days_are_never_like_a_sale_day():
    sold = FLAT | {date(2025, 11, 11): 100_000}
    heavy = [day for day, weight in pattern(NOVEMBER, sold).items() if weight > 1_000]
    assert heavy == [date(2026, 11, 11)]


@given(st.integers(1, 10**10), st.integers(1, 366), st.dictionaries(
    st.sampled_from(YEAR), st.integers(0, 10**7), max_size=60))  # fmt: skip
def test_a_plan_is_the_goal_to_the_fen(goal, length, history):
    days = [date(2026, 1, 1) + timedelta(n) for n in range(length)]
    plan = targets.planned(goal, days, history)
    assert sum(plan.values()) == goal and list(plan) == days
    assert min(plan.values()) >= 0


def test_months_of_a_flat_year_are_as_long_as_they_are():
    found = targets.months(36_500, 2026, FLAT)
    assert sum(found.values()) == 36_500
    assert (found["2026-02"], found["2026-03"]) == (2_800, 3_100)


def test_a_year_is_spread_over_the_months_that_are_open():
    found = targets.spread(3_650, 2026, FLAT, kept={f"2026-{n:02}": 100 for n in range(1, 11)})
    assert list(found) == ["2026-11", "2026-12"] and sum(found.values()) == 2_650
    assert targets.spread(900, 2026, FLAT, kept={"2026-01": 900}) == {}


def test_standing_counts_what_is_left():
    plan = targets.planned(3_000, NOVEMBER, FLAT)
    sold = FLAT | {day: 80 for day in NOVEMBER[:10]}
    at = targets.standing(3_000, plan, sold, NOVEMBER[9])
    assert (at.paid_fen, at.planned_fen, at.ahead_fen) == (800, 1_000, -200)
    assert (at.forecast_fen, at.gap_fen, at.days_left) == (2_400, 2_200, 20)
    assert (at.needed_per_day_fen, at.run_rate_fen, at.lift) == (110, 80, 2_200 / 1_600)


def test_before_the_first_day_the_pace_is_that_of_the_last_weeks():
    october = days_between(date(2026, 10, 1), date(2026, 10, 31))
    sold = FLAT | dict.fromkeys(october, 120)
    plan = targets.planned(3_000, NOVEMBER, FLAT)
    at = targets.standing(3_000, plan, sold, october[-1])
    assert (at.paid_fen, at.forecast_fen, at.run_rate_fen) == (0, 3_600, None)


@given(st.floats(1.001, 9), st.floats(1, 1e6), st.floats(1e-4, 1), st.floats(1, 1e6))
def test_any_one_lever_closes_the_gap(lift, visitors, rate, basket):
    now = {"visitors": visitors, "rate": rate, "basket": basket}
    for each in targets.levers(lift, now):
        moved = now | {each.name: each.needed}
        product = moved["visitors"] * moved["rate"] * moved["basket"]
        assert product == pytest.approx(visitors * rate * basket * lift)
    assert (1 + targets.together(lift, 3)) ** 3 == pytest.approx(lift)


def test_a_closed_gap_needs_no_lever():
    plan = targets.planned(1_000, NOVEMBER, FLAT)
    at = targets.standing(1_000, plan, FLAT | dict.fromkeys(NOVEMBER, 50), NOVEMBER[-1])
    assert (at.gap_fen, at.lift, at.needed_per_day_fen) == (-500, None, None)
    assert targets.levers(None, {"a": 1.0}) == []
