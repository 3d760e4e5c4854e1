"""Decisions on the page: written down, measured when their day comes, closed with a word."""

from datetime import date, timedelta

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.meetings import effects
from shopkit.meetings.values import Expected
from shopkit.pages.meeting import decisions, week
from shopkit.store import meetings
from shopkit.store.ledger import Stamp

CHANGED = date(2026, 9, 16)


def decide(team, **more):
    values = {"what": "Sweep the shelves", "owner": team.who["service"], "look_on": "2026-10-15"}
    return team.act("decision_add", **values | more)


def kept(team):
    return meetings.decisions(team.engine, team.id)


def past(team, *, share=0.2, kpi="visitors"):
    """A decision of the day from which more people came, to be looked at today."""
    number = meetings.decide(
        team.engine, team.id, "New main image", Stamp(team.who["manager"], team.sitting().at, "d"),
        decided_on=CHANGED, owner_id=team.who["designer"], kpi=kpi,
        expected=Expected(share=share), look_on=date(2026, 10, 1),
    )  # fmt: skip
    return number


def told(team, id="open", **ask):
    [row] = team.look(decisions, **ask)[id]["rows"]
    return [each if isinstance(each, str) else each["text"] for each in row["lines"]], row


def test_a_decision_says_what_why_who_and_when_to_look(team):
    decide(team, why="dust\neverywhere", kpi="refund_rate", percent="-10")
    lines, row = told(team)
    assert lines == [
        "service, decided 2026-10-01 Thu", "Why: dust\neverywhere",
        "Expected: Refund rate, by refund day -10.0%",
    ]  # fmt: skip
    assert row["badge"] == "look on 10-15"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"kpi": "conversion_rate", "start": "2.5", "goal": "3"}, Expected(start=0.025, goal=0.03)),
        ({"kpi": "paid_fen", "start": "100", "goal": "120.5"}, Expected(start=10_000, goal=12_050)),
        ({"kpi": "experience_score", "start": "4.6", "goal": "4.7"}, Expected(start=4.6, goal=4.7)),
        ({"kpi": "visitors", "percent": "12"}, Expected(share=0.12)),
        ({"kpi": "visitors"}, None),
        ({}, None),
    ],
)
def test_what_is_typed_is_kept_in_the_kpis_own_unit(team, typed, expected):
    decide(team, **typed)
    [found] = kept(team)
    if expected is None:
        assert found.expected is None
    else:
        assert found.expected.start == pytest.approx(expected.start)
        assert found.expected.goal == pytest.approx(expected.goal)
        assert found.expected.share == expected.share


def test_on_its_day_the_page_shows_what_happened_and_how_surely(team):
    past(team)
    assert decisions.badge(team.sitting()) == 1
    lines, row = told(team)
    measured = next(line for line in lines if "95%" in line)
    assert "14 days each" in measured and row["badge"] == "look at it now"
    assert row["lines"][-1] == {"text": effects.AS_EXPECTED, "tone": "good"}
    assert "no proof" in team.look(decisions)["open"]["note"]


def test_what_did_not_come_is_said(team):
    past(team, share=0.6)
    assert told(team)[1]["lines"][-1] == {"text": effects.LESS, "tone": "warn"}


def test_a_sale_among_the_days_is_named(team):
    team.days = 25
    stamp = Stamp(team.who["manager"], team.sitting().at, "d")
    meetings.decide(
        team.engine, team.id, "x", stamp, decided_on=date(2026, 8, 20), kpi="visitors",
        owner_id=team.who["designer"], look_on=date(2026, 10, 20),
    )  # fmt: skip
    assert not [line for line in told(team)[0] if "These days hold" in line]
    meetings.close_decision(team.engine, team.id, kept(team)[0].id, stamp, word="done")
    meetings.decide(
        team.engine, team.id, "x", Stamp(None, team.sitting().at), decided_on=date(2026, 6, 20),
        kpi="visitors", owner_id=team.who["designer"], look_on=date(2026, 7, 20),
    )  # fmt: skip
    lines, _ = told(team)
    assert "These days hold 618 sale." in lines and effects.TOO_FEW in lines


def test_without_figures_nothing_is_claimed(quiet):
    past(quiet)
    assert len(told(quiet)[0]) == 2


def test_a_closed_decision_keeps_the_effect_as_it_was_measured(team):
    number = past(team)
    before = told(team)[0]
    team.act("decision_close", decision=number, word="keep it")
    lines, row = told(team, "done")
    assert lines == [*before, "What came of it: keep it"] and row["badge"] == "closed"
    assert row["buttons"] == [] and decisions.badge(team.sitting()) is None


def test_a_decision_belongs_to_the_meeting_that_is_on(team):
    team.act("meeting_begin", kind="weekly")
    decide(team)
    [row] = team.look(week)["new"]["rows"]
    assert row["title"] == "Sweep the shelves"
    team.act("meeting_close", kind="weekly")
    team.days = 7
    assert [row["title"] for row in team.look(week)["decided"]["rows"]] == ["Sweep the shelves"]


def test_one_submission_decides_once(team):
    values = {"what": "x", "owner": team.who["service"]}
    for _ in range(2):
        team.act("decision_add", key="one", **values)
    assert len(kept(team)) == 1


@pytest.mark.parametrize(
    "forged",
    [
        {"what": ""}, {"owner": 999}, {"kpi": "joy"}, {"kpi": "refund_orders"}, {"percent": "5"},
        {"kpi": "visitors", "percent": "nan"}, {"kpi": "visitors", "percent": "5", "goal": "7"},
        {"kpi": "visitors", "start": "5"}, {"kpi": "visitors", "percent": "much"},
        {"kpi": "visitors", "look_on": None}, {"look_on": "2026-09-01"}, {"look_on": "x"},
        {"what": "x" * 500},
    ],
)  # fmt: skip
def test_a_forged_decision_is_refused(team, forged):
    with pytest.raises((Refused, NotFound)):
        decide(team, **forged)
    assert kept(team) == []


@pytest.mark.parametrize("forged", [{"decision": 999}, {"decision": "x"}, {"word": " "}])
def test_a_forged_close_is_refused(team, forged):
    number = past(team)
    with pytest.raises((Refused, NotFound)):
        team.act("decision_close", **{"decision": number, "word": "x"} | forged)
    assert kept(team)[0].closed_at is None


def test_a_day_to_look_at_without_a_kpi_is_only_a_reminder(team):
    decide(team)
    team.days = 14
    assert decisions.badge(team.sitting()) == 1 and len(told(team)[0]) == 1
    team.days = 13
    assert decisions.badge(team.sitting()) is None


def test_so_far_is_said_before_its_day(team):
    team.days = -5
    past(team)
    assert [line for line in told(team)[0] if line.startswith("So far")]
    assert told(team)[1]["badge"] == "look on 10-01"


def test_ages_of_looking_are_whole_weeks_of_what_there_is():
    before, after = effects.windows(CHANGED, None, CHANGED + timedelta(10))
    assert before.days == after.days == 7
