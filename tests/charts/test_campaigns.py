"""What the charts of campaigns and ads encode."""

from shopkit.charts import ads, campaigns


def layers(chart):
    return chart().to_dict()["layer"]


def test_days_sold_stand_beside_what_would_have_been_with_its_band():
    bars, band, line = layers(campaigns.campaign_truth)
    assert bars["encoding"]["y"]["field"] == "actual"
    assert [band["encoding"][name]["field"] for name in ("y", "y2")] == ["low", "high"]
    assert line["encoding"]["y"]["field"] == "expected"


def test_days_of_the_campaign_and_after_it_stand_out():
    colour = layers(campaigns.campaign_truth)[0]["encoding"]["color"]
    assert colour["scale"]["domain"] == ["before", "campaign", "after", "skipped"]
    assert len(set(colour["scale"]["range"])) == 4


def test_returns_are_drawn_against_break_even():
    fields = [layer["encoding"]["x"].get("field") for layer in layers(ads.ad_returns)]
    assert fields[:2] == ["roi", "break_even"]
    colour = layers(ads.ad_returns)[0]["encoding"]["color"]
    assert colour["condition"]["test"] == "datum.roi < datum.break_even"
