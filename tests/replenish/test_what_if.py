"""A policy is tried on a SKU: its stock day by day, what it costs and what it saves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.replenish.demand import NO_DEMAND, Demand
from shopkit.replenish.needs import Need, Policy
from shopkit.replenish.what_if import what_if

TODAY = date(2026, 9, 30)


def test_the_order_arrives_after_one_lead_time(mug, twenty_a_day):
    found = what_if(mug(on_hand=200), twenty_a_day, Policy(), asof=TODAY)
    day = found.rows[9]
    assert found.rows[8]["with_order"] == found.rows[8]["without"] == 40
    assert (day["without"], day["with_order"]) == (20, 20 + found.proposal.order_qty)


def test_sixty_days_are_drawn_from_today(mug, twenty_a_day):
    rows = what_if(mug(on_hand=200), twenty_a_day, Policy(), asof=TODAY).rows
    assert (len(rows), rows[0]["day"], rows[0]["without"]) == (61, "2026-09-30", 200)


def test_without_an_order_the_shelf_stays_empty(mug, twenty_a_day):
    found = what_if(mug(on_hand=200), twenty_a_day, Policy(), asof=TODAY)
    assert found.stockout_on == found.proposal.stockout_on == TODAY + timedelta(days=10)
    assert found.rows[-1]["without"] == 0


def test_cash_is_the_order_and_the_stock_that_lies_there(mug):
    even = Demand(per_day=1, days=84, method="mean", recent_per_day=1, last_on=TODAY)
    found = what_if(mug(on_hand=4, lead_time_days=0), even, Policy(), asof=TODAY, days=4)
    assert found.stock_fen == 2 * 1000  # 4, 3, 2, 1, 0
    assert found.order_cost_fen == 3000


def test_a_longer_lead_time_brings_lost_sales_and_a_larger_order(mug, twenty_a_day):
    need = mug(on_hand=200)
    short, long = (
        what_if(need, twenty_a_day, Policy(lead_time_days=days), asof=TODAY) for days in (3, 20)
    )
    assert short.lost_qty < long.lost_qty and short.order_cost_fen < long.order_cost_fen


def test_more_service_ties_up_more_money(mug, twenty_a_day):
    plain, sure = (
        what_if(mug(on_hand=200), twenty_a_day, Policy(service_level=level), asof=TODAY)
        for level in (0.9, 0.99)
    )
    assert plain.stock_with_order_fen < sure.stock_with_order_fen


def test_goods_without_sales_lie_still(mug):
    found = what_if(mug(on_hand=7), NO_DEMAND, Policy(), asof=TODAY)
    assert {row["without"] for row in found.rows} == {7} and found.stockout_on is None


def test_an_unknown_cost_leaves_the_money_unknown(mug, twenty_a_day):
    found = what_if(mug(unit_cost_fen=None), twenty_a_day, Policy(), asof=TODAY)
    assert (found.order_cost_fen, found.stock_fen, found.stock_with_order_fen) == (None,) * 3


@given(
    on_hand=st.integers(-40, 400),
    on_order=st.integers(0, 200),
    per_day=st.floats(0, 40),
    lead=st.floats(0, 40),
    after=st.lists(st.integers(-5, 80), max_size=3),
)
def test_the_drawn_course_empties_on_the_day_that_was_told(on_hand, on_order, per_day, lead, after):
    coming = tuple((TODAY + timedelta(days=place), on_order // 4) for place in after)
    need = Need("MUG", on_hand=on_hand, on_order=on_order, arrivals=coming, lead_time_days=lead)
    known = Demand(per_day=round(per_day, 2), method="mean", last_on=TODAY)
    found = what_if(need, known, Policy(), asof=TODAY)
    told = found.proposal.stockout_on
    if told is not None and (told - TODAY).days > 60:
        told = None
    assert found.stockout_on == told


def test_a_full_order_has_no_cost_it_does_not_know(mug, twenty_a_day):
    found = what_if(mug(price_fen=None), twenty_a_day, Policy(), asof=TODAY)
    assert found.lost_fen is None and found.lost_qty == pytest.approx(
        found.proposal.expected_lost_qty
    )
