"""How much may be in progress: set by the manager, told by the board, asked about, never lost."""

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages.tasks import board, flow
from shopkit.store import tasks


@pytest.fixture
def tight(team):
    """One task is being done, and there may be one; each person may do one."""
    limits = {"to_do": None, "doing": "1", "blocked": "", "person": None}
    team.act(flow, "limits_save", **limits)
    team.act(board, "task_quick", text="pack", to="doing")
    return team


def task(team, number):
    return tasks.task_of(team.engine, team.id, number)


def heads(team, **ask):
    return {each["key"]: each for each in team.work(board, **ask)["board"]["lists"]}


def test_the_manager_sets_limits_and_the_board_shows_them(tight):
    assert heads(tight)["doing"]["limit"] == 1 and heads(tight)["to do"]["limit"] is None
    drawn = tight.work(flow)
    assert drawn["limits"]["fields"][1]["value"] == 1
    assert ["Doing", 1, 1] in [row["cells"] for row in drawn["wip"]["rows"]]


def test_nobody_but_the_manager_sets_them_whatever_his_page_shows(tight):
    assert "limits" not in tight.work(flow, by="designer")
    with pytest.raises(Refused):
        tight.act(flow, "limits_save", by="designer", doing=99)
    assert tasks.limits(tight.engine, tight.id).states == {"doing": 1}


@pytest.mark.parametrize("values", [{"doing": 0}, {"doing": "x"}, {"done": 3}, {"person": -1}])
def test_a_limit_nobody_can_mean_is_refused(tight, values):
    with pytest.raises(Refused):
        tight.act(flow, "limits_save", **values)


def test_a_card_added_to_a_full_list_is_kept_and_the_page_asks(tight):
    reply = tight.act(board, "task_quick", text="ship", to="doing")
    assert (reply.tone, task(tight, 2).state) == ("warn", "to do")
    asked = tight.work(board, **reply.ask)["over"]
    leave, bring = asked["sides"]
    assert asked["title"].startswith("“Doing” is full: 1 of 1.") and asked["panel"]
    tight.act(board, leave["act"], **leave["values"])
    assert task(tight, 2).state == "to do"
    tight.act(board, bring["act"], **bring["values"])
    assert task(tight, 2).state == "doing"
    assert (heads(tight)["doing"]["count"], heads(tight)["doing"]["limit"]) == (2, 1)


def test_a_card_dropped_on_a_full_list_goes_back_until_somebody_says_so(tight):
    tight.act(board, "task_quick", text="ship")
    for act in ("task_move", "task_state"):
        reply = tight.act(board, act, card=2, to="doing", version=1)
        assert (reply.tone, task(tight, 2).state) == ("bad", "to do")
    _, bring = tight.work(board, **reply.ask)["over"]["sides"]
    tight.act(board, bring["act"], **bring["values"])
    assert task(tight, 2).state == "doing"
    assert "over" not in tight.work(board, **reply.ask)


def test_a_full_first_list_keeps_the_card_too_and_offers_to_put_it_away(tight):
    tight.act(flow, "limits_save", to_do=1)
    tight.act(board, "task_quick", text="first")
    reply = tight.act(board, "task_quick", text="second")
    leave, away = tight.work(board, **reply.ask)["over"]["sides"]
    assert (leave["act"], heads(tight)["to do"]["count"]) == ("task_leave", 2)
    tight.act(board, away["act"], **away["values"])
    assert [card["title"] for card in heads(tight)["to do"]["cards"]] == ["first"]


def test_a_person_who_is_busy_is_asked_about_too(team):
    team.act(flow, "limits_save", person=1)
    team.act(board, "task_quick", text="pack @designer", to="doing")
    team.act(board, "task_quick", text="ship @warehouse", to="doing")
    designer = team.who["designer"]
    ask = {"lists": "person"}
    reply = team.act(board, "task_move", ask=ask, card=2, to=str(designer), version=1)
    assert reply.tone == "bad" and "designer" in reply.text
    _, bring = team.work(board, **ask, **reply.ask)["over"]["sides"]
    team.act(board, bring["act"], ask=ask, **bring["values"])
    assert task(team, 2).owner == "designer"
    drawn = heads(team, lists="person")[str(designer)]
    assert (drawn["title"], drawn["tone"]) == ("designer · doing 2 of 1", "bad")


def test_a_move_within_a_full_list_or_out_of_it_asks_nothing(tight):
    tight.act(board, "task_quick", text="ship")
    assert tight.act(board, "task_move", card=1, to="doing", before=None, version=1).tone == "good"
    version = task(tight, 1).version
    tight.act(board, "task_move", card=1, to="done", before=None, version=version)
    tight.act(board, "task_move", card=2, to="doing", before=None, version=1)
    assert task(tight, 2).state == "doing"


def test_a_part_of_the_board_tells_no_limit(tight):
    designer = tight.who["designer"]
    assert heads(tight, owner=designer)["doing"]["limit"] is None
    assert heads(tight, role="designer")["doing"]["limit"] is None


@pytest.mark.parametrize(
    "over", ["x", "1", "1:done", "99:doing", "1:doing:x", "-1:doing", "1:doing:::"]
)
def test_an_address_somebody_made_up_asks_nothing(tight, over):
    assert "over" not in tight.work(board, over=over)


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("task_over", {"card": 1, "version": 1, "wish": "2:doing"}),
        ("task_over", {"card": 1, "version": 1, "wish": "1:done"}),
        ("task_over", {"card": 1, "version": 1, "wish": "1:doing:999"}),
        ("task_over", {"card": "x", "version": 1, "wish": ""}),
        ("task_away", {"card": 99}),
    ],
)
def test_a_forged_choice_is_refused(tight, act, values):
    with pytest.raises((Refused, NotFound)):
        tight.act(board, act, **values)
    assert task(tight, 1).version == 1


@pytest.mark.parametrize(("lang", "said"), [("en", "is full"), ("zh", "已满")])
def test_the_question_is_asked_in_both_languages(tight, lang, said):
    tight.act(board, "task_quick", text="ship")
    assert said in tight.work(board, lang=lang, over="2:doing")["over"]["title"]
