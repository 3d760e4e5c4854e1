"""Forecasts of goods that sell now and then, against the reference implementation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.replenish.intermittent import (
    adi,
    croston,
    cv2,
    method_of,
    per_day,
    placed,
    sba,
    sporadic,
    tsb,
)

SERIES = [0, 0, 3, 0, 0, 0, 4, 0, 2, 0, 0, 5, 0, 0, 0, 0, 3, 0, 0, 0]
DYING = [2, 0, 0, 1, 0, 6, 0, 0, 0, 3] + [0] * 20
DAILY = st.lists(st.integers(0, 9), min_size=1, max_size=60)


# statsforecast 2.1.1: CrostonClassic(), CrostonSBA(), TSB(0.1, 0.1)
@pytest.mark.parametrize(
    ("forecast", "sales", "reference"),
    [
        (croston, SERIES, 0.9937341395),
        (sba, SERIES, 0.9440474326),
        (tsb, SERIES, 0.6008327822),
        (croston, DYING, 1.5328608247),
        (sba, DYING, 1.4562177835),
        (tsb, DYING, 0.1753243985),
    ],
)
def test_a_forecast_is_the_reference(forecast, sales, reference):
    assert forecast(sporadic(sales)) == pytest.approx(reference, abs=1e-9)


def test_the_shape_of_the_series_is_measured():
    sales = sporadic(SERIES)
    assert (adi(sales), round(cv2(sales), 2)) == (4.0, 0.09)


def test_goods_without_a_sale_have_no_demand_and_no_shape():
    none = sporadic([0, 0, 0])
    assert (croston(none), sba(none), tsb(none), adi(none), cv2(none)) == (0, 0, 0, None, None)


def test_dying_goods_fade_with_tsb_and_stay_with_croston():
    alive, silent = sporadic(SERIES), sporadic(SERIES + [0] * 30)
    assert croston(silent) == croston(alive)
    assert tsb(silent) == pytest.approx(tsb(alive) * 0.9**30)


@pytest.mark.parametrize(
    ("sales", "method"),
    [
        ([2] * 30, "mean"),
        ([2, 1, 0, 3] * 8, "sba"),
        (SERIES, "sba"),
        (SERIES + [0] * 15, "tsb"),
        ([2] * 60 + [0] * 10, "mean"),  # ten days of silence may be an empty shelf
        ([2] * 90 + [0] * 15, "tsb"),
        ([0] * 9, "mean"),
    ],
)
def test_the_method_follows_the_shape(sales, method):
    assert method_of(sporadic(sales)) == method


@given(DAILY)
def test_places_tell_the_same_as_the_whole_series(daily):
    places = [place for place, sold in enumerate(daily, 1) if sold]
    sizes = [sold for sold in daily if sold]
    assert placed(places, sizes, days=len(daily)) == sporadic(daily)


@given(DAILY)
def test_no_forecast_is_negative_or_above_the_largest_day(daily):
    sales = sporadic(daily)
    for method in ("mean", "sba", "tsb"):
        assert 0 <= per_day(sales, method) <= max(daily)


@given(st.integers(1, 9), st.integers(1, 50))
def test_goods_that_sell_the_same_daily_are_forecast_exactly(sold, days):
    sales = sporadic([sold] * days)
    assert croston(sales) == tsb(sales) == per_day(sales, "mean") == sold
