"""From which return advertising pays, what a click may cost, and what is wasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.ads import (
    BELOW,
    PAYS,
    SMALL,
    UNCLEAR,
    WASTED,
    Ad,
    break_even_roi,
    highest_bid_fen,
    judged,
)

GOOD = Ad("good", "Good", 100_000, 1000, orders=60, paid_fen=600_000)


def one(**facts):
    """The verdict on an ad beside a good one."""
    told = {"key": "it", "name": "It", "spend_fen": 100_000, "clicks": 1000} | facts
    return next(each for each in judged([Ad(**told), GOOD], 0.4) if each.ad.key == "it")


def test_the_published_break_even_and_bid():
    assert break_even_roi(0.40) == 2.5
    assert highest_bid_fen(0.03, 12_000, 0.40) == pytest.approx(144)


def test_a_margin_of_nothing_never_pays():
    assert break_even_roi(0.0) is None


def test_rates_are_the_platforms():
    ad = Ad("1", "Plan", 10_000, 100, 4000, 3, 36_000, 24_000, 12_000, 30_000)
    assert (ad.cpc_fen, ad.ctr, ad.conversion) == (100, 0.025, 0.03)
    assert (ad.roi, ad.direct_roi, ad.net_roi) == (3.6, 2.4, 3.0)
    assert ad.left_fen(0.4) == 2_000


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"orders": 5, "paid_fen": 50_000}, WASTED),
        ({"orders": 22, "paid_fen": 220_000}, BELOW),
        ({"orders": 28, "paid_fen": 280_000}, UNCLEAR),
        ({"orders": 60, "paid_fen": 600_000}, PAYS),
        ({"spend_fen": 4_999, "clicks": 5}, SMALL),
        ({"clicks": 0}, SMALL),
    ],
)
def test_chance_is_allowed_for(facts, verdict):
    assert one(**facts).verdict == verdict


def test_no_order_is_no_proof_until_the_clicks_are_many():
    assert one(clicks=40, spend_fen=6_000).verdict == BELOW
    assert one(clicks=2000, spend_fen=200_000).is_wasted


def test_the_dearest_loss_comes_first():
    ads = [GOOD, Ad("bad", "Bad", 50_000, 900, orders=2, paid_fen=20_000)]
    assert [each.ad.key for each in judged(ads, 0.4)] == ["bad", "good"]


def test_without_a_margin_nothing_is_judged():
    assert {each.verdict for each in judged([GOOD], None)} == {SMALL}


@given(st.integers(1, 3000), st.integers(0, 300), st.integers(5_000, 10**6))
def test_nothing_that_paid_for_itself_is_ever_called_wasted(clicks, orders, spend):
    orders = min(orders, clicks)
    paid = round(spend * 2.5) + 1
    if orders:
        found = one(clicks=clicks, orders=orders, paid_fen=paid, spend_fen=spend)
        assert not found.is_wasted
