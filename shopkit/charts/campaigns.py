"""A campaign's days against what would have been."""

import altair as alt

from shopkit.charts import theme
from shopkit.charts.theme import BEFORE, INK, MAIN, PALE, SECOND, axis, filled

PARTS = {"before": PALE, "campaign": MAIN, "after": SECOND, "skipped": "$none"}


def campaign_truth() -> alt.LayerChart:
    """What was sold each day, and on a campaign's days and after them what would have been.

    Rows: day, actual (yuan), expected, low, high (yuan or null), part (before, campaign, after,
    skipped).
    """
    base = alt.Chart(theme.ROWS).transform_calculate(on="skAt(datum.day)")
    x = theme.day("on")
    bars = base.mark_bar(width=alt.ExprRef(theme.BAR), cornerRadiusEnd=2).encode(
        x,
        y=alt.Y("actual:Q", axis=axis("skMoney")),
        color=alt.Color(
            "part:N",
            scale=alt.Scale(domain=list(PARTS), range=list(PARTS.values())),
            legend=None,
        ),
    )
    would = base.transform_filter("isValid(datum.expected)")
    band = would.mark_area(color=BEFORE, opacity=0.35).encode(x, y="low:Q", y2="high:Q")
    line = would.mark_line(color=INK, strokeWidth=2.5, strokeDash=[5, 3]).encode(x, y="expected:Q")
    return filled(alt.layer(bars, band, line))
