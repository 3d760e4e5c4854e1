"""Text files: rows of cells between commas, tabs or semicolons."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from shopkit.errors import BadFile
from shopkit.intake.faults import Fault
from shopkit.intake.kinds import known
from shopkit.intake.sheets import ROWS, Block, Sheet
from shopkit.text import message

DELIMITERS = ",\t;|"
HEAD = 1 << 16
CELL = 1 << 17
BUFFER = 1 << 20


@contextmanager
def sheets(path: Path, *, container: str, encoding: str) -> Iterator[list[Sheet]]:
    """The one sheet of a CSV, TSV or semicolon file, or of the only member of a zip."""
    csv.field_size_limit(CELL)
    with _opened(path, container) as (raw, size):
        text = io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="")
        head = _head(text)
        text.seek(0)
        reader = csv.reader(text, delimiter=_delimiter(head), strict=True)
        yield [Sheet("", _blocks(reader, lambda: raw.tell() / size), strict=True)]


@contextmanager
def _opened(path: Path, container: str) -> Iterator[tuple[io.BufferedIOBase, int]]:
    if container == "zip":
        with zipfile.ZipFile(path) as archive:
            (member,) = (each for each in archive.infolist() if not each.is_dir())
            with archive.open(member) as raw:
                yield raw, max(member.file_size, 1)
    else:
        with path.open("rb", buffering=BUFFER) as raw:
            yield raw, max(path.stat().st_size, 1)


def _head(text: io.TextIOWrapper) -> list[str]:
    try:
        return text.read(HEAD).splitlines()[:20]
    except UnicodeDecodeError as error:
        raise _undecoded(error.encoding, 1) from error


def _delimiter(head: list[str]) -> str:
    def fit(delimiter: str) -> tuple[int, int]:
        rows = [line.split(delimiter) for line in head]
        unquoted = [[cell.strip('"') for cell in row] for row in rows]
        return max(map(known, unquoted), default=0), max(map(len, rows), default=0)

    return max(DELIMITERS, key=fit)


def _blocks(reader: Iterator[list[str]], share: Callable[[], float]) -> Iterator[Block]:
    line = 1
    while True:
        started, rows, broken = reader.line_num, [], None
        try:
            # `extend` keeps the rows before the one that raises.
            rows.extend(islice(reader, ROWS))
        except csv.Error as error:
            broken = _broken(error)
        except UnicodeDecodeError as error:
            raise _undecoded(error.encoding, line + len(rows)) from error
        if not rows and broken is None:
            return
        read, lost = reader.line_num - started, 0
        if broken is not None:
            lost = max(1, read - _physical(rows))
            broken = Fault(line + len(rows), "", *broken)
        yield Block(line, rows, share(), broken, lost, folded=read > len(rows))
        line += len(rows) + lost


def _physical(rows: list[list[str]]) -> int:
    return len(rows) + sum(cell.count("\n") for row in rows for cell in row)


def _broken(error: csv.Error) -> tuple[str, dict, str]:
    if "expected after" in str(error):
        what = message("A quotation mark stands in the middle of a cell.")
    else:
        what = message("A quotation mark is opened here and never closed.")
    return what, {}, message("Export the file again, or mend the quotation marks on this line.")


def _undecoded(encoding: str, line: int) -> BadFile:
    return BadFile(
        message(
            "The text is {encoding} at first but is damaged near line {line}. "
            "Export the file again and do not edit it with another program."
        ),
        encoding=encoding.upper(),
        line=line,
    )
