"""The urgent rule: who, within how many minutes, then who next."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.chat.urgent import Step, checked, stage
from shopkit.errors import Refused

NOON = datetime(2026, 10, 1, 4, tzinfo=UTC)
ANN, BOB = Step(1, 10), Step(2, 5)


def turns(*minutes):
    found = [stage([ANN, BOB], NOON, NOON + timedelta(minutes=each)) for each in minutes]
    return [(each.number, each.member_id) for each in found]


def test_each_has_his_minutes_then_the_next_is_told():
    assert turns(0, 9, 10, 14) == [(0, 1), (0, 1), (1, 2), (1, 2)]


def test_after_the_last_the_first_is_told_again_with_twice_the_time():
    assert turns(15, 34, 35, 44, 45) == [(2, 1), (2, 1), (3, 2), (3, 2), (4, 1)]


@given(
    st.lists(st.builds(Step, st.integers(1, 9), st.integers(1, 60)), min_size=1, max_size=5),
    st.lists(st.integers(0, 5000), min_size=2, max_size=8),
)
def test_a_matter_goes_forward_only_and_its_time_lies_ahead(steps, minutes):
    instants = [NOON + timedelta(minutes=each) for each in sorted(minutes)]
    found = [stage(steps, NOON, each) for each in instants]
    assert [each.number for each in found] == sorted(each.number for each in found)
    assert all(each.until > at for each, at in zip(found, instants, strict=True))


@pytest.mark.parametrize("minutes", [0, -1, 1441])
def test_a_person_has_some_minutes_but_not_days(minutes):
    with pytest.raises(Refused):
        Step(1, minutes)


@pytest.mark.parametrize("steps", [[], [ANN] * 11])
def test_an_urgent_matter_has_somebody_to_tell(steps):
    with pytest.raises(Refused):
        checked(steps)
