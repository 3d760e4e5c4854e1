"""What the charts along days encode."""

from shopkit.charts import days


def fields(chart, channel):
    layers = chart.to_dict()["layer"]
    return [
        layer["encoding"][channel]["field"]
        for layer in layers
        if "field" in layer["encoding"].get(channel, {})
    ]


def test_paid_is_drawn_with_its_mean_and_the_period_before():
    assert fields(days.paid_trend(), "y") == ["paid", "before", "mean"]


def test_a_mean_is_drawn_only_where_seven_days_are_known():
    mean = days.paid_trend().to_dict()["layer"][2]
    assert {"filter": "datum.full == 7"} in mean["transform"]


def test_visitors_and_conversion_have_scales_of_their_own():
    chart = days.visitors_conversion().to_dict()
    assert chart["resolve"]["scale"]["y"] == "independent"
    assert fields(days.visitors_conversion(), "y") == ["visitors", "conversion_rate"]


def test_refunds_show_rate_and_amount():
    assert fields(days.refunds(), "y") == ["refund", "refund_rate"]


def test_hours_are_coloured_by_paid_orders():
    assert days.hours().to_dict()["encoding"]["color"]["field"] == "paid_orders"


def test_months_stand_beside_the_year_before():
    assert fields(days.months(), "y") == ["paid", "before"]
