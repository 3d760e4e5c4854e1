"""生意参谋 取数, one row a day: 105 columns until 2025, 39 newly named ones after."""

from pathlib import Path

import numpy as np
import pandas as pd

from shopkit.sample.definitions import NAME
from shopkit.sample.reports import cells
from shopkit.sample.reports.layouts import layouts
from shopkit.sample.reports.sheets import Column, csv_text, rows, write_csv, write_workbook

OLD, NEW = "sycm_shop_daily_2019_all", "sycm_shop_daily_2025"
TITLES = ("店铺整体数据（样例数据）", "数据来源：生意参谋", "统计口径：自然日、自然周、自然月", "")


def shop_report_2019(days: pd.DataFrame, path: Path) -> Path:
    """The 105-column CSV, two title rows above its header."""
    table = rows(layouts()[OLD], _common(days) | _by_terminal(days) | _of_2019(days))
    return write_csv(path, csv_text(layouts()[OLD], table, titles=TITLES[:2]))


def shop_report_2025(days: pd.DataFrame, path: Path) -> Path:
    """The 39-column workbook, four title rows above its header."""
    table = rows(layouts()[NEW], _common(days) | _of_2025(days))
    return write_workbook(
        path, "店铺整体", [*((title,) for title in TITLES), layouts()[NEW], *table]
    )


def _common(days: pd.DataFrame) -> dict[str, Column]:
    counted = {
        "访客数": "visitors", "浏览量": "page_views", "商品访客数": "item_visitors",
        "商品浏览量": "item_page_views", "支付买家数": "buyers", "支付老买家数": "old_buyers",
        "支付子订单数": "paid_lines", "支付件数": "paid_qty", "支付商品数": "paid_items",
        "商品收藏买家数": "favourite_users", "加购人数": "cart_users", "评价数": "reviews",
        "正面评价数": "reviews_good", "负面评价数": "reviews_bad", "有图评价数": "reviews_image",
        "揽收包裹数": "parcels_collected", "发货包裹数": "parcels_shipped",
        "派送包裹数": "parcels_delivered", "签收成功包裹数": "parcels_delivered",
    }  # fmt: skip
    paid = {"支付金额": "paid_fen", "老买家支付金额": "old_buyer_paid_fen",
            "成功退款金额": "refund_fen", "淘宝客佣金": "ad_affiliate_fen"}  # fmt: skip
    scores = {
        "描述相符评分": "score_item",
        "物流服务评分": "score_logistics",
        "服务态度评分": "score_service",
    }
    visitors, yuan = days["visitors"], days["paid_fen"] / 100
    return {
        "统计日期": _covered(days),
        **{name: cells.thousands(days[column]) for name, column in counted.items()},
        **{name: cells.money(days[column]) for name, column in paid.items()},
        **{name: [f"{score:.5f}" for score in days[column]] for name, column in scores.items()},
        "支付转化率": cells.rates(days["buyers"], visitors),
        "客单价": cells.quotients(yuan, days["buyers"]),
        "UV价值": cells.quotients(yuan, visitors),
        "人均浏览量": cells.quotients(days["page_views"], visitors),
        "跳失率": cells.rates(days["bounce_rate"], np.ones(len(days))),
        "平均停留时长": [f"{seconds:.2f}" for seconds in days["stay_seconds"]],
    }


def _of_2025(days: pd.DataFrame) -> dict[str, Column]:
    return {
        "店铺名称": NAME,
        "全站推广花费": cells.money(days["ad_site_fen"]),
        "关键词推广花费": cells.money(days["ad_search_fen"]),
        "精准人群推广花费": "-",
        "智能场景花费": "-",
        "钻石展位消耗": "-",
    }


def _of_2019(days: pd.DataFrame) -> dict[str, Column]:
    new = days["visitors"] - days["old_visitors"]
    return {
        "老访客数": cells.thousands(days["old_visitors"]),
        "新访客数": cells.thousands(new),
        "加购件数": cells.thousands(days["cart_qty"]),
        "商品收藏次数": cells.thousands(days["favourite_users"]),
        "下单金额": cells.money(days["ordered_fen"]),
        "下单买家数": cells.thousands(days["orderers"]),
        "下单件数": cells.thousands(days["ordered_qty"]),
        "下单转化率": cells.rates(days["orderers"], days["visitors"]),
        "下单-支付转化率": cells.rates(
            np.minimum(days["buyers"], days["orderers"]), days["orderers"]
        ),
        "支付父订单数": cells.thousands(days["paid_orders"]),
        "直通车消耗": cells.money(days["ad_search_fen"]),
        "钻石展位消耗": "-",
        "平均支付_签收时长(秒)": cells.counts(days["delivery_seconds"]),
    }


def _by_terminal(days: pd.DataFrame) -> dict[str, Column]:
    """The pairs that the workbook does not read: a desk and a phone for each figure."""
    pairs = {
        "访客数": "visitors",
        "支付买家数": "buyers",
        "支付子订单数": "lines",
        "支付件数": "qty",
    }
    whole = {"支付子订单数": "paid_lines", "支付件数": "paid_qty"}
    columns: dict[str, Column] = {}
    for name, part in pairs.items():
        desk = days[f"pc_{part}"]
        columns[f"PC端{name}"] = cells.thousands(desk)
        columns[f"无线端{name}"] = cells.thousands(days[whole.get(name, part)] - desk)
    columns["PC端支付金额"] = cells.money(days["pc_paid_fen"])
    columns["无线端支付金额"] = cells.money(days["paid_fen"] - days["pc_paid_fen"])
    return columns


def _covered(days: pd.DataFrame) -> list[str]:
    """What each row covers: a day, or the first and last day of a week or month."""
    if "last" not in days:
        return cells.days(days["day"])
    pairs = zip(cells.days(days["first"]), cells.days(days["last"]), strict=True)
    return [f"{first} ~ {last}" for first, last in pairs]
