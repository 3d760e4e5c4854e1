"""The KPI page as a Panel user writes it: a template, cached answers, indicators, Vega panes."""

import panel as pn
from shop import charts, connect, page, shown

pn.extension("vega")


@pn.cache
def connection():
    return connect()


@pn.cache(ttl=60)
def found() -> dict:
    return page(connection())


def tile(name: str, value: float, before: float, year_ago: float) -> pn.Column:
    change = value - before if value < 1 else value / before - 1
    figure = pn.indicators.String(
        name=name, value=shown(name, value), font_size="24pt", title_size="11pt"
    )
    return pn.Column(figure, f"before {change:+.1%} · a year ago {shown(name, year_ago)}")


data = found()
now, before, year_ago = data["tiles"]
pn.Column(
    "# Shop dashboard",
    pn.GridBox(*(tile(name, now[name], before[name], year_ago[name]) for name in now), ncols=4),
    pn.GridBox(
        *(
            pn.Column(f"### {title}", pn.pane.Vega(chart.properties(width=520, height=260)))
            for title, chart in charts(data)
        ),
        ncols=2,
    ),
).servable(title="Shop dashboard")
