"""退款管理's export: one row a refund."""

from pathlib import Path

import pandas as pd

from shopkit.sample.book import Book
from shopkit.sample.reports import cells
from shopkit.sample.reports.layouts import layouts
from shopkit.sample.reports.sheets import Column, csv_text, rows, write_csv, write_workbook

GENERATION = "refund_2022plus"
OURS = ("破损", "粗糙", "裂纹", "不符", "少件", "未按约定")


def refund_report(book: Book, refunds: pd.DataFrame, path: Path) -> Path:
    """One refund report, as CSV or as a workbook by the path's ending."""
    headers = layouts()[GENERATION]
    table = rows(headers, _columns(book, refunds))
    if path.suffix == ".xlsx":
        return write_workbook(path, "退款报表", [headers, *table])
    return write_csv(path, csv_text(headers, table))


def _columns(book: Book, refunds: pd.DataFrame) -> dict[str, Column]:
    line = book.lines.iloc[refunds["line"].to_numpy()]
    order = book.orders.iloc[line["order"].to_numpy()]
    sold = [book.skus[n] for n in line["sku"].tolist()]
    ended = cells.moments(refunds["completed_at"])
    return {
        "订单编号": cells.counts(order["order_id"]),
        "退款编号": cells.counts(refunds["refund_id"]),
        "订单付款时间": cells.moments(order["paid_at"]),
        "商品id": [sku.item_id for sku in sold],
        "商品编码": [sku.sku for sku in sold],
        "退款完结时间": ended,
        "买家实际支付金额": cells.yuan(order["paid_fen"]),
        "宝贝标题": [sku.title for sku in sold],
        "买家退款金额": cells.yuan(refunds["refund_fen"]),
        "手工退款/系统退款": "手工退款",
        "售后类型": refunds["kind"].tolist(),
        "退款的申请时间": cells.moments(refunds["applied_at"]),
        "退款状态": refunds["status"].tolist(),
        "货物状态": _goods(refunds),
        "客服介入状态": "客服未介入",
        "卖家真实姓名": "示例**",
        "卖家手机": "138****0000",
        "买家退款原因": refunds["reason"].tolist(),
        "责任方": _liable(refunds),
        "售中或售后": refunds["stage"].tolist(),
        "完结时间": ended,
        "部分退款/全部退款": cells.chosen(
            refunds["refund_fen"] < refunds["paid_fen"], "部分退款", "全部退款"
        ),
        "是否零秒响应": "否",
        "业务类型": "普通退款",
    }


def _goods(refunds: pd.DataFrame) -> list[str]:
    returned = (refunds["kind"] == "退货退款").map({True: "买家已退货", False: "买家已收到货"})
    return returned.mask(refunds["stage"] == "售中", "买家未收到货").tolist()


def _liable(refunds: pd.DataFrame) -> list[str]:
    ours = refunds["reason"].str.contains("|".join(OURS))
    return cells.chosen(ours, "卖家责任", "买家责任")
