"""Gamma-Gamma: the published figures, and means that stay between what is known."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from shopkit.customers import spend

CUT = date(1997, 9, 30)
FIRST_TEN = [24.66, 18.92, 35.22, 35.22, 35.22, 71.47, 18.92, 35.22, 27.29, 35.22]


@pytest.fixture(scope="module")
def cdnow(real):
    """CDNOW's repeat purchases and their mean amount, of the first 39 weeks."""
    days: dict[str, dict[date, float]] = {}
    for line in real("CDNOW_sample.txt").read_text().splitlines():
        _, buyer, day, _, amount = line.split()
        when = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        if when <= CUT:
            seen = days.setdefault(buyer, {})
            seen[when] = seen.get(when, 0.0) + float(amount)
    again = [[seen[day] for day in sorted(seen)[1:]] for seen in days.values()]
    return [(len(each), sum(each) / len(each) if each else 0.0) for each in again]


def test_the_fit_is_the_published_one(cdnow):
    found = spend.fit(cdnow)
    assert [round(each, 2) for each in (found.p, found.q, found.v)] == [6.25, 3.74, 15.44]
    assert found.is_settled and sum(x > 0 for x, _ in cdnow) == 946


def test_the_first_ten_as_published(cdnow):
    x, mean = zip(*cdnow[:10], strict=True)
    assert spend.expected_amount(spend.fit(cdnow), x, mean) == pytest.approx(FIRST_TEN, abs=0.1)


def test_amount_and_frequency_hardly_go_together(cdnow):
    assert abs(spend.together(cdnow)) < 0.15


def test_what_was_drawn_is_found_again():
    chance, seen = random.Random(5), []
    for _ in range(4000):
        x, scale = chance.randint(1, 6), chance.gammavariate(4.0, 1 / 20)
        seen.append((x, sum(chance.gammavariate(3.0, 1 / scale) for _ in range(x)) / x))
    found = spend.fit(seen)
    assert (found.p, found.q, found.v) == pytest.approx((3, 4, 20), rel=0.15)
    assert found.mean == pytest.approx(20, rel=0.05)


@given(x=st.integers(1, 300), mean=st.floats(0.01, 1e4))
def test_what_is_expected_lies_between_the_own_mean_and_everyones(x, mean):
    params = (6.25, 3.74, 15.44)
    everyone = 6.25 * 15.44 / 2.74
    told = float(spend.expected_amount(params, x, mean))
    assert min(mean, everyone) - 1e-6 <= told <= max(mean, everyone) + 1e-6


@given(st.floats(0.01, 500))
def test_digamma_is_scipys(x):
    assert spend.digamma(x) == pytest.approx(special.digamma(x), rel=1e-9, abs=1e-9)


def test_nobody_came_back_so_nothing_is_settled():
    assert spend.together([]) is None
    assert not spend.fit([(1, 10.0)] * 5).is_settled
