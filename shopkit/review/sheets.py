"""A review's figures as CSV: one file of all, and one a table, as Excel opens them by a click."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shopkit.pages.review.parts import TEXT, unit_of
from shopkit.text import Say, message

# Excel takes a file for UTF-8 by this mark, and for a formula what begins with one of these.
MARK = "\ufeff"
FORMULA = tuple("=+-@＝＋－＠\t\r")
HEADS = ("key", "section", "table", "row", "column", "unit", "value")
TITLES = (
    message("Key"), message("Section"), message("Table"), message("Row"), message("Column"),
    message("Unit"), message("Value"),
)  # fmt: skip
UNITS = {
    "fen": message("yuan"),
    "money": message("yuan"),
    "count": message("number"),
    "share": message("share"),
    "rate": message("share"),
    "change": message("share"),
    "points": message("share"),
    "score": message("points"),
    "ratio": message("multiple"),
    "days": message("days"),
}


def figures_csv(figures: Iterable[Mapping[str, Any]], say: Say) -> bytes:
    """Every figure on a line of its own: key, where it stands, unit, value."""
    rows = (
        [*(text(row[name]) for name in HEADS[:5]), say(UNITS[row["unit"]]),
         number(row["value"], row["unit"])]
        for row in figures
    )  # fmt: skip
    return written([say(each) for each in TITLES], rows)


def tables(sections: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, bytes]]:
    """Each table and each chart's rows, by the name of its file."""
    for section in sections:
        for part in section["parts"]:
            if part["kind"] == "words":
                continue
            heads = [each["label"] for each in part["columns"]]
            rows = ([_cell(part, column, row) for column in part["columns"]]
                    for row in part["rows"])  # fmt: skip
            name = "" if part["key"] == section["key"] else f"-{part['key']}"
            yield f"{section['key']}{name}.csv", written(heads, rows)


def _cell(part: Mapping[str, Any], column: Mapping[str, str], row: Mapping[str, Any]) -> str:
    value, unit = row.get(column["name"]), unit_of(column, row)
    if value is None:
        return ""
    return text(value) if unit in TEXT or isinstance(value, str) else number(value, unit)


def number(value: float, unit: str) -> str:
    """A figure as a spreadsheet reads it: yuan for fen, no thousands, the shortest exact digits.

    >>> number(190248715, "fen"), number(7898.5, "fen"), number(0.25, "share")
    ('1902487.15', '78.985', '0.25')
    """
    if unit == "fen":
        return f"{value / 100:.2f}" if isinstance(value, int) else repr(value / 100)
    return repr(value)


def text(value: object) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> text("=1+1"), text("杯子")
    ("'=1+1", '杯子')
    """
    words = str(value)
    return f"'{words}" if words.startswith(FORMULA) else words


def written(heads: list[str], rows: Iterable[list[str]]) -> bytes:
    """A CSV file's bytes: UTF-8 with its mark, lines as Windows ends them."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(heads)
    sheet.writerows(rows)
    return (MARK + out.getvalue()).encode()
