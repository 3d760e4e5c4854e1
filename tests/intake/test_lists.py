"""Lists that people keep by hand, as they really look."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.errors import BadFile
from shopkit.intake import lists, price_sheets
from shopkit.intake.lists import pasted, read_list
from shopkit.intake.price_sheets import pasted_price_sheet, price_sheet, rates
from shopkit.shipping.freight import Sheet, choose, faults


def cells(text: str) -> str:
    """A list drawn with bars, as a workbook puts it on the clipboard."""
    rows = [row.strip().strip("|").split("|") for row in text.strip().splitlines()]
    return "\n".join("\t".join(cell.strip() for cell in row) for row in rows)


def workbook(path: Path, sheets: dict[str, list[list]], merged: dict[str, list[str]] | None = None):
    """A workbook with these sheets and merged ranges."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for span in (merged or {}).get(title, []):
            sheet.merge_cells(span)
    book.save(path)
    return path


def told(read) -> list[tuple]:
    return [
        (row["carrier"], row["zone"], row["first_g"], row["first_fee_fen"], row["step_fee_fen"])
        for row in read.rows
    ]


def wrong(read) -> list[tuple]:
    return [(fault.line, fault.column) for fault in read.faults]


def test_a_plain_price_sheet_becomes_rates():
    read = pasted_price_sheet(
        cells("""
        快递 | 省份 | 首重 | 首费 | 续重 | 续费 | 抛比 | 偏远附加 | 时效
        中通 | 全国 | 1kg | 8 | 1kg | 5元 | 1:8000 | | 3天
        中通 | 新疆 | 1kg | ￥12 | 500g | 10 | 8000 | 5.5 | 5-7天
    """)
    )
    assert read.faults == []
    first, second = rates(read)
    assert (first.first_g, first.first_fee_fen, first.divisor, first.days) == (1000, 800, 8000, 3)
    assert (second.step_g, second.surcharge_fen, second.days) == (500, 550, 7)
    assert faults(Sheet(rates(read))) == []


def test_provinces_in_one_cell_become_a_row_each():
    read = pasted_price_sheet(
        cells("""
        快递 | 省份 | 首费 | 续费
        中通 | 江苏、浙江省、上海 | 3 | 1
        中通 | 其他地区 | 6 | 3
    """)
    )
    assert [row["zone"] for row in read.rows] == ["江苏", "浙江", "上海", "全国"]


def test_a_missing_first_weight_is_taken_as_a_kilogram_and_said():
    read = pasted_price_sheet(cells("快递|省份|首费|续费\n中通|全国|3|1\n中通|西藏|不发|"))
    ((template, facts),) = read.notes
    assert (facts["n"], read.rows[0]["first_g"]) == (1, 1000)
    assert template.format(**facts)


@pytest.mark.parametrize(
    "row", ["中通|西藏|不发|不发||", "中通|西藏|||不发|", "中通|西藏(不到)||||", "中通|西藏||||是"]
)
def test_where_a_carrier_does_not_go_is_told_in_many_ways(row):
    read = pasted_price_sheet(
        cells("快递|省份|首费|续费|不发|停发货\n" + row.replace("|是", "是|"))
    )
    assert ([r["is_excluded"] for r in read.rows], read.faults) == ([True], [])


def test_weights_in_the_header_price_the_cells_below():
    read = pasted_price_sheet(cells("目的地|首重(1KG)|续重（0.5公斤）\n广东|3.5|1"), carrier="圆通")
    assert told(read) == [("圆通", "广东", 1000, 350, 100)]
    assert read.rows[0]["step_g"] == 500


def test_a_header_in_yuan_is_a_fee_though_it_is_called_a_weight():
    read = pasted_price_sheet(cells("目的地|首重(元)|续重(元)\n广东|3.5|1"), carrier="圆通")
    assert told(read) == [("圆通", "广东", 1000, 350, 100)]


def test_first_weight_alone_means_its_price():
    read = pasted_price_sheet(cells("省份|首重|续重|备注\n广东|3.5|1|"), carrier="圆通")
    assert told(read) == [("圆通", "广东", 1000, 350, 100)]
    assert read.ignored == ("备注",)


