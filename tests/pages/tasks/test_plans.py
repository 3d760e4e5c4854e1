"""Templates and what comes back, as a person begins, changes and stops them."""

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages.tasks import plans
from shopkit.plans import BUILT_IN
from shopkit.store import plans as kept
from shopkit.store.tasks import tasks

SALE = {"plan": "campaign", "on": "2026-11-11", "subject": "双11"}


def titles(team):
    return [task.title for task in tasks(team.engine, team.id)]


def own(team):
    """Number of a template of the shop's own, made of a built-in one."""
    return team.act(plans, "plan_keep", plan="stocktake", name="Count").ask["edit"]


def repeat(team, **values):
    given = {"title": "Round", "kind": "workday", "who": "role:warehouse"} | values
    return team.act(plans, "repeat_add", **given)


def rules(team):
    return [each.every for each in kept.plans(team.engine, team.id) if each.every]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("ask", [{}, SALE, {"plan": "onboarding", "on": "2027-02-01"}])
def test_every_part_is_drawn_in_both_languages(team, lang, ask):
    assert team.work(plans, lang=lang, **ask)


@pytest.mark.parametrize("key", BUILT_IN)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_template_shows_its_steps_with_days_before_it_begins(team, key, lang):
    blocks = team.work(plans, lang=lang, plan=key, on="2026-11-11")
    assert len(blocks["steps"]["rows"]) == len(BUILT_IN[key].steps)
    assert titles(team) == []


def test_a_template_begins_once_for_the_same_day_and_thing(team):
    first = team.act(plans, "plan_begin", **SALE)
    team.act(plans, "plan_begin", **SALE)
    assert len(titles(team)) == 16 and first.ask["plan"] == ""
    assert "Watch the first hours · 双11" in titles(team)


def test_days_of_a_year_not_announced_are_marked(team):
    blocks = team.work(plans, plan="stocktake", on="2027-03-01")
    assert all("(estimated)" in row["lines"][0] for row in blocks["steps"]["rows"])
    assert "estimated" in blocks and "estimated" not in team.work(plans, **SALE)


def test_steps_that_lie_in_the_past_are_told(team):
    assert "past" in team.work(plans, plan="stocktake", on="2026-10-09")


def test_a_template_of_our_own_is_changed_in_a_table(team):
    number = own(team)
    blocks = team.work(plans, edit=number)
    rows = blocks["plan-steps"]["rows"]
    keys = [row["key"] for row in rows]
    service = str(team.who["service"])
    changed = rows[0] | {"change": "changed", "title": "First", "day": -4, "checks": "a; b；c"}
    changed["who"] = service
    new = {"key": None, "change": "added", "title": "Last", "who": "role:designer", "day": 9,
           "minutes": None, "priority": None, "checks": ""}  # fmt: skip
    gone = {"key": keys[1], "change": "removed"}
    team.act(plans, "plan_steps", ask={"edit": number}, rows=[changed, gone, new])
    steps = kept.plan_of(team.engine, team.id, int(number)).plan.steps
    assert (steps[0].title, steps[0].day, steps[0].checks) == ("First", -4, ("a", "b", "c"))
    assert steps[0].owner_id == int(service) and len(steps) == len(keys)
    assert (steps[-1].title, steps[-1].role, steps[-1].priority) == ("Last", "designer", 2)


def test_a_step_that_somebody_changed_meanwhile_is_looked_at_again(team):
    number = own(team)
    row = team.work(plans, edit=number)["plan-steps"]["rows"][0] | {"change": "changed"}
    team.act(plans, "plan_steps", ask={"edit": number}, rows=[row | {"title": "Mine"}])
    with pytest.raises(Refused):
        team.act(plans, "plan_steps", ask={"edit": number}, rows=[row | {"title": "Theirs"}])


def test_our_own_template_is_begun_and_closed(team):
    number = own(team)
    offered = team.work(plans)["begin"]["fields"][0]["options"]
    assert [number, "Count"] in offered
    team.act(plans, "plan_begin", plan=number, on="2026-10-20")
    team.act(plans, "plan_close", plan=number)
    assert "Count" in titles(team)
    with pytest.raises(NotFound):
        team.act(plans, "plan_begin", plan=number, on="2026-10-20")


