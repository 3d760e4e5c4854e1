"""A small file as plain rows of text: what the child hands back of a list."""

from pathlib import Path
from typing import Any

from shopkit.errors import BadFile
from shopkit.intake.containers import sheets
from shopkit.intake.sheets import Sheet
from shopkit.text import message

ROWS, COLUMNS, CELL = 20_000, 100, 500
TOO_LONG = message(
    "{name} has more than {rows} rows: too long for a list. Save the part that is needed."
)


def grid(
    path: str, *, name: str, container: str, encoding: str, longest: int = CELL
) -> dict[str, Any]:
    """Every sheet as {title, rows, lines, torn}: cells as text, `lines` as a person counts them.

    A cell is cut after `longest` characters. `torn` are the lines at which a text file's quotation
    marks broke. Raises `BadFile` for a list longer than anybody keeps by hand.
    """
    with sheets(Path(path), container=container, encoding=encoding) as found:
        return {"sheets": [_plain(sheet, name, longest) for sheet in found]}


def _plain(sheet: Sheet, name: str, longest: int) -> dict[str, Any]:
    rows: list[list[str]] = []
    lines: list[int] = []
    torn: list[int] = []
    for block in sheet.blocks:
        rows += [[cell[:longest] for cell in row[:COLUMNS]] for row in block.rows]
        lines += range(block.first, block.first + len(block.rows))
        torn += [block.broken.line] if block.broken else []
        if len(rows) > ROWS:
            raise BadFile(TOO_LONG, name=name, rows=ROWS)
    return {"title": sheet.title, "rows": rows, "lines": lines, "torn": torn}
