"""Tables into files: GB18030 CSV as the platforms write it, plain workbooks and zips."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from itertools import repeat
from pathlib import Path
from xml.sax.saxutils import escape

Column = Sequence[str] | str
STAMP = (2026, 11, 1, 8, 0, 0)


def rows(headers: Sequence[str], columns: Mapping[str, Column]) -> list[tuple[str, ...]]:
    """Rows under `headers` (the n-th repeat of a name is `name#n`); one text fills its column.

    A header without a column is empty; a column without a header is a mistake.
    """
    names = _numbered(headers)
    if unknown := columns.keys() - set(names):
        raise KeyError(f"not in this layout: {sorted(unknown)}")
    count = max(len(column) for column in columns.values() if not isinstance(column, str))
    parts = (columns.get(name, "") for name in names)
    return list(
        zip(
            *(repeat(part, count) if isinstance(part, str) else part for part in parts), strict=True
        )
    )


def _numbered(headers: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    names = []
    for header in headers:
        name = header.strip()
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return names


def csv_text(
    headers: Sequence[str],
    table: Iterable[Sequence[str]],
    *,
    tail: str = "",
    titles: Sequence[str] = (),
) -> str:
    """Comma-separated text, every cell quoted but `="…"`; `tail` ends each data row."""
    lines = [*titles, ",".join(headers)]
    for row in table:
        lines.append(",".join([cell if cell[:1] == "=" else f'"{cell}"' for cell in row]) + tail)
    return "\r\n".join(lines) + "\r\n"


def write_csv(path: Path, text: str, *, encoding: str = "gb18030") -> Path:
    """`text` as a file in the encoding the platforms use."""
    path.write_bytes(text.encode(encoding))
    return path


def write_zip(path: Path, member: str, text: str) -> Path:
    """A zip that holds one GB18030 CSV, as 阿里妈妈 hands it out."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, member, text.encode("gb18030"))
    path.write_bytes(packed.getvalue())
    return path


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED, 6)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
    f'Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def write_workbook(path: Path, sheet: str, table: Iterable[Sequence[str]]) -> Path:
    """A workbook of one sheet of texts, without the clock that workbook libraries write in."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in PARTS.items():
            _put(archive, name, (HEAD + part).encode())
        book = (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            f'<sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        )
        _put(archive, "xl/workbook.xml", (HEAD + book).encode())
        _put(archive, "xl/worksheets/sheet1.xml", _sheet(table).encode())
    path.write_bytes(packed.getvalue())
    return path


def _sheet(table: Iterable[Sequence[str]]) -> str:
    lines = []
    for number, row in enumerate(table, start=1):
        cells = [
            f'<c r="{_letters(place)}{number}" t="inlineStr"><is><t xml:space="preserve">'
            f"{escape(cell)}</t></is></c>"
            for place, cell in enumerate(row)
            if cell
        ]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _letters(place: int) -> str:
    """The letters of a workbook column: 0 is A, 26 is AA.

    >>> _letters(0), _letters(25), _letters(26), _letters(104)
    ('A', 'Z', 'AA', 'DA')
    """
    lead, last = divmod(place, 26)
    return (_letters(lead - 1) if lead else "") + chr(65 + last)
