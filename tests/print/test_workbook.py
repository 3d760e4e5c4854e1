"""Files handed out hold numbers as numbers and text as text, whatever the text begins with."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from shopkit.print.workbook import csv_bytes, workbook

HEADS = [("SKU", "text"), ("数量", "qty"), ("金额", "fen"), ("日期", "day"), ("占比", "share")]
ROW = ["MUG", 12, 190248715, date(2026, 10, 1), 0.2016]
FORMULAS = ["=1+1", "@x", "+1", "-1", "＝1+1", "＋1", '="123"', "#N/A", "\t=1", "=cmd|'/c calc'!A1"]


def opened(heads, rows, name="Stock"):
    return load_workbook(BytesIO(workbook([(name, heads, rows)]))).worksheets[0]


def lines(heads, rows) -> list[list[str]]:
    return list(csv.reader(StringIO(csv_bytes(heads, rows).decode("utf-8-sig"), newline="")))


def test_each_kind_is_a_cell_of_its_kind():
    cells = opened(HEADS, [ROW])[2]
    assert [cell.data_type for cell in cells] == ["s", "n", "n", "d", "n"]
    assert (cells[2].value, cells[2].number_format) == (1902487.15, "#,##0.00")
    assert (cells[3].value.date(), cells[4].number_format) == (date(2026, 10, 1), "0.00%")


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("kind", ["text", "qty", "fen", "day"])
def test_text_never_becomes_a_formula(text, kind):
    sheet = opened([("=HEAD()", kind)], [[text]])
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", text)
    assert sheet["A1"].data_type == "s"


def test_a_formula_stays_text_when_a_person_edits_its_cell():
    assert opened(HEADS[:1], [["=1+1"]])["A2"].quotePrefix
    assert not opened(HEADS[:1], [["MUG"]])["A2"].quotePrefix


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_any_text_can_be_written(text):
    assert opened([("x", "text")], [[text]])["A2"].data_type in "sn"
    assert csv_bytes([("x", "text")], [[text]]).startswith(b"\xef\xbb\xbf")


def test_a_long_number_of_an_order_keeps_its_last_digits():
    assert opened(HEADS[:1], [[4025123456789012345]])["A2"].value == "4025123456789012345"


def test_the_first_row_is_bold_stays_in_sight_and_filters():
    sheet = opened(HEADS, [ROW, ROW])
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E3")
    assert all(cell.font.bold for cell in sheet[1])


def test_a_column_is_as_wide_as_what_stands_in_it():
    rows = [["景德镇手工青花瓷功夫茶具", "MUG-SAUCER-01"]]
    sheet = opened([("品名", "text"), ("SKU", "text")], rows)
    assert sheet.column_dimensions["A"].width >= 24 > sheet.column_dimensions["B"].width >= 13


def test_names_that_excel_refuses_are_made_fit():
    book = load_workbook(
        BytesIO(workbook([(name, HEADS, []) for name in ("a/b:c", "A b c", "", "库" * 40)]))
    )
    assert book.sheetnames == ["a b c", "A b c 2", "3", "库" * 31]


def test_the_unknown_is_an_empty_cell():
    assert [cell.value for cell in opened(HEADS, [[None] * 5])[2]] == [None] * 5
    assert lines(HEADS, [[None] * 5])[1] == [""] * 5


def test_a_csv_has_money_in_yuan_and_its_mark():
    assert csv_bytes(HEADS, [ROW]).startswith(b"\xef\xbb\xbfSKU,")
    assert lines(HEADS, [ROW])[1] == ["MUG", "12", "1902487.15", "2026-10-01", "0.2016"]


@pytest.mark.parametrize("text", [text for text in FORMULAS if not text.startswith("#")])
def test_a_csv_guards_what_would_be_a_formula(text):
    assert lines([(text, "text")], [[text]]) == [[f"'{text}"]] * 2


def test_a_negative_number_is_a_number():
    assert lines([("change", "qty"), ("sum", "fen")], [[-3, -5]])[1] == ["-3", "-0.05"]
