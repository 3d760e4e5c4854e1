"""What the sample shop's people have typed reads like a team's month."""

from datetime import UTC, date, datetime

import pytest

from shopkit import sample, store
from shopkit.clock import day_of
from shopkit.store import tasks
from shopkit.store.meetings import decisions, praises
from shopkit.tasks.states import BLOCKED, DONE, STATES

NEXT = date(2026, 11, 1)


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    path = tmp_path_factory.mktemp("team") / "shopkit.db"
    engine = store.open_store(f"sqlite:///{path.as_posix()}")
    row = store.create_shop(engine, sample.NAME, at=datetime(2026, 11, 1, tzinfo=UTC))
    for person in sample.members():
        store.save_member(engine, row.id, person)
    sample.begin_work(engine, row.id)
    yield engine, row.id
    engine.dispose()


@pytest.fixture(scope="module")
def board(team):
    return tasks.tasks(*team, states=STATES)


def test_everyone_has_something_to_do(team, board):
    people = {each.id for each in store.members(*team)}
    assert {task.owner_id for task in board if task.is_open} == people


def test_some_of_it_is_late_and_one_waits_for_somebody_and_says_for_what(board):
    assert 0 < sum(task.is_overdue(NEXT) for task in board) < 5
    [stuck] = [task for task in board if task.state == BLOCKED]
    assert stuck.blocked_because


def test_what_is_done_was_begun_before_and_ended_within_the_month(board):
    done = [task for task in board if task.state == DONE]
    assert len(done) > 10
    for task in done:
        assert task.created_at < task.started_at < task.done_at
        assert day_of(task.done_at).month == 10


def test_two_decisions_can_be_looked_at_and_one_is_still_to_come(team):
    looked = [each.look_on for each in decisions(*team)]
    assert sorted(day <= NEXT for day in looked) == [False, True, True]


def test_nobody_thanked_themselves(team):
    assert len(praises(*team)) == 3
