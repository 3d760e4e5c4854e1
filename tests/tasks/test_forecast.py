"""When so many tasks will be done."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shopkit import text
from shopkit.tasks.forecast import LEAST_WEEKS, SURE, TOO_LITTLE, forecast

TODAY = date(2026, 10, 1)


def test_a_steady_team_is_done_when_arithmetic_says():
    found = forecast(25, [10] * 6, TODAY)
    assert found.done_by == dict.fromkeys(SURE, TODAY + timedelta(days=18))  # 2.5 weeks


def test_the_surer_the_later():
    found = forecast(40, [2, 5, 9, 0, 7, 12], TODAY)
    days = [found.done_by[sure] for sure in SURE]
    assert days == sorted(days) and days[0] < days[-1]


def test_the_same_history_gives_the_same_days():
    weekly = [2, 5, 9, 0, 7, 12]
    assert forecast(40, weekly, TODAY) == forecast(40, weekly, TODAY)
    assert forecast(40, weekly, TODAY, seed=1) != forecast(40, weekly, TODAY, seed=3)


def test_the_days_are_those_of_the_chances():
    # Three are left. A week of 3 has 3 of 4 chances: 7 days. After a week of 1 there are two
    # left: 12 days with a week of 3, together 94 %; after two of 1, 17 days, together 98 %.
    found = forecast(3, [1, 3, 3, 3], TODAY)
    assert [(found.done_by[sure] - TODAY).days for sure in SURE] == [7, 12, 17]


def test_too_little_history_is_said_and_not_guessed():
    for weekly in ([], [5, 5, 5], [5, 5, 5, 0, 0, 0]):
        found = forecast(9, weekly, TODAY)
        assert (found.is_known, found.weeks) == (False, len(weekly))
    assert "4" in text.speaker("zh")(TOO_LITTLE, n=LEAST_WEEKS)


def test_beyond_five_years_nothing_is_said():
    assert not forecast(100_000, [1, 1, 1, 1], TODAY).is_known


def test_nothing_left_is_done_today():
    assert forecast(0, [], TODAY).done_by == dict.fromkeys(SURE, TODAY)


@given(st.integers(1, 60), st.lists(st.integers(1, 20), min_size=4, max_size=12))
def test_no_day_is_earlier_than_the_best_week_allows(left, weekly):
    found = forecast(left, weekly, TODAY)
    least, most = 7 * left / max(weekly), 7 * left / min(weekly) + 7
    assert all(least <= (day - TODAY).days <= most for day in found.done_by.values())
