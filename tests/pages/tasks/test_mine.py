"""Tasks at the end of any page: one's own first, then those of the role, and done in one click."""

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages import mine
from shopkit.pages.tasks import board
from shopkit.roles import Role
from shopkit.store import tasks


@pytest.fixture
def busy(team):
    """Two tasks of the designer's, one of the keeper's."""
    for text in ("photos @designer", "!high banner @designer 2026-10-07", "count @warehouse"):
        team.act(board, "task_quick", text=text)
    return team


def shown(team, by, role=None, lang="en"):
    blocks = mine.my_tasks(team.shift(by, lang=lang), role)
    return [row["title"] for block in blocks for row in block["rows"]]


def test_ones_own_come_first_and_the_late_and_high_before_them(busy):
    assert shown(busy, "designer") == ["banner", "photos"]
    (block,) = mine.my_tasks(busy.shift("designer"))
    assert (block["rows"][0]["tone"], block["rows"][0]["badge"]) == ("bad", "urgent")


def test_a_role_shows_its_colleagues_too_and_the_rest_not(busy):
    assert shown(busy, "manager", Role.DESIGNER) == ["banner", "photos"]
    assert shown(busy, "warehouse", Role.DESIGNER) == ["count", "banner", "photos"]


def test_where_nothing_is_open_nothing_is_drawn(busy):
    assert mine.my_tasks(busy.shift("manager")) == []
    assert mine.my_tasks(busy.shift("nobody")) == []
    assert mine.my_tasks(busy.shift("manager"), Role.OPERATIONS) == []


def test_a_task_is_done_in_one_click_and_a_changed_one_is_refused(busy):
    (row, *_) = mine.my_tasks(busy.shift("warehouse"))[0]["rows"]
    (finish,) = row["buttons"]
    busy.act(mine, finish["act"], by="warehouse", **finish["values"])
    assert tasks.task_of(busy.engine, busy.id, 3).state == "done"
    busy.act(board, "task_save", card=1, version=1, title="photos of the mug")
    with pytest.raises(Refused):
        busy.act(mine, "mine_done", by="designer", task=1, version=1)


@pytest.mark.parametrize(
    "forged", [{"task": 99}, {"task": "x"}, {"version": -1}, {"version": None}]
)
def test_what_a_browser_forges_is_refused(busy, forged):
    with pytest.raises((Refused, NotFound)):
        busy.act(mine, "mine_done", **{"task": 1, "version": 1} | forged)
    with pytest.raises(Refused):
        busy.act(mine, "mine_done", by="nobody", task=1, version=1)


def test_the_block_speaks_both_languages(busy):
    heads = [
        mine.my_tasks(busy.shift("manager", lang=lang), Role.DESIGNER)[0]["title"]
        for lang in ("zh", "en")
    ]
    assert heads == ["美工的任务", "Tasks of Designer"]
