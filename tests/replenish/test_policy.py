"""The formulas meet the published figures and keep their order."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shopkit.errors import Refused
from shopkit.replenish import policy
from shopkit.replenish.levels import exact_levels, rough_levels

TEXTBOOK = {"lead_time_days": 9, "lead_time_sd": 2}
RATES, LEVELS = st.floats(0, 500), st.floats(0.5, 0.9999)
DAYS = st.floats(0, 90)


def test_safety_stock_and_reorder_point_of_the_textbook_case():
    assert policy.safety_stock(20, 6, **TEXTBOOK) == pytest.approx(72.149, abs=5e-4)
    assert policy.reorder_point(20, 6, **TEXTBOOK) == pytest.approx(252.149, abs=5e-4)


def test_a_weekly_review_must_bridge_seven_days_more():
    at = policy.reorder_point(20, 6, **TEXTBOOK, review_days=7)
    assert policy.order_up_to(at, 20) == pytest.approx(396.728, abs=5e-4)
    assert policy.order_up_to(at, 20, extra_days=3) == pytest.approx(456.728, abs=5e-4)


# stockpyl 1.0.2: economic_order_quantity(8, 0.225, 1300)
def test_the_economic_lot_and_its_cost_are_the_reference():
    terms = {"order_cost": 8, "holding_cost": 0.225}
    assert policy.eoq(1300, **terms) == pytest.approx(304.0468, abs=5e-5)
    assert policy.eoq_cost(1300, **terms) == pytest.approx(68.4105, abs=5e-5)


# stockpyl 1.0.2: newsvendor_normal(2, 18, 120, 10)
def test_the_newsvendor_and_its_cost_are_the_reference():
    assert policy.newsvendor(120, 10, ratio=0.9) == pytest.approx(132.8155, abs=5e-5)
    assert policy.newsvendor_cost(10, overage=2, underage=18) == pytest.approx(35.0997, abs=5e-5)


def test_a_gift_bought_once_for_the_season():
    ratio = policy.critical_ratio(59, cost=22, salvage=12)
    assert ratio == pytest.approx(0.7872, abs=5e-5)
    assert policy.newsvendor(800, 150, ratio=ratio) == pytest.approx(919.5, abs=0.05)


def test_goods_that_lose_money_are_not_bought():
    assert policy.newsvendor(800, 150, ratio=policy.critical_ratio(20, cost=22)) == 0


# stockpyl 1.0.2: s_s_discrete_exact(h, p, K, True, mean)
@pytest.mark.parametrize(
    ("mean", "holding", "shortage", "order_cost", "levels"),
    [
        (6, 1, 4, 5, (4, 10, 8.0341)),
        (12.5, 0.5, 9, 20, (11, 41, 16.6175)),
        (25, 1, 19, 64, (23, 59, 56.7831)),
        (0.4, 2, 3, 1, (-1, 0, 1.5297)),
    ],
)
def test_exact_levels_are_the_reference(mean, holding, shortage, order_cost, levels):
    found = exact_levels(mean, holding=holding, shortage=shortage, order_cost=order_cost)
    assert found == (*levels[:2], pytest.approx(levels[2], abs=5e-5))


# stockpyl 1.0.2: s_s_power_approximation(0.18, 0.70, 2.5, 50, 8)
def test_rough_levels_are_the_reference():
    at, up_to, _ = rough_levels(50, 8, holding=0.18, shortage=0.70, order_cost=2.5)
    assert (at, up_to) == (pytest.approx(40.1946, abs=5e-5), pytest.approx(74.2902, abs=5e-5))


def test_goods_nobody_wants_are_ordered_only_when_owed():
    assert exact_levels(0, holding=1, shortage=4, order_cost=5)[:2] == (-1, 0)


def simulated_cost(at: int, to: int, *, mean: float) -> float:
    """The long-run cost of (s, S) with h = 1, p = 4, K = 5, by the chances of each level."""
    from math import exp, factorial

    chance = [exp(-mean) * mean**units / factorial(units) for units in range(40)]
    share = {to: 1.0}
    for _ in range(200):
        following: dict[int, float] = {}
        for level, weight in share.items():
            for units, likely in enumerate(chance):
                left = level - units
                start = to if left <= at else left
                following[start] = following.get(start, 0) + weight * likely
        share = following
    reordered = sum(
        weight * sum(likely for units, likely in enumerate(chance) if level - units <= at)
        for level, weight in share.items()
    )
    held = sum(
        weight * likely * (max(level - units, 0) + 4 * max(units - level, 0))
        for level, weight in share.items()
        for units, likely in enumerate(chance)
    )
    return held + 5 * reordered


def test_no_neighbour_of_the_exact_levels_is_cheaper():
    at, to, cost = exact_levels(3, holding=1, shortage=4, order_cost=5)
    near = {
        (s, up): simulated_cost(s, up, mean=3)
        for s in range(at - 2, at + 3)
        for up in range(to - 2, to + 3)
        if s < up
    }
    assert near[at, to] == pytest.approx(cost, abs=1e-3)
    assert min(near.values()) == pytest.approx(cost, abs=1e-3)


# The standard normal loss function at 0, 1 and 2, from printed tables.
@pytest.mark.parametrize(("z", "loss"), [(0, 0.39894), (1, 0.08332), (2, 0.00849)])
def test_lost_units_follow_the_normal_loss_table(z, loss):
    assert policy.expected_lost(100 + 10 * z, mean=100, sd=10) == pytest.approx(10 * loss, abs=1e-4)


@pytest.mark.parametrize("level", [0, 0.49, 1, 1.2, float("nan")])
def test_a_service_level_that_cannot_be_had_is_refused(level):
    with pytest.raises(Refused):
        policy.z_of(level)


@given(RATES, RATES, DAYS, LEVELS, LEVELS)
def test_more_service_never_lowers_safety_stock(rate, sd, lead, one, other):
    low, high = sorted((one, other))
    less, more = (
        policy.safety_stock(rate, sd, lead_time_days=lead, lead_time_sd=1, service_level=level)
        for level in (low, high)
    )
    assert less <= more


@given(RATES, RATES, DAYS, DAYS, LEVELS)
def test_more_lead_time_never_lowers_the_reorder_point(rate, sd, one, other, level):
    short, long = sorted((one, other))
    less, more = (
        policy.reorder_point(rate, sd, lead_time_days=days, review_days=7, service_level=level)
        for days in (short, long)
    )
    assert less <= more


@given(st.floats(-500, 500), st.floats(0, 300), st.floats(0, 100), st.floats(0, 50))
def test_more_stock_never_loses_more(stock, mean, sd, more):
    lost = policy.expected_lost(stock, mean=mean, sd=sd)
    assert lost >= policy.expected_lost(stock + more, mean=mean, sd=sd) - 1e-9
    assert lost >= max(mean - stock, 0) - 1e-9


@given(st.floats(1, 1e6), st.floats(1, 1e4), st.floats(0.01, 1e3), st.floats(0.5, 2))
def test_no_other_lot_is_cheaper_than_the_economic_one(demand, order_cost, holding, times):
    assume(times != 1)
    lot = policy.eoq(demand, order_cost=order_cost, holding_cost=holding) * times
    cost = order_cost * demand / lot + holding * lot / 2
    best = policy.eoq_cost(demand, order_cost=order_cost, holding_cost=holding)
    assert cost >= best * (1 - 1e-12)
