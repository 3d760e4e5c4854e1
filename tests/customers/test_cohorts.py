"""Cohorts and repurchase windows."""

from datetime import date

from shopkit.customers.cohorts import Repurchase, cohorts, repurchases

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


def counted(*rows):
    return [dict(zip(("cohort", "age_months", "buyers"), row, strict=True)) for row in rows]


def test_a_month_nobody_came_in_counts_as_zero_and_one_to_come_does_not():
    may, july = cohorts(counted((MAY, 0, 4), (MAY, 2, 1), (JULY, 0, 3)), asof=date(2026, 7, 20))
    assert (may.came, july.came) == ((4, 0, 1), (3,))
    assert [may.retention(age) for age in range(4)] == [1, 0, 0.25, None]


def test_only_the_last_day_of_a_month_makes_it_whole():
    rows = counted((JUNE, 0, 4))
    assert not cohorts(rows, asof=date(2026, 6, 29))[0].is_last_whole
    assert cohorts(rows, asof=date(2026, 6, 30))[0].is_last_whole
    assert cohorts(rows, asof=date(2026, 12, 31))[0].is_last_whole


def test_a_window_nobody_has_lived_through_has_no_rate():
    empty = Repurchase(360, 0, 0)
    assert (empty.rate, empty.interval) == (None, None)


def test_windows_come_shortest_first_with_their_doubt():
    rows = [{"days": 90, "people": 50, "again": 10}, {"days": 30, "people": 60, "again": 6}]
    thirty, ninety = repurchases(rows)
    assert (thirty.rate, ninety.rate) == (0.1, 0.2)
    low, high = ninety.interval
    assert low < 0.2 < high
