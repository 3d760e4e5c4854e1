"""The definitions people argue about."""

import pytest

from shopkit.kpis import TERMS, change, experience_score, kpis, reviews_to_reach
from shopkit.money import shares


def test_gmv_is_visitors_times_conversion_times_paid_per_buyer():
    day = {"platform_paid_fen": 3_600_000, "paid_fen": 3_600_000, "orders": 310, "buyers": 300}
    figures = kpis(day | {"visitor_days": 10_000, "buyer_days": 300, "days": 1, "visitors": 10_000})
    product = figures["visitors"] * figures["conversion_rate"] * figures["aov_fen"]
    assert product == pytest.approx(figures["paid_fen"])
    assert figures["value_per_visitor_fen"] == pytest.approx(360)


def test_the_experience_score_is_weighted_as_the_platform_says():
    scores = {"score_item": 5.00, "score_logistics": 5.00, "score_service": 4.32}
    assert experience_score(scores) == 4.66


def test_an_experience_score_with_a_part_unknown_is_unknown():
    assert experience_score({"score_item": 5.0, "score_logistics": None}) is None


def test_167_five_star_reviews_lift_500_from_4_6_to_4_7():
    assert reviews_to_reach(4.7, mean=4.6, reviews=500) == 167


def test_the_two_refund_rates_of_orders_are_both_named():
    figures = kpis({"orders": 28_010, "paid_orders": 24_087, "paid_fen": 1, "refund_orders": 5_646})
    assert round(figures["refund_share_of_all"], 4) == 0.2016
    assert round(figures["refund_share_of_paid"], 4) == 0.2344


def test_what_the_files_do_not_say_is_unknown_and_never_zero():
    figures = kpis({"orders": 2, "paid_orders": 1, "paid_fen": 500})
    unknown = {name for name, value in figures.items() if value is None}
    assert {"buyers", "visitors", "conversion_rate", "aov_fen", "refund_rate"} <= unknown


def test_a_shop_without_orders_takes_the_platforms_figures():
    figures = kpis({"platform_paid_fen": 900, "platform_paid_orders": 3, "platform_buyers": 3})
    assert (figures["paid_fen"], figures["paid_orders"], figures["buyers"]) == (900, 3, 3)


def test_every_kpi_has_its_term_and_every_term_its_kpi():
    assert set(kpis({})) == set(TERMS)


def test_a_rise_from_nothing_is_unknown():
    assert change(5, 0) is None


def test_ten_yuan_off_three_lines_is_split_to_the_fen():
    assert shares(1000, [1000, 1000, 1000]) == [334, 333, 333]