def test_merged_heads_titles_sums_and_remarks_are_no_rows(tmp_path):
    path = workbook(
        tmp_path / "报价.xlsx",
        {
            "报价": [
                ["2026年快递报价表"],
                ["快递", "省份", "首重", None, "续重", None, "备注"],
                [None, None, "重量(kg)", "价格(元)", "重量(kg)", "价格(元)", None],
                ["中通", "广东", 1, 3.5, 1, 1.2, ""],
                [None, "福建", 1, 4, 1, 1.5, ""],
                ["圆通", "全国", 0.5, "5元", 0.5, "2元", ""],
                [],
                ["合计", None, None, 12.5],
                ["以上价格均含税，偏远地区另议"],
            ]
        },
        {"报价": ["A1:G1", "C2:D2", "E2:F2", "A2:A3", "A4:A5"]},
    )
    read = price_sheet(path)
    assert read.faults == []
    assert told(read) == [
        ("中通", "广东", 1000, 350, 120),
        ("中通", "福建", 1000, 400, 150),
        ("圆通", "全国", 500, 500, 200),
    ]
    assert [line for line, _ in read.dropped] == [8, 9]


def test_a_sheet_for_each_carrier_is_named_by_its_tab(tmp_path):
    rows = [["省份", "首费", "续费"], ["全国", 8, 5]]
    path = workbook(tmp_path / "a.xlsx", {"中通": rows, "圆通": rows, "说明": [["请联系客服"]]})
    read = price_sheet(path, trusted=True)
    assert [row["carrier"] for row in read.rows] == ["中通", "圆通"]


def test_without_any_carrier_each_row_says_so():
    read = pasted_price_sheet(cells("省份|首费|续费\n全国|8|5"))
    assert (read.rows, wrong(read)) == ([], [(2, "")])


def test_faults_are_collected_with_their_line_and_header():
    read = pasted_price_sheet(
        cells("""
        快递 | 省份 | 首费 | 续费 | 首重
        中通 | 火星 | 3 | 1 | 1
        中通 | 广东 | 三元 | 1 | 1
        中通 | 广东 | 3 | | 1
        中通 | 广东 | 3 | 1 | 1000
        中通 | 浙江 | 3 | 1 | 1
    """)
    )
    assert wrong(read) == [(2, "省份"), (3, "首费"), (5, "首重"), (4, "")]
    assert [row["zone"] for row in read.rows] == ["浙江"]
    assert all(str(fault) for fault in read.faults)


def test_a_list_without_its_columns_says_which():
    read = pasted_price_sheet(cells("快递|省份|时效\n中通|全国|3"))
    assert [fault.facts["column"] for fault in read.faults] == ["首费", "续费"]


def test_an_empty_list_is_told_so():
    assert len(pasted("", lists.SKU_MASTER).faults) == 1
    assert [f.what for f in pasted("SKU\t重量", lists.SKU_MASTER).faults] == [lists.NO_ROWS]
    assert listed_nothing(lists.listed([], lists.LOCATIONS))


def listed_nothing(read) -> bool:
    return not read.rows and len(read.faults) == 1


def test_a_carriers_bill_is_read_with_its_weights_and_fees(tmp_path):
    text = (
        "运单号,揽收日期,目的省份,计费重量(kg),运费(元)\n"
        '="0007812","2026-10-03 18:22:00",广东省,1.25,"1,003.50"\n'
        "7813,2026/10/4,新疆,500g,-2\n"
        "合计,,,1.75,1001.5\n"
    )
    path = tmp_path / "账单.csv"
    path.write_bytes(text.encode("gb18030"))
    read = read_list(path, lists.CARRIER_BILL)
    first, second = read.rows
    assert (first["tracking_no"], first["weight_g"], first["fee_fen"]) == ("0007812", 1250, 100350)
    assert (first["billed_on"].isoformat(), second["fee_fen"]) == ("2026-10-03", -200)
    assert (second["weight_g"], read.faults, len(read.dropped)) == (500, [], 1)


