"""A campaign as it may be planned."""

from dataclasses import replace
from datetime import date

import pytest

from shopkit.campaigns.campaign import AFTER, OVER, PLANNED, RUNNING, Campaign, sound
from shopkit.errors import Refused

SPRING = Campaign("Spring", "discount", date(2026, 4, 10), date(2026, 4, 14))


@pytest.mark.parametrize(
    ("day", "state"), [(9, PLANNED), (10, RUNNING), (14, RUNNING), (15, AFTER), (28, AFTER),
                       (29, OVER)],
)  # fmt: skip
def test_a_campaign_is_not_over_before_the_14_days_after_are(day, state):
    assert SPRING.state(date(2026, 4, day)) == state


@pytest.mark.parametrize(
    "change",
    [
        {"name": " "},
        {"name": "x" * 61},
        {"kind": "lottery"},
        {"last": date(2026, 4, 9)},
        {"last": date(2026, 12, 1)},
        {"margin_rate": 1.0},
        {"ads_fen": -1},
    ],
)
def test_one_that_cannot_be_run_or_measured_is_refused(change):
    with pytest.raises(Refused):
        sound(replace(SPRING, **change))


def test_its_name_is_kept_without_outer_spaces():
    assert sound(replace(SPRING, name="  Spring   tea ")).name == "Spring tea"
