"""The weekly and the monthly meeting: figures, what was agreed, what comes next, the minutes."""

from datetime import timedelta

import pytest

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.pages.meeting import month, week
from shopkit.store import meetings, tasks
from shopkit.store.ledger import Stamp

BOTH = pytest.mark.parametrize(("section", "kind"), [(week, "weekly"), (month, "monthly")])


def agree(team, kind="weekly", title="Call the kiln", **more):
    values = {"owner": team.who["service"], "due_on": "2026-10-08"} | more
    return team.act("meeting_action", kind=kind, title=title, **values)


def rows(team, section, id, **ask):
    return [row["title"] for row in team.look(section, **ask)[id]["rows"]]


def paid(team, section):
    table = team.look(section)["kpis"]
    heads = [head["label"] for head in table["heads"]]
    return dict(zip(heads, table["rows"][0]["cells"], strict=True))


@BOTH
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_shop_meets_too(bare, section, kind, lang):
    drawn = bare.look(section, lang=lang)
    assert drawn["kpis"]["rows"] == [] and drawn["kpis"]["title"].isascii() == (lang == "en")


def test_the_week_is_compared_with_the_one_before_as_far_as_it_went(team):
    assert "2026-09-28 Mon" not in team.look(week)["head"]["title"]  # three days old: too young
    assert "2026-09-21 Mon – 2026-09-27 Sun" in team.look(week)["head"]["title"]
    assert list(paid(team, week)) == ["KPI", "this week", "week before", "Moved by"]


def test_a_week_of_four_days_is_talked_about(team):
    team.days = 1
    assert team.look(week)["head"]["title"].startswith("2026-09-21")
    assert week.week(team.sitting()).days == 7
    team.days = -3  # figures until Sunday as the page sees it on Monday
    assert week.week(team.sitting()).last == team.sitting().today - timedelta(1)


def test_a_month_stands_beside_the_month_before_and_its_targets(team):
    store.set_target(team.engine, team.id, "paid_fen", month="2026-09", target=3_000_000)
    store.set_target(team.engine, team.id, "visitors", month="2026-10", target=40_000)
    cells = paid(team, month)
    assert cells["Target"] == "¥30.0k" and cells["Reached"].endswith("%")
    assert team.look(month)["ahead"]["rows"] == [{"cells": ["Visitors (UV)", "40,000"]}]


@BOTH
def test_three_actions_are_the_most(team, section, kind):
    for n in range(3):
        agree(team, kind, f"step {n}")
    assert "action" not in team.look(section)
    with pytest.raises(Refused):
        agree(team, kind, "one too many")
    assert sorted(team.tasks()) == ["step 0", "step 1", "step 2"]


def test_an_action_is_a_task_with_its_owner_and_day(team):
    assert "service" in agree(team).text
    task = team.tasks()["Call the kiln"]
    assert (task.owner, str(task.due_on)) == ("service", "2026-10-08")
    assert [(link.kind) for link in task.links] == ["meeting"]


def test_one_press_that_comes_twice_agrees_once(team):
    for _ in range(2):
        team.act(
            "meeting_action", key="one", kind="weekly", title="x",
            owner=team.who["service"], due_on="2026-10-08",
        )  # fmt: skip
    assert list(team.tasks()) == ["x"]


@pytest.mark.parametrize(
    "forged",
    [
        {"kind": "standup"}, {"kind": "party"}, {"title": " "}, {"title": "x" * 400}, {"owner": 999},
        {"owner": None}, {"due_on": "soon"}, {"due_on": "2026-09-01"},
    ],
)  # fmt: skip
def test_a_forged_action_is_refused(team, forged):
    with pytest.raises((Refused, NotFound)):
        agree(team, **forged)
    assert team.tasks() == {}


def test_the_next_meeting_tells_what_became_of_the_last(team):
    agree(team, title="done by then")
    agree(team, title="late by then")
    done = team.tasks()["done by then"]
    team.act("meeting_close", kind="weekly")
    tasks.finish_task(team.engine, team.id, done.id, Stamp(None, team.sitting().at), version=1)
    team.days = 8
    told = {row["title"]: (row["badge"], row["tone"]) for row in team.look(week)["agreed"]["rows"]}
    assert told == {"done by then": ("Done", "good"), "late by then": ("To do", "bad")}


def test_what_blocked_the_stand_ups_comes_up_again(team):
    values = {"member": team.who["service"], "version": 0, "blocker": "no tape\nno boxes"}
    team.act("standup_say", **values)
    [line] = team.look(week)["blockers"]["lines"]
    assert line["text"] == "10-01 service: no tape / no boxes"


def test_overdue_tasks_are_on_the_page(team):
    team.task("Late", due_on=team.sitting().today - timedelta(2))
    assert rows(team, week, "overdue") == rows(team, month, "overdue") == ["Late"]


@BOTH
def test_a_closed_meeting_is_its_minutes_and_stays_so(team, section, kind):
    agree(team, kind)
    names = {"weekly": ["problems"], "monthly": ["start", "stop", "continue"]}[kind]
    texts = {name: f"{name}!" for name in names}
    note = team.look(section)[f"note-{names[0]}"]
    team.act("meeting_note", **note["values"], **texts)
    team.act("meeting_close", kind=kind)
    before = team.look(section)
    assert before[f"note-{names[0]}"]["lines"][0]["text"] == f"{names[0]}!"
    assert "action" not in before and before["actions"]["rows"][0]["title"] == "Call the kiln"
    team.task("New since", due_on=team.sitting().today - timedelta(1))
    store.set_target(team.engine, team.id, "paid_fen", month="2026-09", target=1)
    assert team.look(section) == before
    html = team.act("meeting_file", meeting=meetings.meetings(team.engine, team.id)[0].id).file[2]
    assert "Call the kiln" in html.decode()


def test_a_meeting_that_nobody_closed_is_still_on_the_day_after(team):
    agree(team)
    team.days = 1
    assert rows(team, week, "actions") == ["Call the kiln"]
    team.days = 14
    assert rows(team, week, "actions") == []
    assert team.look(week)["past"]["rows"][0]["lines"] == ["Never closed: there are no minutes."]


@pytest.mark.parametrize("forged", ["standup", "party", None])
def test_a_meeting_of_no_kind_is_not_closed(team, forged):
    with pytest.raises(Refused):
        team.act("meeting_close", kind=forged)


def test_what_is_not_begun_is_not_closed(team):
    with pytest.raises(Refused):
        team.act("meeting_close", kind="monthly")
    assert meetings.meetings(team.engine, team.id) == []
