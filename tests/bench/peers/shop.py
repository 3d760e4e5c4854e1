"""The KPI page's data and charts as a pandas user writes them; both peers draw from here.

No import of the workbook's own package: the same SQL files, over the same Parquet files.
"""

import json
import os
from datetime import date, timedelta
from pathlib import Path

import altair as alt
import duckdb
import pandas as pd
from deltalake import DeltaTable

WHOLE = "millennium"
LAST = date.fromisoformat(os.environ["BENCH_LAST"])
PERIOD = (LAST - timedelta(days=29), LAST)
BEFORE = (LAST - timedelta(days=59), LAST - timedelta(days=30))
YEAR_AGO = tuple(day.replace(year=day.year - 1) for day in PERIOD)
Days = tuple[date, date]


def connect() -> duckdb.DuckDBPyConnection:
    """The shop's tables as views, at the versions that belong together."""
    folder, versions = Path(os.environ["BENCH_LAKE"]), json.loads(os.environ["BENCH_VERSIONS"])
    db = duckdb.connect()
    for name, version in versions.items():
        paths = DeltaTable(folder / name, version=version).file_uris()
        db.execute(f"create view {name} as from read_parquet({paths}, hive_partitioning=true)")
    return db


def ask(db: duckdb.DuckDBPyConnection, question: str, days: Days, **more: object) -> pd.DataFrame:
    """The answer to one of the SQL files."""
    text = (Path(os.environ["BENCH_QUERIES"]) / f"{question}.sql").read_text(encoding="utf-8")
    asked = {"from": days[0], "to": days[1], **more} if "$from" in text else {}
    return db.cursor().execute(text, asked).df()


def series(db: duckdb.DuckDBPyConnection, days: Days, grain: str) -> pd.DataFrame:
    """Orders, shop figures and refunds by period, side by side."""
    tables = [
        ask(db, f"{name}_by_period", days, grain=grain) for name in ("orders", "shop", "refunds")
    ]
    joined = tables[0]
    for table in tables[1:]:
        joined = joined.merge(table, on="period", how="outer")
    return joined.sort_values("period", ignore_index=True)


def kpis(db: duckdb.DuckDBPyConnection, days: Days) -> dict[str, float]:
    """The eight figures of the page's tiles; money in yuan."""
    sums = series(db, days, WHOLE).iloc[0]
    return {
        "Paid amount": sums["paid_fen"] / 100,
        "Visitors a day": sums["visitor_days"] / sums["days"],
        "Conversion rate": sums["buyer_days"] / sums["visitor_days"],
        "Paid per buyer": sums["paid_fen"] / sums["buyers"] / 100,
        "Paid orders": float(sums["paid_orders"]),
        "Refund rate, by refund day": sums["refund_fen"] / sums["paid_fen"],
        "Refund rate, by pay day": sums["cohort_refund_fen"] / sums["paid_fen"],
        "Ad spend ÷ paid": sums["ad_spend_fen"] / sums["paid_fen"],
    }


def shown(name: str, value: float) -> str:
    """A figure as a person reads it."""
    if name in ("Paid amount", "Paid per buyer"):
        return f"¥{value:,.2f}"
    return f"{value:.2%}" if value < 1 else f"{value:,.0f}"


def page(db: duckdb.DuckDBPyConnection) -> dict[str, object]:
    """Everything the page shows, computed once: tiles with comparisons, and a table a chart."""
    return {
        "covered": ask(db, "coverage", PERIOD),
        "tiles": [kpis(db, days) for days in (PERIOD, BEFORE, YEAR_AGO)],
        "now": series(db, PERIOD, "day"),
        "before": series(db, BEFORE, "day"),
        "sources": ask(db, "traffic_sources", PERIOD),
        "products": ask(db, "products", PERIOD, most=10),
        "provinces": ask(db, "provinces", PERIOD).head(12),
        "funnel": ask(db, "order_funnel", PERIOD)
        .T.reset_index(names="stage")
        .set_axis(["stage", "orders"], axis=1),
        "hours": ask(db, "hours", PERIOD),
    }


def charts(found: dict[str, pd.DataFrame]) -> list[tuple[str, alt.Chart]]:
    """The page's eight charts, each under its question."""
    now = found["now"].assign(
        paid=lambda day: day["paid_fen"] / 100,
        before=found["before"]["paid_fen"] / 100,
        refund=lambda day: day["cohort_refund_fen"] / 100,
        refund_rate=lambda day: day["cohort_refund_fen"] / day["paid_fen"],
        conversion_rate=lambda day: day["buyer_days"] / day["visitor_days"],
    )
    return [
        ("Is the paid amount rising or falling?", _trend(now)),
        ("Are more people coming?", _pair(now, "visitor_days", "conversion_rate")),
        ("Where do visitors come from?", _ranked(found["sources"], "visitors", "source")),
        ("Which products bring the money?", _ranked(found["products"], "paid_fen", "title")),
        ("Where do buyers live?", _ranked(found["provinces"], "paid_orders", "province")),
        ("How much goes back?", _pair(now, "refund", "refund_rate")),
        ("How far do orders get?", _ranked(found["funnel"], "orders", "stage")),
        ("When do people buy?", _hours(found["hours"])),
    ]


def _trend(now: pd.DataFrame) -> alt.LayerChart:
    base = alt.Chart(now).encode(x=alt.X("period:T", title=None))
    mean = base.transform_window(mean="mean(paid)", frame=[-6, 0]).mark_line(color="#1f5fbf")
    return (
        base.mark_bar(color="#bcd2f0").encode(y=alt.Y("paid:Q", title=None))
        + base.mark_line(color="gray", strokeDash=[5, 3]).encode(y="before:Q")
        + mean.encode(y="mean:Q")
    )


def _pair(now: pd.DataFrame, amount: str, rate: str) -> alt.LayerChart:
    base = alt.Chart(now).encode(x=alt.X("period:T", title=None))
    bars = base.mark_bar(color="#bcd2f0").encode(y=alt.Y(f"{amount}:Q", title=None))
    line = base.mark_line(color="#c0562f").encode(
        y=alt.Y(f"{rate}:Q", title=None, axis=alt.Axis(format=".1%"))
    )
    return alt.layer(bars, line).resolve_scale(y="independent")


def _ranked(rows: pd.DataFrame, amount: str, name: str) -> alt.Chart:
    return (
        alt.Chart(rows)
        .mark_bar()
        .encode(x=alt.X(f"{amount}:Q", title=None), y=alt.Y(f"{name}:N", sort=None, title=None))
    )


def _hours(rows: pd.DataFrame) -> alt.Chart:
    return (
        alt.Chart(rows)
        .mark_rect()
        .encode(
            x="hour:O",
            y="weekday:O",
            color=alt.Color("paid_orders:Q", legend=None),
            tooltip="paid_orders",
        )
    )
