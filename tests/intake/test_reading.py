"""Files as platforms and people write them, read whole."""

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt

from shopkit.errors import BadFile
from shopkit.intake.kinds import recognise

HEADERS = json.loads((Path(__file__).parent / "headers.json").read_text(encoding="utf-8"))
ROW = "1,ann,12.50,交易成功,2026-10-01 09:00:00,2026-10-01 09:01:00,杯子,2\n"
UNPAID = "2,bob,,等待买家付款,2026-10-31 23:30:00,,杯子,1\n"


def test_an_order_report_is_staged_with_its_control_totals(desk, staged):
    seen = desk.orders(ROW + UNPAID)
    assert (seen.kind, seen.rows, seen.totals) == ("orders", 2, {"qty": 3, "paid_fen": 1250})
    assert (seen.first_day, seen.last_day) == (date(2026, 10, 1), date(2026, 10, 31))
    first, second = staged(seen)
    assert first["created_at"] == datetime(2026, 10, 1, 1, 0)
    assert (first["paid_on"], first["month"]) == (date(2026, 10, 1), "2026-10")
    assert (second["paid_fen"], second["paid_on"]) == (None, None)


def test_the_day_is_shanghais(desk, staged):
    (row,) = staged(desk.orders("1,ann,1,交易成功,2026-11-01 00:30:00,,杯子,1\n"))
    assert (row["created_at"], row["created_on"]) == (
        datetime(2026, 10, 31, 16, 30),
        date(2026, 11, 1),
    )


def test_only_the_columns_of_the_file_are_staged(desk, staged):
    (row,) = staged(desk.orders(ROW))
    assert "refund_fen" not in row and "carrier" not in row and "seen_at" in row


def test_the_raw_syntax_of_2017_is_understood(desk, staged):
    header = ",".join(HEADERS["ExportOrderList_2017_07"])
    line = (
        '="10000000000000001","tbnick","x@x.com","201.12","0.00","0","201.12","0","201.12","0",'
        '"买家已付款,等待卖家发货","","某某","广东省 广州市 越秀区 街道地址(510180)","快递","",'
        '"\'13900000000","2017-07-08 00:42:32","2017-07-08 00:42:39","标题","1","","","","1","0",'
        '"店铺名","订单未关闭","0","0元","","手机订单","",="","否","否","否","","","","","","","",'
        '"0.00",""\r\n'
    )
    (row,) = staged(desk.csv(f"{header}\r\n{line}", encoding="gb18030"))
    assert (row["order_id"], row["paid_fen"]) == ("10000000000000001", 20112)
    assert (row["province"], row["city"]) == ("广东", "广州市")
    assert row["status"] == "买家已付款，等待卖家发货"


def test_nothing_personal_is_staged(desk):
    header = ",".join(HEADERS["ExportOrderList_2018_taobao"])
    cells = {
        "订单编号": "9", "买家会员名": "ann", "收货人姓名": "李小龙", "联系手机": "13912345678",
        "买家支付宝账号": "secret@mail.cn", "收货地址 ": "上海 上海市 徐汇区 天平路9号(200030)",
        "买家留言": "请打 13912345678", "订单创建时间": "2026-10-01 09:00:00",
        "买家实际支付金额": "1.00",
    }  # fmt: skip
    row = ",".join(cells.get(name, "") for name in HEADERS["ExportOrderList_2018_taobao"])
    content = desk.csv(f"{header}\n{row}\n").staged.read_bytes()
    for word in ("ann", "李小龙", "13912345678", "secret", "天平路", "200030"):
        assert word.encode() not in content


def test_a_trailing_comma_on_data_rows_shifts_nothing(desk, staged):
    header = ",".join(HEADERS["ExportOrderDetailList_2017"])
    line = (
        '="10000000000000001","标题","239.00","1","SKU-A","颜色分类：锅","","","交易成功","SKU-A",'
    )
    (row,) = staged(desk.csv(f"{header}\n{line}\n"))
    assert (row["order_id"], row["price_fen"], row["qty"]) == ("10000000000000001", 23900, 1)


