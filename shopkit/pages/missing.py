"""What this shop's files cannot answer yet, and which file would."""

from collections.abc import Mapping
from typing import Any

from shopkit.text import Say, message

_NEEDS = (
    (
        "orders",
        message("No orders yet: import 订单报表 (千牛 → 已卖出的宝贝 → 批量导出)."),
    ),
    (
        "shop_days",
        message(
            "Visitors, conversion rate and value per visitor are unknown: "
            "import 生意参谋 店铺整体 by day (生意参谋 → 取数)."
        ),
    ),
    (
        "traffic",
        message("Traffic sources are unknown: import 店铺流量来源 (生意参谋 → 流量)."),
    ),
    (
        "item_days",
        message("Products are unknown: import 商品排行 (生意参谋 → 品类) or 宝贝报表."),
    ),
    (
        "refunds",
        message(
            "Refunds by the day they were made are unknown: import 退款报表 (千牛 → 退款管理). "
            "Refunds of each pay day come from the order report."
        ),
    ),
)


def missing(covered: Mapping[str, Mapping[str, Any]], *, say: Say) -> list[str]:
    """One sentence for each thing that cannot be known, with the file that would tell."""
    told = [say(sentence) for table, sentence in _NEEDS if table not in _named(covered)]
    if covered.get("orders") and not covered["orders"]["buyers"]:
        told.append(
            say(
                "Paid per buyer is unknown: the order report has no 买家会员名. "
                "Tick that column when exporting; names are replaced by pseudonyms."
            )
        )
    return told


def _named(covered: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The tables that have rows; order lines stand in for products, and for orders."""
    names = set(covered)
    if "order_lines" in names:
        names |= {"item_days", "orders"}
    return names
