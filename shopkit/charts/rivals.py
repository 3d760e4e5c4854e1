"""Charts of rivals' prices."""

import altair as alt

from shopkit.charts import theme
from shopkit.charts.theme import INK, MAIN, MUTED, PALE, day, filled

EVEN = 100
# The scale always holds 100, so that dearer and cheaper are seen as above and below it.
LOWEST = "min(96, floor((extent(pluck(data('rows'), 'low'))[0] - 2) / 5) * 5)"
HIGHEST = "max(104, ceil((extent(pluck(data('rows'), 'high'))[1] + 2) / 5) * 5)"


def price_index() -> alt.LayerChart:
    """Our prices against the rivals' median by week: a line, the middle half of items behind it.

    Rows: day (the week's Sunday, where the axis has its ticks), index, low, high (100 is even).
    """
    base = alt.Chart(theme.ROWS).transform_calculate(on="skAt(datum.day)")
    scale = alt.Scale(domain=[alt.ExprRef(LOWEST), alt.ExprRef(HIGHEST)], zero=False, nice=False)
    x, y_axis = day("on"), theme.axis("skCount")
    band = base.mark_area(color=PALE, opacity=0.8, interpolate="monotone").encode(
        x, y=alt.Y("low:Q", axis=y_axis, scale=scale), y2="high:Q"
    )
    even = (
        alt.Chart(theme.ROWS)
        .transform_filter("datum.day === data('rows')[0].day")
        .mark_rule(color=MUTED, strokeDash=[5, 3], strokeWidth=1.5)
        .encode(y=alt.datum(EVEN))
    )
    line = base.mark_line(color=MAIN, strokeWidth=3.5, interpolate="monotone").encode(
        x, y=alt.Y("index:Q", scale=scale)
    )
    last = base.transform_window(
        place="rank()", sort=[alt.SortField("on", order="descending")]
    ).transform_filter("datum.place === 1")
    name = last.mark_text(
        color=INK, align="right", dy=-12, fontWeight="bold", fontSize=alt.ExprRef("skEm(1.1)")
    ).encode(x, y="index:Q", text=alt.Text("index:Q", format=".1f"))
    return filled(alt.layer(band, even, line, name))
