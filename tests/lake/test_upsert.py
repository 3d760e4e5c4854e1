"""What a second file does to what a first one said."""

import random
import re
import threading
from datetime import date, datetime

import pytest
from deltalake import DeltaTable
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopkit import lake
from shopkit.errors import Busy
from shopkit.tables import TABLES


def order(order_id, created="2026-10-05 12:00:00", **facts):
    return {
        "order_id": order_id,
        "created_at": created,
        "status": "等待买家付款",
        "paid_fen": 0,
    } | facts


def test_the_same_file_twice_adds_nothing(drawn):
    first = drawn.add("orders", order("1"), order("2"))
    again = drawn.add("orders", order("1"), order("2"))
    assert (first.new_rows, again.new_rows, again.changed_rows) == (2, 0, 0)
    assert again.version == first.version


def test_a_later_file_changes_what_it_knows_better(drawn):
    drawn.add("orders", order("1"), seen="2026-10-06")
    change = drawn.add("orders", order("1", status="交易成功", paid_fen=500), seen="2026-10-09")
    assert (change.new_rows, change.changed_rows) == (0, 1)
    assert drawn.orders() == [("1", "交易成功", 500, "2026-10")]


def test_an_earlier_file_imported_late_changes_nothing(drawn):
    drawn.add("orders", order("1", status="交易成功", paid_fen=500), seen="2026-10-09")
    change = drawn.add("orders", order("1"), seen="2026-10-06")
    assert (change.new_rows, change.changed_rows) == (0, 0)
    assert drawn.orders() == [("1", "交易成功", 500, "2026-10")]


def test_a_narrow_export_never_wipes_out_what_a_wide_one_said(drawn):
    drawn.add("orders", order("1", province="上海", paid_fen=500), seen="2026-10-06")
    narrow = {"order_id": "1", "status": "交易成功", "created_at": "2026-10-05 12:00:00"}
    drawn.add("orders", narrow, seen="2026-10-09")
    assert drawn.orders() == [("1", "交易成功", 500, "2026-10")]


def test_a_wide_export_fills_in_for_a_later_narrow_one(drawn):
    narrow = {"order_id": "1", "status": "交易成功", "created_at": "2026-10-05 12:00:00"}
    drawn.add("orders", narrow, seen="2026-10-09")
    drawn.add("orders", order("1", paid_fen=500), seen="2026-10-06")
    assert drawn.orders() == [("1", "交易成功", 500, "2026-10")]


def test_an_order_first_known_by_its_pay_day_moves_to_the_month_it_was_created_in(drawn):
    paid_only = {
        "order_id": "1",
        "status": "买家已付款",
        "paid_fen": 5,
        "paid_at": "2026-11-01 00:01:00",
    }
    drawn.add("orders", paid_only, seen="2026-11-02")
    drawn.add("orders", order("1", created="2026-10-31 23:59:00"), seen="2026-11-01")
    assert drawn.orders() == [("1", "买家已付款", 5, "2026-10")]


def test_other_months_are_left_as_they_are(drawn):
    drawn.add("orders", order("1"), order("2", created="2026-09-01 08:00:00"))
    before = set(DeltaTable(drawn.folder / "orders").file_uris())
    drawn.add("orders", order("3"))
    kept = before & set(DeltaTable(drawn.folder / "orders").file_uris())
    assert [path.split("month=")[1][:7] for path in kept] == ["2026-09"]


def test_midnight_in_shanghai_decides_the_day(drawn):
    drawn.add("orders", order("1", paid_at="2026-11-11 00:00:01", paid_fen=1))
    (row,) = drawn.rows(
        "orders_by_period", **{"from": "2026-11-11", "to": "2026-11-11"}, grain="day"
    )
    assert row["paid_orders"] == 1


def test_a_reader_keeps_seeing_its_own_version(drawn):
    drawn.add("orders", order("1"))
    earlier = drawn.lake
    drawn.add("orders", order("2"))
    assert len(earlier._db.execute("select * from orders").fetchall()) == 1


