"""Two whole months, held to figures from elsewhere: the sample shop's and a real shop's."""

import csv
import io
import shutil
from datetime import UTC, date, datetime

import pytest

from shopkit.cli import main
from shopkit.pages.review.month import Month
from shopkit.pages.review.page import asked, drawn, figures_of, horizon
from shopkit.review.freezing import freeze
from shopkit.settings import Settings
from shopkit.shop import _engine, open_shop
from shopkit.store.ledger import Stamp

NOW = datetime(2026, 12, 5, 1, tzinfo=UTC)
TODAY = date(2026, 12, 5)
# counted by hand from the parquet files and the ledger's rows with plain SQL
GOLDEN = {
    "overview/kpis/paid_fen/now": "181858.30",
    "overview/kpis/paid_fen/before": "178259.40",
    "overview/kpis/paid_fen/year": "170571.00",
    "overview/kpis/paid_fen/target": "195000.00",
    "overview/kpis/paid_orders/now": "2026",
    "overview/kpis/buyers/now": "1870",
    "overview/kpis/visitors/now": "62097",
    "overview/kpis/page_views/now": "202289",
    "overview/kpis/refund_fen/now": "19419.87",
    "overview/kpis/net_paid_fen/now": "162438.43",
    "bridge/paid/before/effect_fen": "178259.40",
    "bridge/paid/now/effect_fen": "181858.30",
    "stock/sums/storage/value": "3007",
    "stock/sums/damaged/value": "29",
    "stock/sums/transit/value": "212",
}


@pytest.fixture
def at_home(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOPKIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SHOPKIT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("SHOPKIT_LANG", "zh")
    monkeypatch.delenv("SHOPKIT_DATABASE_URL", raising=False)
    yield tmp_path / "data"
    _engine.cache_clear()


def test_the_sample_shops_october(at_home, sample_data):
    shutil.copytree(sample_data, at_home)
    shop = open_shop(at=NOW, settings=Settings.from_env())
    made = freeze(shop, "2026-10", Stamp(None, NOW), today=TODAY, with_pdf=False)
    rows = list(csv.reader(io.StringIO((made.folder / "figures.csv").read_text("utf-8-sig"))))
    found = {row[0]: row[-1] for row in rows}
    assert {key: found.get(key) for key in GOLDEN} == GOLDEN
    page = (made.folder / "review.html").read_bytes()
    assert len(page) <= 3 * 2**20
    assert b"2026-10" in page and len(rows) > 500
    bars = [round(float(each[-1]) * 100) for each in rows if each[0].startswith("bridge/paid/")]
    assert sum(bars[:-1]) == bars[-1]
    names = {
        row[0] for row in shop.lake()._db.execute("select distinct buyer from orders").fetchall()
    }
    told = "".join(path.read_text("utf-8") for path in made.folder.rglob("*") if path.is_file())
    assert len(names) > 1000
    assert not [name for name in names if name and name in told]


def test_the_real_tmall_february(at_home, real, capsys):
    """28,010 orders and 24,087 paid are published of the whole file; six were paid on 1 March."""
    assert main(["import", str(real("tmall_order_report.csv")), "--yes", "--json"]) == 0
    capsys.readouterr()
    shop = open_shop(at=NOW, settings=Settings.from_env())
    lake = shop.lake()
    period = asked("2020-02", lake, today=horizon(shop, lake, TODAY))
    page = drawn(Month(shop, period, lake, "en"))
    found = {each["key"]: each["value"] for each in figures_of(page)}
    (march,) = lake.rows("orders_by_period", **{"from": date(2020, 3, 1), "to": date(2020, 3, 1)},
                         grain="millennium")  # fmt: skip
    assert march["paid_orders"] == 6
    assert found["overview/kpis/orders/now"] == 28_010
    assert found["overview/kpis/paid_orders/now"] == 24_087 - 6
    assert found["overview/kpis/paid_fen/now"] == 1_902_487_15 - march["paid_fen"]
    assert found["overview/kpis/refund_orders/now"] == 5_646 - march["refund_orders"]
    assert found["overview/kpis/cohort_refund_fen/now"] == 572_335_92 - march["cohort_refund_fen"]
    provinces = {key.split("/")[2]: value for key, value in found.items()
                 if key.startswith("customers/provinces/") and key.endswith("/paid_orders")}  # fmt: skip
    assert len(provinces) == 31 or min(provinces.values()) >= 3
    assert abs(provinces["上海"] - 3_060) <= 6
    said = [each for part in page["sections"] for block in part["parts"]
            if block["kind"] == "words" for each in block["said"]]  # fmt: skip
    assert "No file tells of visitors in this month." in said
    assert "The stock ledger had no move by the end of this month." in said
