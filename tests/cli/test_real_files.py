"""Real files, and the figures that others published for them."""

import gzip
import shutil

import pytest

UCI = {
    "2010-12-01": 748957.02,
    "2011-01-01": 560000.26,
    "2011-02-01": 498062.65,
    "2011-03-01": 683267.08,
    "2011-04-01": 493207.121,
    "2011-05-01": 723333.51,
    "2011-06-01": 691123.12,
    "2011-07-01": 681300.111,
    "2011-08-01": 682680.51,
    "2011-09-01": 1019687.622,
    "2011-10-01": 1070704.67,
    "2011-11-01": 1461756.25,
    "2011-12-01": 433668.01,
}
UCI_COLUMNS = {
    "order_id": "InvoiceNo",
    "sku": "StockCode",
    "title": "Description",
    "qty": "Quantity",
    "created_at": "InvoiceDate",
    "price_fen": "UnitPrice",
    "buyer": "CustomerID",
}


def test_the_tmall_report_gives_its_published_figures(shopkit, real):
    code, first = shopkit("import", real("tmall_order_report.csv"), "--yes", "--json")
    assert (code, first["rows"], first["new_rows"]) == (0, 28_010, 28_010)

    _, answer = shopkit(
        "kpi", "--from", "2020-02-01", "--to", "2020-03-01", "--by", "province", "--json"
    )
    kpis = answer["kpis"]
    assert (kpis["orders"], kpis["paid_orders"]) == (28_010, 24_087)
    assert kpis["paid_fen"] == 1_902_487_15
    assert (kpis["refund_orders"], kpis["cohort_refund_fen"]) == (5_646, 572_335_92)
    assert round(kpis["pay_rate"], 4) == 0.8599
    assert round(kpis["refund_share_of_all"], 4) == 0.2016
    assert round(kpis["refund_share_of_paid"], 4) == 0.2344
    provinces = {row["province"]: row["paid_orders"] for row in answer["rows"]}
    assert (provinces["上海"], provinces["广东"], provinces["北京"]) == (3_060, 2_022, 1_853)
    assert len(provinces) == 31

    _, again = shopkit("import", real("tmall_order_report.csv"), "--yes", "--json")
    assert (again["new_rows"], again["changed_rows"]) == (0, 0)


def test_the_bookshop_without_order_numbers_is_taken_in_once(shopkit, real):
    _, first = shopkit("import", real("mingribooks.xls"), "--yes", "--json")
    _, again = shopkit("import", real("mingribooks.xls"), "--yes", "--json")
    assert (first["rows"], first["totals"]["paid_fen"]) == (704, 111_219_80)
    assert (first["new_rows"], again["new_rows"]) == (704, 0)


def test_three_sheets_of_orders_are_one_file(shopkit, real):
    _, first = shopkit("import", real("taobao_multisheet.xlsx"), "--yes", "--json")
    assert first["rows"] == first["new_rows"] == 149


def test_a_listing_snapshot_with_running_counters_is_not_taken_for_sales(shopkit, real):
    code, seen = shopkit("import", real("double11_cosmetics_gb18030.csv"), "--yes", "--json")
    assert (code, seen["taken"], seen["kind"]) == (1, False, "")
    assert "sale_count" in seen["headers"]


@pytest.mark.parametrize("mapped", [UCI_COLUMNS])
def test_the_uci_file_through_the_mapper_gives_its_thirteen_months(shopkit, real, tmp_path, mapped):
    path = tmp_path / "online_retail.csv"
    with gzip.open(real("online_retail.csv.gz")) as packed, path.open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    pairs = [word for pair in mapped.items() for word in ("--map", "=".join(pair))]
    _, taken = shopkit("import", path, "--as", "order_lines", *pairs, "--yes", "--json")
    assert taken["new_rows"] == 541_909

    _, answer = shopkit("kpi", "--by", "month", "--json")
    months = {row["period"]: row["paid_fen"] for row in answer["rows"]}
    assert months == {month: round(paid * 100) for month, paid in UCI.items()}

    _, remembered = shopkit("import", path, "--json")
    assert remembered["kind"] == "order_lines"
