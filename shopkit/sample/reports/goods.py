"""千牛's item export, with its two title rows and repeated names, and 聚水潭's stock."""

from pathlib import Path

import pandas as pd

from shopkit.sample.book import Book
from shopkit.sample.reports import cells
from shopkit.sample.reports.layouts import layouts
from shopkit.sample.reports.sheets import Column, rows, write_workbook

CATEGORIES = {"茶具": "50010001", "布艺": "50010002", "布包": "50010003", "家居": "50010004"}
# What the shop's page shows is behind the warehouse for these: one of them can be oversold.
STALE = {3: 6, 40: -4}


def item_export(book: Book, stock: pd.DataFrame, path: Path) -> Path:
    """Every SKU on sale, under a title row and an empty one."""
    skus = book.skus
    shown = [max(qty + STALE.get(n, 0), 0) for n, qty in enumerate(stock["available"].tolist())]
    first = {sku.item_id: sku.price_fen for sku in reversed(skus)}
    columns: dict[str, Column] = {
        "商品Id": [sku.item_id for sku in skus],
        "类目id": [CATEGORIES[sku.category] for sku in skus],
        "类目名称": [sku.category for sku in skus],
        "商品标题": [sku.title for sku in skus],
        "一口价": cells.yuan([first[sku.item_id] for sku in skus]),
        "导购标题": [sku.title[:10] for sku in skus],
        "商家编码": [sku.item_code for sku in skus],
        "发货时间": "48小时内",
        "销售属性": [sku.props.partition(":")[0] for sku in skus],
        "属性对": [sku.props for sku in skus],
        "发货时间#2": "48小时内",
        "skuId": [sku.sku_id for sku in skus],
        "价格（元）": cells.yuan([sku.price_fen for sku in skus]),
        "数量": cells.counts(shown),
        "商家编码#2": [sku.sku for sku in skus],
    }
    headers = layouts()["qianniu_item_export_2026"]
    table = [("发布模板",), (), headers, *rows(headers, columns)]
    return write_workbook(path, "发布模板", table)


def stock_report(book: Book, stock: pd.DataFrame, path: Path) -> Path:
    """聚水潭's stock by SKU, with its sum in the last row."""
    skus = book.skus
    columns: dict[str, Column] = {
        "款式编码": [sku.item_code for sku in skus],
        "颜色": [sku.props.partition(":")[2] for sku in skus],
        "品牌": "示例牌",
        "商品编码": [sku.sku for sku in skus],
        "名称": [sku.title for sku in skus],
        "数量": cells.counts(stock["on_hand"]),
        "订单占有": cells.counts(stock["reserved"]),
        "仓库待发": cells.counts(stock["reserved"]),
        "安全库存下限": cells.counts(stock["low_limit"]),
        "安全库存上限": cells.counts(stock["low_limit"] * 3),
        "采购在途数": cells.counts(stock["on_order"]),
        "销退仓库存": "0",
        "进货仓库存": "0",
        "虚拟库存": "0",
        "次品库存": cells.counts(stock["damaged"]),
        "调拨在途数": "0",
        "库存锁定": "0",
        "可用数": cells.counts(stock["available"]),
        "公有可用数": cells.counts(stock["available"]),
    }
    headers = layouts()["jushuitan_stock_A"]
    table = rows(headers, columns)
    whole = dict.fromkeys(headers, "") | {"款式编码": "合计", "数量": str(stock["on_hand"].sum())}
    return write_workbook(path, "商品库存", [headers, *table, list(whole.values())])
