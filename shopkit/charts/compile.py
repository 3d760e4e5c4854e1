"""Compiles every chart to what the browser draws: `python -m shopkit.charts.compile`."""

import json
from pathlib import Path

from shopkit.charts import (
    ads,
    bridge,
    campaigns,
    customers,
    days,
    prices,
    ranks,
    rivals,
    stock,
    watch,
)
from shopkit.charts.board import SPECS
from shopkit.text import message

VEGA_LITE = "6.4"
# What each colour means, shown above the chart: a shape, a colour's name, a sentence.
LEGENDS = {
    "paid_trend": [
        ["bar", "pale", message("Paid amount")],
        ["line", "main", message("7-day mean")],
        ["dash", "before", message("The period before")],
    ],
    "visitors_conversion": [
        ["line", "second", message("Conversion rate")],
        ["bar", "pale", message("Visitors")],
    ],
    "refunds": [
        ["line", "warn", message("Refunded share of what was paid that day")],
        ["bar", "pale", message("Refunded amount")],
    ],
    "months": [
        ["bar", "main", message("Paid amount")],
        ["line", "before", message("The year before")],
    ],
    "hours": [
        ["bar", "none", message("Fewer paid orders")],
        ["bar", "main", message("More paid orders")],
    ],
    "top_products": [
        ["bar", "main", message("Paid amount")],
        ["text", "warn", message("Refund rate")],
    ],
    "traffic_sources": [
        ["bar", "pale", message("Visitors")],
        ["text", "second", message("Conversion rate")],
    ],
    "provinces": [
        ["bar", "main", message("Paid orders")],
        ["text", "muted", message("Share")],
    ],
    "carrier_costs": [
        ["bar", "main", message("All by this carrier")],
        ["text", "second", message("Saved against what was paid")],
    ],
    "price_ladder": [
        ["bar", "main", message("Left of the price")],
        ["bar", "pale", message("Taken off by this layer")],
        ["line", "warn", message("Floor price")],
    ],
    "order_funnel": [
        ["bar", "main", message("Orders")],
        ["text", "muted", message("Share of the first stage")],
    ],
    "projected_stock": [
        ["line", "main", message("With the order placed today")],
        ["dash", "before", message("Without an order")],
        ["dash", "second", message("Reorder point")],
        ["line", "warn", message("Runs out")],
    ],
    "days_of_cover": [
        ["bar", "warn", message("Days left, fewer than a delivery takes")],
        ["bar", "main", message("Days left")],
        ["line", "ink", message("Lead time")],
    ],
    "bridge_steps": [
        ["bar", "main", message("Lifts it")],
        ["bar", "warn", message("Presses it")],
        ["bar", "before", message("Before and now")],
    ],
    "plan_actual": [
        ["line", "main", message("Paid so far")],
        ["dash", "before", message("The plan")],
        ["dash", "second", message("Where it leads")],
    ],
    "cohort_retention": [
        ["bar", "none", message("Nobody came back")],
        ["bar", "main", message("Most came back")],
    ],
    "repurchase": [
        ["bar", "pale", message("Bought again")],
        ["line", "ink", message("Where the true share lies, 95 %")],
    ],
    "segments": [
        ["bar", "main", message("Share of the money")],
        ["bar", "pale", message("Share of the people")],
    ],
    "stock_value": [
        ["bar", "main", message("Sells")],
        ["bar", "pale", message("New")],
        ["bar", "second", message("Slow: over 120 days of cover")],
        ["bar", "warn", message("Dead: nothing sold in 90 days")],
    ],
    **{
        chart: [
            ["line", "main", message("What it was")],
            ["dash", "before", message("What was expected")],
            ["bar", "pale", message("Ordinary: between")],
            ["bar", "warn", message("Out of the ordinary")],
            ["bar", "none", message("Event days: not judged")],
        ]
        for chart in ("watched_money", "watched_count", "watched_rate", "watched_score")
    },
    "campaign_truth": [
        ["bar", "main", message("Sold on the campaign's days")],
        ["bar", "second", message("Sold in the 14 days after")],
        ["bar", "pale", message("Sold on days before")],
        ["dash", "ink", message("Would have been")],
    ],
    "ad_returns": [
        ["bar", "warn", message("Return below break-even")],
        ["bar", "main", message("Return that pays")],
        ["line", "ink", message("Break-even")],
        ["text", "muted", message("Spend")],
    ],
    "price_index": [
        ["line", "main", message("Our price index")],
        ["bar", "pale", message("Middle half of our items")],
        ["dash", "muted", message("As dear as the rivals")],
    ],
}
CHARTS = {
    chart.__name__: chart
    for chart in (
        days.paid_trend,
        days.visitors_conversion,
        days.refunds,
        days.months,
        days.hours,
        ranks.top_products,
        ranks.traffic_sources,
        ranks.provinces,
        ranks.order_funnel,
        ranks.carrier_costs,
        prices.price_ladder,
        stock.projected_stock,
        stock.days_of_cover,
        stock.stock_value,
        bridge.bridge_steps,
        bridge.plan_actual,
        watch.watched_money,
        watch.watched_count,
        watch.watched_rate,
        watch.watched_score,
        campaigns.campaign_truth,
        ads.ad_returns,
        customers.cohort_retention,
        customers.repurchase,
        customers.segments,
        rivals.price_index,
    )
}


def compiled() -> dict[str, dict]:
    """Each chart's Vega specification and legend, checked against Vega-Lite's schema."""
    import vl_convert

    return {
        name: {
            "legend": LEGENDS[name],
            "spec": vl_convert.vegalite_to_vega(chart().to_dict(), vl_version=VEGA_LITE),
        }
        for name, chart in CHARTS.items()
    }


def written(specs: dict[str, dict], path: Path = SPECS) -> Path:
    """`specs` in the file that dashboards read, one chart a line."""
    lines = (
        f"{json.dumps(name)}: {json.dumps(spec, ensure_ascii=False, separators=(',', ':'))}"
        for name, spec in specs.items()
    )
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    written(compiled())