def test_what_a_killed_import_left_is_not_seen_and_not_kept(drawn):
    drawn.add("orders", order("1"))
    recorded = dict(drawn.versions)
    drawn.add("orders", order("ghost"))  # committed to the table, then killed before its row
    drawn.versions = recorded
    assert [row[0] for row in drawn.orders()] == ["1"]
    drawn.add("orders", order("2"))
    assert [row[0] for row in drawn.orders()] == ["1", "2"]


def test_a_first_import_that_was_killed_leaves_nothing(drawn):
    drawn.add("orders", order("ghost"))
    drawn.versions = {}
    drawn.add("orders", order("1"))
    assert [row[0] for row in drawn.orders()] == ["1"]


def test_a_second_import_waits_and_then_says_so(drawn):
    with lake.import_lock(drawn.folder):
        caught = []

        def second():
            try:
                with lake.import_lock(drawn.folder, seconds=0.05):
                    pass
            except Busy as error:
                caught.append(error)

        other = threading.Thread(target=second)
        other.start()
        other.join()
    assert len(caught) == 1


def test_tidying_keeps_what_frozen_months_and_readers_need(drawn, monkeypatch):
    monkeypatch.setattr("shopkit.lake.write.KEPT_HOURS", 0)
    versions = []
    for day in ("01", "02", "03"):
        drawn.add("orders", order(day), seen=f"2026-10-{day}")
        versions.append(dict(drawn.versions))
    first, _, third = versions
    with lake.import_lock(drawn.folder):
        gone = lake.tidy(drawn.folder, TABLES["orders"], keep=[first["orders"], third["orders"]])
    assert gone == 1
    assert drawn.orders() == [(day, "等待买家付款", 0, "2026-10") for day in ("01", "02", "03")]
    drawn.versions = first
    assert [row[0] for row in drawn.orders()] == ["01"]
    drawn.versions = third
    assert drawn.add("orders", order("01"), seen="2026-10-01").new_rows == 0


EXPORTS = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.lists(
            st.tuples(st.sampled_from("abc"), st.integers(0, 3)),
            min_size=1,
            unique_by=lambda o: o[0],
        ),
    ),
    min_size=2,
    max_size=4,
    unique_by=lambda export: export[0],
)


@given(EXPORTS, st.randoms(use_true_random=False))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_order_of_files_does_not_matter(draw_lake, exports, shuffler: random.Random):
    shuffled = list(exports)
    shuffler.shuffle(shuffled)
    lakes = []
    for series in (exports, shuffled):
        drawn = draw_lake()
        for day, orders in series:
            rows = [order(name, paid_fen=paid) for name, paid in orders]
            drawn.add("orders", *rows, seen=f"2026-10-0{day}")
        lakes.append(drawn.orders())
    assert lakes[0] == lakes[1]


ASKED = {
    "from": date(2026, 10, 1), "to": date(2026, 10, 31), "grain": "day", "most": 5, "hours": 48,
    "since": datetime(2026, 10, 1), "until": date(2026, 9, 30), "asof": date(2026, 10, 31),
    "level_from": date(2026, 10, 1), "recent_from": date(2026, 10, 1), "level": "plan",
    "windows": [30, 90],
}  # fmt: skip
LISTS = (
    "masked out_skus out_days order_ids items item_ids skus costs cost_skus cost_days cost_fen "
    "own_skus own_items"
).split()


@pytest.mark.parametrize("question", lake.questions())
def test_every_question_answers_an_empty_shop(drawn, question):
    asked = ASKED | {name: [] for name in LISTS}
    if question == "collection":
        asked["asof"] = datetime(2026, 11, 1)
    needed = {
        name: value
        for name, value in asked.items()
        if re.search(rf"\${name}\b", lake.sql(question))
    }
    rows = drawn.rows(question, **needed)
    assert all(row.get("rows", 0) == 0 for row in rows)
