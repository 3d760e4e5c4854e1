"""Charts of customers: who came back, how soon, and who they are."""

import altair as alt

from shopkit.charts import theme
from shopkit.charts.ranks import EM
from shopkit.charts.theme import CARD, INK, MAIN, MUTED, PALE, axis, band, filled

SMALL = alt.ExprRef("skEm(0.82)")
ROOMY = "bandwidth('x') > skEm(2.3)"


def cohort_retention() -> alt.LayerChart:
    """Of those who first bought in a month, the share that bought in each month after.

    Rows: cohort ("2026-01"), age_months (1 and up), rate (0 to 1), top (the highest rate).
    """
    base = alt.Chart(theme.ROWS)
    x = alt.X(
        "age_months:O",
        axis=alt.Axis(title=None, labelAngle=0, ticks=False, orient="top", labelOverlap=True),
        scale=alt.Scale(paddingInner=0.04),
    )
    y = alt.Y(
        "cohort:O",
        axis=alt.Axis(title=None, ticks=False, labelExpr="datum.value"),
        scale=alt.Scale(paddingInner=0.06),
    )
    cells = base.mark_rect(cornerRadius=2).encode(
        x,
        y,
        color=alt.Color(
            "rate:Q", scale=alt.Scale(range=["$none", "$pale", MAIN], domainMin=0), legend=None
        ),
    )
    words = (
        base.transform_calculate(fine="format(datum.rate * 100, '.1f')")
        .mark_text(baseline="middle", fontSize=SMALL, opacity=alt.ExprRef(f"{ROOMY} ? 1 : 0"))
        .encode(
            x,
            y,
            text="fine:N",
            color=alt.condition("datum.rate > datum.top * 0.75", alt.value(CARD), alt.value(INK)),
        )
    )
    return filled(alt.layer(cells, words))


def repurchase() -> alt.LayerChart:
    """The share of first buyers that bought again within so many days, with its interval.

    Rows, the shortest first: days, label (as said), rate, low, high (0 to 1).
    """
    base = alt.Chart(theme.ROWS)
    x = alt.X("label:O", sort=None, axis=alt.Axis(title=None, labelAngle=0, ticks=False))
    width = alt.ExprRef("min(skEm(3.4), bandwidth('x') * 0.55)")
    bars = base.mark_bar(color=PALE, width=width, cornerRadiusEnd=2).encode(
        x, y=alt.Y("rate:Q", axis=axis("skRate", 3), scale=alt.Scale(domainMin=0, nice=True))
    )
    doubt = base.mark_rule(color=INK, strokeWidth=2).encode(x, y="low:Q", y2="high:Q")
    words = (
        base.transform_calculate(written="skShare(datum.rate)")
        .mark_text(color=INK, baseline="bottom", dy=-4, fontSize=EM)
        .encode(x, y="high:Q", text="written:N")
    )
    return filled(alt.layer(bars, doubt, words))


def segments() -> alt.LayerChart:
    """Each segment's share of the people and of the money, one above the other.

    Rows, in the order named: name, people (0 to 1), money (0 to 1).
    """
    base = alt.Chart(theme.ROWS).transform_window(place="row_number()")
    y = alt.Y("place:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0.1))
    reach = alt.Scale(range=band(0.34, 0.68, "width"), nice=False, domainMin=0)
    thick = alt.ExprRef("max(3, bandwidth('y') * 0.36)")
    x = {"axis": None, "scale": reach}
    money = base.mark_bar(
        color=MAIN, cornerRadiusEnd=2, height=thick, yOffset=alt.ExprRef("-bandwidth('y') * 0.2")
    ).encode(y, x=alt.X("money:Q", **x))
    people = base.mark_bar(
        color=PALE, cornerRadiusEnd=2, height=thick, yOffset=alt.ExprRef("bandwidth('y') * 0.2")
    ).encode(y, x=alt.X("people:Q", **x))
    name = base.mark_text(
        color=INK, align="left", baseline="middle", limit=alt.ExprRef("width * 0.32"), fontSize=EM
    ).encode(y, x=alt.value(0), text="name:N")
    return filled(
        alt.layer(
            money,
            people,
            name,
            _share(base, y, "money", at=0.84, color=INK),
            _share(base, y, "people", at=1, color=MUTED),
        )
    )


def _share(base: alt.Chart, y: alt.Y, field: str, *, at: float, color: str) -> alt.Chart:
    return (
        base.transform_calculate(written=f"skShare(datum.{field})")
        .mark_text(color=color, align="right", baseline="middle", fontSize=SMALL)
        .encode(y, x=alt.value(alt.ExprRef(f"width * {at}")), text="written:N")
    )
