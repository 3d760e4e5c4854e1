"""BG/NBD: the published figures, SciPy as the oracle, and intervals that hold what they promise."""

import csv
import random
import time
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, special

from shopkit.customers import bgnbd
from shopkit.customers.bgnbd import expected_again, expected_new, fit, p_alive, whole

PUBLISHED = (0.243, 4.414, 0.793, 2.426)


@pytest.fixture(scope="module")
def cdnow(real):
    """CDNOW's customers as Fader, Hardie and Lee summed them up."""
    with open(real("cdnow_customers_summary.csv"), encoding="utf-8") as file:
        return [
            (int(row["frequency"]), float(row["recency"]), float(row["T"]))
            for row in csv.DictReader(file)
        ]


def drawn(chance, params, n, *, longest=78.0):
    """Customers drawn from the model itself."""
    r, alpha, a, b = params
    return [_customer(chance, r, alpha, a, b, chance.uniform(1, longest)) for _ in range(n)]


def _customer(chance, r, alpha, a, b, age):
    rate, leaving = chance.gammavariate(r, 1 / alpha), chance.betavariate(a, b)
    at, last, x = 0.0, 0.0, 0
    while rate > 1e-12:
        at += chance.expovariate(rate)
        if at > age:
            break
        x, last = x + 1, at
        if chance.random() < leaving:
            break
    return x, last, age


def test_the_fit_is_the_published_one(cdnow):
    found = fit(cdnow)
    assert tuple(round(each, 3) for each in (found.r, found.alpha, found.a, found.b)) == PUBLISHED
    assert round(found.ll, 2) == -9582.43 and found.is_settled


def test_one_customer_as_published(cdnow):
    found = fit(cdnow)
    assert round(float(expected_again(found, [(2, 30.43, 38.86)], 39)[0]), 3) == 1.226
    assert round(float(p_alive(found, 2, 30.43, 38.86)), 4) == 0.7266


def test_a_new_customer_as_published(cdnow):
    weeks = [0.1429, 1, 3, 31.8571, 32, 78]
    expected = [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.858]
    assert expected_new(fit(cdnow), weeks) == pytest.approx(expected, abs=5e-5)


def test_counted_customers_fit_as_listed_ones(cdnow):
    from collections import Counter

    assert fit(Counter(cdnow)).top.logs == pytest.approx(fit(cdnow).top.logs, abs=1e-7)


def test_another_optimiser_climbs_no_higher():
    customers = drawn(random.Random(3), (0.8, 6.0, 0.7, 3.0), 800)
    found = fit(customers)
    x, t_x, age = np.array(customers).T

    def loss(logs):
        r, alpha, a, b = np.exp(logs)
        gone = np.where(x > 0, a / np.maximum(b + x - 1, 1e-9) * (alpha + t_x) ** -(r + x), 0)
        return -(
            special.betaln(a, b + x) - special.betaln(a, b) + special.gammaln(r + x)
            - special.gammaln(r) + r * np.log(alpha) + np.log((alpha + age) ** -(r + x) + gone)
        ).sum()  # fmt: skip

    best = optimize.minimize(loss, np.zeros(4), method="Nelder-Mead", options={"maxiter": 4000})
    assert found.ll == pytest.approx(-best.fun, abs=1e-3)
    assert found.ll == pytest.approx(-loss(np.array(found.top.logs)), abs=1e-6)


POSITIVE = st.floats(0.05, 20)


@given(a=st.floats(0.05, 5), b=st.floats(-0.9, 5), c=st.floats(0.1, 60), z=st.floats(0, 0.95))
def test_the_series_is_scipys(a, b, c, z):
    assert float(bgnbd.hyp2f1(a, b, c, z)) == pytest.approx(special.hyp2f1(a, b, c, z), rel=1e-8)


@given(
    params=st.tuples(POSITIVE, POSITIVE, POSITIVE, POSITIVE),
    x=st.integers(0, 60),
    active=st.floats(0, 1),
    age=st.floats(0.2, 200),
    t=st.floats(0.1, 100),
)
def test_expectations_stay_possible(params, x, active, age, t):
    customer = (x, active * age if x else 0.0, age)
    alive = float(p_alive(params, *customer))
    (many,) = expected_again(params, [customer], t)
    longer = expected_again(params, [customer], 2 * t)[0]
    assert 0 <= alive <= 1
    assert -1e-6 <= many <= longer + 1e-6


def test_loyal_customers_are_no_trouble_for_the_series():
    params = (2.0, 5.0, 300.0, 4000.0)
    (many,) = expected_again(params, [(3, 10.0, 12.0)], 200.0)
    assert 0 < many < 15 and expected_new(params, [500.0])[0] < 15


def test_who_never_came_back_has_not_been_seen_leaving():
    assert float(p_alive(PUBLISHED, 0, 0, 50)) == 1.0


def test_nothing_is_foretold_from_nothing():
    nobody_back = fit([(0, 0.0, 30.0)] * 50)
    assert not nobody_back.is_settled


def test_the_interval_of_what_is_expected_holds_the_truth():
    chance, held = random.Random(11), 0
    new = [(0, 0.0, 1e-9)]
    truth = float(expected_again(PUBLISHED, new, 39)[0])
    for _ in range(40):
        seen = whole(fit(drawn(chance, PUBLISHED, 500)), new, 39)
        held += seen.low <= truth <= seen.high
    assert 36 <= held <= 40


@pytest.mark.timed
def test_a_hundred_thousand_customers_fit_within_two_seconds():
    customers = drawn(random.Random(1), PUBLISHED, 100_000)
    spent = []
    for _ in range(3):
        began = time.process_time()
        found = fit(customers)
        spent.append(time.process_time() - began)
    assert median(spent) <= 2, spent
    assert (found.r, found.alpha) == pytest.approx(PUBLISHED[:2], rel=0.05)
