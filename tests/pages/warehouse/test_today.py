"""What to do now, and whose tasks they are."""

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages.warehouse import today
from shopkit.store import tasks
from shopkit.store.ledger import Stamp


def drawn(shop, badges=None, **ask):
    blocks = today.blocks(shop.shift(**ask), badges or {})
    return {block["id"]: block for block in blocks}


def test_a_quiet_day_says_so(empty):
    assert drawn(empty)["todo"]["rows"] == [] and drawn(empty)["todo"]["empty"]


def test_each_section_that_waits_has_its_line_most_pressing_first(shop):
    rows = drawn(shop, {"safety": 3, "ship": 2, "count": None})["todo"]["rows"]
    assert [(row["key"], row["badge"]) for row in rows] == [("ship", "2"), ("safety", "3")]


@pytest.fixture
def asked(shop):
    """A task of the keeper's."""
    at = shop.shift().at
    keeper = shop.who["warehouse"]
    number = tasks.add_task(shop.engine, shop.id, "sweep", Stamp(None, at), owner_id=keeper)
    return shop, number


def test_my_tasks_stand_there_and_nobody_elses(asked):
    shop, _ = asked
    assert [row["title"] for row in drawn(shop)["mine"]["rows"]] == ["sweep"]
    assert "mine" not in drawn(shop, by="manager")


def test_a_task_is_done_from_there(asked):
    shop, number = asked
    shop.act(today, "mine_done", task=number, version=1)
    assert "mine" not in drawn(shop)


@pytest.mark.parametrize("forged", [{"task": 99}, {"task": "x"}, {"version": 7}])
def test_a_forged_task_is_refused(asked, forged):
    shop, number = asked
    with pytest.raises((Refused, NotFound)):
        shop.act(today, "mine_done", **{"task": number, "version": 1} | forged)
