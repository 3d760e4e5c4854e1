"""Goods in a campaign against goods that were not."""

import numpy as np
import pytest

from shopkit.campaigns.two_groups import two_groups
from shopkit.errors import Refused

DURING = range(80, 90)


def groups(seed, *, lift=0.0):
    """Two groups that share each day's weather; the first sells `lift` more while it runs."""
    chance = np.random.default_rng(seed)
    weather = chance.normal(1, 0.2, 100)
    treated = 100 * weather + chance.normal(0, 8, 100)
    others = 300 * weather + chance.normal(0, 12, 100)
    treated[DURING.start : DURING.stop] += lift
    return treated.tolist(), others.tolist()


def test_a_days_weather_drops_out():
    weather = [1.0 + (day % 5) / 10 for day in range(100)]
    treated = [100 * each + (50 if day in DURING else 0) for day, each in enumerate(weather)]
    found = two_groups(treated, [300 * each for each in weather], DURING)
    assert found.effect.mean == pytest.approx(500) and found.is_trusted


def test_the_effect_lies_in_its_interval_as_often_as_it_says():
    held = sum(
        found.effect.low <= 300 <= found.effect.high
        for found in (two_groups(*groups(seed, lift=30), DURING) for seed in range(200))
    )
    assert 0.90 <= held / 200 <= 0.99


def test_the_placebo_finds_nothing_where_nothing_was_done():
    false = sum(two_groups(*groups(seed), DURING).placebo.is_clear for seed in range(200))
    assert false / 200 <= 0.07


def test_an_effect_before_the_campaign_is_not_trusted():
    treated, others = groups(1)
    treated[52:62] = [each + 80 for each in treated[52:62]]
    assert not two_groups(treated, others, DURING).is_trusted


def test_without_days_for_a_placebo_there_is_none():
    treated, others = groups(2)
    assert two_groups(treated, others, range(40, 45)).placebo is None


@pytest.mark.parametrize("others", [[0.0] * 100, [None] * 100])
def test_goods_that_sold_nothing_compare_with_nothing(others):
    with pytest.raises(Refused):
        two_groups([1.0] * 100, others, DURING)
