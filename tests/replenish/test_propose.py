"""A proposal orders enough, in whole packs, within the budget, and says why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopkit.errors import Refused
from shopkit.replenish import proposal as reasons
from shopkit.replenish.demand import NO_DEMAND, Demand
from shopkit.replenish.needs import Need, Policy, Season
from shopkit.replenish.propose import propose, propose_one

TODAY = date(2026, 9, 30)
DEAD = Demand(first_on=date(2025, 1, 1), last_on=date(2026, 1, 1), per_day=0.001, method="tsb")


def proposed(need, demand, **terms):
    (one,) = propose([need], {need.sku: demand}, Policy(**terms), asof=TODAY)
    return one


def test_the_textbook_case_is_ordered_up_to_its_level(mug, twenty_a_day):
    one = proposed(mug(lead_time_sd=2, on_hand=200), twenty_a_day)
    assert one.order_up_to == pytest.approx(396.728, abs=5e-4)
    assert (one.order_qty, one.cost_fen, one.why) == (197, 197_000, reasons.LOW)


def test_continuous_review_orders_at_the_textbooks_reorder_point(mug, twenty_a_day):
    terms = {"review_days": 0, "extra_days": 14}
    assert proposed(mug(lead_time_sd=2, on_hand=253), twenty_a_day, **terms).order_qty == 0
    one = proposed(mug(lead_time_sd=2, on_hand=252), twenty_a_day, **terms)
    assert (round(one.reorder_point, 3), one.order_qty) == (252.149, 281)


def test_what_is_promised_and_what_is_coming_count(mug, twenty_a_day):
    one = proposed(mug(lead_time_sd=2, on_hand=200, reserved=50, on_order=100), twenty_a_day)
    assert (one.position, one.order_qty) == (250, 147)


def test_packs_are_whole_and_the_suppliers_minimum_is_kept(mug, twenty_a_day):
    need = mug(lead_time_sd=2, on_hand=396, pack_size=12, moq=50)
    assert proposed(need, twenty_a_day).order_qty == 60


def test_enough_is_left_alone(mug, twenty_a_day):
    one = proposed(mug(on_hand=5000), twenty_a_day)
    assert (one.order_qty, one.cost_fen, one.why) == (0, 0, reasons.ENOUGH)


def test_the_day_it_runs_out_is_told(mug, twenty_a_day):
    one = proposed(mug(on_hand=100), twenty_a_day)
    assert (one.stockout_on, one.days_of_cover) == (TODAY + timedelta(days=5), 5)
    assert one.why == reasons.RUNS_OUT


def test_a_dated_delivery_puts_the_day_off(mug, twenty_a_day):
    coming = ((TODAY + timedelta(days=3), 60),)
    one = proposed(mug(on_hand=100, on_order=60, arrivals=coming), twenty_a_day)
    assert one.stockout_on == TODAY + timedelta(days=8)


def test_a_delivery_after_the_shelf_is_empty_comes_too_late(mug, twenty_a_day):
    coming = ((TODAY + timedelta(days=6), 60),)
    one = proposed(mug(on_hand=100, on_order=60, arrivals=coming), twenty_a_day)
    assert one.stockout_on == TODAY + timedelta(days=5)


def test_lost_sales_are_those_until_a_later_order_could_arrive(mug):
    even = Demand(per_day=10, days=84, method="mean", recent_per_day=10, last_on=TODAY)
    one = proposed(mug(on_hand=100), even)
    assert (one.expected_lost_qty, one.expected_lost_fen) == (60, 60 * 2000)


def test_an_unknown_cost_still_gets_a_proposal(mug, twenty_a_day):
    one = proposed(mug(unit_cost_fen=None), twenty_a_day)
    assert one.order_qty > 0 and one.cost_fen is None and one.expected_lost_fen is None


def test_goods_nobody_asks_for_are_not_ordered(mug):
    one = proposed(mug(), NO_DEMAND)
    assert (one.order_qty, one.why, one.stockout_on) == (0, reasons.NO_SALES, None)


def test_what_is_owed_is_ordered_even_without_demand(mug):
    one = proposed(mug(on_hand=-3), NO_DEMAND)
    assert (one.order_qty, one.why, one.stockout_on) == (3, reasons.OWED, TODAY)


def test_dead_stock_is_not_ordered(mug):
    one = proposed(mug(), DEAD)
    assert (one.order_qty, one.why, one.health) == (0, reasons.DEAD, "dead")


def test_new_goods_without_a_sale_wait(mug):
    assert proposed(mug(on_hand=30), NO_DEMAND).health == "new"


def test_a_season_is_bought_once_by_what_a_piece_left_over_costs(mug):
    season = Season(mean=800, sd=150, salvage_fen=1200)
    need = mug(unit_cost_fen=2200, price_fen=5900, season=season, on_hand=20)
    one = proposed(need, NO_DEMAND)
    assert (one.order_qty, one.why) == (900, reasons.SEASON)


def test_a_season_below_cost_is_not_bought(mug):
    one = proposed(mug(unit_cost_fen=3100, season=Season(mean=800, sd=150)), NO_DEMAND)
    assert (one.order_qty, one.why) == (0, reasons.UNWANTED)


def test_the_budget_goes_where_it_saves_the_most_margin(twenty_a_day):
    dear = Need("DEAR", unit_cost_fen=1000, price_fen=1100)
    good = Need("GOOD", unit_cost_fen=1000, price_fen=3000)
    demand = dict.fromkeys(("DEAR", "GOOD"), twenty_a_day)
    free = propose([dear, good], demand, Policy(), asof=TODAY)
    terms = Policy(budget_fen=free[0].cost_fen + 500)
    first, second = propose([dear, good], demand, terms, asof=TODAY)
    assert (first.order_qty, first.cost_fen, first.why) == (0, 0, reasons.CUT)
    assert first.wanted_qty == free[0].order_qty and second == replace(free[1], policy=terms)


def test_an_unknown_cost_cannot_be_held_to_a_budget(mug, twenty_a_day):
    one = proposed(mug(unit_cost_fen=None), twenty_a_day, budget_fen=10**9)
    assert (one.order_qty, one.why) == (0, reasons.NO_COST)


def test_an_empty_shop_needs_nothing():
    assert propose([], {}, Policy(), asof=TODAY) == []


def test_terms_that_cannot_be_are_refused():
    for wrong in ({"pack_size": 0}, {"moq": -1}, {"lead_time_days": -1}):
        with pytest.raises(Refused):
            Need("MUG", **wrong)
    with pytest.raises(Refused):
        Policy(budget_fen=-1)


def test_one_lead_time_may_stand_for_all(mug, twenty_a_day):
    one = proposed(mug(lead_time_days=3), twenty_a_day, lead_time_days=30)
    assert one.lead_time_days == 30 and one.reorder_point > 37 * 20


NEEDS = st.builds(
    Need,
    sku=st.uuids().map(str),
    on_hand=st.integers(-50, 500),
    reserved=st.integers(0, 60),
    on_order=st.integers(0, 200),
    unit_cost_fen=st.none() | st.integers(0, 90_000),
    price_fen=st.none() | st.integers(0, 200_000),
    pack_size=st.integers(1, 40),
    moq=st.integers(0, 200),
    lead_time_days=st.floats(0, 60),
    lead_time_sd=st.floats(0, 10),
    season=st.none() | st.builds(Season, st.floats(0, 900), st.floats(0, 300), st.integers(0, 99)),
)
DEMANDS = st.builds(
    Demand,
    per_day=st.floats(0, 80),
    sd=st.floats(0, 60),
    method=st.just("mean"),
    last_on=st.dates(date(2025, 1, 1), TODAY),
    first_on=st.just(date(2025, 1, 1)),
)
PAIRS = st.lists(st.tuples(NEEDS, DEMANDS), max_size=5)
fewer = settings(max_examples=40, deadline=None)


@given(NEEDS, DEMANDS, st.floats(0.5, 0.9999))
def test_an_order_is_whole_packs_no_less_than_the_minimum_and_lifts_to_the_level(
    need, demand, level
):
    one = propose_one(need, demand, Policy(service_level=level), asof=TODAY)
    assert one.order_qty % need.pack_size == 0
    assert one.order_qty == 0 or one.order_qty >= need.moq
    if one.order_qty or one.position <= one.reorder_point:
        assert one.position + one.order_qty >= one.order_up_to


@fewer
@given(PAIRS, st.integers(0, 5_000_000))
def test_orders_never_cost_more_than_the_budget(pairs, budget):
    demand = {need.sku: known for need, known in pairs}
    needs = [need for need, _ in pairs]
    found = propose(needs, demand, Policy(budget_fen=budget), asof=TODAY)
    assert sum(one.cost_fen or 0 for one in found) <= budget
    assert [one.sku for one in found] == [need.sku for need in needs]
    assert all(one.cost_fen is not None for one in found if one.order_qty)


@fewer
@given(PAIRS, st.none() | st.integers(0, 5_000_000))
def test_the_same_facts_give_the_same_proposals_in_any_order(pairs, budget):
    demand = {need.sku: known for need, known in pairs}
    needs, terms = [need for need, _ in pairs], Policy(budget_fen=budget)
    found = propose(needs, demand, terms, asof=TODAY)
    assert propose(needs, demand, terms, asof=TODAY) == found
    again = propose(needs[::-1], demand, terms, asof=TODAY)
    assert {one.sku: one for one in again} == {one.sku: one for one in found}


@given(NEEDS, DEMANDS)
def test_an_order_never_loses_more_sales(need, demand):
    one = propose_one(need, demand, Policy(), asof=TODAY)
    assert one.saved_fen is None or one.saved_fen >= 0
    assert one.expected_lost_qty >= 0
