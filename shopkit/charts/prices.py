"""What a price is made of."""

import altair as alt

from shopkit.charts import theme
from shopkit.charts.theme import INK, MAIN, MUTED, PALE, WARN, band, filled

EM = alt.ExprRef("skEm(1)")
HEIGHT = alt.ExprRef("max(3, min(skEm(0.8), bandwidth('y') * 0.36))")
BELOW, ABOVE = alt.ExprRef("skEm(0.62)"), alt.ExprRef("-skEm(0.48)")


def price_ladder() -> alt.LayerChart:
    """What is left of a cart's price after every layer, what each took, and the floor.

    Rows, the list price first: layer, left (yuan), off (yuan), floor (yuan or null).
    """
    base = alt.Chart(theme.ROWS).transform_calculate(held="datum.left + datum.off")
    y = alt.Y("layer:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0.12))
    x = alt.X(
        "left:Q", axis=None, scale=alt.Scale(range=band(0, 1, "width"), nice=False, zero=True)
    )
    look = {"cornerRadiusEnd": 2, "height": HEIGHT, "yOffset": BELOW}
    left = base.mark_bar(color=MAIN, **look).encode(y, x)
    off = base.mark_bar(color=PALE, **look).encode(y, x, x2="held:Q")
    floor = (
        base.transform_filter("isValid(datum.floor)")
        .mark_tick(color=WARN, thickness=3, size=alt.ExprRef("skEm(1.4)"), yOffset=BELOW)
        .encode(y, x="floor:Q")
    )
    name = base.mark_text(
        color=INK, align="left", baseline="middle", yOffset=ABOVE, fontSize=EM
    ).encode(y, x=alt.value(0), text="layer:N")
    price = _figure(base, "format(datum.left, ',.2f')", at=1, color=INK)
    less = base.transform_filter("datum.off > 0")
    taken = _figure(less, "'−' + format(datum.off, ',.2f')", at=0.72, color=MUTED)
    return filled(alt.layer(left, off, floor, name, taken, price))


def _figure(base: alt.Chart, written: str, *, at: float, color: str) -> alt.Chart:
    return (
        base.transform_calculate(written=written)
        .mark_text(color=color, align="right", baseline="middle", yOffset=ABOVE, fontSize=EM)
        .encode(
            alt.Y("layer:N", sort=None, axis=None),
            x=alt.value(alt.ExprRef(f"width * {at}")),
            text="written:N",
        )
    )
