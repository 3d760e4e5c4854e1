"""Files written for a test and read at once, in this process."""

from pathlib import Path

import pytest

from shopkit.intake import Preview
from shopkit.intake.asked import Asked
from shopkit.intake.precheck import checked
from shopkit.intake.reading import read

SECRET = b"s" * 32
HEAD = (
    "订单编号,买家会员名,买家实际支付金额,订单状态,"
    "订单创建时间,订单付款时间 ,宝贝标题 ,宝贝总数量\n"
)


class Desk:
    """A folder where files are put down and read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: Path, **asked) -> Preview:
        """The preview of a file on disk."""
        file = checked(path, name=asked.get("name", path.name), tell=lambda share: None)
        request = {"name": path.name, "secret": SECRET, "staging": self.folder / "staging"} | asked
        return read(
            Asked(
                path=path,
                sha256=file.sha256,
                container=file.container,
                encoding=file.encoding,
                **request,
            ),
            lambda stage, share: None,
        )

    def csv(self, text: str, *, name: str = "ExportOrderList.csv", encoding="utf-8", **asked):
        """The preview of a text."""
        return self.bytes(text.encode(encoding), name=name, **asked)

    def bytes(self, content: bytes, *, name: str = "ExportOrderList.csv", **asked) -> Preview:
        """The preview of a file with this content."""
        path = self.folder / "upload"
        path.write_bytes(content)
        return self.read(path, name=name, **asked)

    def orders(self, rows: str, **asked) -> Preview:
        """The preview of an order report with these rows below the usual header."""
        return self.csv(HEAD + rows, **asked)


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def staged():
    """The rows a preview staged, as plain values."""
    import pyarrow.parquet as pq

    return lambda preview: pq.read_table(preview.staged).to_pylist()
