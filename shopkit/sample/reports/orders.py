"""订单报表 in three generations: 2018 and 2022 CSV, 2025 千牛 workbook."""

from pathlib import Path

import pandas as pd

from shopkit.sample.book import Book
from shopkit.sample.definitions import NAME
from shopkit.sample.journeys import CARRIERS
from shopkit.sample.reports import cells
from shopkit.sample.reports.layouts import layouts
from shopkit.sample.reports.sheets import Column, csv_text, rows, write_csv, write_workbook

CLOSED = {False: "订单超时未付款", True: "退款"}


def order_report(book: Book, orders: pd.DataFrame, path: Path, generation: str) -> Path:
    """One order report of `orders`, in the generation's layout and syntax."""
    headers = layouts()[generation]
    if generation == "ExportOrderList_2025_qianniu_selectable_seen":
        table = rows(headers, _common(book, orders) | _of_2025(book, orders))
        return write_workbook(path, "订单报表", [headers, *table])
    table = rows(headers, _common(book, orders) | _of_csv(book, orders, generation))
    return write_csv(path, csv_text(headers, table))


def _common(book: Book, orders: pd.DataFrame) -> dict[str, Column]:
    who = orders["buyer"].tolist()
    return {
        "买家会员名": [book.buyers.nick[n] for n in who],
        "买家应付货款": cells.yuan(orders["goods_fen"]),
        "买家应付邮费": cells.yuan(orders["postage_fen"]),
        "总金额": cells.yuan(orders["total_fen"]),
        "收货地址": [book.buyers.address[n] for n in who],
        "订单创建时间": cells.moments(orders["created_at"]),
        "订单付款时间": cells.moments(orders["paid_at"]),
        "宝贝总数量": cells.counts(orders["qty"]),
        "物流公司": orders["carrier"].where(orders["shipped_at"].notna(), "").tolist(),
        "店铺名称": NAME,
        "订单关闭原因": _closed(orders),
        "退款金额": cells.yuan(orders["refund_fen"]),
        "确认收货时间": cells.moments(orders["received_at"]),
    }


def _of_csv(book: Book, orders: pd.DataFrame, generation: str) -> dict[str, Column]:
    settled = cells.yuan(_settled(orders))
    columns: dict[str, Column] = {
        "订单编号": cells.wrapped(orders["order_id"]),
        "买家支付积分": "0",
        "返点积分": "0",
        "买家实际支付金额": cells.yuan(orders["paid_fen"]),
        "买家实际支付积分": "0",
        "收货人姓名": [book.buyers.receiver[n] for n in orders["buyer"].tolist()],
        "运送方式": "快递",
        "联系手机": "'138****0000",
        "宝贝标题": _titles(book, orders),
        "宝贝种类": cells.counts(orders["kinds"]),
        "物流单号": parcels(orders),
        "店铺Id": "0",
        "卖家服务费": "0元",
        "是否手机订单": cells.chosen(orders["is_mobile"], "手机订单", ""),
        "特权订金订单id": '=""',
        "是否上传合同照片": "否",
        "是否上传小票": "否",
        "是否代付": "否",
        "打款商家金额": [f"{amount}元" for amount in settled],
    }
    if generation == "ExportOrderList_2018_taobao":
        return columns | {"订单状态": orders["status"].tolist()}
    return columns | {
        "买家会员昵称": [book.buyers.nick[n] for n in orders["buyer"].tolist()],
        "订单状态": statuses(orders["status"]),
        "是否信用购": "否",
        "预售订单": cells.chosen(orders["is_presale"], "是", "否"),
        "发货时间": cells.moments(orders["shipped_at"]),
    }


def _of_2025(book: Book, orders: pd.DataFrame) -> dict[str, Column]:
    return {
        "订单编号": cells.counts(orders["order_id"]),
        "支付详情": cells.chosen(orders["paid_at"].notna(), "支付方式：支付宝", ""),
        "买家实付金额": cells.yuan(orders["paid_fen"]),
        "订单状态": statuses(orders["status"]),
        "商品标题": _titles(book, orders),
        "物流单号": parcels(orders),
        "是否主动赔付": "否",
        "发货时间": cells.moments(orders["shipped_at"]),
        "确认收货打款金额": cells.yuan(_settled(orders)),
        "总金额(旧版)": cells.yuan(orders["total_fen"]),
    }


def statuses(status: pd.Series) -> list[str]:
    """Statuses with the half-width comma that today's export puts in one of them."""
    return status.str.replace("买家已付款，", "买家已付款,").tolist()


def parcels(orders: pd.DataFrame) -> list[str]:
    """A parcel number that no carrier ever gave out, for what was shipped."""
    return [
        f"{CARRIERS[carrier][0]}0000{number % 10**11:011d}" if is_out else ""
        for carrier, number, is_out in zip(
            orders["carrier"].tolist(),
            orders["order_id"].tolist(),
            orders["shipped_at"].notna().tolist(),
            strict=True,
        )
    ]


def _titles(book: Book, orders: pd.DataFrame) -> list[str]:
    return [book.skus[n].title for n in orders["first_sku"].tolist()]


def _settled(orders: pd.DataFrame) -> pd.Series:
    done = orders["status"] == "交易成功"
    return (orders["paid_fen"] - orders["refund_fen"]).where(done, 0)


def _closed(orders: pd.DataFrame) -> list[str]:
    closed = orders["status"] == "交易关闭"
    why = orders["is_back"].map(CLOSED)
    return why.where(closed, "订单未关闭").tolist()
