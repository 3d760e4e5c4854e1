"""Tasks: added, found, finished."""

from datetime import UTC, date, datetime

import pytest

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.store import tasks
from shopkit.store.ledger import Stamp

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
TODAY = date(2026, 10, 1)


def added(room, title="Sweep", *, key=None, **facts):
    return tasks.add_task(room.engine, room.id, title, room.stamp(key), **facts)


def titles(room, **which):
    return [task.title for task in tasks.open_tasks(room.engine, room.id, **which)]


def test_the_most_pressing_task_comes_first(room):
    added(room, "later")
    added(room, "soon", due_on=TODAY)
    added(room, "now", priority=1)
    assert titles(room) == ["now", "soon", "later"]


def test_tasks_are_found_by_person_and_by_role(room):
    added(room, "hers", owner_id=room.ann)
    added(room, "his", owner_id=room.bob)
    added(room, "nobody's")
    assert titles(room, owner_id=room.ann) == ["hers"]
    assert titles(room, role=Role.MANAGER) == ["his"]


def test_a_task_told_twice_with_one_key_is_one_task(room):
    assert added(room, key="k") == added(room, key="k")
    assert len(titles(room)) == 1


def test_a_finished_task_is_gone_from_the_list(room):
    number = added(room, due_on=date(2026, 9, 30))
    task = tasks.task_of(room.engine, room.id, number)
    assert task.is_overdue(TODAY)
    for _ in range(2):
        done = tasks.finish_task(room.engine, room.id, number, room.stamp(), version=task.version)
    assert (done.state, done.done_at, done.is_overdue(TODAY)) == ("done", NOW, False)
    assert titles(room) == []


def test_a_task_that_changed_meanwhile_is_looked_at_again(room):
    number = added(room)
    with pytest.raises(Refused):
        tasks.finish_task(room.engine, room.id, number, room.stamp(), version=7)
    assert titles(room) == ["Sweep"]


@pytest.mark.parametrize("facts", [{"title": " "}, {"priority": 5}, {"owner_id": 999}])
def test_a_task_has_a_title_a_priority_and_an_owner_of_the_shop(room, facts):
    with pytest.raises((Refused, NotFound)):
        added(room, **facts)


def test_a_task_of_another_shop_is_not_there(room):
    number = added(room)
    other = store.create_shop(room.engine, "Tees", at=NOW).id
    with pytest.raises(NotFound):
        tasks.finish_task(room.engine, other, number, Stamp(None, NOW), version=1)
    assert tasks.open_tasks(room.engine, other) == []
