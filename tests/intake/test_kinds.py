"""Every header list seen in real files is recognised, whatever is done to its names."""

import csv
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit import text
from shopkit.errors import NotFound
from shopkit.intake import kinds
from shopkit.intake.kinds import plain, recognise

HERE = Path(__file__).parent
LISTS = json.loads((HERE / "headers.json").read_text(encoding="utf-8"))
EXPECTED = json.loads((HERE / "expected_columns.json").read_text(encoding="utf-8"))

each_list = pytest.mark.parametrize("name", LISTS)


def taken(headers, column):
    """The header of the file that a column is read from."""
    return headers[recognise(headers).places[column]]


def test_every_list_has_an_expectation():
    assert LISTS.keys() == EXPECTED.keys()


@each_list
def test_each_list_is_its_kind_with_every_useful_column(name):
    match = recognise(LISTS[name])
    assert match.kind.name == EXPECTED[name]["kind"]
    assert set(EXPECTED[name]["columns"].split()) - match.places.keys() == set()


@each_list
def test_every_header_is_either_read_or_named_as_ignored(name):
    match = recognise(LISTS[name])
    read = {LISTS[name][place] for place in match.places.values()}
    assert read | set(match.ignored) == set(LISTS[name])


@each_list
def test_the_order_of_columns_does_not_matter(name):
    before = recognise(LISTS[name])
    shuffled = random.Random(name).sample(LISTS[name], len(LISTS[name]))
    after = recognise(shuffled)
    repeated = {"商家编码", "发货时间"}  # the first and the second of these mean different things
    assert after.kind.name == before.kind.name
    assert after.places.keys() == before.places.keys()
    for column, place in before.places.items():
        if LISTS[name][place] not in repeated:
            assert shuffled[after.places[column]] == LISTS[name][place]


@each_list
def test_blanks_breaks_width_and_capitals_in_names_do_not_matter(name):
    def worn(header):
        wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in header)
        return f" {wide[:2]} \u3000{wide[2:]}\n".upper()

    match = recognise([worn(header) for header in LISTS[name]])
    assert (match.kind.name, match.places) == (
        EXPECTED[name]["kind"],
        recognise(LISTS[name]).places,
    )


@each_list
def test_a_header_row_is_known_better_than_a_row_of_values(name):
    assert kinds.known(LISTS[name]) >= len(recognise(LISTS[name]).places) - 2
    assert kinds.known(["2026-10-01", "12.50", "-", "", "买家已付款，等待卖家发货"]) == 0


def test_each_money_column_of_an_order_comes_from_its_own_header():
    old, new = (
        LISTS["ExportOrderList_2018_taobao"],
        LISTS["ExportOrderList_2025_qianniu_selectable_seen"],
    )
    money = ("goods_fen", "total_fen", "paid_fen", "settled_fen", "refund_fen")
    assert [taken(old, column) for column in money] == [
        "买家应付货款", "总金额", "买家实际支付金额", "打款商家金额", "退款金额",
    ]  # fmt: skip
    assert [taken(new, column) for column in money] == [
        "买家应付货款", "总金额", "买家实付金额", "确认收货打款金额", "退款金额",
    ]  # fmt: skip


def test_the_former_total_is_no_total():
    match = recognise(["订单编号", "总金额(旧版)", "买家实付金额", "订单付款时间"])
    assert "total_fen" not in match.places and "总金额(旧版)" in match.ignored


@pytest.mark.parametrize(
    "headers",
    [
        "订单编号,支付单号,支付详情,买家实付金额,订单状态,订单付款时间,店铺名称,发货时间,确认收货打款金额",
        "订单编号,支付单号,支付详情,买家应付货款,买家应付邮费,总金额,买家实付金额,订单创建时间,"
        "订单付款时间,商品标题,退款金额,是否主动赔付,主动赔付金额,主动赔付出账时间,商品属性SKU,"
        "C2B小额收款,确认收货打款金额,含应开票给个人红包,总金额(旧版)",
        "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额",
        "买家会员名,买家实际支付金额,收货人姓名,宝贝标题,订单付款时间 ",
        "买家会员名,买家实际支付金额,收货人姓名,宝贝标题",
        "订单编号,买家实付金额,订单付款时间,商品标题,商家编码",
        "订单编号,订单状态,物流单号,发货时间",
    ],
)
def test_an_order_file_with_few_columns_ticked_is_still_orders(headers):
    assert recognise(headers.split(",")).kind.name == "orders"


@given(st.sets(st.sampled_from(LISTS["ExportOrderList_2025_qianniu_selectable_seen"])))
def test_whatever_else_is_ticked_an_order_number_with_money_is_orders(ticked):
    headers = ["订单编号", "买家实付金额", *sorted(ticked - {"订单编号", "买家实付金额"})]
    match = recognise(headers)
    assert (match.kind.name, headers[match.places["paid_fen"]]) == ("orders", "买家实付金额")


@given(st.sets(st.sampled_from(LISTS["sycm_shop_daily_2019_all"])))
def test_a_shop_day_never_takes_one_terminal_for_all(ticked):
    headers = [
        "统计日期",
        "访客数",
        "支付金额",
        *sorted(ticked - {"统计日期", "访客数", "支付金额"}),
    ]
    match = recognise(headers)
    assert match.kind.name == "shop_days"
    assert not [p for p in match.places.values() if headers[p].startswith(("PC端", "无线端"))]


def test_the_renamed_advertising_costs_of_a_shop_day_are_read():
    costs = {
        "ad_affiliate_fen": "淘宝客佣金",
        "ad_site_fen": "全站推广花费",
        "ad_search_fen": "关键词推广花费",
        "ad_crowd_fen": "精准人群推广花费",
        "ad_smart_fen": "智能场景花费",
        "ad_display_fen": "钻石展位消耗",
    }
    headers = ["统计日期", "店铺名称", "访客数", "浏览量", "支付金额", *costs.values()]
    assert {column: taken(headers, column) for column in costs} == costs