def test_lines_without_a_number_get_the_same_key_each_time(desk, staged):
    header = ",".join(HEADERS["ExportOrderDetailList_2017"])
    line = "7,杯子,2.00,1,A,红,,,交易成功,A,\n"
    first, second = (staged(desk.csv(f"{header}\n{line}{line}")) for _ in range(2))
    keys = [row["line_id"] for row in first]
    assert len(set(keys)) == 2 and keys == [row["line_id"] for row in second]


def test_a_row_that_comes_again_replaces_the_first_and_is_counted(desk, staged):
    seen = desk.orders(ROW + ROW.replace("12.50", "10.00"))
    assert (seen.rows, seen.repeated, seen.totals["paid_fen"]) == (1, 1, 1000)
    assert staged(seen)[0]["paid_fen"] == 1000


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le-bom", "utf-16-be-bom"]
)
def test_every_encoding_seen_gives_the_same_rows(desk, encoding):
    text = "订单编号,买家会员名,买家实际支付金额,订单创建时间\n1,ann,5.00,2026-10-01 09:00:00\n"
    marks = {"utf-16-le-bom": b"\xff\xfe", "utf-16-be-bom": b"\xfe\xff"}
    codec = encoding.removesuffix("-bom")
    seen = desk.bytes(marks.get(encoding, b"") + text.encode(codec))
    assert (seen.rows, seen.totals) == (1, {"paid_fen": 500})


@pytest.mark.parametrize(
    "encoding",
    ["big5", "shift_jis", "euc_kr", "cp1252", "koi8-r", "utf-7", "utf-32", "cp037", "iso2022_jp"],
)
def test_a_foreign_encoding_is_never_imported_in_silence(desk, encoding):
    content = ("訂單編號,金額\n1,5.00\n" * 20).encode(encoding, errors="replace")
    try:
        seen = desk.bytes(content)
    except BadFile:
        return
    assert seen.staged is None and seen.unknown


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_any_usual_delimiter_is_found(desk, delimiter):
    text = "订单编号,买家实际支付金额,订单创建时间\n1,5.00,2026-10-01 09:00:00\n"
    assert desk.csv(text.replace(",", delimiter)).totals == {"paid_fen": 500}


def test_title_rows_above_the_header_are_passed_and_counted(desk):
    text = "导出说明\n\n,,\n订单编号,买家实际支付金额,订单创建时间\n1,x,2026-10-01 09:00:00\n"
    (fault,) = desk.csv(text).faults
    assert (fault.line, fault.column, fault.facts) == (5, "买家实际支付金额", {"value": "x"})


def test_summary_rows_are_left_out_and_named(desk):
    seen = desk.orders(ROW + "合计,,12.50,,,,,2\n")
    assert (seen.rows, seen.totals["paid_fen"], seen.dropped) == (1, 1250, ((3, "合计"),))


def test_a_header_in_the_middle_is_left_out(desk):
    header = "订单编号,买家实际支付金额,订单创建时间\n"
    line = "1,5.00,2026-10-01 09:00:00\n"
    seen = desk.csv(header + line + header + line.replace("1,", "2,", 1))
    assert (seen.rows, len(seen.dropped)) == (2, 1)


def test_faults_are_collected_with_line_column_and_next_step(desk):
    bad = "3,ann,abc,交易成功,2026-02-30 09:00:00,,杯子,1.5\n"
    seen = desk.orders(ROW + bad)
    found = {(fault.line, fault.column) for fault in seen.faults}
    assert found == {(3, "买家实际支付金额"), (3, "订单创建时间"), (3, "宝贝总数量")}
    assert seen.staged is None and all(fault.next for fault in seen.faults)


def test_faulty_rows_can_be_left_out_and_are_counted(desk):
    seen = desk.orders(
        ROW + "3,ann,abc,交易成功,2026-10-02 09:00:00,,杯子,1\n", leave_out_faulty=True
    )
    assert (seen.rows, seen.left_out, seen.totals["paid_fen"]) == (1, 1, 1250)


def test_a_thousand_faults_are_listed_and_all_are_counted(desk):
    seen = desk.orders("".join(f"{n},a,x,,2026-10-01,,,1\n" for n in range(3000)))
    assert (len(seen.faults), seen.fault_count) == (1000, 3000)


