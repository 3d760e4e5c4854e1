"""直通车 account and plans, 万相台 creatives, and 阿里妈妈's item report in its zip."""

from pathlib import Path

import numpy as np
import pandas as pd

from shopkit.sample.ads import COUNTED
from shopkit.sample.book import Book
from shopkit.sample.reports import cells
from shopkit.sample.reports.layouts import layouts
from shopkit.sample.reports.sheets import Column, csv_text, rows, write_csv, write_zip


def account_report(plans: pd.DataFrame, path: Path) -> Path:
    """直通车's account by day: the sum of its plans."""
    days = plans.groupby("day", as_index=False)[COUNTED].sum()
    columns = _ztc(days) | {"新成交用户数": cells.counts(days["new_buyers"])}
    headers = layouts()["ztc_account"]
    return write_csv(path, csv_text(headers, rows(headers, columns)))


def plan_report(plans: pd.DataFrame, path: Path) -> Path:
    """直通车's plans by day."""
    columns = _ztc(plans) | {
        "计划id": plans["plan_id"].tolist(),
        "计划名称": plans["plan"].tolist(),
        "推广类型": plans["kind"].tolist(),
    }
    headers = layouts()["ztc_plan"]
    return write_csv(path, csv_text(headers, rows(headers, columns)))


def _ztc(days: pd.DataFrame) -> dict[str, Column]:
    orders = days["direct_orders"] + days["indirect_orders"]
    paid = days["direct_paid_fen"] + days["indirect_paid_fen"]
    spend, clicks = days["spend_fen"] / 100, days["clicks"]
    direct_carts = np.rint(days["carts"] * 0.7).astype(int)
    return {
        "日期": cells.days(days["day"]),
        "展现量": cells.counts(days["impressions"]),
        "点击量": cells.counts(clicks),
        "花费": cells.yuan(days["spend_fen"]),
        "点击率": cells.rates(clicks, days["impressions"]),
        "平均点击花费": cells.quotients(spend, clicks),
        "千次展现花费": cells.quotients(spend * 1000, days["impressions"]),
        "总收藏数": cells.counts(days["favourites"]),
        "宝贝收藏数": cells.counts(days["favourites"]),
        "店铺收藏数": "0",
        "总购物车数": cells.counts(days["carts"]),
        "直接购物车数": cells.counts(direct_carts),
        "间接购物车数": cells.counts(days["carts"] - direct_carts),
        "加购成本": cells.quotients(spend, days["carts"]),
        "加购率": cells.rates(days["carts"], clicks),
        "总成交金额": cells.yuan(paid),
        "直接成交金额": cells.yuan(days["direct_paid_fen"]),
        "间接成交金额": cells.yuan(days["indirect_paid_fen"]),
        "总成交笔数": cells.counts(orders),
        "直接成交笔数": cells.counts(days["direct_orders"]),
        "间接成交笔数": cells.counts(days["indirect_orders"]),
        "投入产出比": cells.quotients(paid, days["spend_fen"]),
        "点击转化率": cells.rates(orders, clicks),
        "直接点击转化率": cells.rates(days["direct_orders"], clicks),
    }


def creative_report(book: Book, creatives: pd.DataFrame, path: Path) -> Path:
    """万相台's creatives by day, with the window its sales are counted in."""
    orders = creatives["direct_orders"] + creatives["indirect_orders"]
    paid = creatives["direct_paid_fen"] + creatives["indirect_paid_fen"]
    spend, clicks = creatives["spend_fen"] / 100, creatives["clicks"]
    columns: dict[str, Column] = {
        "日期": cells.days(creatives["day"]),
        "效果模型": "点击效果",
        "统计口径": "宝贝成交",
        "转化周期": "15天",
        "创意id": creatives["creative_id"].tolist(),
        "商品id": _items(book, creatives),
        "店铺url": "-",
        "计划id": creatives["plan_id"].tolist(),
        "计划名称": creatives["plan"].tolist(),
        "消耗": cells.yuan(creatives["spend_fen"]),
        "曝光量": cells.counts(creatives["impressions"]),
        "点击量": cells.counts(clicks),
        "点击率": cells.rates(clicks, creatives["impressions"]),
        "点击成本": cells.quotients(spend, clicks),
        "总加购量": cells.counts(creatives["carts"]),
        "收藏量": cells.counts(creatives["favourites"]),
        "直接成交笔数": cells.counts(creatives["direct_orders"]),
        "间接成交笔数": cells.counts(creatives["indirect_orders"]),
        "总成交笔数": cells.counts(orders),
        "直接成交金额": cells.yuan(creatives["direct_paid_fen"]),
        "间接成交金额": cells.yuan(creatives["indirect_paid_fen"]),
        "总成交金额": cells.yuan(paid),
        "成交转化率": cells.rates(orders, clicks),
        "roi": cells.quotients(paid, creatives["spend_fen"]),
    }
    headers = layouts()["wanxiangtai_creative"]
    return write_csv(path, csv_text(headers, rows(headers, columns)))


def _items(book: Book, table: pd.DataFrame) -> list[str]:
    ids = {sku.item_code: sku.item_id for sku in book.skus}
    return [ids[code] for code in table["item_code"].tolist()]


def item_report(book: Book, items: pd.DataFrame, path: Path) -> Path:
    """阿里妈妈's 商品报表: all its spend by plan and item, one CSV in a zip."""
    orders = items["direct_orders"] + items["indirect_orders"]
    paid = items["direct_paid_fen"] + items["indirect_paid_fen"]
    titles = {sku.item_code: sku.title for sku in book.skus}
    columns: dict[str, Column] = {
        "日期": cells.days(items["day"]),
        "商品ID": _items(book, items),
        "商品名称": [titles[code] for code in items["item_code"].tolist()],
        "计划ID": items["plan_id"].tolist(),
        "计划名称": items["plan"].tolist(),
        "花费": cells.yuan(items["spend_fen"]),
        "净成交金额": cells.yuan(paid * 89 // 100),
        "总成交金额": cells.yuan(paid),
        "展现量": cells.counts(items["impressions"]),
        "点击量": cells.counts(items["clicks"]),
        "净成交笔数": cells.counts(orders * 9 // 10),
        "总成交笔数": cells.counts(orders),
        "总购物车数": cells.counts(items["carts"]),
        "收藏宝贝数": cells.counts(items["favourites"]),
    }
    headers = layouts()["alimama_item_report_2026_zip_csv"]
    member = path.name.removeprefix("样例-").replace(".zip", ".csv")
    return write_zip(path, member, csv_text(headers, rows(headers, columns)))
