"""An opened card: its parts, what it waits for and is about, who watches it."""

from datetime import date

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages.tasks import board
from shopkit.store import goods, meetings, tasks
from shopkit.store.goods import Sku
from shopkit.store.ledger import Stamp

TODAY = date(2026, 10, 8)


def task(team, number=1):
    return tasks.task_of(team.engine, team.id, number)


@pytest.fixture
def two(team):
    """A team with two tasks: photos, and a lamp to find for them."""
    team.act(board, "task_quick", text="photos @designer")
    team.act(board, "task_quick", text="find the lamp @warehouse")
    return team


def rows(team, block, number=1, **ask):
    return team.work(board, card=number, **ask)[block]["rows"]


def titles(team, block, number=1):
    return [row["title"] for row in rows(team, block, number)][:-1]


def test_a_task_waits_for_another_by_its_words_and_says_that_it_is_open(two):
    two.act(board, "task_need", card=1, other="LAMP")
    (waits, _) = rows(two, "needs")
    assert (waits["title"], waits["tone"]) == ("#2 find the lamp", "warn")
    with pytest.raises(Refused):
        two.act(board, "task_state", card=1, to="done", version=task(two).version)
    two.act(board, "task_state", card=2, to="done", version=1)
    assert rows(two, "needs")[0]["tone"] == "good"
    two.act(board, "task_unneed", card=1, other=2)
    assert titles(two, "needs") == []


def test_two_that_would_wait_for_each_other_are_refused(two):
    two.act(board, "task_need", card=1, other="#2")
    with pytest.raises(Refused, match="ring"):
        two.act(board, "task_need", card=2, other="1")
    with pytest.raises(Refused):
        two.act(board, "task_need", card=1, other="1")
    assert task(two, 2).needs == ()


def test_words_that_mean_several_tasks_or_none_are_refused_with_their_numbers(two):
    two.act(board, "task_quick", text="clean the lamp")
    with pytest.raises(Refused) as caught:
        two.act(board, "task_need", card=1, other="lamp")
    assert "#2 find the lamp" in caught.value.facts["listed"]
    for words in ("", "the sea", "99"):
        with pytest.raises((Refused, NotFound)):
            two.act(board, "task_need", card=1, other=words)


def test_a_part_is_added_in_one_line_ticked_and_taken_up_again(two):
    two.act(board, "task_part", card=1, text="crop @service tomorrow 30m")
    drawn = two.work(board, card=1)["parts"]
    assert drawn["title"] == "Parts 0/1"
    assert (drawn["rows"][0]["title"], drawn["rows"][0]["ask"]) == ("crop", {"card": "3"})
    (tick,) = drawn["rows"][0]["buttons"]
    two.act(board, "task_tick", **tick["values"])
    assert (task(two, 3).state, two.work(board, card=1)["parts"]["title"]) == ("done", "Parts 1/1")
    two.act(board, "task_tick", part=3, version=2, is_done=False)
    assert (task(two, 3).state, task(two, 3).parent_id) == ("to do", 1)


def test_a_part_names_its_whole_and_leads_to_it(two):
    two.act(board, "task_part", card=1, text="crop")
    first = rows(two, "parts", 3)[0]
    assert (first["title"], first["ask"]) == ("Part of “photos”", {"card": "1"})
    assert task(two, 3).owner == "designer"


def test_a_whole_is_not_done_before_its_parts(two):
    two.act(board, "task_part", card=1, text="crop")
    with pytest.raises(Refused):
        two.act(board, "task_state", card=1, to="done", version=1)


def test_a_colleague_watches_and_stops_watching(two):
    keeper = two.who["warehouse"]
    two.act(board, "task_watch", card=1, who=str(keeper))
    assert titles(two, "watchers") == ["warehouse"]
    offered = rows(two, "watchers")[-1]["open"][0]["fields"][0]["options"]
    assert str(keeper) not in [key for key, _ in offered]
    two.act(board, "task_unwatch", card=1, who=keeper)
    assert task(two).watchers == ()


