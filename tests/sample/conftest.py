"""The sample files, written once and read back by other means than those that wrote them."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from shopkit import sample


@pytest.fixture(scope="session")
def story() -> sample.Story:
    return sample.Story()


@pytest.fixture(scope="session")
def sample_files(story, tmp_path_factory) -> list[Path]:
    return sample.files(tmp_path_factory.mktemp("sample"), story=story)


@pytest.fixture(scope="session")
def sheets(sample_files) -> dict[str, list[list[str]]]:
    return {path.name: cells(path) for path in sample_files}


@pytest.fixture(scope="session")
def orders(sheets):
    return [row for name in sheets if "ExportOrderList" in name for row in table(sheets[name])]


@pytest.fixture(scope="session")
def lines(sheets):
    return [row for name in sheets if "DetailList" in name for row in table(sheets[name])]


@pytest.fixture(scope="session")
def refunds(sheets):
    return [row for name in sheets if "退款报表" in name for row in table(sheets[name])]


@pytest.fixture(scope="session")
def shop_days(sheets):
    names = [name for name in sheets if "店铺整体_" in name]
    return {row["统计日期"]: row for name in names for row in table(sheets[name])}


@pytest.fixture(scope="session")
def item_days(sheets):
    return [row for name in sheets if "商品_全部" in name for row in table(sheets[name])]


@pytest.fixture(scope="session")
def find(sheets):
    """The rows of the one file whose name holds a word."""

    def found(word: str) -> list[dict[str, str]]:
        (name,) = [name for name in sheets if word in name]
        return table(sheets[name])

    return found


def cells(path: Path) -> list[list[str]]:
    if path.suffix == ".xlsx":
        return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    content = path.read_bytes()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            (member,) = archive.namelist()
            content = archive.read(member)
    return list(csv.reader(io.StringIO(content.decode("gb18030"))))


def header_place(rows: list[list[str]]) -> int:
    return max(range(min(6, len(rows))), key=lambda place: sum(map(bool, rows[place])))


def table(rows: list[list[str]]) -> list[dict[str, str]]:
    place = header_place(rows)
    names = [name.strip() for name in rows[place]]
    return [
        {name: plain(cell) for name, cell in zip(names, row, strict=False)}
        for row in rows[place + 1 :]
    ]


def plain(cell: str) -> str:
    return cell[2:-1] if cell.startswith('="') else cell
