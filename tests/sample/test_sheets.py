"""The writers: what was handed over is in the file, as the platform would have put it."""

import pytest
from python_calamine import CalamineWorkbook

from shopkit.money import shares
from shopkit.sample.reports import sheets


def test_a_column_fills_its_header_and_the_rest_stays_empty():
    table = sheets.rows(["订单编号", "总金额 ", "备注"], {"订单编号": ["1", "2"], "总金额": "9"})

    assert table == [("1", "9", ""), ("2", "9", "")]


def test_the_second_of_two_equal_headers_is_told_by_its_number():
    assert sheets.rows(["编码", "编码"], {"编码#2": ["b"]}) == [("", "b")]


def test_a_column_without_a_header_is_a_mistake():
    with pytest.raises(KeyError):
        sheets.rows(["总金额"], {"总额": ["1"]})


def test_cells_are_quoted_but_ids_are_guarded_and_tails_come_after_each_row():
    text = sheets.csv_text(["a", "b"], [('="1"', "x")], tail=",", titles=["标题"])

    assert text == '标题\r\na,b\r\n="1","x",\r\n'


def test_a_workbook_gives_back_its_texts(tmp_path):
    path = sheets.write_workbook(tmp_path / "a.xlsx", "订单", [["<编号>", "&"], ["01", ""]])

    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("订单")
    assert sheet.to_python() == [["<编号>", "&"], ["01", ""]]


def test_discounts_are_shared_as_money_shares_them():
    # The vectorised split of an order's discount follows the rule of `money.shares`.
    import numpy as np

    from shopkit.sample.orders import with_remainders

    order, worth = np.array([0, 0, 0, 1, 1]), np.array([1000, 1000, 1000, 12900, 8900])
    total, whole = np.array([1000] * 3 + [2000] * 2), np.array([3000] * 3 + [21800] * 2)
    part, rest = np.divmod(total * worth, whole)
    split = (part + with_remainders(order, rest, total, part)).tolist()

    assert split == shares(1000, [1000] * 3) + shares(2000, [12900, 8900])
