"""LMDI against published figures, and the laws it keeps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.bridge import additive, log_mean

amounts = st.floats(1e-3, 1e6)
rows = st.lists(st.tuples(amounts, amounts, amounts), min_size=1, max_size=6)


def test_the_published_example_of_lmdir():
    # MatthewHeun/LMDIR, tests/testthat/test_lmdi.R
    found = additive([(1, 10, 2), (4, 5, 3)], [(4, 5, 3), (5, 6, 4)])
    assert found == pytest.approx([69.79006598, -9.455125793, 39.66505981], abs=5e-8)
    assert sum(found) == pytest.approx(100)


def test_a_shop_with_more_visitors_fewer_of_whom_buy():
    found = additive([(10_000, 0.03, 120)], [(12_000, 0.025, 130)])
    assert found == pytest.approx([6833.41, -6833.41, 3000.00], abs=0.005)


def test_sales_are_up_and_profit_is_down():
    before, now = (10_000, 0.03, 120, 0.45), (13_000, 0.024, 117.6, 0.40)
    found = additive([before], [now])
    assert found == pytest.approx([4047.15, -3442.15, -311.64, -1816.89], abs=0.005)
    assert sum(found) == pytest.approx(-1523.52)


@given(amounts, amounts)
def test_the_logarithmic_mean_lies_between_the_two(one, other):
    low, high = sorted((one, other))
    assert low * (1 - 1e-9) <= log_mean(one, other) <= high * (1 + 1e-9)


@given(rows, st.data())
def test_nothing_is_left_over(before, data):
    now = data.draw(st.lists(st.tuples(amounts, amounts, amounts), min_size=len(before),
                             max_size=len(before)))  # fmt: skip
    change = sum(a * b * c for a, b, c in now) - sum(a * b * c for a, b, c in before)
    largest = max(a * b * c for a, b, c in (*now, *before))
    assert sum(additive(before, now)) == pytest.approx(change, abs=largest * 1e-9)


@given(rows)
def test_what_does_not_change_has_no_effect(before):
    doubled = [(a * 2, b, c) for a, b, c in before]
    assert additive(before, doubled)[1:] == [0, 0]
