"""A KPI by day against what was to be expected of it, with what happened beside it."""

import altair as alt

from shopkit.charts.theme import BEFORE, INK, MAIN, MUTED, PALE, WARN, axis, day, filled

# Names of events stand in three lines, so that neighbours do not cover each other.
LANES = 3


def watched_money() -> alt.LayerChart:
    """Money by day in its band. Rows as `watched_count`, in yuan."""
    return _watched(axis("skMoney"))


def watched_count() -> alt.LayerChart:
    """A count by day in its band, flagged days and events.

    Rows: day, value, expected, low, high (or null), flag ("" or what is wrong), is_masked (0 or
    1), event (text or null, on its first day), lane (0 to 2).
    """
    return _watched(axis("skCount"))


def watched_rate() -> alt.LayerChart:
    """A share by day in its band. Rows as `watched_count`, 0 to 1."""
    return _watched(axis("skRate"))


def watched_score() -> alt.LayerChart:
    """Points by day in their band. Rows as `watched_count`."""
    return _watched(alt.Axis(title=None, orient="left", format=".2f", tickCount=4))


def _watched(values: alt.Axis) -> alt.LayerChart:
    base = alt.Chart(alt.NamedData(name="rows")).transform_calculate(on="skAt(datum.day)")
    x = day("on")
    y = alt.Y("value:Q", axis=values, scale=alt.Scale(zero=False, nice=True))
    masked = (
        base.transform_filter("datum.is_masked == 1")
        .mark_rule(color=MUTED, opacity=0.13, strokeWidth=alt.ExprRef("max(2, width / 90)"))
        .encode(x)
    )
    band = base.mark_area(color=PALE, opacity=0.5, interpolate="monotone").encode(
        x, y="low:Q", y2="high:Q"
    )
    usual = base.mark_line(color=BEFORE, strokeWidth=2, strokeDash=[5, 3]).encode(x, y="expected:Q")
    line = base.mark_line(color=MAIN, strokeWidth=2.5).encode(x, y)
    flagged = (
        base.transform_filter("datum.flag != ''")
        .mark_point(color=WARN, filled=True, size=90, shape="diamond", opacity=1)
        .encode(x, y="value:Q")
    )
    marked = base.transform_filter("isValid(datum.event) && datum.event != ''")
    rule = marked.mark_rule(color=INK, strokeDash=[2, 3], opacity=0.6).encode(x)
    near_end = "scale('x', datum.on) > width * 0.6"
    name = marked.mark_text(
        color=INK,
        align=alt.ExprRef(f"{near_end} ? 'right' : 'left'"),
        dx=alt.ExprRef(f"{near_end} ? -4 : 4"),
        dy=alt.ExprRef("datum.lane * skEm(1.15)"),
        baseline="top",
        limit=alt.ExprRef("width * 0.32"),
        fontSize=alt.ExprRef("skEm(0.9)"),
    ).encode(x, y=alt.value(0), text="event:N")
    return filled(alt.layer(masked, band, usual, line, rule, flagged, name))
