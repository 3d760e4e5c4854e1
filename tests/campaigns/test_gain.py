"""What a campaign earned, in fen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.campaigns.expected import Guess
from shopkit.campaigns.gain import (
    KEPT,
    LOST,
    MISSED,
    Costs,
    chance,
    gained,
    incremental_margin_fen,
    platform_roi,
    thinner_fen,
    verdict,
)

BASE, ACTUAL = 12_000_000, 16_800_000
COSTS = Costs(ads_fen=600_000, gifts_fen=150_000)


def test_the_published_case_earns_14_100_where_the_platform_shows_28():
    assert incremental_margin_fen(ACTUAL - BASE, 0.45, COSTS) == 1_410_000
    assert platform_roi(ACTUAL, COSTS.ads_fen) == 28


def test_the_interval_of_the_sales_becomes_that_of_the_margin():
    gain = gained(Guess(4_800_000, 3_000_000, 6_000_000), 0.45, COSTS)
    assert (gain.mean, gain.low, gain.high) == (1_410_000, 600_000, 1_950_000)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.floats(0.01, 0.9), st.floats(0.01, 0.9))
def test_a_thinner_margin_counts_on_all_that_was_sold(actual, base, before, during):
    costs = Costs(discount_fen=thinner_fen(actual, before, during))
    earned = incremental_margin_fen(actual - base, before, costs)
    assert earned == pytest.approx(actual * during - base * before, abs=2)


def test_without_ads_there_is_no_platform_roi():
    assert platform_roi(ACTUAL, 0) is None


@pytest.mark.parametrize(
    ("gain", "promised", "sentence"),
    [
        (Guess(900, 700, 1100), 600, KEPT),
        (Guess(900, 700, 1100), 1200, MISSED),
        (Guess(-900, -1100, -700), 600, LOST),
    ],
)
def test_a_verdict_is_certain_only_outside_the_interval(gain, promised, sentence):
    assert verdict(gain, promised)[0] == sentence


@given(st.integers(-1000, 1000), st.integers(1, 500), st.integers(-1000, 1000))
def test_a_higher_promise_is_never_likelier_kept(mean, reach, promised):
    gain = Guess(mean, mean - reach, mean + reach)
    assert 0 <= chance(gain, promised + 1) <= chance(gain, promised) <= 1
