"""Goods are sorted by money, steadiness and how long they last."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.replenish import classes

TODAY = date(2026, 9, 30)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_classes_of_the_textbook_case():
    revenue = dict(zip("abcdefg", [500, 250, 120, 60, 40, 20, 10], strict=True))
    assert "".join(classes.abc(revenue).values()) == "AAABBCC"


def test_goods_without_revenue_are_c():
    assert classes.abc({"MUG": 5, "TEE": 0, "BOX": -3}) == {"MUG": "A", "TEE": "C", "BOX": "C"}


def test_a_shop_that_sold_nothing_has_only_c():
    assert classes.abc({"MUG": 0}) == {"MUG": "C"} and classes.abc({}) == {}


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 10**9), max_size=30))
def test_more_revenue_never_means_a_worse_class(revenue):
    ranked = classes.abc(revenue)
    letters = [ranked[sku] for sku in sorted(revenue, key=lambda sku: (-revenue[sku], sku))]
    assert letters == sorted(letters) and ranked.keys() == revenue.keys()


@pytest.mark.parametrize(
    ("last", "first", "dead"),
    [
        (ago(90), ago(200), True),
        (ago(89), ago(200), False),
        (None, ago(91), True),
        (None, ago(90), False),
        (None, None, False),
        (ago(95), ago(95), True),
    ],
)
def test_dead_is_ninety_days_without_a_sale_of_goods_older_than_that(last, first, dead):
    assert classes.is_dead(last, first, asof=TODAY) is dead


@pytest.mark.parametrize(
    ("cover", "last", "state"),
    [(20, ago(1), "healthy"), (121, ago(1), "slow"), (None, None, "new"), (10, ago(91), "dead")],
)
def test_each_sku_is_in_one_state(cover, last, state):
    first = None if last is None else ago(300)
    assert classes.health(cover, first_on=first, last_on=last, asof=TODAY) == state


def test_stock_owed_to_buyers_covers_no_day():
    assert classes.days_of_cover(-3, 2) == 0
