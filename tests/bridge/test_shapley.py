"""Shapley's split: the published shape of a shop, zeros, and the laws it keeps."""

from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.bridge import shapley

factors = st.lists(st.floats(-1e3, 1e3), min_size=4, max_size=4)


def test_a_shop_with_more_visitors_fewer_of_whom_buy():
    found = shapley((10_000, 0.03, 120), (12_000, 0.025, 130))
    assert found == pytest.approx([6866.67, -6883.33, 3016.67], abs=0.005)


def test_a_loss_is_split_too():
    assert shapley((100, 0.5), (100, -0.1)) == pytest.approx([0, -60])


@given(factors, factors)
def test_nothing_is_left_over(before, now):
    largest = prod(max(abs(a), abs(b), 1) for a, b in zip(before, now, strict=True))
    assert sum(shapley(before, now)) == pytest.approx(prod(now) - prod(before), abs=largest * 1e-9)


@given(factors, factors)
def test_going_back_undoes_each_effect(before, now):
    largest = prod(max(abs(a), abs(b), 1) for a, b in zip(before, now, strict=True))
    back = [-effect for effect in shapley(now, before)]
    assert shapley(before, now) == pytest.approx(back, abs=largest * 1e-9)
