"""Tasks of another tool taken in: each once, what is over at the instant it ended."""

from datetime import UTC, datetime, timedelta

import pytest

from shopkit.errors import NotFound
from shopkit.incoming import Said
from shopkit.store.incoming import LOT, Arrival, known, take_in
from shopkit.store.tasks import comments, task_of
from shopkit.tasks.states import DONE
from shopkit.tasks.task import Check, Draft

SINCE = datetime(2026, 9, 1, tzinfo=UTC)


def taken(room, *arrivals, by="ann"):
    return take_in(room.engine, room.id, arrivals, room.stamp(by=by))


def arrival(key="trello:1", *, ended_days=None, said=(), **facts):
    at = None
    if ended_days is not None:
        at = SINCE + timedelta(days=ended_days)
    return Arrival(key, Draft("Sweep", **facts), at, said)


def test_a_task_is_taken_in_with_all_that_hangs_on_it(room):
    facts = {"owner_id": room.ann, "watchers": (room.bob,), "labels": ("red",)}
    (number,) = taken(room, arrival(checks=(Check("x", True),), **facts)).new
    task = task_of(room.engine, room.id, number)
    assert (task.owner, task.labels, task.checked) == ("ann", ("red",), 1)
    assert [each.name for each in task.watchers] == ["bob"]


def test_the_same_file_twice_changes_nothing(room):
    first = taken(room, arrival(), arrival("trello:2"))
    again = taken(room, arrival(), arrival("trello:2"), arrival("trello:3"))
    assert (len(first.new), first.known) == (2, 0)
    assert (len(again.new), again.known) == (1, 2)
    assert known(room.engine, room.id, ["trello:1", "x"]) == {"trello:1"}


def test_a_key_twice_in_one_file_is_one_task(room):
    assert len(taken(room, arrival(), arrival()).new) == 1


def test_a_long_list_stopped_on_the_way_is_brought_to_its_end_by_the_same_file(room):
    whole = [arrival(f"list:{n}") for n in range(LOT + 5)]
    with pytest.raises(NotFound):
        taken(room, *whole[:-1], arrival("list:odd", owner_id=999))
    done = taken(room, *whole)
    assert (len(done.new), done.known) == (5, LOT)


def test_what_was_over_ended_when_it_did_and_not_today(room):
    (number,) = taken(room, arrival(ended_days=-100, state=DONE, is_archived=True)).new
    task = task_of(room.engine, room.id, number)
    assert task.done_at == task.archived_at == SINCE - timedelta(days=100)


def test_what_is_open_began_today_and_the_future_is_not_believed(room):
    open_one, odd = taken(
        room, arrival(ended_days=-9), arrival("trello:2", ended_days=99, state=DONE)
    ).new
    now = room.stamp().at
    assert task_of(room.engine, room.id, open_one).created_at == now
    assert task_of(room.engine, room.id, odd).done_at == now


def test_comments_come_along_with_their_writers(room):
    said = ((Said("a1", "ann", "hello", SINCE), room.ann), (Said("a2", "Zoe", "hi", SINCE), None))
    (number,) = taken(room, arrival(said=said)).new
    told = [(each.by, each.text) for each in comments(room.engine, room.id, number)]
    assert told == [("ann", "hello"), ("", "Zoe: hi")]


def test_a_strangers_hand_takes_nothing_in(room):
    with pytest.raises(NotFound):
        taken(room, arrival(), by=999)
    with pytest.raises(NotFound):
        taken(room, arrival(), arrival("trello:2", owner_id=999))
    assert known(room.engine, room.id, ["trello:1"]) == set()
