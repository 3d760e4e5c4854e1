"""The experience score as a lever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.kpis import EXPERIENCE_WEIGHTS, experience_score
from shopkit.score import (
    DRIVERS,
    ITEM,
    LOGISTICS,
    PARTS,
    SERVICE,
    Part,
    levers,
    parts,
    points,
    reviews_needed,
    score,
    settings,
)

NOW = {ITEM: 4.6, LOGISTICS: 4.8, SERVICE: 4.7}
SCORES = st.fixed_dictionaries({key: st.floats(1, 5) for key in PARTS})


def test_the_published_score():
    told = {ITEM: 5.0, LOGISTICS: 5.0, SERVICE: 4.32}
    assert round(score(told, EXPERIENCE_WEIGHTS), 2) == experience_score(told) == 4.66


def test_what_service_alone_must_reach_is_half_as_far():
    whole = score(NOW, EXPERIENCE_WEIGHTS)
    found = {each.key: each for each in parts(NOW, whole + 0.05, weights=EXPERIENCE_WEIGHTS)}
    assert found[SERVICE].needed == pytest.approx(4.8)
    assert found[ITEM].needed == pytest.approx(4.8)
    assert found[LOGISTICS].needed == pytest.approx(5.0)


@given(now=SCORES, goal=st.floats(1, 5))
def test_a_part_that_reaches_what_it_needs_reaches_the_goal(now, goal):
    for each in parts(now, goal, weights=EXPERIENCE_WEIGHTS):
        reached = score(now | {each.key: each.needed}, EXPERIENCE_WEIGHTS)
        assert reached == pytest.approx(max(goal, score(now, EXPERIENCE_WEIGHTS)))


def test_how_many_reviews_it_takes():
    assert reviews_needed(Part(ITEM, 4.6, 0.25, 4.7), 500) == 167
    assert reviews_needed(Part(ITEM, 4.6, 0.25, 4.6), 500) == 0
    assert reviews_needed(Part(ITEM, 4.6, 0.25, 5.0), 500) is None


def test_points_run_from_one_to_five_over_the_span():
    collected = DRIVERS[2]
    assert [points(collected, rate) for rate in (0.5, 0.85, 0.925, 1.0)] == [1, 1, 3, 5]
    assert points(DRIVERS[0], 0.0) == 5  # of bad reviews fewer are better


def test_a_lever_tells_what_a_point_adds_and_where_the_goal_lies():
    (found,) = levers({"collected": (0.94, 200)}, 0.07, weights=EXPERIENCE_WEIGHTS)
    assert found.per_point == pytest.approx(0.25 * 0.7 * 4 / 15)
    assert (found.cases, round(found.goal_rate, 4)) == (2, 0.955)
    assert found.most == pytest.approx(0.25 * 0.7 * 1.6)


def test_a_lever_too_short_for_the_goal_says_so():
    (found,) = levers({"collected": (0.99, 200)}, 0.5, weights=EXPERIENCE_WEIGHTS)
    assert found.goal_rate is None


def test_the_lever_with_the_most_to_give_comes_first():
    rates = {"collected": (0.99, 10), "bad_reviews": (0.03, 10), "answered": (0.9, 10)}
    found = levers(rates, 0.1, weights=EXPERIENCE_WEIGHTS)
    assert [each.most for each in found] == sorted((each.most for each in found), reverse=True)


@pytest.mark.parametrize("kept", [None, [], {"collected": "x"}, {"collected": [1, 2]},
                                  {"collected": [0.7, 0.9, 0.9]}, {"collected": [1, "a", 2]}])  # fmt: skip
def test_settings_that_do_not_fit_leave_the_usual(kept):
    assert settings(kept) == DRIVERS


def test_a_shops_own_span_holds():
    found = {each.key: each for each in settings({"collected": [0.6, 0.9, 1]})}
    assert (found["collected"].weight, found["collected"].worst) == (0.6, 0.9)
