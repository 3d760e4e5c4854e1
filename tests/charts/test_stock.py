"""What the charts of stock encode."""

from shopkit.charts import ranks, stock


def layers(chart):
    return chart().to_dict()["layer"]


def fields(chart, channel):
    return [
        layer["encoding"][channel]["field"]
        for layer in layers(chart)
        if "field" in layer["encoding"].get(channel, {})
    ]


def test_stock_is_drawn_without_the_order_with_it_and_against_the_reorder_point():
    assert fields(stock.projected_stock, "y") == ["without", "with_order", "reorder_point"]


def test_only_the_first_empty_day_is_marked():
    rule = layers(stock.projected_stock)[3]
    assert {"filter": "datum.without <= 0"} in rule["transform"]
    assert {"filter": "datum.place === 1"} in rule["transform"]


def test_cover_is_drawn_against_the_lead_time():
    assert fields(stock.days_of_cover, "x") == ["days_of_cover", "lead_time_days"]


def test_goods_that_cannot_wait_for_a_delivery_stand_out():
    colour = layers(stock.days_of_cover)[0]["encoding"]["color"]
    assert colour["condition"]["test"] == "datum.days_of_cover < datum.lead_time_days"
    assert colour["condition"]["value"] == "$warn"


def test_no_more_goods_are_drawn_than_fit():
    assert {"filter": ranks.FITS} in layers(stock.days_of_cover)[0]["transform"]


def test_stock_value_is_stacked_by_how_it_sells_within_each_class():
    bars = layers(stock.stock_value)[0]["encoding"]
    assert (bars["y"]["field"], bars["x"]["stack"]) == ("abc", "zero")
    assert bars["color"]["scale"]["domain"] == ["healthy", "new", "slow", "dead"]
