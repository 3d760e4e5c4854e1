"""A preview made in a process of its own; the real files beside the project."""

import gzip
import json
import sys
import time
from itertools import pairwise

import pytest

from shopkit.errors import BadFile
from shopkit.intake import Preview, preview, watch

SECRET = b"s" * 32
UCI = {
    "order_id": "InvoiceNo", "sku": "StockCode", "title": "Description", "qty": "Quantity",
    "created_at": "InvoiceDate", "price_fen": "UnitPrice", "buyer": "CustomerID",
}  # fmt: skip
TEXT = "订单编号,买家实际支付金额,订单创建时间\n1,{paid},2026-10-01 09:00:00\n"


def seen(path, staging, **asked) -> Preview:
    return preview(path, staging=staging / "staging", secret=SECRET, **asked)


@pytest.fixture
def orders(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(TEXT.format(paid="5.00"), encoding="utf-8")
    return path


def test_a_preview_travels_as_json(orders, tmp_path):
    found = seen(orders, tmp_path)
    assert Preview.from_json(json.loads(json.dumps(found.as_json()))) == found
    assert found.staged.is_file() and found.totals == {"paid_fen": 500}


def test_faults_come_back_from_the_other_process(orders, tmp_path):
    orders.write_text(TEXT.format(paid="x"), encoding="utf-8")
    found = seen(orders, tmp_path)
    assert [(fault.line, fault.column) for fault in found.faults] == [(2, "买家实际支付金额")]


def test_a_refusal_comes_back_as_the_same_refusal(orders, tmp_path):
    orders.write_text("订单编号,买家实际支付金额,订单创建时间\n", encoding="utf-8")
    with pytest.raises(BadFile) as caught:
        seen(orders, tmp_path)
    assert caught.value.facts == {"name": "orders.csv"}


def test_an_uploaded_name_is_never_a_path(orders, tmp_path):
    found = seen(orders, tmp_path, name="../../ExportOrderList202610011200.csv")
    assert found.staged.parent == (tmp_path / "staging").resolve()


def test_progress_is_told_at_least_twice_a_second(orders, tmp_path):
    orders.write_text(
        TEXT.format(paid="5.00")
        + "".join(f"{n},5.00,2026-10-01 09:00:00\n" for n in range(99_999)),
        encoding="utf-8",
    )
    told = []
    seen(orders, tmp_path, progress=lambda stage, share: told.append((time.monotonic(), share)))
    waits = [later[0] - sooner[0] for sooner, later in pairwise(told)]
    # A busy machine may lend its processor elsewhere for a moment.
    assert max(waits) < 1.5 and all(0 <= share <= 1 for _, share in told)


def test_a_child_that_breaks_is_a_sentence(orders, tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "COMMAND", ["-c", "raise SystemExit(3)"])
    with pytest.raises(BadFile) as caught:
        seen(orders, tmp_path)
    assert caught.value.template == watch.CRASHED


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_child_that_needs_too_much_memory_is_another_sentence(orders, tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "COMMAND", ["-c", "import os; os.kill(os.getpid(), 9)"])
    with pytest.raises(BadFile) as caught:
        seen(orders, tmp_path)
    assert caught.value.template == watch.TOO_BIG


def test_a_child_that_hangs_is_stopped(orders, tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "COMMAND", ["-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(watch, "SECONDS", 0)
    monkeypatch.setattr(watch, "SECONDS_A_MIB", 0)
    with pytest.raises(BadFile) as caught:
        seen(orders, tmp_path)
    assert caught.value.template == watch.TOO_LONG


def test_tmall_orders_meet_the_published_figures(real, tmp_path):
    found = seen(real("tmall_order_report.csv"), tmp_path)
    assert (found.kind, found.rows, found.repeated) == ("orders", 28_010, 0)
    assert found.totals["paid_fen"] == 190_248_715
    assert found.totals["refund_fen"] == 57_233_592
    assert found.totals["total_fen"] == 299_576_061


def test_a_bookshops_xls_meets_its_figures(real, tmp_path, staged):
    found = seen(real("mingribooks.xls"), tmp_path)
    assert (found.container, found.rows, found.totals["paid_fen"]) == ("xls", 704, 11_121_980)
    statuses = [row["status"] for row in staged(found)]
    assert (statuses.count("交易成功"), statuses.count("交易关闭")) == (627, 30)


def test_the_same_rows_without_numbers_get_the_same_keys(real, tmp_path, staged):
    twice = [staged(seen(real("mingribooks.xls"), tmp_path)) for _ in range(2)]
    keys = [{row["order_id"] for row in rows} for rows in twice]
    assert keys[0] == keys[1] and len(keys[0]) == 704


def test_three_sheets_and_a_gbk_file_are_read(real, tmp_path):
    sheets = seen(real("taobao_multisheet.xlsx"), tmp_path)
    assert (sheets.rows, len(sheets.sheets)) == (149, 3)
    gbk = seen(real("taobao_gbk.csv"), tmp_path)
    assert (gbk.encoding, gbk.rows, gbk.faults) == ("gb18030", 50, ())


def test_cumulative_counters_are_never_imported(real, tmp_path):
    path = real("double11_cosmetics_gb18030.csv")
    found = seen(path, tmp_path)
    assert found.staged is None and "sale_count" in found.unknown.headers
    assert [fault.column for fault in found.faults] == ["sale_count"]
    mapping = {"order_id": "id", "title": "title", "qty": "sale_count", "created_at": "update_time"}
    with pytest.raises(BadFile) as caught:
        seen(path, tmp_path, kind="order_lines", mapping=mapping)
    assert caught.value.facts == {"column": "sale_count"}


def test_a_mapped_half_million_lines_meet_the_published_sum(real, tmp_path):
    path = tmp_path / "online_retail.csv"
    with gzip.open(real("online_retail.csv.gz")) as packed:
        path.write_bytes(packed.read())
    found = seen(path, tmp_path, kind="order_lines", mapping=UCI)
    assert (found.rows, found.fault_count) == (541_909, 0)
    # The published 9,747,747.934 is a sum of unrounded lines.
    assert abs(found.totals["paid_fen"] - 974_774_793) < 5
