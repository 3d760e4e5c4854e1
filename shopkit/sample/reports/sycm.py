"""生意参谋: 商品排行 by day, 店铺流量来源 of a day or a month, and the reviews."""

from pathlib import Path

import numpy as np
import pandas as pd

from shopkit.sample.book import Book
from shopkit.sample.items import item_ids
from shopkit.sample.reports import cells
from shopkit.sample.reports.layouts import layouts
from shopkit.sample.reports.sheets import Column, csv_text, rows, write_csv, write_workbook

TITLES = ("商品排行（样例数据）", "数据来源：生意参谋", "统计粒度：日", "")


def item_report(book: Book, days: pd.DataFrame, path: Path) -> Path:
    """商品排行, one row a day and item, four title rows above the header."""
    headers = layouts()["sycm_product_ranking"]
    table = rows(headers, _items(book, days))
    return write_csv(path, csv_text(headers, table, titles=TITLES))


def _items(book: Book, days: pd.DataFrame) -> dict[str, Column]:
    ids = item_ids(book)
    first = {sku.item_id: sku for sku in reversed(book.skus)}
    item = [first[ids[place]] for place in days["item"].tolist()]
    visitors, one = days["visitors"], np.ones(len(days))
    counted = {
        "商品访客数": "visitors", "商品浏览量": "page_views", "商品收藏人数": "favourite_users",
        "商品加购件数": "cart_qty", "商品加购人数": "cart_users", "下单买家数": "orderers",
        "下单件数": "ordered_qty", "支付买家数": "buyers", "支付件数": "paid_qty",
        "支付老买家数": "old_buyers", "搜索引导访客数": "search_visitors",
        "搜索引导支付买家数": "search_buyers",
    }  # fmt: skip
    paid = {"下单金额": "ordered_fen", "支付金额": "paid_fen", "成功退款金额": "refund_fen",
            "老买家支付金额": "old_buyer_paid_fen"}  # fmt: skip
    return {
        "统计日期": cells.days(book.calendar.days[days["day"].to_numpy()]),
        "商品ID": [sku.item_id for sku in item],
        "商品名称": [sku.title for sku in item],
        "主商品ID": "-",
        "商品类型": "普通商品",
        "货号": [sku.item_code for sku in item],
        "商品状态": "当前在线",
        "商品标签": "-",
        **{name: cells.thousands(days[column]) for name, column in counted.items()},
        **{name: cells.money(days[column]) for name, column in paid.items()},
        "支付新买家数": cells.thousands(days["buyers"] - days["old_buyers"]),
        "平均停留时长": cells.seconds(days["stay_seconds"]),
        "商品详情页跳出率": cells.rates(days["bounce_rate"], one),
        "下单转化率": cells.rates(days["orderers"], visitors),
        "商品支付转化率": cells.rates(days["buyers"], visitors),
        "聚划算支付金额": "-",
        "访客平均价值": cells.quotients(days["paid_fen"] / 100, visitors),
        "搜索引导支付转化率": cells.rates(days["search_buyers"], days["search_visitors"]),
        "结构化详情引导转化率": "-",
        "结构化详情引导成交占比": "-",
    }


def source_report(sources: pd.DataFrame, path: Path) -> Path:
    """店铺流量来源; the days are told by the file's name alone."""
    headers = layouts()["sycm_shop_traffic_source_2018"]
    table = rows(headers, _sources(sources))
    return write_csv(path, csv_text(headers, table))


def _sources(sources: pd.DataFrame) -> dict[str, Column]:
    visitors, yuan = sources["visitors"], sources["paid_fen"] / 100
    figures = {
        "访客数": cells.thousands(visitors),
        "新访客": cells.thousands(sources["new_visitors"]),
        "浏览量": cells.thousands(sources["page_views"]),
        "人均浏览量": cells.quotients(sources["page_views"], visitors),
        "收藏人数": cells.thousands(sources["favourite_users"]),
        "加购人数": cells.thousands(sources["cart_users"]),
        "跳失率": cells.rates(sources["bounce_rate"], np.ones(len(sources))),
        "下单金额": cells.money(sources["paid_fen"] * 108 // 100),
        "下单买家数": cells.thousands(sources["orderers"]),
        "下单转化率": cells.rates(sources["orderers"], visitors),
        "支付金额": cells.money(sources["paid_fen"]),
        "支付买家数": cells.thousands(sources["buyers"]),
        "支付转化率": cells.rates(sources["buyers"], visitors),
        "客单价": cells.quotients(yuan, sources["buyers"]),
        "UV价值": cells.quotients(yuan, visitors),
    }
    changes = {f"{name}变化": "-" for name in figures}
    named = {"来源": sources["source"].tolist(), "来源明细": sources["detail"].tolist()}
    return {**named, **figures, **changes}


def review_report(book: Book, reviews: pd.DataFrame, path: Path) -> Path:
    """What buyers wrote, their nicknames masked as the page shows them."""
    headers = layouts()["sycm_review"]
    line = book.lines.iloc[reviews["line"].to_numpy()]
    sold = [book.skus[n] for n in line["sku"].tolist()]
    nick = [book.buyers.nick[n] for n in line["buyer"].tolist()]
    columns: dict[str, Column] = {
        "评论": reviews["text"].tolist(),
        "昵称": [f"{name[0]}***{name[-1]}" for name in nick],
        "评价时间": cells.moments(reviews["written_at"]),
        "商品id": [sku.item_id for sku in sold],
        "颜色分类": [sku.props.partition(":")[2] for sku in sold],
        "评价分类": reviews["grade"].tolist(),
        "skuid": [sku.sku for sku in sold],
    }
    return write_workbook(path, "评价", [headers, *rows(headers, columns)])
