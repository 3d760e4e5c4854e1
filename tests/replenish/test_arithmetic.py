"""Each step of a proposal is a sentence whose numbers can be followed on paper."""

from dataclasses import replace
from datetime import date

import pytest

from shopkit.replenish import proposal as reasons
from shopkit.replenish.arithmetic import arithmetic
from shopkit.replenish.budget import within
from shopkit.replenish.demand import NO_DEMAND, Demand
from shopkit.replenish.needs import Policy, Season
from shopkit.replenish.propose import propose_one
from shopkit.text import speaker

TODAY = date(2026, 9, 30)


def told(need, demand, lang="en", **terms):
    say = speaker(lang)
    one = propose_one(need, demand, Policy(**terms), asof=TODAY)
    return [say(template, **facts) for template, facts in arithmetic(one)]


def test_every_step_of_the_textbook_case_is_told(mug, twenty_a_day):
    demand = replace(twenty_a_day, trend=0.1, masked=29)
    steps = told(mug(lead_time_sd=2, on_hand=200, pack_size=10, moq=50), demand)
    assert steps == [
        "Demand: 20.00 a day (spread 6.00), the mean of 84 clean days; "
        "29 event days or days out of stock left out.",
        "The last 28 clean days against that: +10%.",
        "Lead time 9 days (spread 2) and a review every 7 days: 16 days to bridge.",
        "Safety stock for 95% service: z 1.645 × √(16 × 6.00² + 20.00² × 2²) = 76.7.",
        "Reorder point: 20.00 × 16 + 76.7 = 396.7.",
        "Position: 200 on hand − 0 reserved + 0 on order = 200.",
        "Missing: 396.7 − 200 = 196.7; packs of 10, at least 50: order 200.",
        "Cost: 200 × 10.00 = 2,000.00 yuan.",
        "A hint: if an order costs 20.00 yuan and holding 25% a year, the economic lot is 342.",
    ]


def test_a_season_tells_its_own_steps(mug):
    season = Season(mean=800, sd=150, salvage_fen=1200)
    steps = told(mug(unit_cost_fen=2200, price_fen=5900, season=season), NO_DEMAND)
    assert "in 78.7% of seasons" in steps[1] and "919.5" in steps[2]


def test_negative_stock_asks_for_a_count(mug, twenty_a_day):
    assert "On hand is below zero: count the shelf before ordering." in told(
        mug(on_hand=-5), twenty_a_day
    )


def test_an_order_cut_by_the_budget_says_so_at_the_end(mug, twenty_a_day):
    one = propose_one(mug(), twenty_a_day, Policy(), asof=TODAY)
    (cut,) = within([one], 100)
    assert reasons.CUT in [template for template, _ in arithmetic(cut)]


CASES = [
    ({}, NO_DEMAND, {}),
    ({"on_hand": 9999}, Demand(per_day=1, method="sba", last_on=TODAY), {}),
    ({"unit_cost_fen": None}, Demand(per_day=1, method="tsb", last_on=TODAY), {"extra_days": 5}),
    ({"season": Season(10, 2), "price_fen": None}, NO_DEMAND, {}),
    ({}, Demand(first_on=date(2025, 1, 1), last_on=date(2025, 1, 1)), {}),
]


@pytest.mark.parametrize(("stock", "demand", "terms"), CASES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_case_can_be_told_in_both_languages(mug, stock, demand, terms, lang):
    steps = told(mug(**stock), demand, lang, **terms)
    assert steps and not [step for step in steps if "{" in step]