def test_what_comes_back_today_is_there_at_once_and_stops_when_told(team):
    repeat(team, minutes="15", checks="Corners\nStairs")
    (task,) = tasks(team.engine, team.id)
    assert (task.title, task.owner, task.estimate_minutes) == ("Round", "warehouse", 15)
    assert [check.text for check in task.checks] == ["Corners", "Stairs"]
    (row,) = team.work(plans)["repeats"]["rows"]
    assert "2026-10-09 Fri" in str(row["lines"])
    team.act(plans, "repeat_stop", plan=row["key"])
    assert team.work(plans)["repeats"]["rows"] == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": "day"}, "Every day"),
        ({"kind": "week", "days": "周一、四"}, "Every week: Mon, Thu"),
        ({"kind": "week", "days": "Mon thu, 7"}, "Every week: Mon, Thu, Sun"),
        ({"kind": "month", "days": "15号", "moves": True}, "Every month on day 15 · moved to the next workday"),
        ({"kind": "month-end"}, "On the last workday of the month"),
        ({"kind": "days", "days": "10"}, "Every 10 days"),
    ],
)  # fmt: skip
def test_rules_are_understood_as_people_write_them(team, values, said):
    repeat(team, **values)
    assert [rule.said(str.format) for rule in rules(team)] == [said]


def test_a_task_that_comes_back_without_a_name_is_the_one_who_asked_for_it(team):
    repeat(team, who=None)
    (task,) = tasks(team.engine, team.id)
    assert task.owner == "manager"


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("plan_show", {"plan": "campaign", "on": ""}),
        ("plan_show", {"plan": "campaign", "on": "9999-12-31"}),
        ("plan_show", {"plan": "campaign", "on": "2026-11-11", "subject": "x" * 99}),
        ("plan_show", {"plan": "nothing", "on": "2026-11-11"}),
        ("plan_begin", {"plan": "999", "on": "2026-11-11"}),
        ("plan_begin", {"plan": ["x"], "on": "0001-01-01"}),
        ("plan_keep", {"plan": "999", "name": "x"}),
        ("plan_keep", {"plan": "campaign", "name": " "}),
        ("plan_close", {"plan": "999"}),
        ("plan_close", {"plan": "x"}),
        ("plan_edit", {"plan": "999"}),
        ("plan_steps", {"rows": []}),
        ("repeat_add", {"title": "", "kind": "day"}),
        ("repeat_add", {"title": "x", "kind": "never"}),
        ("repeat_add", {"title": "x", "kind": "week"}),
        ("repeat_add", {"title": "x", "kind": "week", "days": "moonday"}),
        ("repeat_add", {"title": "x", "kind": "month", "days": "40"}),
        ("repeat_add", {"title": "x", "kind": "days", "days": "0"}),
        ("repeat_add", {"title": "x", "kind": "day", "who": "999"}),
        ("repeat_add", {"title": "x", "kind": "day", "minutes": "-1"}),
        ("repeat_stop", {"plan": "999"}),
    ],
)
def test_what_a_browser_forges_is_refused_with_a_sentence(team, act, values):
    with pytest.raises((Refused, NotFound)):
        team.act(plans, act, **values)
    assert titles(team) == []


@pytest.mark.parametrize(
    "rows", ["all", [1], [{"key": "0:x", "change": "changed"}], [{"key": None}]]
)
def test_a_forged_table_of_steps_is_refused(team, rows):
    number = own(team)
    with pytest.raises(Refused):
        team.act(plans, "plan_steps", ask={"edit": number}, rows=rows)


@pytest.mark.parametrize(
    "ask", [{"edit": "999"}, {"plan": "x", "on": "2026-11-11"}, {"plan": "campaign", "on": "x"}]
)
def test_a_forged_address_is_told(team, ask):
    with pytest.raises((Refused, NotFound)):
        team.work(plans, **ask)


def test_nobody_begins_a_plan_without_a_name(team):
    with pytest.raises(Refused):
        team.act(plans, "plan_begin", by="stranger", **SALE)
