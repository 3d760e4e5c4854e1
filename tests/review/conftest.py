"""A shop drawn small: October and November of 2026, from files as its owner imports them."""

import csv
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shopkit.cli import main
from shopkit.settings import Settings
from shopkit.shop import _engine, open_shop

HEADS = "订单编号 买家会员名 买家实际支付金额 退款金额 订单创建时间 订单付款时间 收货地址".split()
NOW = datetime(2026, 12, 5, 1, tzinfo=UTC)
OCTOBER = """
    1 ann  100  0  2026-09-20 浙江省
    2 ann   80  0  2026-10-01 浙江省
    3 bob  120 20  2026-10-11 浙江省
    4 cid   50  0  2026-10-31 浙江省
    5 dan   60  0  2026-11-30 上海
"""


def orders_file(path: Path, text: str) -> Path:
    """A file of orders from a table drawn with spaces: number, buyer, paid, refunded, day, place."""
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(HEADS)
        for line in text.strip().splitlines():
            number, buyer, paid, back, day, where = line.split()
            moment = f"{day} 12:00:00"
            sheet.writerow([number, buyer, paid, back, moment, moment, where])
    return path


@pytest.fixture(scope="session")
def drawn(tmp_path_factory) -> Path:
    """A data folder with the first file in it, made once: to be copied, not opened."""
    folder = tmp_path_factory.mktemp("drawn")
    path = orders_file(folder / "orders.csv", OCTOBER)
    env = os.environ | {"SHOPKIT_DATA": str(folder / "data"), "SHOPKIT_DATABASE_URL": "",
                        "SHOPKIT_CONFIG": str(folder / "config"), "SHOPKIT_LANG": "zh"}  # fmt: skip
    command = [sys.executable, "-m", "shopkit", "import", str(path), "--yes", "--json"]
    home = Path(__file__).parent.parent.parent
    subprocess.run(command, env=env, cwd=home, capture_output=True, check=True)
    return folder


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The data folder of the test."""
    monkeypatch.setenv("SHOPKIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SHOPKIT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("SHOPKIT_LANG", "zh")
    monkeypatch.delenv("SHOPKIT_DATABASE_URL", raising=False)
    yield tmp_path / "data"
    _engine.cache_clear()


@pytest.fixture
def take(folder, tmp_path, capsys):
    """A function: takes drawn orders in, as the command does."""

    def taken(text: str) -> None:
        path = orders_file(tmp_path / f"orders{len(list(tmp_path.iterdir()))}.csv", text)
        assert main(["import", str(path), "--yes", "--json"]) == 0, capsys.readouterr().out
        capsys.readouterr()

    return taken


@pytest.fixture
def shop(folder, drawn, tmp_path):
    """The small shop with its first file."""
    shutil.copytree(drawn / "data", folder)
    if (drawn / "config").exists():
        shutil.copytree(drawn / "config", tmp_path / "config")
    return open_shop(at=NOW, settings=Settings.from_env())
