"""What the bridge and the plan encode."""

from shopkit.charts import bridge


def layers(chart):
    return chart().to_dict()["layer"]


def test_a_step_goes_from_where_the_last_one_ended():
    bars = layers(bridge.bridge_steps)[0]["encoding"]
    assert (bars["x"]["field"], bars["x2"]["field"]) == ("start", "end")


def test_what_lifts_and_what_presses_differ_in_colour_and_sign():
    colour = layers(bridge.bridge_steps)[0]["encoding"]["color"]["scale"]
    assert dict(zip(colour["domain"], colour["range"], strict=True)) == bridge.KINDS
    written = layers(bridge.bridge_steps)[-1]["transform"][-1]["calculate"]
    assert "'+'" in written


def test_the_plan_is_drawn_with_what_was_paid_and_where_it_leads():
    fields = [layer["encoding"]["y"]["field"] for layer in layers(bridge.plan_actual)]
    assert fields == ["actual", "plan", "forecast", "actual"]
