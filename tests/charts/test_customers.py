"""What the charts of customers encode."""

from shopkit.charts import customers


def layers(chart):
    return chart().to_dict()["layer"]


def test_retention_is_coloured_by_month_of_the_first_purchase_and_months_after():
    cells = layers(customers.cohort_retention)[0]["encoding"]
    assert [cells[channel]["field"] for channel in ("x", "y", "color")] == [
        "age_months", "cohort", "rate",
    ]  # fmt: skip


def test_figures_stand_in_cells_that_have_room_for_them():
    words = layers(customers.cohort_retention)[1]
    assert customers.ROOMY in words["mark"]["opacity"]["expr"]
    assert words["encoding"]["color"]["condition"]["value"] == "$card"


def test_repurchase_shows_its_doubt():
    bars, doubt, _ = layers(customers.repurchase)
    assert bars["encoding"]["y"]["field"] == "rate"
    assert (doubt["encoding"]["y"]["field"], doubt["encoding"]["y2"]["field"]) == ("low", "high")


def test_a_segments_money_stands_against_its_people():
    fields = [layer["encoding"]["x"].get("field") for layer in layers(customers.segments)[:2]]
    assert fields == ["money", "people"]
