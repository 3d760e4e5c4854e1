"""What followed a decision, and how surely it can be told."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.errors import Refused
from shopkit.meetings import effects
from shopkit.meetings.effects import measured, windows
from shopkit.meetings.values import Expected

BEFORE = [10, 12, 11, 13, 9, 11, 10]
DECIDED = date(2026, 10, 1)


def verdict(shift, expected):
    return measured(BEFORE, [each + shift for each in BEFORE], expected).verdict


def test_the_interval_is_welchs():
    # by hand: a variance of 38/21 on each side, 12 degrees of freedom, t = 2.1788
    effect = measured(BEFORE, [each + 5 for each in BEFORE])
    assert effect.change == pytest.approx(5)
    assert effect.high - effect.change == pytest.approx(
        2.1788 * (2 * 1.809524 / 7) ** 0.5, abs=1e-4
    )


@pytest.mark.parametrize(
    ("shift", "share", "said"),
    [
        (5, 0.45, effects.AS_EXPECTED),
        (9, 0.3, effects.MORE),
        (3, 0.8, effects.LESS),
        (-4, 0.3, effects.WRONG_WAY),
        (0.5, 0.1, effects.OPEN),
        (0, 0.5, effects.NOT_SEEN),
        (-5, -0.45, effects.AS_EXPECTED),
        (4, -0.3, effects.WRONG_WAY),
        (0, 0, effects.HELD),
        (5, 0, effects.LEFT),
    ],
)
def test_what_happened_is_held_against_what_was_expected(shift, share, said):
    assert verdict(shift, Expected(share=share)) == said


def test_an_expectation_from_one_value_to_another_is_their_difference():
    assert verdict(5, Expected(start=100, goal=105)) == effects.AS_EXPECTED


def test_without_an_expectation_only_the_change_is_told():
    assert (verdict(5, None), verdict(0, None)) == (effects.CHANGED, effects.NO_CHANGE)


def test_two_days_say_nothing():
    effect = measured([1, 2], [3, 4, 5])
    assert (effect.is_known, effect.verdict, effect.days) == (False, effects.TOO_FEW, 2)


def test_figures_that_never_move_leave_no_doubt():
    effect = measured([2, 2, 2], [3, 3, 3])
    assert (effect.low, effect.high) == (1, 1)


def test_ninety_five_of_a_hundred_intervals_hold_the_truth():
    dice = Random(7)
    held = 0
    for _ in range(400):
        before = [dice.gauss(100, 10) for _ in range(14)]
        after = [dice.gauss(103, 20) for _ in range(14)]
        effect = measured(before, after)
        held += effect.low <= 3 <= effect.high
    assert 0.92 <= held / 400 <= 0.98


@pytest.mark.parametrize(
    "parts",
    [{}, {"share": 0.1, "goal": 3}, {"start": 1}, {"goal": 1}, {"share": float("nan")},
     {"start": 1, "goal": float("inf")}, {"share": 0.1, "start": 1, "goal": 2}],
)  # fmt: skip
def test_half_an_expectation_is_none(parts):
    with pytest.raises(Refused):
        Expected(**parts)


@given(st.integers(1, 120), st.integers(0, 120))
def test_as_many_days_are_looked_at_before_as_after(look, seen):
    found = windows(DECIDED, DECIDED + timedelta(look), DECIDED + timedelta(seen))
    if not seen:
        assert found is None
        return
    before, after = found
    assert before.days == after.days <= min(look, seen)
    assert before.last < DECIDED < after.first and after.last <= DECIDED + timedelta(seen)
    assert after.days < 7 or after.days % 7 == 0


def test_without_a_day_to_look_it_is_four_weeks():
    assert windows(DECIDED, None, date(2027, 1, 1))[1].days == 28
