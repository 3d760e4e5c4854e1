"""Safety rounds: what was found, and what becomes of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.safety import DEFAULTS, Finding, Item
from shopkit.store import rounds, tasks
from shopkit.store.ledger import Stamp

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
TODAY = date(2026, 10, 1)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(9)
DAMP = next(item for item in DEFAULTS if item.unit == "%")
LOCKS = next(item for item in DEFAULTS if item.topic == "theft")


def walked(room, *findings, key=None, days=0, by="ann"):
    return rounds.record_round(room.engine, room.id, findings, room.stamp(key, by=by, days=days))


def damp(room):
    return next(item for item in rounds.items(room.engine, room.id) if item.unit == "%")


def open_tasks(room):
    return tasks.open_tasks(room.engine, room.id)


def test_a_shop_begins_with_the_usual_items_and_keeps_them_at_its_first_round(room):
    assert rounds.items(room.engine, room.id) == list(DEFAULTS)
    walked(room, Finding(LOCKS.id, True))
    kept = rounds.items(room.engine, room.id)
    assert [item.question for item in kept] == [item.question for item in DEFAULTS]
    assert min(item.id for item in kept) > 0


def test_a_page_from_before_the_first_round_still_names_its_items(room):
    walked(room, Finding(LOCKS.id, True))
    walked(room, Finding(LOCKS.id, True))
    assert len(rounds.items(room.engine, room.id)) == len(DEFAULTS)


def test_a_limit_is_the_shops_own(room):
    changed = rounds.save_item(
        room.engine,
        room.id,
        Item("damp", DAMP.question, "%", 40, 70, id=DAMP.id),
        room.stamp(),
    )
    walked(room, Finding(changed.id, value=69))
    assert rounds.rounds(room.engine, room.id)[0].findings[0].is_ok
    assert len(rounds.items(room.engine, room.id)) == len(DEFAULTS)


def test_an_item_is_added_and_closed(room):
    smoke = rounds.save_item(room.engine, room.id, Item("fire", "Nobody smokes."), room.stamp())
    closed = Item("fire", "Nobody smokes.", id=smoke.id, closed_on=TODAY)
    rounds.save_item(room.engine, room.id, closed, room.stamp())
    assert smoke.id not in [item.id for item in rounds.items(room.engine, room.id, today=TODAY)]
    with pytest.raises(NotFound):
        rounds.save_item(room.engine, room.id, Item("fire", "x", id=999), room.stamp())


def test_what_is_wrong_becomes_a_task_of_the_keeper(room):
    walked(room, Finding(DAMP.id, value=72, note="wet corner", photo=PNG), Finding(LOCKS.id, True))
    (task,) = open_tasks(room)
    (row,) = rounds.rounds(room.engine, room.id)
    wrong = row.findings[0]
    assert (task.title, task.description, task.owner) == (DAMP.question, "wet corner", "ann")
    assert (task.priority, task.due_on) == (3, date(2026, 10, 2))
    assert (task.document, wrong.task_id) == (f"safety:{wrong.id}", task.id)
    assert (row.by, row.wrong, wrong.has_photo) == ("ann", 1, True)
    assert rounds.photo(room.engine, room.id, wrong.id) == PNG


def test_a_manager_who_walks_leaves_the_task_to_the_keeper(room):
    walked(room, Finding(LOCKS.id, False), by="bob")
    assert open_tasks(room)[0].owner == "ann"


def test_what_keeps_coming_back_raises_its_task_and_makes_no_second(room):
    walked(room, Finding(DAMP.id, value=72))
    walked(room, Finding(DAMP.id, value=72), days=1)
    assert [task.priority for task in open_tasks(room)] == [2]
    walked(room, Finding(DAMP.id, value=30), days=2)
    (task,) = open_tasks(room)
    assert (task.priority, task.due_on, task.version) == (1, date(2026, 10, 2), 3)


def test_what_comes_back_after_it_was_mended_is_a_new_task_of_higher_priority(room):
    walked(room, Finding(DAMP.id, value=72))
    (task,) = open_tasks(room)
    tasks.finish_task(room.engine, room.id, task.id, room.stamp(), version=task.version)
    walked(room, Finding(DAMP.id, value=72), days=1)
    (again,) = open_tasks(room)
    assert (again.id != task.id, again.priority) == (True, 2)


def test_an_old_finding_does_not_raise(room):
    walked(room, Finding(DAMP.id, value=72))
    walked(room, Finding(DAMP.id, value=72), days=31)
    assert open_tasks(room)[0].priority == 3


def test_a_reading_decides_whatever_was_ticked(room):
    walked(room, Finding(DAMP.id, True, value=90))
    assert len(open_tasks(room)) == 1


def test_a_walk_told_twice_with_one_key_is_one_walk(room):
    wrong = Finding(LOCKS.id, False)
    assert walked(room, wrong, key="k") == walked(room, wrong, key="k")
    assert (len(rounds.rounds(room.engine, room.id)), len(open_tasks(room))) == (1, 1)


@pytest.mark.parametrize(
    "findings",
    [
        [],
        [Finding(DAMP.id, True)],
        [Finding(DAMP.id, value=float("nan"))],
        [Finding(LOCKS.id)],
        [Finding(LOCKS.id, True), Finding(LOCKS.id, False)],
        [Finding(999, True)],
        [Finding(LOCKS.id, True, photo=b"GIF89a")],
        [Finding(LOCKS.id, True, photo=PNG + bytes(2 * 1024 * 1024))],
    ],
)
def test_a_walk_that_says_nothing_sure_is_not_kept(room, findings):
    with pytest.raises((Refused, NotFound)):
        walked(room, *findings)
    assert rounds.rounds(room.engine, room.id) == []


def test_what_was_looked_at_is_due_again_by_its_calendar(room):
    everything = {due.item.id for due in rounds.due_items(room.engine, room.id, TODAY)}
    assert everything == {item.id for item in DEFAULTS}
    walked(room, Finding(DAMP.id, value=50))
    mine = damp(room).id
    assert mine not in {due.item.id for due in rounds.due_items(room.engine, room.id, TODAY)}
    tomorrow = rounds.due_items(room.engine, room.id, TODAY + timedelta(days=1))
    assert mine in {due.item.id for due in tomorrow}
    assert len(rounds.seen(room.engine, room.id, since=TODAY)) == 1
    assert rounds.seen(room.engine, room.id, since=TODAY + timedelta(days=1)) == []


def test_findings_of_another_shop_are_not_there(room):
    walked(room, Finding(LOCKS.id, True, photo=PNG))
    (finding,) = rounds.rounds(room.engine, room.id)[0].findings
    other = store.create_shop(room.engine, "Tees", at=NOW).id
    with pytest.raises(NotFound):
        rounds.photo(room.engine, other, finding.id)
    with pytest.raises(NotFound):
        rounds.record_round(room.engine, other, [Finding(finding.item_id, True)], Stamp(None, NOW))
