"""The board: one line adds a task, a drop means something, and two people never lose words."""

from datetime import date

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages.tasks import board, flow, listing, month
from shopkit.store import tasks


def on(team, **ask):
    """The board's lists as titles."""
    lists = team.work(board, **ask)["board"]["lists"]
    return {each["key"]: [card["title"] for card in each["cards"]] for each in lists}


def task(team, number=1):
    return tasks.task_of(team.engine, team.id, number)


@pytest.fixture
def one(team):
    """A team with one task of the designer's, high and due tomorrow."""
    team.act(board, "task_quick", text="photos @designer !high #new tomorrow 90m", to="to do")
    return team


def test_a_team_with_nothing_to_do_sees_empty_lists(team):
    assert on(team) == {"to do": [], "doing": [], "blocked": [], "done": []}
    assert board.badge(team.shift()) is None


def test_one_line_says_owner_priority_label_day_and_length(one):
    made = task(one)
    assert (made.title, made.owner, made.priority, made.labels) == (
        "photos",
        "designer",
        1,
        ("new",),
    )
    assert (made.due_on, made.estimate_minutes) == (date(2026, 10, 9), 90)


def test_a_line_naming_nobody_known_is_refused_and_says_who_there_is(team):
    with pytest.raises(NotFound):
        team.act(board, "task_quick", text="photos @nobody", to="to do")
    assert on(team)["to do"] == []


def test_the_same_line_sent_twice_is_one_task(team):
    for _ in range(2):
        team.act(board, "task_quick", text="photos", to="doing", key="once")
    assert on(team)["doing"] == ["photos"]


def test_a_drop_in_another_list_changes_the_state(one):
    one.act(board, "task_move", card="1", to="doing", before=None, version=1)
    assert (on(one)["doing"], task(one).state) == (["photos"], "doing")


def test_a_drop_before_another_card_keeps_that_order(one):
    one.act(board, "task_quick", text="second", to="to do")
    one.act(board, "task_move", card="2", to="to do", before="1", version=1)
    assert on(one)["to do"] == ["second", "photos"]


def test_a_drop_by_person_hands_the_task_over(one):
    keeper = one.who["warehouse"]
    ask = {"lists": "person"}
    one.act(board, "task_move", ask=ask, card="1", to=str(keeper), before=None, version=1)
    assert task(one).owner == "warehouse"


def test_a_drop_by_day_changes_the_day_but_never_to_the_past(one):
    ask = {"lists": "due"}
    one.act(board, "task_move", ask=ask, card="1", to="undated", before=None, version=1)
    assert task(one).due_on is None
    with pytest.raises(Refused):
        one.act(board, "task_move", ask=ask, card="1", to="late", before=None, version=2)


def test_different_fields_changed_by_two_both_hold(one):
    one.act(board, "task_save", card=1, version=1, title="photos of the mug")
    one.act(board, "task_save", by="designer", card=1, version=1, description="on white")
    assert (task(one).title, task(one).description) == ("photos of the mug", "on white")


@pytest.mark.parametrize(
    ("keep", "kept"), [("yours", "yours"), ("theirs", "theirs"), ("both", "theirs / yours")]
)
def test_the_same_field_changed_by_two_is_chosen_and_nothing_is_lost(one, keep, kept):
    one.act(board, "task_save", card=1, version=1, title="theirs")
    reply = one.act(board, "task_save", by="designer", card=1, version=1, title="yours")
    assert (reply.tone, reply.keep) == ("warn", True)
    ask = {"card": "1", "clash": reply.ask["clash"]}
    choice = one.work(board, by="designer", **ask)["choice"]
    assert [side["text"] for side in choice["sides"]] == ["theirs", "yours"]
    assert choice["clears"] == "task-1" and choice["both"]["values"]["keep"] == "both"
    values = {"clash": reply.ask["clash"], "field": "title", "keep": keep}
    one.act(board, "task_choose", by="designer", **values)
    assert task(one).title == kept