def test_an_order_without_its_number_is_a_fault_where_the_file_has_numbers(desk):
    (fault,) = desk.orders(ROW.replace("1,", ",", 1)).faults
    assert fault.column == "订单编号"


def test_numbers_shortened_by_excel_are_a_fault(desk):
    (fault,) = desk.orders(ROW.replace("1,", "3.51E+16,", 1)).faults
    assert fault.facts == {"value": "3.51E+16"}
    zeroed = "".join(ROW.replace("1,", f"35153000000000{n}00,", 1) for n in range(4, 9))
    assert desk.orders(zeroed).fault_count == 5


def test_faults_never_print_a_name_or_a_phone(desk):
    seen = desk.orders("1,ann,李小龙 13912345678,交易成功,2026-10-01 09:00:00,,杯子,1\n")
    assert "小龙" not in str(seen.faults[0]) and "139" not in str(seen.faults[0])


@pytest.mark.parametrize(
    "torn",
    [
        "1,ann,12.50,交易成功,2026-10-01 09:00:00\n",
        "1,ann,12.50,交易成功,2026-10-01 09:00:00,,杯,子,1\n",
        '1,"ann,12.50,交易成功,2026-10-01 09:00:00,,杯子,1\n',
        '1,"an"n,12.50,交易成功,2026-10-01 09:00:00,,杯子,1\n',
    ],
)
def test_a_torn_row_is_a_fault(desk, torn):
    seen = desk.orders(ROW.replace("1,", "8,", 1) + torn + UNPAID)
    assert seen.fault_count >= 1 and seen.staged is None
    assert seen.faults[0].line == 3


def test_quotation_marks_that_swallow_whole_rows_are_found(desk):
    seen = desk.orders(
        '1,a,1,交易成功,2026-10-01,,"杯,1\n2,a,1,交易成功,2026-10-01,,杯,1\n3,a,1,交易成功,2026-10-01,,杯",1\n'
    )
    assert [fault.line for fault in seen.faults] == [2]


def test_a_message_with_a_line_break_is_one_row(desk):
    seen = desk.orders(ROW.replace("杯子", '"杯\n子"') + UNPAID.replace("1\n", "x\n"))
    (fault,) = seen.faults
    assert fault.line == 3


def test_a_file_without_rows_says_so(desk):
    with pytest.raises(BadFile, match="no rows"):
        desk.orders("")


def test_the_name_tells_when_the_file_speaks(desk):
    seen = desk.orders(ROW, name="ExportOrderList202610311048.csv")
    assert seen.seen_at.isoformat() == "2026-10-31T02:48:00+00:00"
    assert desk.orders(ROW, name="orders.csv").seen_at.isoformat() == "2026-10-01T01:01:00+00:00"


def test_an_unknown_file_is_shown_to_be_mapped_with_persons_masked(desk):
    seen = desk.csv("InvoiceNo,Phone,Note\n1,13912345678,call 13912345678\n", name="x.csv")
    assert seen.unknown.headers == ["InvoiceNo", "Phone", "Note"]
    assert seen.unknown.sample == [["1", "***", "call ***"]]
    assert seen.staged is None


def test_a_mapped_file_is_read_with_lines_priced_exactly(desk, staged):
    header = "InvoiceNo,StockCode,Quantity,UnitPrice,InvoiceDate,CustomerID"
    text = f"{header}\n536365,A,3,0.335,2010-12-01 08:26:00,17850.0\n"
    mapping = {
        "order_id": "InvoiceNo", "sku": "StockCode", "qty": "Quantity", "price_fen": "UnitPrice",
        "created_at": "InvoiceDate", "buyer": "CustomerID",
    }  # fmt: skip
    (row,) = staged(desk.csv(text, kind="order_lines", mapping=mapping))
    # 3 × 0.335 is 1.005, rounded once; three times the rounded price would be 1.02.
    assert (row["paid_fen"], row["price_fen"]) == (101, 34)


def test_masked_buyers_are_nobody_and_one_buyer_is_always_the_same(desk, staged):
    rows = staged(
        desk.orders(ROW + ROW.replace("1,ann", "2, ANN ") + ROW.replace("1,ann", "3,a**"))
    )
    first, second, third = (row["buyer"] for row in rows)
    assert first == second and third is None and len(first) == 32


