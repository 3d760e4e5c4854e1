"""宝贝报表: the lines of the orders, 2022 CSV and 2024 workbook."""

from pathlib import Path

import pandas as pd

from shopkit.sample.book import Book
from shopkit.sample.reports import cells
from shopkit.sample.reports.layouts import layouts
from shopkit.sample.reports.orders import parcels, statuses
from shopkit.sample.reports.sheets import Column, csv_text, rows, write_csv, write_workbook

REFUND_WORDS = {"": "没有申请退款", "退款成功": "退款成功", "退款关闭": "退款关闭"}


def line_report(book: Book, lines: pd.DataFrame, path: Path, generation: str) -> Path:
    """One line report, in the generation's layout; the CSV's data rows end in a comma too many."""
    headers = layouts()[generation]
    if generation == "ExportOrderDetailList_2022":
        table = rows(headers, _common(book, lines) | _of_2022(book, lines))
        return write_csv(path, csv_text(headers, table, tail=","))
    table = rows(headers, _common(book, lines) | _of_2024(book, lines))
    return write_workbook(path, "宝贝报表", [headers, *table])


def _common(book: Book, lines: pd.DataFrame) -> dict[str, Column]:
    sold = [book.skus[n] for n in lines["sku"].tolist()]
    return {
        "购买数量": cells.counts(lines["qty"]),
        "外部系统编号": [sku.sku for sku in sold],
        "订单状态": statuses(lines["status"]),
        "商家编码": [sku.sku for sku in sold],
        "买家应付货款": cells.yuan(lines["payable_fen"]),
        "退款状态": [REFUND_WORDS.get(word, word) for word in lines["refund_status"].tolist()],
        "退款金额": _returned(lines),
        "订单创建时间": cells.moments(lines["created_at"]),
        "订单付款时间": cells.moments(lines["paid_at"]),
    }


def _of_2022(book: Book, lines: pd.DataFrame) -> dict[str, Column]:
    sold = [book.skus[n] for n in lines["sku"].tolist()]
    return {
        "子订单编号": cells.wrapped(lines["line_id"]),
        "主订单编号": cells.wrapped(lines["order_id"]),
        "标题": [sku.title for sku in sold],
        "价格": cells.yuan(lines["price_fen"]),
        "商品属性": [sku.props.replace(":", "：") for sku in sold],
        "买家实际支付金额": cells.yuan(lines["paid_fen"]),
    }


def _of_2024(book: Book, lines: pd.DataFrame) -> dict[str, Column]:
    sold = [book.skus[n] for n in lines["sku"].tolist()]
    order = book.orders.iloc[lines["order"].to_numpy()]
    out = lines["shipped_at"].notna().tolist()
    return {
        "子订单编号": cells.counts(lines["line_id"]),
        "主订单编号": cells.counts(lines["order_id"]),
        "商品标题": [sku.title for sku in sold],
        "商品价格": cells.yuan(lines["price_fen"]),
        "商品属性": [sku.props for sku in sold],
        "买家实付金额": cells.yuan(lines["paid_fen"]),
        "商品ID": [sku.item_id for sku in sold],
        "发货时间": cells.moments(lines["shipped_at"]),
        "物流单号": [
            number if is_out else "" for number, is_out in zip(parcels(order), out, strict=True)
        ],
        "物流公司": [
            name if is_out else "" for name, is_out in zip(order["carrier"], out, strict=True)
        ],
    }


def _returned(lines: pd.DataFrame) -> list[str]:
    asked = lines["refund_status"] != ""
    return [
        amount if is_asked else "无退款申请"
        for amount, is_asked in zip(cells.yuan(lines["refund_fen"]), asked.tolist(), strict=True)
    ]
