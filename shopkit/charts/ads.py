"""What advertising brings back against what it must bring."""

import altair as alt

from shopkit.charts import theme
from shopkit.charts.ranks import EM, FITS
from shopkit.charts.stock import ABOVE, BELOW, THICK
from shopkit.charts.theme import INK, MAIN, MUTED, WARN, band, filled


def ad_returns() -> alt.LayerChart:
    """Each plan's, item's or creative's return beside the one from which it pays.

    Rows, the greatest loss first: name, roi, break_even, spend (yuan).
    """
    base = alt.Chart(theme.ROWS).transform_window(place="row_number()").transform_filter(FITS)
    y = alt.Y("place:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0.12))
    reach = alt.Scale(range=band(0, 0.74, "width"), nice=False, domainMin=0)
    bars = base.mark_bar(cornerRadiusEnd=2, height=THICK, yOffset=BELOW).encode(
        y,
        x=alt.X("roi:Q", axis=None, scale=reach),
        color=alt.condition("datum.roi < datum.break_even", alt.value(WARN), alt.value(MAIN)),
    )
    even = base.mark_tick(
        color=INK, thickness=3, height=alt.ExprRef("skEm(1.1)"), yOffset=BELOW
    ).encode(y, x="break_even:Q")
    name = base.mark_text(
        color=INK,
        align="left",
        baseline="middle",
        yOffset=ABOVE,
        limit=alt.ExprRef("width * 0.72"),
        fontSize=EM,
    ).encode(y, x=alt.value(0), text="name:N")
    return filled(
        alt.layer(
            bars,
            even,
            name,
            _figure(base, y, "format(datum.roi, '.2f')", at=0.82, color=INK),
            _figure(base, y, "skMoney(datum.spend)", at=1, color=MUTED),
        )
    )


def _figure(base: alt.Chart, y: alt.Y, written: str, *, at: float, color: str) -> alt.Chart:
    return (
        base.transform_calculate(written=written)
        .mark_text(color=color, align="right", baseline="middle", fontSize=EM)
        .encode(y, x=alt.value(alt.ExprRef(f"width * {at}")), text="written:N")
    )