def test_weekly_figures_carry_their_length(desk, staged):
    header = "统计日期,商品ID,商品名称,商品访客数,支付金额,支付买家数"
    text = f'{header}\n2026-07-20 ~ 2026-07-26,611,杯子,"1,200",3.00,-\n'
    (row,) = staged(desk.csv(text, name="商品.csv"))
    assert (row["day"], row["days"], row["visitors"]) == (date(2026, 7, 20), 7, 1200)
    assert row["buyers"] is None


def test_a_report_without_days_asks_for_them_or_takes_them_from_its_name(desk, staged):
    header = ",".join(HEADERS["sycm_service_overview"])
    cells = dict.fromkeys(HEADERS["sycm_service_overview"], "1") | {
        name: "50%" for name in HEADERS["sycm_service_overview"] if "率" in name or "占比" in name
    }
    text = f"{header}\n{','.join(cells[name] for name in HEADERS['sycm_service_overview'])}\n"
    asked = desk.csv(text, name="店铺概况.csv")
    assert (asked.asks, asked.staged) == (("period",), None)
    assert desk.csv(text, name="店铺概况.csv", leave_out_faulty=True).staged is None
    named = desk.csv(text, name="店铺概况_2026-07-20_2026-07-26.csv")
    (row,) = staged(named)
    assert (row["day"], row["days"]) == (date(2026, 7, 20), 7)
    told = desk.csv(text, name="x.csv", period=(date(2026, 7, 1), date(2026, 7, 1)))
    assert staged(told)[0]["days"] == 1


def test_a_stock_list_takes_the_day_it_was_seen(desk, staged):
    header = ",".join(HEADERS["jushuitan_stock_B"])
    text = f"{header}\nS,A,红,大,5,1,0,0,0,0,0,4,4\n"
    assert desk.csv(text, name="库存.csv").asks == ("asof",)
    (row,) = staged(desk.csv(text, name="库存.csv", asof=date(2026, 10, 1)))
    assert (row["seen_on"], row["sku"], row["on_hand"], row["system"]) == (
        date(2026, 10, 1), "A", 5, "聚水潭",
    )  # fmt: skip


def test_reviews_lose_phones_and_addresses_in_their_text(desk, staged):
    header = ",".join(HEADERS["sycm_review"])
    text = f"{header}\n很好 13912345678 a@b.cn,ann,,,2026-10-01 09:00:00,611,红,好评,9\n"
    (row,) = staged(desk.csv(text, name="评价.csv"))
    assert row["text"] == "很好 *** ***"


def workbook(sheets: dict[str, list[list]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


XLSX = [
    ["订单编号", "买家实际支付金额", "订单创建时间"],
    ["10000000000000001", 41.86, datetime(2026, 10, 1, 9)],
    ["10000000000000002", "1,000.00", "2026/10/2 9:05"],
]


def test_a_workbook_is_read_from_every_sheet_of_its_kind(desk):
    content = workbook({"一": XLSX, "二": [["a"], ["b"]], "三": [XLSX[0], ["3", "x", None]]})
    seen = desk.bytes(content, name="orders.xlsx")
    assert (seen.container, seen.sheets, seen.sheets_ignored) == ("xlsx", ("一", "三"), ("二",))
    (fault,) = seen.faults
    assert (fault.sheet, fault.line) == ("三", 2)


def test_a_workbook_counts_lines_as_its_program_does(desk):
    seen = desk.bytes(workbook({"一": [["发布模板"], [], *XLSX, ["4", "x"]]}), name="a.xlsx")
    assert [fault.line for fault in seen.faults] == [6]


def test_a_wrong_dimension_hides_nothing(desk):
    content = workbook({"一": XLSX})
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for member in old.namelist():
            part = old.read(member)
            if member.startswith("xl/worksheets/"):
                part = part.replace(b'ref="A1:C3"', b'ref="A1:A1"')
            new.writestr(member, part)
    seen = desk.bytes(packed.getvalue(), name="a.xlsx")
    assert (seen.rows, seen.totals) == (2, {"paid_fen": 104186})


def test_order_numbers_kept_as_numbers_in_a_workbook_are_a_fault(desk):
    rows = [XLSX[0], [35153000000000001, 1, "2026-10-01"]]
    (fault,) = desk.bytes(workbook({"一": rows}), name="a.xlsx").faults
    assert fault.column == "订单编号"


def test_a_true_xls_is_read(desk):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("report")
    for n, row in enumerate(XLSX):
        for place, value in enumerate(row):
            text = value.strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, datetime) else value
            sheet.write(n, place, text)
    packed = io.BytesIO()
    book.save(packed)
    seen = desk.bytes(packed.getvalue(), name="a.csv")
    assert (seen.container, seen.totals) == ("xls", {"paid_fen": 104186})


def test_an_html_table_saved_as_xls_is_read(desk):
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in XLSX)
    page = f"<html><head><meta charset='gbk'></head><body><table>{cells}</table></body></html>"
    seen = desk.bytes(page.encode("gbk"), name="订单.xls")
    assert (seen.container, seen.rows, seen.totals) == ("html", 2, {"paid_fen": 104186})


