"""The files themselves: the same bytes each time, the platforms' own headers, nobody's data."""

import json
import re
from pathlib import Path

import openpyxl
import pytest

from shopkit import sample

HEADERS = json.loads(
    (Path(__file__).parent.parent / "intake" / "headers.json").read_text(encoding="utf-8")
)
GENERATIONS = {
    "ExportOrderList202509151030.csv": "ExportOrderList_2018_taobao",
    "ExportOrderList202604151032.csv": "ExportOrderList_2022",
    "ExportOrderList202611010802.xlsx": "ExportOrderList_2025_qianniu_selectable_seen",
    "ExportOrderDetailList202509151030.csv": "ExportOrderDetailList_2022",
    "ExportOrderDetailList202611010802.xlsx": "ExportOrderDetailList_2024plus_A_to_W",
    "退款报表_20261101_080300.csv": "refund_2022plus",
    "退款报表_20261101_080302.xlsx": "refund_2022plus",
    "店铺整体_2025-05-01_2025-12-31.csv": "sycm_shop_daily_2019_all",
    "商品_全部_2026-08-01_2026-10-31.csv": "sycm_product_ranking",
    "流量来源_2026-10-31_2026-10-31.csv": "sycm_shop_traffic_source_2018",
    "直通车账户": "ztc_account",
    "直通车计划": "ztc_plan",
    "万相台创意": "wanxiangtai_creative",
    "商品报表": "alimama_item_report_2026_zip_csv",
    "售前绩效": "chitu_like_presale",
    "客服工作量": "chitu_like_workload_2019",
    "商品导出": "qianniu_item_export_2026",
    "聚水潭": "jushuitan_stock_A",
    "评价": "sycm_review",
}
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
ID_CARD = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def header(rows):
    return max(rows[:6], key=lambda row: sum(map(bool, row)))


@pytest.mark.parametrize(("word", "generation"), GENERATIONS.items())
def test_a_file_has_the_header_of_its_generation_trailing_blanks_and_all(sheets, word, generation):
    (name,) = [name for name in sheets if word in name]

    assert header(sheets[name]) == HEADERS[generation]


def test_the_same_seed_gives_the_same_bytes(sample_files, tmp_path):
    again = sample.files(tmp_path)

    assert [path.name for path in again] == [path.name for path in sample_files]
    assert all(
        one.read_bytes() == other.read_bytes()
        for one, other in zip(again, sample_files, strict=True)
    )


def test_there_are_few_files_and_they_are_small(sample_files):
    assert len(sample_files) <= 90
    assert sum(path.stat().st_size for path in sample_files) < 60e6


def test_every_file_says_it_is_sample_data(sample_files):
    assert all(path.name.startswith("样例-") for path in sample_files)
    assert "样例" in sample.NAME


def test_no_cell_looks_like_a_phone_or_an_identity_card(sheets):
    looks = {
        cell
        for rows in sheets.values()
        for row in rows
        for cell in row
        if PHONE.search(cell) or (ID_CARD.search(cell) and not cell.startswith("88000"))
    }

    assert looks == set()


def test_names_phones_and_streets_are_masked_or_plainly_invented(sheets, orders):
    assert {row["联系手机"] for row in orders if "联系手机" in row} == {"'138****0000"}
    assert all(row["收货人姓名"].endswith("**") for row in orders if "收货人姓名" in row)
    assert all(" 示例区 示例路" in row["收货地址"] for row in orders)
    assert all(re.fullmatch("tb_[0-9a-z]{5}", row["买家会员名"]) for row in orders)


def test_ids_are_wrapped_and_line_rows_end_in_a_comma_too_many(sample_files):
    (path,) = [path for path in sample_files if "DetailList202509" in path.name]
    head, first = path.read_bytes().decode("gb18030").split("\r\n")[:2]

    assert first.startswith('="35') and first.endswith(",")
    assert not head.endswith(",")


def test_statuses_mix_the_two_widths_of_comma_only_in_newer_files(sheets):
    seen = {name: {cell for row in rows for cell in row} for name, rows in sheets.items()}
    old, new = (
        next(cells for name, cells in seen.items() if f"OrderList{stamp}" in name)
        for stamp in ("202509151030", "202611010802")
    )

    assert "卖家已发货，等待买家确认" in new and "买家已付款,等待卖家发货" in new
    assert "买家已付款,等待卖家发货" not in old


def test_another_program_can_open_the_workbooks(sample_files):
    for path in sample_files:
        if path.suffix == ".xlsx" and path.stat().st_size < 40_000:
            assert openpyxl.load_workbook(path).active.max_row > 2
