"""Demand is read from clean days only, and from days the goods could be sold."""

from datetime import date, timedelta

import pytest

from shopkit.replenish.demand import demands
from shopkit.replenish.sums import sums
from shopkit.replenish.window import asked, window

TODAY = date(2026, 9, 30)


def days(first: int, last: int) -> set[date]:
    """The days from so many days ago to so many days ago."""
    return {TODAY - timedelta(days=ago) for ago in range(last, first + 1)}


def test_steady_goods_sell_their_mean(read):
    found = read({ago: 2 + 2 * (ago % 2) for ago in range(200)})
    assert (found.per_day, found.days, found.method, found.masked) == (3, 84, "mean", 0)
    assert found.sd == pytest.approx((84 / 83) ** 0.5)


def test_an_event_leaves_both_sides_of_the_fraction(read):
    seen = window(TODAY, masked=days(20, 11))
    found = read({ago: 900 if 11 <= ago <= 20 else 3 for ago in range(200)}, seen)
    assert (found.per_day, found.sd, found.days, found.masked) == (3, 0, 84, 10)


def test_days_before_the_first_sale_do_not_count(read):
    found = read(dict.fromkeys(range(10), 4))
    assert (found.per_day, found.days) == (4, 10)


def test_days_on_the_shelf_before_the_first_sale_count(read, days_ago):
    found = read(dict.fromkeys(range(10), 4), arrived=days_ago(11))
    assert (found.per_day, found.days) == (pytest.approx(40 / 12), 12)


def test_an_arrival_after_the_first_sale_is_a_later_delivery(read, days_ago):
    assert read(dict.fromkeys(range(10), 4), arrived=days_ago(3)).days == 10


def test_days_out_of_stock_do_not_lower_demand(read):
    gone = days(29, 10)
    found = read({ago: 5 for ago in range(200) if not 10 <= ago <= 29}, out=gone)
    assert (found.per_day, found.sd, found.days) == (5, 0, 64)


def test_a_sale_on_a_day_out_of_stock_does_not_count_either(read):
    found = read({ago: 1 if ago == 10 else 5 for ago in range(200)}, out=days(10, 10))
    assert (found.per_day, found.sd) == (5, 0)


def test_rare_goods_are_smoothed_over_the_whole_window(read):
    found = read({ago: 2 for ago in range(0, 360, 5)})
    assert found.method == "sba"
    assert found.per_day == pytest.approx(0.4 * 0.95, rel=1e-3)
    assert found.days == 356  # since the first sale


def test_days_out_of_stock_shorten_the_wait_between_sales(read):
    # Sold every fifth day, but of the four between two there was never anything to sell.
    sold = set(range(0, 100, 5))
    gone = {TODAY - timedelta(days=ago) for ago in range(100) if ago not in sold and ago < 95}
    found = read(dict.fromkeys(sold, 2), out=gone)
    assert (found.method, found.per_day) == ("mean", 2)


def test_dying_goods_fade(read):
    assert read(dict.fromkeys(range(40, 300), 2)).method == "tsb"
    assert read(dict.fromkeys(range(40, 300), 2)).per_day < 0.05


def test_the_trend_is_the_last_28_clean_days_against_the_level(read):
    found = read({ago: 8 if ago < 28 else 2 for ago in range(200)})
    assert (found.per_day, found.recent_per_day) == (4, 8)
    assert found.trend == pytest.approx(1.0)


def test_the_trend_skips_an_event(read):
    seen = window(TODAY, masked=days(27, 0))
    found = read({ago: 50 if ago < 28 else 2 for ago in range(200)}, seen)
    assert (found.recent_per_day, found.trend) == (2, 0)


def test_weeks_with_an_event_do_not_make_goods_erratic(read):
    sales = {ago: 90 if ago == 60 else 3 for ago in range(300)}
    assert read(sales).weekly_cv > 0.5
    assert read(sales, window(TODAY, masked=days(60, 60))).weekly_cv == 0


def test_too_few_weeks_say_nothing_of_steadiness(read):
    assert read(dict.fromkeys(range(20), 3)).weekly_cv is None


def test_the_last_sale_may_fall_in_an_event(read, days_ago):
    found = read({5: 3, 300: 1}, window(TODAY, masked=days(10, 0)))
    assert found.last_on == days_ago(5)


def test_goods_sold_only_in_events_have_no_demand(read):
    found = read({5: 30}, window(TODAY, masked=days(10, 0)))
    assert (found.per_day, found.sd, found.method, found.days) == (0, 0, "none", 0)


def test_goods_last_sold_before_the_window_are_known_to_be_old(read, days_ago):
    found = read({400: 3})
    assert (found.method, found.per_day, found.last_on) == ("none", 0, days_ago(400))


def test_sales_after_today_are_not_known_yet(read):
    assert read({-3: 99} | dict.fromkeys(range(10), 4)).per_day == 4


def test_a_sku_never_sold_has_no_row():
    assert sums("MUG", {}, window(TODAY)) is None
    assert demands([], window(TODAY)) == {}


def test_a_window_with_every_day_masked_gives_no_demand(read):
    found = read({5: 30, 90: 3}, window(TODAY, masked=days(400, 0)))
    assert (found.per_day, found.days, found.trend) == (0, 0, None)


def test_the_question_names_days_out_of_stock_pair_by_pair(days_ago):
    found = asked(window(TODAY), out={"MUG": [days_ago(1), days_ago(2)], "TEE": [days_ago(1)]})
    assert found["out_skus"] == ["MUG", "MUG", "TEE"]
    assert found["out_days"] == [days_ago(1), days_ago(2), days_ago(1)]
