"""What the charts of ranks encode."""

import pytest

from shopkit.charts import ranks

LENGTHS = {
    ranks.top_products: "paid",
    ranks.traffic_sources: "visitors",
    ranks.provinces: "paid_orders",
    ranks.order_funnel: "orders",
    ranks.carrier_costs: "total",
}


@pytest.mark.parametrize("chart", LENGTHS, ids=lambda chart: chart.__name__)
def test_the_bar_is_as_long_as_the_measure(chart):
    bars = chart().to_dict()["layer"][0]
    assert bars["encoding"]["x"]["field"] == LENGTHS[chart]


@pytest.mark.parametrize("chart", LENGTHS, ids=lambda chart: chart.__name__)
def test_rows_keep_the_order_they_come_in(chart):
    assert chart().to_dict()["layer"][0]["encoding"]["y"]["sort"] is None


@pytest.mark.parametrize("chart", LENGTHS, ids=lambda chart: chart.__name__)
def test_no_more_rows_are_drawn_than_fit(chart):
    assert {"filter": ranks.FITS} in chart().to_dict()["layer"][0]["transform"]