def test_what_was_typed_beside_a_clash_is_kept_and_what_was_not_typed_undoes_nothing(one):
    whole = {"description": "", "priority": 1, "title": "photos", "due_on": "2026-10-09"}
    theirs = whole | {"title": "theirs", "priority": 3}
    one.act(board, "task_save", card=1, version=1, **theirs)
    yours = whole | {"title": "yours", "description": "on white"}
    reply = one.act(board, "task_save", by="designer", card=1, version=1, **yours)
    values = {"clash": reply.ask["clash"], "field": "title", "keep": "yours"}
    one.act(board, "task_choose", by="designer", **values)
    now = task(one)
    assert (now.title, now.description, now.priority) == ("yours", "on white", 3)


def test_two_fields_that_clash_are_chosen_one_after_the_other(one):
    one.act(board, "task_save", card=1, version=1, title="theirs", priority=3)
    reply = one.act(board, "task_save", by="designer", card=1, version=1, title="yours", priority=4)
    clash = reply.ask["clash"]
    for field, keep in (("title", "theirs"), ("priority", "yours")):
        title = one.work(board, by="designer", card=1, clash=clash)["choice"]["sides"][0]["values"]
        assert title["field"] == field
        values = {"clash": clash, "field": field, "keep": keep}
        one.act(board, "task_choose", by="designer", **values)
    assert (task(one).title, task(one).priority) == ("theirs", 4)
    assert "choice" not in one.work(board, by="designer", card=1, clash=clash)


def test_a_card_is_worked_through_and_taken_back(one):
    one.act(board, "task_line", card=1, text="find the lamp")
    check = task(one).checks[0]
    one.act(board, "task_check", card=1, check=check.id, is_done=True)
    one.act(board, "task_say", card=1, text="nearly")
    one.act(board, "task_state", card=1, to="done", version=task(one).version)
    assert task(one).state == "done"
    one.act(board, "task_undo", card=1, version=task(one).version)
    assert task(one).state == "to do"
    drawn = one.work(board, card="1", lang="zh")
    assert len(drawn["past"]["rows"]) >= 4 and "nearly" in drawn["say-1"]["note"]


def test_a_task_put_away_leaves_the_board(one):
    one.act(board, "task_archive", card=1)
    assert on(one)["to do"] == []


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("task_move", {"card": "1", "to": "nowhere", "before": None, "version": 1}),
        ("task_move", {"card": "x", "to": "doing", "before": None, "version": 1}),
        ("task_move", {"card": 99, "to": "doing", "before": None, "version": 1}),
        ("task_save", {"card": 1, "version": 1, "created_by": 3}),
        ("task_save", {"card": 1, "version": 1, "priority": 9}),
        ("task_save", {"card": 1, "version": 1, "owner_id": 999}),
        ("task_state", {"card": 1, "to": "gone", "version": 1}),
        ("task_choose", {"clash": "made up", "field": "title", "keep": "yours"}),
        ("task_quick", {"text": "", "to": "to do"}),
        ("task_check", {"card": 1, "check": 99, "is_done": True}),
    ],
)
def test_what_a_browser_forges_is_refused_with_a_sentence(one, act, values):
    with pytest.raises((Refused, NotFound)):
        one.act(board, act, **values)
    assert task(one).title == "photos"


def test_the_month_shows_what_is_due_and_who_is_off(one):
    drawn = one.work(month)["month"]
    assert [each["title"] for each in drawn["days"]["2026-10-09"]] == ["photos"]
    assert "2026-10-07" in drawn["off"] and "2026-10-10" not in drawn["off"]


def test_a_month_nobody_can_mean_is_this_one(team):
    assert team.work(month, month="soon")["month"]["month"] == "2026-10"


def test_the_load_names_who_has_too_much(one):
    one.act(board, "task_quick", text="all of it @designer today 9000m", to="doing")
    rows = {row["cells"][0]: row for row in one.work(flow)["loads"]["rows"]}
    assert (rows["designer"]["tone"], rows["manager"]["tone"]) == ("bad", None)


def test_too_little_history_makes_no_forecast(one):
    assert "history" in one.work(flow)["weeks"]["note"]


def test_the_list_is_searched_and_late_comes_first(one):
    one.act(board, "task_quick", text="old 2026-10-01", to="to do")
    rows = one.work(listing)["tasks"]["rows"]
    assert [row["cells"][0] for row in rows] == ["old", "photos"]
    assert len(one.work(listing, search="#new")["tasks"]["rows"]) == 1