def test_a_link_is_shown_with_the_name_the_shop_knows(two):
    goods.save_sku(two.engine, two.id, Sku("MUG-01", title="Blue mug"))
    by = Stamp(two.who["manager"], two.shift().at)
    facts = {"decided_on": TODAY, "owner_id": two.who["manager"]}
    look = meetings.decide(two.engine, two.id, "Cut the price", by, **facts)
    two.act(board, "task_link", card=1, kind="sku", what="mug-01")
    two.act(board, "task_link", card=1, kind="decision", what="cut the")
    two.act(board, "task_link", card=1, kind="order", what="#123")
    assert titles(two, "links") == [f"Decision {look}", "Order 123", "SKU MUG-01"]
    assert [row["lines"] for row in rows(two, "links")][:3] == [["Cut the price"], [], ["Blue mug"]]
    two.act(board, "task_unlink", card=1, kind="sku", what="MUG-01")
    assert len(task(two).links) == 2


def test_an_unknown_product_is_linked_by_its_code_and_an_unknown_decision_is_refused(two):
    two.act(board, "task_link", card=1, kind="sku", what="NEW-1")
    assert titles(two, "links") == ["SKU NEW-1"]
    for what in ("7", "never said", ""):
        with pytest.raises((Refused, NotFound)):
            two.act(board, "task_link", card=1, kind="decision", what=what)


def test_a_line_taken_off_the_checklist_comes_back_by_undo(two):
    two.act(board, "task_line", card=1, text="white cloth")
    line = task(two).checks[0]
    two.act(board, "task_unline", card=1, check=line.id)
    assert task(two).checks == ()
    two.act(board, "task_undo", card=1, version=task(two).version)
    assert [each.text for each in task(two).checks] == ["white cloth"]


def test_what_is_to_be_ticked_comes_before_what_is_typed(two):
    assert list(two.work(board, card=1))[1:4] == ["steps", "task-1", "checks"]
    two.act(board, "task_line", card=1, text="white cloth")
    assert list(two.work(board, card=1))[1:4] == ["steps", "checks", "task-1"]
    assert two.work(board, card=1)["steps"]["title"] == "photos · To do"


def test_the_same_act_sent_twice_hangs_on_once(two):
    for _ in range(2):
        two.act(board, "task_part", card=1, text="crop", key="part")
        two.act(board, "task_need", card=1, other="2", key="need")
        two.act(board, "task_line", card=1, text="cloth", key="line")
    now = task(two)
    assert (now.subtasks, len(now.needs), len(now.checks)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("task_watch", {"card": 1, "who": "999"}),
        ("task_watch", {"card": "x", "who": "1"}),
        ("task_unwatch", {"card": 1, "who": []}),
        ("task_part", {"card": 99, "text": "crop"}),
        ("task_part", {"card": 1, "text": "crop @nobody"}),
        ("task_part", {"card": 1, "text": ""}),
        ("task_tick", {"part": 99, "version": 1, "is_done": True}),
        ("task_tick", {"part": 1, "version": 77, "is_done": True}),
        ("task_link", {"card": 1, "kind": "meeting", "what": "1"}),
        ("task_link", {"card": 1, "kind": "sku", "what": "x" * 500}),
        ("task_link", {"card": 1, "kind": {}, "what": "x"}),
        ("task_unlink", {"card": 1, "kind": "moon", "what": "x"}),
        ("task_unneed", {"card": 1, "other": "x"}),
        ("task_unline", {"card": 1, "check": 99}),
    ],
)
def test_what_a_browser_forges_is_refused_and_nobody_without_a_name_writes(two, act, values):
    with pytest.raises((Refused, NotFound)):
        two.act(board, act, **values)
    with pytest.raises((Refused, NotFound)):
        two.act(board, act, by="nobody", **values)
    assert task(two).version == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_card_is_drawn_in_both_languages(two, lang):
    two.act(board, "task_part", card=1, text="crop")
    two.act(board, "task_need", card=1, other="2")
    drawn = two.work(board, card=1, lang=lang)
    assert drawn["parts"]["title"] == {"zh": "子任务 0/1", "en": "Parts 0/1"}[lang]
    assert all(block["panel"] for block in drawn.values() if block["id"] != "board")
