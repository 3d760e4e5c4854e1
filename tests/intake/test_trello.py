"""Boards of Trello: every card with what hangs on it, and sentences for what is no board."""

import json
import random
from collections import Counter
from datetime import date

import pytest

from shopkit import incoming
from shopkit.errors import BadFile
from shopkit.intake import trello
from shopkit.intake.trello import trello_board

CARD = {"id": "c1", "name": "Sweep", "idList": "l1", "closed": False, "pos": 1}
BOARD = {
    "name": "Shop",
    "lists": [{"id": "l1", "name": "待办", "closed": False, "pos": 1}],
    "members": [{"id": "m1", "fullName": "小青"}, {"id": "m2", "fullName": "小白"}],
    "cards": [CARD],
}


def written(folder, plain):
    path = folder / "upload"
    text = plain if isinstance(plain, str) else json.dumps(plain)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def read(tmp_path):
    """A function: the board in these plain values, read in this process."""
    return lambda plain: trello_board(written(tmp_path, plain), name="b.json", trusted=True)


def card(read, **facts):
    (task,) = read(BOARD | {"cards": [CARD | facts]}).tasks
    return task


def test_the_real_board_is_read_whole(real):
    board = trello_board(real("trello_board.json"))
    assert (len(board.tasks), board.archived, len(board.lists)) == (122, 78, 18)
    assert (len(board.members), sum(len(task.checks) for task in board.tasks)) == (11, 62)
    assert sum(task.due_on is not None for task in board.tasks) == 25
    assert Counter(map(bool, (task.said for task in board.tasks)))[True] > 20
    assert len({task.key for task in board.tasks}) == 122


def test_a_board_with_a_thousand_actions_says_that_they_are_cut(real, read):
    ((template, facts),) = trello_board(real("trello_board.json"), trusted=True).notes
    assert "cut at" in template and facts == {"n": 1000}
    assert read(BOARD).notes == ()


def test_every_column_of_the_real_board_that_has_a_state_is_known(real):
    board = trello_board(real("trello_board.json"), trusted=True)
    states = {column: incoming.state_of(column) for column in incoming.columns(board.tasks)}
    assert [states[name] for name in ("To Do", "In Progress", "Ready to merge", "Done")] == [
        "to do", "doing", "doing", "done",
    ]  # fmt: skip


def test_the_first_member_of_a_card_owns_it_and_the_others_watch(read):
    task = card(read, idMembers=["m2", "m1", "gone"])
    assert (task.owner, task.watchers) == ("小白", ("小青",))


def test_a_due_instant_is_its_day_in_shanghai(read):
    assert card(read, due="2026-11-10T16:30:00.000Z").due_on == date(2026, 11, 11)
    assert card(read, due="soon").due_on is None


def test_a_card_marked_complete_is_done(read):
    assert card(read, dueComplete=True).is_done


def test_a_card_is_archived_with_its_list(read):
    lists = [{"id": "l1", "name": "Old", "closed": True}]
    (task,) = read(BOARD | {"lists": lists}).tasks
    assert task.is_archived


def test_a_label_without_a_name_is_its_colour(read):
    labels = [{"id": "x", "name": "", "color": "red"}, {"id": "y", "name": "售后", "color": "blue"}]
    assert card(read, labels=labels).labels == ("red", "售后")


def test_two_checklists_keep_their_names(read):
    lists = [
        {"idCard": "c1", "name": name, "pos": n, "checkItems": [{"name": "x", "state": state}]}
        for n, (name, state) in enumerate([("A", "complete"), ("B", "incomplete")])
    ]
    (task,) = read(BOARD | {"checklists": lists}).tasks
    assert [(check.text, check.is_done) for check in task.checks] == [
        ("A: x", True),
        ("B: x", False),
    ]


def test_comments_come_oldest_first(read):
    said = [
        {"id": f"a{n}", "type": "commentCard", "date": f"2026-10-0{n}T00:00:00Z",
         "memberCreator": {"fullName": "小青"}, "data": {"card": {"id": "c1"}, "text": f"t{n}"}}
        for n in (2, 1)
    ]  # fmt: skip
    (task,) = read(BOARD | {"actions": said}).tasks
    assert [(one.by, one.text) for one in task.said] == [("小青", "t1"), ("小青", "t2")]


def test_one_card_is_refused_with_the_way_to_the_board(read):
    with pytest.raises(BadFile) as caught:
        read(CARD | {"idBoard": "b"})
    assert caught.value.template == trello.ONE_CARD


@pytest.mark.parametrize("text", ["", "[", "[]", "{}", "null", '"x"', "[" * 100_000, "姓名,电话"])
def test_what_is_no_board_is_refused_with_a_sentence(read, text):
    with pytest.raises(BadFile) as caught:
        read(text)
    assert caught.value.template == trello.NOT_JSON


def test_a_refusal_of_the_reading_process_comes_through(tmp_path):
    with pytest.raises(BadFile) as caught:
        trello_board(written(tmp_path, CARD), name="card.json")
    assert caught.value.facts == {"name": "card.json"}


def test_half_characters_and_control_characters_are_left_out(tmp_path):
    text = json.dumps(BOARD | {"cards": [CARD | {"name": "a\x00b\ud83d"}]})
    (task,) = trello_board(written(tmp_path, text)).tasks
    assert task.title in ("ab", "ab?")


@pytest.mark.parametrize("seed", range(60))
def test_a_board_with_anything_in_it_is_read_or_refused(read, real, seed):
    rng = random.Random(seed)
    whole = json.loads(real("trello_board.json").read_text("utf-8"))
    plain = {key: whole[key][:12] if isinstance(whole[key], list) else whole[key] for key in whole}
    odd = [None, 7, -1.5, True, "x", [], {}, [None], {"a": []}, 1e308, "\ud800"]

    def spoil(value, depth=0):
        if depth and rng.random() < 0.08:
            return rng.choice(odd)
        if isinstance(value, dict):
            return {key: spoil(each, depth + 1) for key, each in value.items()}
        return [spoil(each, depth + 1) for each in value] if isinstance(value, list) else value

    try:
        board = read(spoil(plain))
    except BadFile:
        return
    states = dict.fromkeys(incoming.columns(board.tasks), "to do")
    who = incoming.people(board.tasks, {1: "Member1"})
    assert all(incoming.draft(task, states=states, who=who) for task in board.tasks)
