"""Tables handed out as files: xlsx for people who go on working, CSV for programs."""

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from unicodedata import east_asian_width

# What a spreadsheet takes for the beginning of a formula, its full-width forms included.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
FORMATS = {"text": "@", "qty": "#,##0", "fen": "#,##0.00", "day": "yyyy-mm-dd", "share": "0.00%"}
LONGEST = 32_767  # characters of a cell
LONGEST_NAME = 31
NARROWEST, WIDEST = 6, 60
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]\x00-\x1f]")

Head = tuple[str, str]
Sheet = tuple[str, Sequence[Head], Sequence[Sequence[object]]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of an xlsx: each sheet is a name, heads and rows; the first row stays in sight.

    A head is its words and the kind of its column: `text`, `qty`, `fen` (written as yuan), `day` or
    `share` (0 to 1). Text stays text whatever it begins with; None is an empty cell.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, (_, heads, rows) in zip(_names(sheets), sheets, strict=True):
        _fill(book.create_sheet(name), heads, rows)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def csv_bytes(heads: Sequence[Head], rows: Sequence[Sequence[object]]) -> bytes:
    """The bytes of a CSV that Excel opens in Chinese: UTF-8 with its mark, no formulas.

    Columns are as for `workbook`; money is in yuan, days are `2026-11-11`, shares 0 to 1.
    """
    text = StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow([_guarded(words) for words, _ in heads])
    for row in rows:
        lines.writerow([_plain(value, kind) for value, (_, kind) in zip(row, heads, strict=True)])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _fill(sheet, heads: Sequence[Head], rows: Sequence[Sequence[object]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for place, (words, kind) in enumerate(heads, 1):
        cell = _write(sheet.cell(1, place), words, "text")
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E4E4E4")
        cell.alignment = Alignment(
            horizontal="left" if kind == "text" else "right", vertical="center", wrap_text=True
        )
    for down, row in enumerate(rows, 2):
        for place, (value, (_, kind)) in enumerate(zip(row, heads, strict=True), 1):
            _write(sheet.cell(down, place), value, kind)
    for place, width in enumerate(_widths(heads, rows), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    if heads:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _write(cell, value: object, kind: str):
    """Fill one cell; a value that is not of its column's kind is text."""
    known = _number(value, kind)
    if known is None and (value is None or not _clean(value)):
        return cell
    if known is None:
        cell.value = _clean(value)
        # openpyxl would make a formula of "=1" and an error of "#N/A"
        cell.data_type, cell.number_format = "s", FORMATS["text"]
        cell.quotePrefix = _clean(value).startswith(FORMULA)
        return cell
    cell.value, cell.number_format = known, FORMATS[kind]
    return cell


def _number(value: object, kind: str) -> int | float | Decimal | date | None:
    """The value as its column's kind writes it, or None where it is none of that kind."""
    if isinstance(value, bool) or kind == "text":
        return None
    if kind == "day":
        return value if isinstance(value, date) else None
    if not isinstance(value, int | float | Decimal) or value != value or abs(value) == float("inf"):
        return None
    return Decimal(value) / 100 if kind == "fen" else value


def _plain(value: object, kind: str) -> str:
    known = _number(value, kind)
    if known is None:
        return "" if value is None else _guarded(value)
    return f"{known:.2f}" if kind == "fen" else str(known)


def _guarded(value: object) -> str:
    words = _clean(value)
    return f"'{words}" if words.lstrip(" \u3000").startswith(FORMULA) else words


def _clean(value: object) -> str:
    return _CONTROL.sub("", str(value))[:LONGEST]


def _widths(heads: Sequence[Head], rows: Sequence[Sequence[object]]) -> Iterator[float]:
    """A width for each column: its longest cell, where a Chinese character is two wide."""
    for place, (words, kind) in enumerate(heads):
        longest = max([_width(_shown(row[place], kind)) for row in rows[:5000]], default=0)
        yield min(max(longest, _width(words) + 3, NARROWEST) + 1.5, WIDEST)


def _shown(value: object, kind: str) -> str:
    known = _number(value, kind)
    if isinstance(known, int | float | Decimal):
        return {"fen": f"{known:,.2f}", "share": f"{known:.2%}"}.get(kind, f"{known:,}")
    return "" if value is None else str(known or value)


def _width(words: str) -> int:
    return max(
        sum(2 if east_asian_width(char) in "WF" else 1 for char in line)
        for line in words.split("\n")
    )


def _names(sheets: Sequence[Sheet]) -> list[str]:
    """Names that Excel takes: no `[]:*?/\\`, 31 characters at most, none twice."""
    taken: list[str] = []
    for place, (name, _, _) in enumerate(sheets, 1):
        plain = _NOT_IN_NAMES.sub(" ", name).strip(" '")[:LONGEST_NAME].strip(" '") or str(place)
        if plain.casefold() in [other.casefold() for other in taken]:
            plain = f"{plain[: LONGEST_NAME - 4]} {place}"
        taken.append(plain)
    return taken
