"""The safety round: each look kept at once, what is wrong a task, repeats rising."""

from datetime import timedelta

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages.warehouse import safe
from shopkit.store import rounds, tasks
from shopkit.widgets.desk import Upload

JPEG = b"\xff\xd8\xff" + bytes(20)


def due(shop):
    return [row["key"] for row in shop.work(safe)["round"]["rows"] if row["key"] != "all"]


def humidity(shop):
    items = rounds.items(shop.engine, shop.id)
    return next(item.id for item in items if item.unit == "%")


def test_on_the_first_day_everything_is_due(empty):
    assert len(due(empty)) == safe.badge(empty.shift()) > 10


def test_what_is_right_leaves_the_list(shop):
    first = due(shop)[0]
    shop.act(safe, "safety_look", item=first, is_ok=True)
    assert len(due(shop)) == safe.badge(shop.shift())
    assert not tasks.open_tasks(shop.engine, shop.id)


def test_what_is_wrong_becomes_a_task_with_its_photo(shop):
    photo = Upload("x.jpg", "image/jpeg", JPEG)
    shop.act(safe, "safety_look", item=due(shop)[0], is_ok=False, note="empty", photo=photo)
    [task] = tasks.open_tasks(shop.engine, shop.id)
    [row] = shop.work(safe)["found"]["rows"]
    picture = shop.act(safe, "safety_photo", finding=row["key"]).file
    assert task.document.startswith("safety:") and picture[2] == JPEG


def test_a_reading_outside_its_limits_is_wrong(shop):
    shop.act(safe, "safety_look", item=humidity(shop), value="70")
    assert len(tasks.open_tasks(shop.engine, shop.id)) == 1


def test_what_keeps_failing_rises_to_the_top(shop):
    for day in range(3):
        shop.days = day
        shop.act(safe, "safety_look", item=humidity(shop), value="80")
    [task] = tasks.open_tasks(shop.engine, shop.id)
    assert task.priority == 1 and shop.work(safe)["wrong"]["rows"][0]["tone"] == "bad"


def test_what_was_mended_is_closed_once(shop):
    shop.act(safe, "safety_look", item=humidity(shop), value="80")
    [task] = tasks.open_tasks(shop.engine, shop.id)
    shop.act(safe, "safety_mended", task=task.id, version=task.version)
    assert shop.work(safe)["wrong"]["rows"] == []


def test_the_rest_is_right_in_one_press(shop):
    listed = shop.work(safe)["round"]["rows"]
    wanted = listed[-1]["buttons"][0]["values"]["items"]
    shop.act(safe, "safety_all", items=wanted)
    kinds = {item.id: item for item in rounds.items(shop.engine, shop.id)}
    assert all(kinds[int(key)].is_read for key in due(shop))


def test_an_item_of_the_shops_own_is_added_and_one_is_closed(shop):
    before = len(rounds.items(shop.engine, shop.id))
    first = str(rounds.items(shop.engine, shop.id)[0].id)
    new = {"key": None, "change": "added", "topic": "damp", "question": "Roof", "every_days": 7}
    shop.act(safe, "safety_items", rows=[new])
    kept = rounds.items(shop.engine, shop.id)
    assert len(kept) == before + 1 and first != kept[0].id
    gone = {"key": str(kept[0].id), "change": "removed"}
    shop.act(safe, "safety_items", rows=[gone])
    today = shop.shift().day + timedelta(days=0)
    assert len(rounds.items(shop.engine, shop.id, today=today)) == before


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("safety_look", {"item": 999, "is_ok": True}),
        ("safety_look", {"item": -1, "is_ok": "perhaps"}),
        (
            "safety_look",
            {"item": -1, "is_ok": False, "photo": Upload("x", "image/jpeg", b"<script>")},
        ),
        ("safety_all", {"items": "every"}),
        ("safety_photo", {"finding": 1}),
        ("safety_mended", {"task": 1, "version": 1}),
        ("safety_items", {"rows": "all"}),
        ("safety_items", {"rows": [{"topic": "ghosts", "question": "x"}]}),
    ],
)
def test_what_a_browser_forges_is_refused_with_a_sentence(shop, act, values):
    with pytest.raises((Refused, NotFound)):
        shop.act(safe, act, **values)


def test_a_designer_walks_no_round(shop):
    with pytest.raises(Refused):
        shop.act(safe, "safety_look", by="designer", item=-1, is_ok=True)
