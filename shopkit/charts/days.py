"""Charts along days and months."""

import altair as alt

from shopkit.charts import theme
from shopkit.charts.theme import BEFORE, MAIN, PALE, SECOND, WARN, axis, band, day, filled

BAR_WIDTH = alt.ExprRef(theme.BAR)


def _dated() -> alt.Chart:
    return alt.Chart(alt.NamedData(name="rows")).transform_calculate(on="skAt(datum.day)")


def paid_trend() -> alt.LayerChart:
    """Paid amount by day with its seven-day mean, the period before, and marked events.

    Rows: day, paid (yuan), before (yuan or null), event (text or null).
    """
    base = _dated().transform_window(
        mean="mean(paid)", full="count()", frame=[-6, 0], sort=[alt.SortField("day")]
    )
    x = day("on")
    bars = base.mark_bar(color=PALE, width=BAR_WIDTH, cornerRadiusEnd=2).encode(
        x, y=alt.Y("paid:Q", axis=axis("skMoney"))
    )
    before = base.mark_line(color=BEFORE, strokeWidth=2, strokeDash=[5, 3]).encode(x, y="before:Q")
    mean = (
        base.transform_filter("datum.full == 7")
        .mark_line(color=MAIN, strokeWidth=3.5, interpolate="monotone")
        .encode(x, y="mean:Q")
    )
    marked = base.transform_filter("isValid(datum.event) && datum.event != ''")
    rule = marked.mark_rule(color=WARN, strokeDash=[2, 3], strokeWidth=1.5).encode(x)
    near_end = "scale('x', datum.on) > width * 0.6"
    name = marked.mark_text(
        color=WARN,
        align=alt.ExprRef(f"{near_end} ? 'right' : 'left'"),
        dx=alt.ExprRef(f"{near_end} ? -5 : 5"),
        baseline="top",
        limit=alt.ExprRef("width * 0.35"),
        fontSize=alt.ExprRef("skEm(1)"),
    ).encode(x, y=alt.value(0), text="event:N")
    return filled(alt.layer(bars, before, mean, rule, name))


def _pair(over: alt.Chart, under: alt.Chart) -> alt.LayerChart:
    return filled(alt.layer(under, over).resolve_scale(y="independent"))


def visitors_conversion() -> alt.LayerChart:
    """Visitors by day below, conversion rate above, each on its own scale.

    Rows: day, visitors, conversion_rate (0 to 1).
    """
    x = day("on")
    low = alt.Y("visitors:Q", axis=axis("skCount", 3), scale=alt.Scale(range=band(1, 0.54)))
    high = alt.Y(
        "conversion_rate:Q",
        axis=axis("skRate", 3),
        scale=alt.Scale(range=band(0.42, 0.02), zero=False, nice=True),
    )
    under = _dated().mark_bar(color=PALE, width=BAR_WIDTH, cornerRadiusEnd=2).encode(x, low)
    over = _dated().mark_line(color=SECOND, strokeWidth=3, point=False).encode(x, high)
    return _pair(over, under)


def refunds() -> alt.LayerChart:
    """Share of each pay day's money that went back, above; the amount below.

    Rows: day (of payment), refund_rate (0 to 1), refund (yuan).
    """
    x = day("on")
    low = alt.Y("refund:Q", axis=axis("skMoney", 3), scale=alt.Scale(range=band(1, 0.54)))
    high = alt.Y(
        "refund_rate:Q", axis=axis("skRate", 3), scale=alt.Scale(range=band(0.42, 0.02), nice=True)
    )
    under = _dated().mark_bar(color=PALE, width=BAR_WIDTH, cornerRadiusEnd=2).encode(x, low)
    over = _dated().mark_line(color=WARN, strokeWidth=3).encode(x, high)
    return _pair(over, under)


def months() -> alt.LayerChart:
    """Paid amount by month, the same month of the year before as a tick.

    Rows: month ("2026-10"), paid (yuan), before (yuan or null).
    """
    base = alt.Chart(theme.ROWS)
    x = alt.X(
        "month:O",
        sort=None,
        axis=alt.Axis(
            title=None, labelExpr="skMonth(datum.value)", labelAngle=0, labelOverlap=True
        ),
    )
    bars = base.mark_bar(color=MAIN, cornerRadiusEnd=2).encode(
        x, y=alt.Y("paid:Q", axis=axis("skMoney"))
    )
    ticks = base.mark_tick(color=BEFORE, thickness=4).encode(x, y="before:Q")
    return filled(bars + ticks)


def hours() -> alt.Chart:
    """Paid orders by weekday and hour of payment.

    Rows: weekday (1 Monday to 7), hour (0 to 23), paid_orders.
    """
    return filled(
        alt.Chart(theme.ROWS)
        .mark_rect(stroke=theme.CARD, strokeWidth=1.5, cornerRadius=2)
        .encode(
            x=alt.X(
                "hour:O",
                axis=alt.Axis(
                    title=None,
                    labelExpr="datum.value % 3 == 0 ? datum.value : ''",
                    labelAngle=0,
                    ticks=False,
                ),
            ),
            y=alt.Y(
                "weekday:O",
                axis=alt.Axis(
                    title=None,
                    labelExpr="skWeekday(datum.value)",
                    ticks=False,
                ),
            ),
            color=alt.Color(
                "paid_orders:Q", scale=alt.Scale(range=["$none", "$pale", MAIN]), legend=None
            ),
        )
    )
