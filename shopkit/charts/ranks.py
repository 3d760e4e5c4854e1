"""Charts of things in order: products, sources, provinces, stages."""

import altair as alt

from shopkit.charts import theme
from shopkit.charts.theme import INK, MAIN, MUTED, PALE, SECOND, band, filled

# As many rows as its height holds at the page's size of type, so nothing overlaps on the wall.
FITS = "datum.place <= max(3, floor(height / skEm(2.35)))"
EM = alt.ExprRef("skEm(1)")


def _ranked() -> alt.Chart:
    return alt.Chart(theme.ROWS).transform_window(place="row_number()").transform_filter(FITS)


def _place(field: str = "place") -> alt.Y:
    return alt.Y(f"{field}:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0.12))


def _bars(base: alt.Chart, field: str, *, reach: float, color: str) -> alt.Chart:
    return base.mark_bar(
        color=color,
        cornerRadiusEnd=2,
        height=alt.ExprRef("max(3, min(skEm(0.8), bandwidth('y') * 0.36))"),
        yOffset=alt.ExprRef("skEm(0.62)"),
    ).encode(
        _place(),
        x=alt.X(
            f"{field}:Q", axis=None, scale=alt.Scale(range=band(0, reach, "width"), nice=False)
        ),
    )


def _name(base: alt.Chart, field: str, limit: float) -> alt.Chart:
    return base.mark_text(
        color=INK,
        align="left",
        baseline="middle",
        yOffset=alt.ExprRef("-skEm(0.48)"),
        limit=alt.ExprRef(f"width * {limit}"),
        fontSize=EM,
    ).encode(_place(), x=alt.value(0), text=alt.Text(f"{field}:N"))


def _figure(base: alt.Chart, written: str, *, at: float, color: str = INK) -> alt.Chart:
    return (
        base.transform_calculate(written=written)
        .mark_text(color=color, align="right", baseline="middle", fontSize=EM)
        .encode(_place(), x=alt.value(alt.ExprRef(f"width * {at}")), text="written:N")
    )


def top_products() -> alt.LayerChart:
    """The products with the most paid, each with its refund rate.

    Rows, the greatest first: title, paid (yuan), share (0 to 1), refund_rate (0 to 1).
    """
    base = _ranked()
    return filled(
        alt.layer(
            _bars(base, "paid", reach=0.6, color=MAIN),
            _name(base, "title", 0.62),
            _figure(base, "skMoney(datum.paid)", at=0.79),
            _figure(base, "skShare(datum.refund_rate)", at=1, color=theme.WARN),
        )
    )


def traffic_sources() -> alt.LayerChart:
    """Visitors by source, with the share of them that bought.

    Rows, the greatest first: source, visitors, conversion_rate (0 to 1), paid (yuan).
    """
    base = _ranked()
    return filled(
        alt.layer(
            _bars(base, "visitors", reach=0.6, color=PALE),
            _name(base, "source", 0.62),
            _figure(base, "skCount(datum.visitors)", at=0.79),
            _figure(base, "skShare(datum.conversion_rate)", at=1, color=SECOND),
        )
    )


def provinces() -> alt.LayerChart:
    """Where paid orders go.

    Rows, the greatest first: province, paid_orders, paid (yuan), share (0 to 1).
    """
    base = _ranked()
    return filled(
        alt.layer(
            _bars(base, "paid_orders", reach=0.6, color=MAIN),
            _name(base, "province", 0.62),
            _figure(base, "skCount(datum.paid_orders)", at=0.79),
            _figure(base, "skShare(datum.share)", at=1, color=MUTED),
        )
    )


def order_funnel() -> alt.LayerChart:
    """How many orders reach each stage.

    Rows, the first stage first: stage, orders, share (of the first stage, 0 to 1).
    """
    base = _ranked()
    return filled(
        alt.layer(
            _bars(base, "orders", reach=0.6, color=MAIN),
            _name(base, "stage", 0.62),
            _figure(base, "skCount(datum.orders)", at=0.79),
            _figure(base, "skShare(datum.share)", at=1, color=MUTED),
        )
    )


def carrier_costs() -> alt.LayerChart:
    """What a month's parcels would have cost with each carrier, and what that saves.

    Rows, the cheapest first: carrier, total (yuan), saving (yuan, below zero where it is dearer).
    """
    base = _ranked()
    return filled(
        alt.layer(
            _bars(base, "total", reach=0.6, color=MAIN),
            _name(base, "carrier", 0.62),
            _figure(base, "skMoney(datum.total)", at=0.79),
            _figure(base, "skMoney(datum.saving)", at=1, color=SECOND),
        )
    )
