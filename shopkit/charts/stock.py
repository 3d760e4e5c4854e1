"""Charts of stock: when it runs out, what is short, where the money lies."""

import altair as alt

from shopkit.charts import theme
from shopkit.charts.ranks import EM, FITS
from shopkit.charts.theme import BEFORE, INK, MAIN, MUTED, PALE, SECOND, WARN, axis, band, filled

STATES = {"healthy": MAIN, "new": PALE, "slow": SECOND, "dead": WARN}
THICK = alt.ExprRef("max(3, min(skEm(0.8), bandwidth('y') * 0.36))")
BELOW, ABOVE = alt.ExprRef("skEm(0.62)"), alt.ExprRef("-skEm(0.48)")


def projected_stock() -> alt.LayerChart:
    """Stock day by day with the order and without, the reorder point and the day it runs out.

    Rows: day, without, with_order, reorder_point (pieces).
    """
    base = alt.Chart(theme.ROWS).transform_calculate(on="skAt(datum.day)")
    x = theme.day("on")
    filled_up = base.mark_line(color=MAIN, strokeWidth=3, interpolate="step-after").encode(
        x, y=alt.Y("with_order:Q", axis=axis("skCount"), scale=alt.Scale(nice=True))
    )
    bare = base.mark_line(
        color=BEFORE, strokeWidth=2.5, strokeDash=[5, 3], interpolate="step-after"
    ).encode(x, y="without:Q")
    level = base.mark_line(color=SECOND, strokeWidth=1.5, strokeDash=[2, 3]).encode(
        x, y="reorder_point:Q"
    )
    empty = (
        base.transform_filter("datum.without <= 0")
        .transform_window(place="row_number()", sort=[alt.SortField("day")])
        .transform_filter("datum.place === 1")
    )
    rule = empty.mark_rule(color=WARN, strokeWidth=2).encode(x)
    near_end = "scale('x', datum.on) > width * 0.7"
    day = empty.mark_text(
        color=WARN,
        align=alt.ExprRef(f"{near_end} ? 'right' : 'left'"),
        dx=alt.ExprRef(f"{near_end} ? -5 : 5"),
        baseline="middle",
        fontSize=EM,
        fontWeight="bold",
    ).encode(x, y=alt.value(alt.ExprRef("height * 0.3")), text="written:N")
    return filled(
        alt.layer(bare, filled_up, level, rule, day.transform_calculate(written="skDay(datum.on)"))
    )


def days_of_cover() -> alt.LayerChart:
    """How long the shortest goods last, beside how long their supplier takes.

    Rows, the shortest first: title, days_of_cover, lead_time_days.
    """
    base = alt.Chart(theme.ROWS).transform_window(place="row_number()").transform_filter(FITS)
    y = alt.Y("place:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0.12))
    reach = alt.Scale(range=band(0, 0.82, "width"), nice=False, domainMin=0)
    bars = base.mark_bar(cornerRadiusEnd=2, height=THICK, yOffset=BELOW).encode(
        y,
        x=alt.X("days_of_cover:Q", axis=None, scale=reach),
        color=alt.condition(
            "datum.days_of_cover < datum.lead_time_days", alt.value(WARN), alt.value(MAIN)
        ),
    )
    lead = base.mark_tick(
        color=INK, thickness=3, height=alt.ExprRef("skEm(1.1)"), yOffset=BELOW
    ).encode(y, x="lead_time_days:Q")
    name = base.mark_text(
        color=INK,
        align="left",
        baseline="middle",
        yOffset=ABOVE,
        limit=alt.ExprRef("width * 0.8"),
        fontSize=EM,
    ).encode(y, x=alt.value(0), text="title:N")
    return filled(alt.layer(bars, lead, name, _days(base, y)))


def _days(base: alt.Chart, y: alt.Y) -> alt.Chart:
    return (
        base.transform_calculate(written="skCount(datum.days_of_cover)")
        .mark_text(color=INK, align="right", baseline="middle", fontSize=EM)
        .encode(y, x=alt.value(alt.ExprRef("width")), text="written:N")
    )


def stock_value() -> alt.LayerChart:
    """What lies in stock at cost, by ABC class, split by how it sells.

    Rows: abc (A, B, C), state (healthy, new, slow, dead), name (the state as said), value (yuan).
    """
    base = alt.Chart(theme.ROWS)
    y = alt.Y(
        "abc:O",
        sort=["A", "B", "C"],
        axis=alt.Axis(title=None, ticks=False, labelFontSize=EM, labelColor=INK),
    )
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        y,
        x=alt.X(
            "value:Q",
            stack="zero",
            axis=None,
            scale=alt.Scale(range=band(0, 0.8, "width"), nice=False),
        ),
        color=alt.Color(
            "state:N",
            scale=alt.Scale(domain=list(STATES), range=list(STATES.values())),
            legend=None,
        ),
        order=alt.Order("rank:Q"),
    )
    ranks = "indexof(['healthy', 'new', 'slow', 'dead'], datum.state)"
    whole = (
        base.transform_aggregate(value="sum(value)", groupby=["abc"])
        .transform_calculate(written="skMoney(datum.value)")
        .mark_text(color=MUTED, align="right", baseline="middle", fontSize=EM)
        .encode(y, x=alt.value(alt.ExprRef("width")), text="written:N")
    )
    return filled(alt.layer(bars.transform_calculate(rank=ranks), whole))
