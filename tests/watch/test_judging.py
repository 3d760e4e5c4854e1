"""A day against what was to be expected of it: on years whose truth is known, and as laws."""

import math
import random
from datetime import date, timedelta
from math import log
from statistics import NormalDist, fmean, stdev
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopkit.watch import judge

FIRST = date(2024, 10, 1)
DAY = timedelta(days=1)
WARM_UP, YEAR = 120, 365
WINDOWS = (("2024-10-20", "2024-11-11"), ("2025-01-22", "2025-02-05"), ("2025-05-25", "2025-06-20"))


class Year(NamedTuple):
    """A year after its warm-up: days, values, days known as events, days that lost 30 %."""

    days: list
    values: list
    masked: set
    bad: set

    @property
    def judged_from(self):
        return self.days[WARM_UP]


def days_from(first, count):
    """So many days."""
    return [first + n * DAY for n in range(count)]


def drawn_year(seed, *, noise=0.07, bad_days=6):
    """Weekday, season, growth and noise; sales known as events; ordinary days cut by 30 %."""
    chance = random.Random(seed)
    days = days_from(FIRST, WARM_UP + YEAR)
    weekday = [chance.uniform(0.85, 1.2) for _ in range(7)]
    season, peak = chance.uniform(0.05, 0.2), chance.uniform(0, 365)
    growth = chance.uniform(-0.1, 0.5)
    windows = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in WINDOWS]
    for _ in range(4):
        begun = days[chance.randrange(WARM_UP + 10, WARM_UP + YEAR - 15)]
        windows.append((begun, begun + chance.randint(2, 5) * DAY))
    masked = {day for first, last in windows for day in days if first <= day <= last}
    bad = set(chance.sample([day for day in days[WARM_UP:] if day not in masked], bad_days))
    values = []
    for place, day in enumerate(days):
        wave = 1 + season * math.sin(2 * math.pi * (place - peak) / 365)
        trend = 1 + growth * place / 365
        plain = 1000 * weekday[day.weekday()] * wave * trend
        value = plain * math.exp(chance.gauss(0, noise))
        value *= chance.uniform(1.4, 4) if day in masked else 1
        values.append(value * (0.7 if day in bad else 1))
    return Year(days, values, masked, bad)


YEARS, NOISE = range(60), 0.07  # the noise of the sample shop
OCTOBER = date(2026, 10, 5)


def rolling_z(days, values, *, window=28, bar=3.0):
    """What a spreadsheet would do: flag what is three deviations from the last 28 days."""
    flagged = set()
    for place in range(window, len(values)):
        last = values[place - window : place]
        if abs(values[place] - fmean(last)) > bar * stdev(last):
            flagged.add(days[place])
    return flagged


def ours(year):
    judged = judge(year.days, year.values, masked=year.masked)
    return {each.day for each in judged if each.flag}


def plain(year):
    return rolling_z(year.days, year.values)


def score(flags, *, noise=NOISE):
    """The share of −30 % days that were flagged, and of ordinary days that were."""
    hits = bad = false = ordinary = 0
    for seed in YEARS:
        year = drawn_year(seed, noise=noise)
        flagged = flags(year)
        clean = {day for day in year.days if day >= year.judged_from} - year.masked - year.bad
        hits, bad = hits + len(flagged & year.bad), bad + len(year.bad)
        false, ordinary = false + len(flagged & clean), ordinary + len(clean)
    return hits / bad, false / ordinary


def test_sixty_years_show_most_days_that_lost_a_third_and_hardly_a_false_one():
    hits, false = score(ours)
    assert hits >= 0.80
    assert false <= 0.0005


def test_a_plain_rolling_deviation_misses_five_of_six_because_sales_have_widened_it():
    hits, false = score(plain)
    assert hits <= 1 / 5
    assert false > 0.0005


def test_a_steadier_figure_is_seen_almost_always():
    hits, _ = score(ours, noise=0.05)
    assert hits >= 0.97


def test_at_a_tenth_of_noise_even_who_knows_the_truth_would_miss_a_third():
    known = NormalDist().cdf(-log(0.7) / 0.10 + NormalDist().inv_cdf(0.0005))
    hits, false = score(ours, noise=0.10)
    assert known < 0.65
    assert hits > known / 2
    assert false <= 0.0005


def slid(seed, *, from_day=330, by=0.8):
    year = drawn_year(seed, bad_days=0)
    return year, [
        value * (by if place >= from_day else 1) for place, value in enumerate(year.values)
    ]


