"""How fast and when: the robots' limits, quiet hours, waits that grow and end."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.chat import pace
from shopkit.chat.pace import Quiet, after, free_at
from shopkit.chat.robots import DINGTALK, FEISHU, WECOM, Verdict
from shopkit.errors import Refused

NOW = datetime(2026, 10, 1, 1, 10, tzinfo=UTC)
REAL = {DINGTALK: [(60, 20)], WECOM: [(60, 20)], FEISHU: [(1, 5), (60, 100)]}


def seconds(number):
    return timedelta(seconds=number)


@given(
    st.sampled_from(list(REAL)),
    st.lists(st.floats(0, 3, allow_nan=False), min_size=30, max_size=120),
)
def test_no_robot_is_written_to_faster_than_it_allows(kind, pauses):
    begun, now = [], NOW
    for pause in pauses:
        now = free_at(kind, begun, now + seconds(pause))
        begun.append(now)
    for span, most in REAL[kind]:
        for first in begun:
            within = [each for each in begun if first <= each < first + seconds(span)]
            assert len(within) <= most


def test_the_nineteenth_waits_until_the_first_is_a_minute_old():
    begun = [NOW - seconds(30 - n) for n in range(18)]
    assert free_at(DINGTALK, begun[:17], NOW) == NOW
    assert free_at(DINGTALK, begun, NOW) == begun[0] + seconds(60)


def test_a_clock_that_was_put_back_holds_nobody_for_long():
    ahead = [NOW + timedelta(hours=1)] * 30
    assert free_at(WECOM, ahead, NOW) == NOW


@pytest.mark.parametrize("minute", [0, 30])
def test_feishu_is_left_alone_at_full_and_half_hours_unless_it_is_urgent(minute):
    crowded = NOW.replace(minute=minute, second=20)
    assert free_at(FEISHU, [], crowded) == NOW.replace(minute=minute + 1)
    assert free_at(FEISHU, [], crowded, is_urgent=True) == crowded
    assert free_at(DINGTALK, [], crowded) == crowded


@pytest.mark.parametrize(
    ("hour", "until"),
    [("22:00", "08:00"), ("07:59", "08:00"), ("08:00", "08:00"), ("12:00", "12:00")],
)
def test_quiet_hours_go_past_midnight(hour, until):
    quiet = Quiet.read("21:30", "08:00")
    at = datetime.fromisoformat(f"2026-10-01T{hour}+08:00")
    assert f"{quiet.until(at):%H:%M}" == until and quiet.until(at) >= at


def test_quiet_hours_may_lie_within_a_day():
    quiet = Quiet.read("12:00", "13:30")
    at = datetime.fromisoformat("2026-10-01T12:15+08:00")
    assert f"{quiet.until(at):%H:%M}" == "13:30"
    assert quiet.until(at.replace(hour=20)) == at.replace(hour=20)


@pytest.mark.parametrize("hours", [("9", "late"), ("25:00", "08:00")])
def test_quiet_hours_are_times(hours):
    with pytest.raises(Refused):
        Quiet.read(*hours)


def waits(verdict, *, hours=0):
    """What follows when every attempt ends with this verdict: the waits in seconds, then how."""
    found, before = [], []
    while True:
        state, again = after(verdict, before=before, since=NOW - timedelta(hours=hours), now=NOW)
        if state != pace.WAITING or len(found) > 9:
            return found, state
        found.append((again - NOW).seconds)
        before.append(verdict.result)


def test_a_refusal_is_tried_five_times_with_growing_waits():
    assert waits(Verdict("refused")) == ([30, 120, 600, 1800], pace.FAILED)


def test_a_robot_that_is_not_reached_is_tried_for_a_day():
    assert waits(Verdict("unreachable"))[1] == pace.WAITING
    assert waits(Verdict("unreachable"), hours=24) == ([], pace.FAILED)


def test_a_robot_that_asks_to_wait_is_waited_for_as_it_says():
    found, state = waits(Verdict("limited", wait=600))
    assert set(found) == {600} and state == pace.WAITING


@pytest.mark.parametrize(
    ("verdict", "state"),
    [(Verdict("unclear"), pace.UNSURE), (Verdict("refused", is_final=True), pace.FAILED)],
)
def test_what_is_unclear_or_hopeless_is_not_tried_again_by_itself(verdict, state):
    assert waits(verdict) == ([], state)