def test_the_newer_traffic_layout_leaves_every_change_column_out():
    figures = ["访客数", "浏览量", "支付金额", "支付买家数", "加购人数"]
    pairs = [header for figure in figures for header in (figure, figure + "变化")]
    match = recognise(["一级来源", "二级来源", "三级来源", *pairs])
    assert match.kind.name == "shop_traffic"
    assert match.ignored == tuple(figure + "变化" for figure in figures)


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("sycm_service_overview", "生意参谋"),
        ("sycm_service_by_agent", "生意参谋"),
        ("chitu_cs_persona_daily_2026", "赤兔"),
        ("chitu_like_presale", "赤兔"),
        ("chitu_like_workload_2019", "赤兔"),
        ("jushuitan_stock_A", "聚水潭"),
        ("jushuitan_stock_B", "聚水潭"),
        ("wangdiantong_stock", "旺店通"),
    ],
)
def test_a_file_tells_which_system_wrote_it(name, system):
    assert recognise(LISTS[name]).kind.fixed["system"] == system


def test_only_files_without_a_day_are_dated_by_their_name():
    dated = {name for name in LISTS if recognise(LISTS[name]).kind.dated_by_name}
    assert dated == {
        "sycm_shop_traffic_source_2018",
        "sycm_item_traffic_source",
        "qianniu_item_export_2026",
        "chitu_cs_persona_daily_2026",
        "sycm_service_overview",
        "sycm_service_by_agent",
        "jushuitan_stock_A",
        "jushuitan_stock_B",
        "wangdiantong_stock",
    }


def test_a_suffix_of_late_or_corrected_counting_is_part_of_no_name():
    headers = ["日期", "旺旺", "接待人数修", "询单人数延", "销售额延", "买家消息"]
    assert recognise(headers).places.keys() == {
        "day", "agent", "received", "inquirers", "paid_fen", "buyer_messages",
    }  # fmt: skip


def test_hours_are_turned_into_seconds_in_both_widths_of_brackets():
    for header in ("退货退款完结时长（小时）", "退货退款完结时长(小时)"):
        match = recognise(["咨询人数", "接待人数", "旺旺回复率", header])
        assert match.kind.units[plain(header)] == 3600 and "return_seconds" in match.places


def test_the_second_merchant_code_of_an_item_is_its_skus():
    match = recognise(LISTS["qianniu_item_export_2026"])
    codes = [
        n for n, header in enumerate(LISTS["qianniu_item_export_2026"]) if "商家编码" in header
    ]
    assert [match.places["item_code"], match.places["sku"]] == codes


@pytest.mark.parametrize(
    "headers",
    [
        "update_time,id,title,price,sale_count,comment_count,店名",
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
        "标题,负责人,截止时间,优先级,标签,状态",
        "日期,收入,支出",
        "",
    ],
)
def test_a_file_of_no_known_kind_is_left_to_a_person(headers):
    assert recognise(headers.split(",")) is None


@pytest.mark.parametrize("kind", kinds.kinds(), ids=lambda kind: kind.name)
def test_each_kind_keeps_to_its_table(kind):
    columns = kind.columns.keys() - {"address"}
    keys = set(kind.table.key) - columns - kind.fixed.keys() - {"day", "days", "seen_on"}
    assert columns <= kind.table.columns.keys()
    assert kind.fixed.keys() | set(kind.key_optional) <= kind.table.columns.keys()
    assert {column for group in kind.needs for column in group} <= kind.columns.keys()
    assert keys <= set(kind.key_optional) | set(kind.named)
    assert kind.table.key and all(header == plain(header) for header in kind.forbids + kind.signs)


def test_kinds_have_names_and_chinese_titles_of_their_own():
    say = text.speaker("zh")
    assert len({kind.name for kind in kinds.kinds()}) == len(kinds.kinds())
    assert not [kind.name for kind in kinds.kinds() if say(kind.title) == kind.title]


def test_a_kind_is_forced_by_name_or_refused_with_the_names_there_are():
    headers = ["订单编号", "标题", "价格"]
    assert kinds.matched(kinds.named("order_lines"), headers).places["title"] == 1
    assert kinds.matched(kinds.named("refunds"), headers) is None
    with pytest.raises(NotFound) as caught:
        kinds.named("order")
    assert "orders" in caught.value.facts["kinds"]


def test_real_order_files_are_recognised(real):
    for name, encoding in (("tmall_order_report.csv", "utf-8"), ("taobao_gbk.csv", "gbk")):
        with real(name).open(encoding=encoding, newline="") as file:
            assert recognise(next(csv.reader(file))).kind.name == "orders"
    with real("double11_cosmetics_gb18030.csv").open(encoding="gb18030", newline="") as file:
        assert recognise(next(csv.reader(file))) is None


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("mingribooks.xls", "buyer paid_fen sku qty title address paid_at created_at status"),
        ("taobao_multisheet.xlsx", "buyer paid_fen title"),
    ],
)
def test_every_sheet_of_a_real_workbook_is_orders(real, name, columns):
    calamine = pytest.importorskip("python_calamine", reason="workbooks are read with calamine")
    book = calamine.CalamineWorkbook.from_path(real(name))
    for sheet in book.sheet_names:
        match = recognise([str(cell) for cell in book.get_sheet_by_name(sheet).to_python()[0]])
        assert match.kind.name == "orders"
        assert set(columns.split()) <= match.places.keys()
