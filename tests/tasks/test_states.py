"""States and paths."""

from datetime import UTC, datetime

import pytest

from shopkit import text
from shopkit.tasks.states import DONE, OPEN, PATHS, STATES, NoPath, brings, may_go

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)


def test_every_state_has_paths_to_states_that_exist():
    assert set(PATHS) == set(STATES)
    assert all(set(paths) <= set(STATES) - {state} for state, paths in PATHS.items())


def test_what_is_closed_can_be_reopened():
    closed = set(STATES) - set(OPEN)
    assert all(set(PATHS[state]) & set(OPEN) for state in closed)


def test_every_path_may_be_gone_and_no_other():
    for state in STATES:
        for to in STATES:
            if to in PATHS[state]:
                may_go("Sweep", state, to)
            else:
                with pytest.raises(NoPath) as caught:
                    may_go("Sweep", state, to)
                assert caught.value.paths == PATHS[state]


def test_a_refused_path_says_what_is_possible_in_both_languages():
    refusal = NoPath("扫地", "cancelled", DONE)
    assert str(refusal) == "“扫地” is at “Dropped” and cannot go to “Done”, only to: To do."
    assert (
        refusal.told(text.speaker("zh"))
        == "“扫地”现在是“已取消”，不能改为“已完成”，只能改为：待办。"
    )


def test_done_has_an_instant_and_reopened_has_none():
    now = {"state": "doing", "started_at": "x"}
    assert brings(now, "done", NOW) == {"done_at": NOW}
    assert brings(now | {"state": "done"}, "doing", NOW) == {"done_at": None}


def test_what_is_no_longer_blocked_has_no_reason():
    now = {"state": "blocked", "started_at": None}
    assert brings(now, "doing", NOW) == {"started_at": NOW, "blocked_because": ""}
