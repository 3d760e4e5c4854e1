"""What the chart of rivals' prices encodes."""

from shopkit.charts import rivals


def layers():
    return rivals.price_index().to_dict()["layer"]


def test_the_middle_half_stands_behind_the_index():
    band, _, line, _ = layers()
    assert (band["encoding"]["y"]["field"], band["encoding"]["y2"]["field"]) == ("low", "high")
    assert line["encoding"]["y"]["field"] == "index"


def test_as_dear_as_the_rivals_is_a_line_at_one_hundred():
    even = layers()[1]
    assert even["mark"]["type"] == "rule" and even["encoding"]["y"]["datum"] == 100


def test_the_scale_always_holds_one_hundred():
    domain = layers()[0]["encoding"]["y"]["scale"]["domain"]
    assert domain[0]["expr"].startswith("min(9") and domain[1]["expr"].startswith("max(10")
