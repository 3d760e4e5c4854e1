"""Workbooks: xlsx, true xls, and the HTML tables some platforms save as xls."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

from shopkit.errors import BadFile
from shopkit.intake.sheets import Block, Sheet
from shopkit.text import message

ROWS = 4_096
# Beyond 15 digits Excel has already replaced the rest by zeros.
EXACT = 1e15


@contextmanager
def sheets(path: Path) -> Iterator[list[Sheet]]:
    """Every sheet of an xlsx or xls workbook that holds a cell."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            named = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
            filled = [(name, sheet) for name, sheet in named if sheet.height]
            yield [_sheet(name if len(filled) > 1 else "", sheet) for name, sheet in filled]
    except PasswordError as error:
        raise BadFile(LOCKED) from error
    except CalamineError as error:
        raise BadFile(UNREADABLE) from error


LOCKED = message(
    "The workbook is locked with a password. Open it in Excel or WPS, choose Save As, "
    "remove the password, and import that file."
)
UNREADABLE = message(
    "The workbook is damaged and cannot be opened. Export it again, or save it as CSV."
)


def _sheet(title: str, sheet: object) -> Sheet:
    rows = ([cell(value) for value in row] for row in sheet.iter_rows())
    return Sheet(title, _blocks(rows, 1, sheet.total_height), strict=False)


def _blocks(rows: Iterator[list[str]], first: int, height: int) -> Iterator[Block]:
    done = 0
    while block := list(islice(rows, ROWS)):
        done += len(block)
        yield Block(first, block, done / max(height, done))
        first += len(block)


@contextmanager
def html_sheets(path: Path, *, encoding: str) -> Iterator[list[Sheet]]:
    """The largest table of an HTML page that was saved as a workbook."""
    from lxml import etree, html

    parser = html.HTMLParser(huge_tree=False, no_network=True, encoding=None)
    try:
        page = html.document_fromstring(path.read_bytes().decode(encoding), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise BadFile(UNREADABLE) from error
    tables = [[_html_row(row) for row in table.iter("tr")] for table in page.iter("table")]
    rows = max(tables, key=len, default=[])
    yield [Sheet("", _blocks(iter(rows), 1, len(rows)), strict=False)]


def _html_row(row: object) -> list[str]:
    cells = []
    for each in row.iter("td", "th"):
        wide = each.get("colspan", "1")
        spare = min(int(wide) if wide.isdigit() else 1, 300) - 1
        cells += ["".join(each.itertext()), *[""] * spare]
    return cells


def cell(value: object) -> str:
    """A workbook's value as the text a person sees; a damaged long number as `3.51530E+16`.

    >>> cell(41.86), cell(3.0), cell(35153000000000000.0)
    ('41.86', '3', '3.51530E+16')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return f"{_to_second(value):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


def _number(value: float) -> str:
    if abs(value) >= EXACT:
        return f"{value:.5E}"
    return str(int(value)) if value == int(value) else f"{Decimal(repr(value)):f}"


def _to_second(value: datetime) -> datetime:
    return (value + timedelta(microseconds=500_000)).replace(microsecond=0)