def test_a_zip_with_one_csv_is_read(desk, staged):
    header = HEADERS["alimama_item_report_2026_zip_csv"]
    row = [
        "2026-08-01",
        "611",
        "杯子",
        "8",
        "计划",
        "1.50",
        "2",
        "3",
        "100",
        "9",
        "1",
        "1",
        "0",
        "0",
    ]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        text = f"{','.join(header)}\n{','.join(row)}\n{','.join(row)}\n"
        archive.writestr("商品报表_20260801_110000.csv", text.encode("gb18030"))
    seen = desk.bytes(packed.getvalue(), name="商品报表_20260801_110000.zip")
    assert (seen.container, seen.encoding, seen.kind) == ("zip", "gb18030", "ad_item")
    # Parts of one figure are added, not replaced.
    assert [(row["spend_fen"], row["clicks"]) for row in staged(seen)] == [(300, 18)]


def test_rows_are_staged_month_by_month(desk, staged):
    later, sooner = ROW.replace("2026-10", "2026-12"), ROW.replace("1,", "2,", 1)
    rows = staged(desk.orders(later + sooner + "3,a,1,,,,,1\n"))
    assert [row["month"] for row in rows] == ["0000-00", "2026-10", "2026-12"]


def test_nothing_is_left_in_staging_when_a_file_is_faulty(desk):
    desk.orders(ROW + "3,a,x,,,,,1\n")
    assert list((desk.folder / "staging").iterdir()) == []


@pytest.mark.parametrize("at", ["2026-10-01 00:30:00", "0:30:00", "00:30"])
def test_a_booking_is_dated_by_its_time_or_by_the_day_beside_it(desk, staged, at):
    text = f"支付流水号,入帐日期,入帐时间,收入金额(元),支出金额(元)\n1,2026/10/1,{at},5.00,\n"
    (row,) = staged(desk.csv(text, name="动账.csv"))
    assert row["booked_at"] == datetime(2026, 9, 30, 16, 30)


VALUES = {
    "text": "字",
    "count": "1,234",
    "fen": "12.50",
    "share": "12.50%",
    "seconds": "30",
    "score": "4.8",
    "instant": "2026-10-05 09:00:00",
    "day": "2026-10-05",
}


@pytest.mark.parametrize("listed", sorted(HEADERS))
def test_each_layout_ever_seen_is_read_whole(desk, staged, listed):
    match = recognise(HEADERS[listed])
    kinds = {place: match.kind.table.columns.get(name) for name, place in match.places.items()}
    cells = [VALUES.get(kinds.get(n), "1") for n in range(len(HEADERS[listed]))]
    quoted = [",".join(f'"{cell}"' for cell in row) for row in (HEADERS[listed], cells)]
    name = "611234567890_2026-10-05_2026-10-05.csv"
    seen = desk.csv("\r\n".join(quoted), name=name, encoding="gb18030")
    assert [str(fault) for fault in seen.faults] == []
    (row,) = staged(seen)
    told = set(match.places) - {"address"}
    assert told <= row.keys() and row["month"] in ("2026-10", "0000-00")
    fens = [name for name in told if match.kind.table.columns[name] == "fen"]
    assert all(row[name] == 1250 == seen.totals[name] for name in fens)
