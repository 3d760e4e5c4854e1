"""Templates: their steps fall on workdays around a day, and say what they are in both languages."""

import json
from datetime import date

import pytest

from shopkit.errors import Refused
from shopkit.plans import BUILT_IN, Plan, Step, dated, spoken
from shopkit.roles import Role
from shopkit.text import speaker
from shopkit.workdays import is_workday

DAY = date(2026, 10, 12)
each_plan = pytest.mark.parametrize("plan", BUILT_IN.values(), ids=BUILT_IN)


def test_steps_lie_workdays_before_and_after_the_day():
    plan = Plan("Sale", (Step("after", None, 1), Step("on", None, 0), Step("before", None, -3)))
    found = [(each.step.title, str(each.due_on)) for each in dated(plan, date(2026, 10, 11))]
    assert found == [("before", "2026-10-08"), ("on", "2026-10-11"), ("after", "2026-10-12")]


def test_a_day_in_a_year_not_announced_is_marked():
    plan = Plan("Sale", (Step("before", None, -1), Step("after", None, 1)))
    assert [each.is_estimated for each in dated(plan, date(2026, 12, 31))] == [False, True]


@each_plan
def test_a_built_in_plan_has_8_to_15_steps_with_owner_length_and_points(plan):
    assert 8 <= len(plan.steps) <= 15
    assert all(step.role and step.minutes and step.checks for step in plan.steps)
    assert len({step.title for step in plan.steps}) == len(plan.steps)


@each_plan
def test_a_built_in_plan_is_told_in_chinese(plan):
    told = spoken(plan, speaker("zh"))
    texts = [told.name, told.anchor, *(text for s in told.steps for text in (s.title, *s.checks))]
    known = [plan.name, plan.anchor, *(text for s in plan.steps for text in (s.title, *s.checks))]
    assert not set(texts) & set(known)


@each_plan
def test_every_step_but_the_day_itself_is_a_workday(plan):
    assert all(is_workday(each.due_on) for each in dated(plan, DAY) if each.step.day)


@each_plan
def test_a_plan_written_and_read_is_the_same_plan(plan):
    kept = json.loads(json.dumps(plan.as_json()))
    assert Plan.of(plan.name, kept).steps == plan.steps


@pytest.mark.parametrize(
    "facts",
    [
        {"title": " "},
        {"day": 999},
        {"minutes": 0},
        {"priority": 5},
        {"checks": ("x",) * 99},
        {"checks": ("x" * 999,)},
    ],
)
def test_a_step_that_makes_no_sense_is_refused(facts):
    with pytest.raises(Refused):
        Step(**{"title": "x", "role": Role.SERVICE, "day": 0} | facts)


@pytest.mark.parametrize("steps", [(), (Step("x", None, 0),) * 99])
def test_a_plan_has_some_steps_and_not_too_many(steps):
    with pytest.raises(Refused):
        Plan("x", steps)