def test_a_tracking_number_that_excel_shortened_is_a_fault():
    read = pasted("运单号\t运费\n7.81200E+15\t3", lists.CARRIER_BILL)
    assert wrong(read) == [(2, "运单号")]


def test_a_purchase_order_is_goods_counts_and_costs():
    read = pasted("货号\t数量\t单价\nMUG\t12件\t3.2元/个\nTEE\t\t3", lists.PURCHASE_LINES)
    assert [(row["sku"], row["qty"], row["unit_cost_fen"]) for row in read.rows] == [
        ("MUG", 12, 320)
    ]
    assert wrong(read) == [(3, "数量")]


def test_locations_have_a_walk_and_a_kind():
    read = pasted("库位\t顺序\t类型\nA-01-2\t10\t货架\nB-1\t\t次品\nC-1\t\t", lists.LOCATIONS)
    assert [(row["code"], row["walk"], row["kind"]) for row in read.rows] == [
        ("A-01-2", 10, "storage"),
        ("B-1", None, "damaged"),
        ("C-1", None, None),
    ]


def test_goods_are_weighed_in_grams_unless_they_say_otherwise():
    read = pasted(
        cells("""
        商家编码 | 重量 | 长(cm) | 条码 | 交期 | 起订量
        MUG | 310 | 12.5 | 6901234567892 | 7天 | 24
        TEE | 0.3kg | | | 5-9 | 1
        CAP | 0.3 | | | |
    """),
        lists.SKU_MASTER,
    )
    assert [(row["sku"], row["weight_g"], row["length_mm"]) for row in read.rows] == [
        ("MUG", 310, 125),
        ("TEE", 300, None),
    ]
    assert [row["lead_time_days"] for row in read.rows] == [7, 9]
    assert wrong(read) == [(4, "重量")]  # 0.3 g is no weight and nobody said kg


def test_goods_weighed_under_a_header_in_kilograms_are_kilograms():
    read = pasted("sku\t重量(kg)\nMUG\t0.31", lists.SKU_MASTER)
    assert read.rows[0]["weight_g"] == 310


def test_a_file_that_is_no_list_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing that opens")
    with pytest.raises(BadFile):
        read_list(path, lists.SKU_MASTER)


def test_a_list_too_long_to_be_kept_by_hand_is_refused(tmp_path, monkeypatch):
    from shopkit.intake import grid

    monkeypatch.setattr(grid, "ROWS", 2)
    path = tmp_path / "a.csv"
    path.write_text("sku\nA\nB\n", encoding="utf-8")
    with pytest.raises(BadFile):
        read_list(path, lists.SKU_MASTER, trusted=True)


def test_a_quotation_mark_left_open_is_a_fault_with_its_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('sku,重量\nMUG,310\nTEE,"180\n', encoding="utf-8")
    read = read_list(path, lists.SKU_MASTER, trusted=True)
    assert ([row["sku"] for row in read.rows], wrong(read)) == (["MUG"], [(3, "")])


def test_what_was_pasted_prices_a_parcel():
    read = pasted_price_sheet(cells("快递|省份|首费|续费\n中通|江浙沪|3|1\n中通|全国|6|3"))
    chosen = choose(Sheet(rates(read)), "浙江省", 1500)
    assert (chosen.carrier, chosen.fee_fen) == ("中通", 400)


@given(st.text(alphabet="0123456789.,-+元kg克天/:(不发)广东 \t\n=\"'E", max_size=80))
def test_nothing_pasted_ever_breaks_the_reading(text):
    header = "快递\t省份\t首费\t续费\t首重\t抛比\t时效\n"
    read = price_sheets.pasted_price_sheet(header + text, carrier="中通")
    assert read.rows or read.faults or read.dropped
    for columns in (lists.CARRIER_BILL, lists.SKU_MASTER, lists.LOCATIONS, lists.PURCHASE_LINES):
        names = "\t".join(each.names[0] for each in columns.values())
        assert pasted(names + "\n" + text, columns) is not None
