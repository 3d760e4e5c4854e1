"""The KPIs of a small shop, with 生意参谋's definitions, from sums that may be divided.

Every function is pure. A KPI that cannot be known from what was imported is None, never zero.
Definitions: 生意参谋's metric dictionary as collected in public field dictionaries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from shopkit.money import ratio
from shopkit.text import message

Sums = Mapping[str, Any]


@dataclass(frozen=True)
class Term:
    """A KPI's names, unit and meaning; `rises` is 1 when more is good, -1 when less is, else 0.

    Units: `fen` money, `count` a number, `share` 0 to 1, `score` points, `ratio` a multiple.
    """

    zh: str
    en: str
    unit: str
    meaning: str
    rises: int = 1


TERMS: dict[str, Term] = {
    "paid_fen": Term(
        "支付金额",
        "Paid amount",
        "fen",
        message("Amount paid in the period; refunds made later are not deducted."),
    ),
    "paid_orders": Term(
        "支付订单数", "Paid orders", "count", message("Orders paid in the period.")
    ),
    "orders": Term("下单数", "Orders created", "count", message("Orders created in the period.")),
    "pay_rate": Term(
        "下单支付率", "Share of orders paid", "share", message("Paid orders ÷ orders created.")
    ),
    "buyers": Term(
        "支付买家数",
        "Buyers",
        "count",
        message("Different people who paid, counted for the whole period: days do not add up."),
    ),
    "visitors": Term(
        "访客数",
        "Visitors (UV)",
        "count",
        message("Different people who came, counted for the whole period: days do not add up."),
    ),
    "visitors_per_day": Term(
        "日均访客数",
        "Visitors a day",
        "count",
        message("The mean of the days' visitors; people who came on several days count on each."),
    ),
    "page_views": Term("浏览量", "Page views (PV)", "count", message("Pages seen; days add up.")),
    "conversion_rate": Term(
        "支付转化率",
        "Conversion rate",
        "share",
        message("Buyers ÷ visitors. Over several days: the days' buyers ÷ the days' visitors."),
    ),
    "aov_fen": Term(
        "客单价",
        "Paid per buyer",
        "fen",
        message("Paid amount ÷ buyers: per person, not per order."),
    ),
    "paid_per_order_fen": Term(
        "支付笔单价", "Paid per order", "fen", message("Paid amount ÷ paid orders.")
    ),
    "value_per_visitor_fen": Term(
        "UV价值",
        "Value per visitor",
        "fen",
        message("Paid amount ÷ visitors = conversion rate × paid per buyer."),
    ),
    "cart_rate": Term("加购率", "Add-to-cart rate", "share", message("Cart users ÷ visitors.")),
    "favourite_rate": Term(
        "收藏率", "Favourite rate", "share", message("Users who marked a favourite ÷ visitors.")
    ),
    "refund_fen": Term(
        "成功退款金额",
        "Refunds completed",
        "fen",
        message("Refunds completed in the period, whenever the order was paid."),
        rises=-1,
    ),
    "refund_rate": Term(
        "退款率（按退款日）",
        "Refund rate, by refund day",
        "share",
        message(
            "Refunds completed in the period ÷ amount paid in the period: the platform's view."
        ),
        rises=-1,
    ),
    "cohort_refund_fen": Term(
        "本期订单退款额",
        "Refunded of these orders",
        "fen",
        message("What has been refunded so far of the orders paid in the period."),
        rises=-1,
    ),
    "cohort_refund_rate": Term(
        "退款率（按支付日）",
        "Refund rate, by pay day",
        "share",
        message(
            "Refunded so far of the orders paid in the period ÷ their paid amount. It still grows."
        ),
        rises=-1,
    ),
    "refund_orders": Term(
        "退款订单数",
        "Orders with a refund",
        "count",
        message("Orders paid in the period of which something was refunded."),
        rises=-1,
    ),
    "refund_share_of_paid": Term(
        "退款订单占支付订单",
        "Refunded ÷ paid orders",
        "share",
        message("Orders with a refund ÷ paid orders."),
        rises=-1,
    ),
    "refund_share_of_all": Term(
        "退款订单占全部订单",
        "Refunded ÷ all orders",
        "share",
        message("Orders with a refund ÷ orders created."),
        rises=-1,
    ),
    "net_paid_fen": Term(
        "净销售额", "Net sales", "fen", message("Paid amount less refunds completed in the period.")
    ),
    "ad_spend_fen": Term(
        "推广花费", "Ad spend", "fen", message("What was spent on ads in the period."), rises=0
    ),
    "ad_share": Term(
        "费比", "Ad spend ÷ paid", "share", message("Ad spend ÷ paid amount."), rises=-1
    ),
    "experience_score": Term(
        "真实体验分",
        "Experience score",
        "score",
        message(
            "0.25 × item quality + 0.25 × logistics + 0.50 × service, plus extra points. "
            "The weights are the shop's setting; check them against the platform's page."
        ),
    ),
}

EXPERIENCE_WEIGHTS = {"score_item": 0.25, "score_logistics": 0.25, "score_service": 0.50}


def kpis(sums: Sums) -> dict[str, float | int | None]:
    """Every KPI of one period from its sums (columns of the lake's period questions).

    Money in fen, rates as shares; None where a part is unknown. Buyers and paid amount come from
    the order report where there is one, else from the platform's shop figures; a rate per visitor
    takes both its parts from the same days.

    >>> round(kpis({"paid_fen": 3_600_000, "buyers": 300, "paid_orders": 310})["aov_fen"])
    12000
    """
    paid_orders = _first(sums, "paid_orders", "platform_paid_orders")
    paid_fen = _paid(sums)
    buyers = _first(sums, "buyers", "platform_buyers")
    visitor_days, buyer_days = sums.get("visitor_days"), sums.get("buyer_days")
    refund_fen = _first(sums, "refund_fen", "platform_refund_fen")
    refund_orders = sums.get("refund_orders")
    orders = sums.get("orders")
    return {
        "paid_fen": paid_fen,
        "paid_orders": paid_orders,
        "orders": orders,
        "pay_rate": ratio(sums.get("paid_orders"), orders),
        "buyers": buyers,
        "visitors": sums.get("visitors"),
        "visitors_per_day": ratio(visitor_days, sums.get("days")),
        "page_views": sums.get("page_views"),
        "conversion_rate": ratio(buyer_days, visitor_days),
        "aov_fen": ratio(paid_fen, buyers),
        "paid_per_order_fen": ratio(paid_fen, paid_orders),
        "value_per_visitor_fen": ratio(sums.get("platform_paid_fen"), visitor_days),
        "cart_rate": ratio(sums.get("cart_user_days"), visitor_days),
        "favourite_rate": ratio(sums.get("favourite_user_days"), visitor_days),
        "refund_fen": refund_fen,
        "refund_rate": ratio(refund_fen, paid_fen),
        "cohort_refund_fen": sums.get("cohort_refund_fen"),
        "cohort_refund_rate": ratio(sums.get("cohort_refund_fen"), sums.get("paid_fen")),
        "refund_orders": refund_orders,
        "refund_share_of_paid": ratio(refund_orders, sums.get("paid_orders")),
        "refund_share_of_all": ratio(refund_orders, orders),
        "net_paid_fen": None if None in (paid_fen, refund_fen) else paid_fen - refund_fen,
        "ad_spend_fen": sums.get("ad_spend_fen"),
        "ad_share": ratio(sums.get("ad_spend_fen"), paid_fen),
        "experience_score": experience_score(sums),
    }


def experience_score(
    scores: Sums, *, weights: Mapping[str, float] | None = None, extra: float = 0.0
) -> float | None:
    """真实体验分: the weighted three scores plus extra points, or None when one is unknown.

    >>> experience_score({"score_item": 5.0, "score_logistics": 5.0, "score_service": 4.32})
    4.66
    """
    weights = EXPERIENCE_WEIGHTS if weights is None else weights
    parts = [(scores.get(name), weight) for name, weight in weights.items()]
    if any(score is None for score, _ in parts):
        return None
    return round(sum(score * weight for score, weight in parts) + extra, 2)


def reviews_to_reach(goal: float, *, mean: float, reviews: int) -> int:
    """Five-star reviews in a row that lift a mean score of `reviews` reviews to `goal`.

    >>> reviews_to_reach(4.7, mean=4.6, reviews=500)
    167
    """
    wanted, now = Decimal(str(goal)), Decimal(str(mean))
    return int(((wanted - now) * reviews / (5 - wanted)).to_integral_value(ROUND_CEILING))


def change(now: float | None, before: float | None) -> float | None:
    """How much `now` is above `before` as a share of `before`, or None where that says nothing.

    >>> change(110, 100), change(5, 0)
    (0.1, None)
    """
    rise = None if now is None or before is None else now - before
    return ratio(rise, before)


def _first(sums: Sums, *names: str) -> Any:
    return next((sums[name] for name in names if sums.get(name) is not None), None)


def _paid(sums: Sums) -> int | None:
    """The order report's paid amount where the period has orders, else the platform's."""
    if sums.get("orders") or sums.get("paid_orders"):
        return sums.get("paid_fen")
    return _first(sums, "platform_paid_fen", "paid_fen")
