"""Where the header is, and what names say."""

from datetime import date

import pytest

from shopkit.intake.layout import exported_at, item_of, layout, period


def test_the_header_is_the_row_with_most_known_names():
    rows = [["订单编号 说明"], [], ["订单编号", "总金额", "订单创建时间 "], ["1", "2", "3"]]
    found = layout(rows, kind=None, mapping=None)
    assert (found.place, found.titles, found.match.kind.name) == (2, ["订单编号 说明"], "orders")


@pytest.mark.parametrize(
    ("name", "stamp"),
    [
        ("ExportOrderList201903121048.csv", "2019-03-12T02:48:00+00:00"),
        ("ExportOrderDetailList2016092310161.xlsx", "2016-09-23T02:16:00+00:00"),
        ("商品报表_20260801_110000.csv", "2026-08-01T03:00:00+00:00"),
        ("【生意参谋平台】商品_全部_2026-07-20_2026-07-26.csv", "2026-07-26T16:00:00+00:00"),
        ("自定义报表_人均日接入_2026-04-20至2026-04-20.xlsx", "2026-04-20T16:00:00+00:00"),
    ],
)
def test_a_name_tells_when_its_file_speaks(name, stamp):
    assert exported_at(name).isoformat() == stamp


@pytest.mark.parametrize(
    "name", ["ExportOrderList25827949225.xlsx", "orders.csv", "2026-13-45.csv"]
)
def test_other_numbers_are_no_time(name):
    assert exported_at(name) is None


@pytest.mark.parametrize(
    "text",
    [
        "无线店铺流量来源-2017-11-12_2017-11-18.xls",
        "统计时间：2017年11月12日 至 2017年11月18日",
        "20171112-20171118",
        "2017/11/12～2017/11/18",
    ],
)
def test_a_period_is_found_in_names_and_titles(text):
    assert period([text]) == (date(2017, 11, 12), date(2017, 11, 18))


def test_a_single_day_is_a_period_of_one():
    assert period(["库存 2026-10-01.xlsx"]) == (date(2026, 10, 1), date(2026, 10, 1))
    assert period(["库存.xlsx"]) is None


def test_the_item_is_told_by_its_number_and_not_by_a_date():
    assert item_of("商品流量来源_611234567890_2026-07-20_2026-07-26.xls") == "611234567890"
    assert item_of("商品流量来源_20260720_110000.xls") is None
