"""The look of every chart: names the browser turns into colours, words and formats.

A colour is written `$name`: the page's theme gives its value, so one specification serves light
and dark. Labels call `sk…` functions that the page defines in the reader's language.
"""

import altair as alt

ROWS = alt.NamedData(name="rows")
INK, MUTED, LINE, CARD = "$ink", "$muted", "$line", "$card"
MAIN, PALE, SECOND, BEFORE, WARN = "$main", "$pale", "$second", "$before", "$warn"

BAR = "max(1, min(skEm(2.5), width / max(1, length(data('rows'))) * 0.7))"
DAY = alt.Axis(
    title=None,
    labelExpr="skDay(datum.value)",
    grid=False,
    tickCount=alt.ExprRef("max(3, floor(width / skEm(5.5)))"),
    labelOverlap=True,
    labelFlush=True,
)


def axis(format_: str, ticks: int = 4) -> alt.Axis:
    """A quiet value axis whose labels one of the page's formats writes."""
    return alt.Axis(title=None, orient="left", labelExpr=f"{format_}(datum.value)", tickCount=ticks)


def day(field: str = "day") -> alt.X:
    """A Shanghai day along the bottom; days are read as UTC so no viewer's zone moves them."""
    padding = alt.ExprRef(f"max(6, {BAR} / 2)")  # half a bar stands beyond its own day
    return alt.X(f"{field}:T", axis=DAY, scale=alt.Scale(type="utc", padding=padding))


def band(low: float, high: float, side: str = "height") -> list[alt.ExprRef]:
    """Part of a chart's side as a scale's range, so two measures share days, not an axis."""
    return [alt.ExprRef(f"{side} * {low}"), alt.ExprRef(f"{side} * {high}")]


def filled(chart: alt.Chart | alt.LayerChart) -> alt.Chart | alt.LayerChart:
    """The chart at its frame's size, with the house's quiet axes."""
    return chart.properties(
        width="container",
        height="container",
        background="transparent",
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        padding=4,
    ).configure_view(stroke=None)
