"""Charts of why and whether: the steps from one amount to another, and plan against actual."""

import altair as alt

from shopkit.charts import theme
from shopkit.charts.ranks import EM
from shopkit.charts.theme import BEFORE, INK, MAIN, PALE, SECOND, WARN, axis, band, filled

KINDS = {"total": BEFORE, "up": MAIN, "down": WARN}
THICK = alt.ExprRef("max(4, min(skEm(0.95), bandwidth('y') * 0.42))")
BELOW, ABOVE = alt.ExprRef("skEm(0.55)"), alt.ExprRef("-skEm(0.55)")


def bridge_steps() -> alt.LayerChart:
    """A waterfall from an amount before to an amount now, a step a line.

    Rows from top to bottom: label, kind (total, up or down), start, end, amount (yuan).
    """
    base = alt.Chart(theme.ROWS).transform_window(place="row_number()")
    y = alt.Y("place:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0.1))
    reach = alt.Scale(range=band(0, 1, "width"), nice=False, zero=False)
    bars = base.mark_bar(height=THICK, yOffset=BELOW, cornerRadius=2).encode(
        y,
        x=alt.X("start:Q", axis=None, scale=reach),
        x2="end:Q",
        color=alt.Color(
            "kind:N", scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values())), legend=None
        ),
    )
    reached = base.mark_tick(
        color=INK, thickness=2, height=alt.ExprRef("skEm(1.25)"), yOffset=BELOW
    ).encode(y, x="end:Q")
    name = base.mark_text(
        color=INK, align="left", baseline="middle", yOffset=ABOVE,
        limit=alt.ExprRef("width * 0.66"), fontSize=EM,
    ).encode(y, x=alt.value(0), text="label:N")  # fmt: skip
    plus = "(datum.kind === 'up' && datum.amount > 0 ? '+' : '') + skMoney(datum.amount)"
    amount = (
        base.transform_calculate(written=plus)
        .mark_text(
            color=INK,
            align="right",
            baseline="middle",
            yOffset=ABOVE,
            fontSize=EM,
            fontWeight="bold",
        )
        .encode(y, x=alt.value(alt.ExprRef("width")), text="written:N")
    )
    return filled(alt.layer(bars, reached, name, amount))


def plan_actual() -> alt.LayerChart:
    """What has been paid since the first day, against the plan, and where it leads.

    Rows: day, plan, actual (null for days to come), forecast (null before), all added up, in yuan.
    """
    base = alt.Chart(theme.ROWS).transform_calculate(on="skAt(datum.day)")
    x = theme.day("on")
    value = alt.Y("plan:Q", axis=axis("skMoney"), scale=alt.Scale(nice=True))
    plan = base.mark_line(color=BEFORE, strokeWidth=2.5, strokeDash=[5, 3]).encode(x, value)
    area = base.transform_filter("isValid(datum.actual)").mark_area(color=PALE, opacity=0.5).encode(
        x, y="actual:Q"
    )  # fmt: skip
    actual = (
        base.transform_filter("isValid(datum.actual)")
        .mark_line(color=MAIN, strokeWidth=3.5)
        .encode(x, y="actual:Q")
    )
    ahead = (
        base.transform_filter("isValid(datum.forecast)")
        .mark_line(color=SECOND, strokeWidth=3, strokeDash=[2, 3])
        .encode(x, y="forecast:Q")
    )
    return filled(alt.layer(area, plan, ahead, actual))