def test_a_fifth_lost_for_good_is_told_within_two_weeks_though_no_day_of_it_is_far():
    found = 0
    for seed in YEARS:
        year, values = slid(seed)
        days = judge(year.days, values, masked=year.masked)[330:345]
        found += any(each.slide < 0 or each.flag < 0 for each in days)
    assert found / len(YEARS) >= 0.9


def test_an_ordinary_year_hardly_ever_slides():
    slides = ordinary = 0
    for seed in YEARS:
        year = drawn_year(seed)
        judged = [each for each in judge(year.days, year.values, masked=year.masked)[120:]
                  if not each.is_masked]  # fmt: skip
        slides, ordinary = slides + sum(bool(each.slide) for each in judged), ordinary + len(judged)
    assert slides / ordinary <= 0.0005


DRAWN = drawn_year(7)


def flags(values, masked=DRAWN.masked):
    return [each.flag for each in judge(DRAWN.days, values, masked=masked)]


@given(st.floats(0.001, 1e6))
@settings(max_examples=20, deadline=None)
def test_counting_in_another_unit_flags_the_same_days(factor):
    assert flags([value * factor for value in DRAWN.values]) == flags(DRAWN.values)


@given(st.sets(st.sampled_from(DRAWN.days), max_size=200), st.floats(0.01, 100))
@settings(max_examples=20, deadline=None)
def test_a_masked_day_is_never_flagged_and_teaches_nothing(masked, factor):
    loud = [
        v * (factor if d in masked else 1) for d, v in zip(DRAWN.days, DRAWN.values, strict=True)
    ]
    judged = judge(DRAWN.days, loud, masked=masked)
    assert not any(each.flag or each.slide for each in judged if each.is_masked)
    assert [each.flag for each in judged] == flags(DRAWN.values, masked)


@given(st.integers(130, len(DRAWN.days) - 1))
@settings(max_examples=20, deadline=None)
def test_what_comes_later_changes_no_day_before(place):
    whole = judge(DRAWN.days, DRAWN.values, masked=DRAWN.masked)
    assert judge(DRAWN.days[:place], DRAWN.values[:place], masked=DRAWN.masked) == whole[:place]


@given(st.floats(0, 0.3), st.integers(150, 400))
@settings(max_examples=20, deadline=None)
def test_a_flagged_day_does_not_enter_later_baselines(share, place):
    day = DRAWN.days[place]
    cut = [v * (share if d == day else 1) for d, v in zip(DRAWN.days, DRAWN.values, strict=True)]
    gone = [None if d == day else v for d, v in zip(DRAWN.days, DRAWN.values, strict=True)]
    was = judge(DRAWN.days, cut, masked=DRAWN.masked)
    without = judge(DRAWN.days, gone, masked=DRAWN.masked)
    if was[place].flag:
        assert [e.expected for e in was[place + 1 :]] == [e.expected for e in without[place + 1 :]]


def test_seven_flagged_days_in_a_row_are_a_new_level_and_then_ordinary():
    year = drawn_year(3, bad_days=0)
    values = [v * (0.4 if place >= 300 else 1) for place, v in enumerate(year.values)]
    judged = judge(year.days, values, masked=year.masked)[300:]
    new = [place for place, each in enumerate(judged) if each.is_new_level]
    assert len(new) == 1
    assert sum(each.flag < 0 for each in judged) <= 8


def test_a_day_of_nothing_is_flagged_and_a_day_that_is_not_known_is_not():
    values = [100 + place % 7 for place in range(120)]
    values[100], values[110] = 0, None
    judged = judge(days_from(OCTOBER, 120), values)
    assert (judged[100].flag, judged[110].flag) == (-1, 0)
    assert judged[110].expected is not None


def test_the_side_that_costs_money_has_the_nearer_bar():
    falls = judge(DRAWN.days, DRAWN.values)[-1]
    rises = judge(DRAWN.days, DRAWN.values, worse=1)[-1]
    assert falls.low > rises.low
    assert falls.high > rises.high


def test_nothing_is_expected_of_a_shop_of_three_weeks():
    days = days_from(OCTOBER, 21)
    assert {each.expected for each in judge(days, [100] * 21)} == {None}


@pytest.mark.parametrize("value", [0, None, 5])
def test_a_series_that_stands_still_is_judged_without_a_fault(value):
    days = days_from(OCTOBER, 120)
    assert not any(each.flag for each in judge(days, [value] * 120))
