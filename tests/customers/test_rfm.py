"""Quintiles by rank and the ten names."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.customers.buyer import Buyer
from shopkit.customers.rfm import corners, quintiles, rfm
from shopkit.customers.segments import REST, SEGMENTS, segment, summed

ASOF = date(2026, 9, 30)


def buyer(name, purchases, ago, fen):
    first = ASOF - timedelta(days=ago + 10 * (purchases - 1))
    return Buyer(name, purchases, first, ASOF - timedelta(days=ago), fen, fen // purchases)


@given(st.lists(st.integers(0, 5), min_size=5, max_size=60))
def test_quintiles_are_pandas_cut_of_ranks(values):
    ranks = pd.Series(values).rank(method="first")
    wanted = pd.qcut(ranks, 5, labels=[1, 2, 3, 4, 5]).astype("int").tolist()
    assert quintiles(values) == wanted
    assert quintiles(values, falling=True) == [6 - each for each in wanted]


def test_very_few_buyers_are_all_in_the_best_fifth():
    assert quintiles([3, 1]) == [5, 5] and quintiles([]) == []


@pytest.mark.parametrize(
    ("corner", "key"),
    [
        ((5, 5, 5), "champions"), ((4, 4, 4), "potential"), ((2, 2, 2), "loyal"),
        ((3, 1, 5), "promising"), ((5, 1, 1), "new"), ((1, 3, 5), "cannot_lose"),
        ((1, 5, 5), "at_risk"), ((1, 3, 3), "attention"), ((2, 1, 1), "sleepy"),
        ((1, 1, 1), "lost"), ((5, 5, 1), "others"),
    ],
)  # fmt: skip
def test_each_corner_has_its_name(corner, key):
    assert segment(*corner) == key


def test_there_are_ten_names_and_a_rest():
    assert len({each.key for each in (*SEGMENTS, REST)}) == 11


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 400), st.integers(1, 9999)), min_size=1)
)
def test_every_buyer_and_every_fen_is_in_one_segment(told):
    people = [buyer(f"b{n}", *each) for n, each in enumerate(told)]
    found = summed(corners(rfm(people, asof=ASOF)))
    assert sum(each.people for each in found) == len(people)
    assert sum(each.paid_fen for each in found) == sum(each.paid_fen for each in people)
    assert sum(each.share_of_people for each in found) == pytest.approx(1)
