"""Intervals of shares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.shares import wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(120, 4000, 0.02515, 0.03575), (156, 4000, 0.03343, 0.04546), (47, 50, 0.8378, 0.9794)],
)
def test_the_interval_is_wilsons(hits, n, low, high):
    digits = 5 if n > 50 else 4
    assert [round(end, digits) for end in wilson(hits, n)] == [low, high]


def test_few_good_ones_rank_below_many():
    assert [round(wilson(*pair)[0], 4) for pair in [(9, 200), (60, 1500)]] == [0.0239, 0.0312]


def test_nothing_counted_says_nothing():
    assert wilson(0, 0) is None


@given(st.integers(1, 10_000), st.floats(0, 1), st.floats(0.5, 0.999))
def test_the_interval_holds_the_share_and_stays_a_share(n, part, confidence):
    hits = round(part * n)
    low, high = wilson(hits, n, confidence)
    assert 0 <= low <= hits / n <= high <= 1


@given(st.integers(1, 1000))
def test_none_and_all_reach_the_ends(n):
    assert (wilson(0, n)[0], wilson(n, n)[1]) == (0, 1)
