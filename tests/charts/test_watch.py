"""What the watch's charts encode."""

import pytest

from shopkit.charts import watch

CHARTS = (watch.watched_money, watch.watched_count, watch.watched_rate, watch.watched_score)


def layers(chart):
    return chart().to_dict()["layer"]


def fields(chart, channel):
    return [
        layer["encoding"][channel]["field"]
        for layer in layers(chart)
        if "field" in layer["encoding"].get(channel, {})
    ]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_day_is_drawn_in_its_band_with_what_was_expected(chart):
    assert fields(chart, "y") == ["low", "expected", "value", "value"]
    assert fields(chart, "y2") == ["high"]


def test_only_flagged_days_are_marked_and_only_named_events_written():
    filters = [step["filter"] for layer in layers(watch.watched_count)
               for step in layer.get("transform", []) if "filter" in step]  # fmt: skip
    assert "datum.flag != ''" in filters
    assert "datum.is_masked == 1" in filters
    assert fields(watch.watched_count, "text") == ["event"]


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (watch.watched_money, "skMoney"),
        (watch.watched_count, "skCount"),
        (watch.watched_rate, "skRate"),
    ],
)
def test_values_are_written_in_their_unit(chart, said):
    axes = [
        layer["encoding"]["y"].get("axis") for layer in layers(chart) if "y" in layer["encoding"]
    ]
    assert any(axis and said in axis.get("labelExpr", "") for axis in axes)
