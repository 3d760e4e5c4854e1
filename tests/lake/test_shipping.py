"""What the warehouse asks the lake: what waits, what left, what was late."""

from datetime import UTC, date, datetime

WAITING, PARTLY = "买家已付款，等待卖家发货", "卖家部分发货"
SENT, DONE, CLOSED = "卖家已发货，等待买家确认", "交易成功", "交易关闭"
SINCE = date(2026, 10, 1)


def order(order_id, status=WAITING, **facts):
    return {
        "order_id": order_id,
        "created_at": "2026-10-05 12:00:00",
        "paid_at": "2026-10-05 12:01:00",
        "shipped_at": None,
        "status": status,
        "province": "广东",
        "sku": None,
        "qty": None,
    } | facts


def line(order_id, place, sku, status=WAITING, **facts):
    facts = {"line_id": f"{order_id}-{place}", "sku": sku, "qty": 1} | facts
    return order(order_id, status, **facts)


def waiting(drawn):
    rows = drawn.rows("open_orders", since=SINCE)
    return [(row["order_id"], row["sku"], row["qty"]) for row in rows]


def shipped(drawn, since=datetime(2026, 10, 1, tzinfo=UTC)):
    rows = drawn.rows("shipped_lines", since=since)
    return [(row["line_id"], row["sku"], row["qty"], row["is_whole"]) for row in rows]


def test_an_empty_lake_has_nothing_to_do(drawn):
    period = {"from": SINCE, "to": date(2026, 10, 31)}
    asof = datetime(2026, 11, 1, tzinfo=UTC)
    assert waiting(drawn) == shipped(drawn) == drawn.rows("unpaid_orders", since=SINCE) == []
    assert drawn.rows("parcels", **period) == []
    assert drawn.rows("collection", **period, asof=asof, hours=48) == []


def test_an_order_waits_with_each_of_its_lines(drawn):
    drawn.add("orders", order("1"), order("2", SENT, shipped_at="2026-10-06 09:00:00"))
    drawn.add("order_lines", line("1", 1, "MUG", qty=2), line("1", 2, "TEE"), line("2", 1, "MUG"))
    assert waiting(drawn) == [("1", "MUG", 2), ("1", "TEE", 1)]


def test_a_shop_with_order_reports_only_sees_its_orders_wait(drawn):
    drawn.add("orders", order("1", sku="MUG", qty=3), order("2", CLOSED, sku="MUG", qty=1))
    assert waiting(drawn) == [("1", "MUG", 3)]


def test_a_shop_with_line_reports_only_sees_its_lines_wait(drawn):
    drawn.add("order_lines", line("1", 1, "MUG"), line("1", 2, "TEE", SENT))
    assert waiting(drawn) == [("1", "MUG", 1)]


def test_lines_that_carry_no_state_do_not_wait(drawn):
    drawn.add("order_lines", line("1", 1, "MUG", None))
    assert waiting(drawn) == []


def test_of_a_partly_shipped_order_the_rest_waits(drawn):
    drawn.add("orders", order("1", PARTLY, shipped_at="2026-10-06 09:00:00"))
    drawn.add("order_lines", line("1", 1, "MUG", SENT), line("1", 2, "TEE"))
    assert waiting(drawn) == [("1", "TEE", 1)]
    assert shipped(drawn) == [("1-1", "MUG", 1, False)]


def test_whichever_file_knows_that_an_order_went_on_is_right(drawn):
    drawn.add("orders", order("1"), order("2", SENT, shipped_at="2026-10-06 09:00:00"))
    drawn.add("order_lines", line("1", 1, "MUG", SENT), line("2", 1, "MUG"))
    assert waiting(drawn) == []


def test_a_line_given_back_before_it_left_is_not_picked(drawn):
    drawn.add("orders", order("1"))
    drawn.add(
        "order_lines",
        line("1", 1, "MUG", refund_status="退款成功"),
        line("1", 2, "TEE", refund_status="没有申请退款"),
    )
    assert waiting(drawn) == [("1", "TEE", 1)]


def test_a_refund_asked_for_is_told_from_either_file(drawn):
    asked = "买家已经申请退款，等待卖家同意"
    drawn.add("orders", order("1"), order("2"), order("3"))
    drawn.add("order_lines", line("1", 1, "MUG", refund_status=asked), line("3", 1, "MUG"))
    drawn.add(
        "refunds",
        {
            "refund_id": "r",
            "order_id": "2",
            "status": asked,
            "applied_at": "2026-10-06 00:00:00",
        },
    )
    told = {row["order_id"]: row["refund_status"] for row in drawn.rows("open_orders", since=SINCE)}
    assert told == {"1": asked, "2": asked, "3": None}


def test_orders_from_before_the_day_asked_are_left_in_peace(drawn):
    old = {"created_at": "2026-09-30 23:00:00", "paid_at": "2026-09-30 23:59:00"}
    drawn.add("orders", order("1", **old), order("2", paid_at="2026-10-01 00:00:00"))
    assert [number for number, _, _ in waiting(drawn)] == ["2"]


def test_unpaid_orders_are_those_that_still_may_be_paid(drawn):
    drawn.add(
        "orders",
        order("1", "等待买家付款", paid_at=None, total_fen=5900),
        order("2", CLOSED, paid_at=None, total_fen=5900),
        order("3", total_fen=5900),
    )
    rows = drawn.rows("unpaid_orders", since=SINCE)
    assert [(row["order_id"], row["total_fen"]) for row in rows] == [("1", 5900)]


def test_parcels_go_by_the_shanghai_day_they_left(drawn):
    drawn.add(
        "orders",
        order("1", SENT, shipped_at="2026-10-06 23:59:00", carrier="中通快递", tracking_no="Z1"),
        order("2", SENT, shipped_at="2026-10-07 00:00:00"),
        order("3"),
    )
    drawn.add("order_lines", line("1", 1, "MUG", SENT, qty=2), line("1", 2, "TEE", SENT))
    (row,) = drawn.rows("parcels", **{"from": date(2026, 10, 6), "to": date(2026, 10, 6)})
    assert (row["tracking_no"], row["qty"]) == ("Z1", 3)
    assert row["skus"] == [{"sku": "MUG", "qty": 2}, {"sku": "TEE", "qty": 1}]


def test_a_parcel_takes_its_time_from_either_file(drawn):
    left = {"shipped_at": "2026-10-06 09:00:00"}
    drawn.add("orders", order("1", SENT), order("2", SENT, sku="MUG", qty=1, **left))
    drawn.add("order_lines", line("1", 1, "TEE", SENT, **left))
    rows = drawn.rows("parcels", **{"from": SINCE, "to": date(2026, 10, 31)})
    assert [(row["order_id"], row["skus"][0]["sku"]) for row in rows] == [
        ("1", "TEE"),
        ("2", "MUG"),
    ]


def test_what_left_is_each_line_from_the_instant_asked(drawn):
    left = {"shipped_at": "2026-10-06 08:00:00"}
    drawn.add("orders", order("1", SENT, **left), order("2", SENT, sku="TEE", qty=4, **left))
    drawn.add("order_lines", line("1", 1, "MUG", SENT, qty=2))
    midnight = datetime(2026, 10, 6, tzinfo=UTC)
    assert shipped(drawn, midnight) == [("1-1", "MUG", 2, False), ("2", "TEE", 4, True)]
    assert shipped(drawn, midnight.replace(tzinfo=None)) == shipped(drawn, midnight)
    assert shipped(drawn, midnight.replace(second=1)) == []


def test_a_line_closed_while_the_rest_was_sent_has_not_left(drawn):
    left = {"shipped_at": "2026-10-06 08:00:00"}
    drawn.add("orders", order("1", DONE, **left), order("2", CLOSED, **left))
    drawn.add(
        "order_lines",
        line("1", 1, "MUG", CLOSED),
        line("1", 2, "TEE", DONE),
        line("2", 1, "MUG", CLOSED),
    )
    assert [row[0] for row in shipped(drawn)] == ["1-2", "2-1"]


def test_48_hours_are_judged_when_they_are_over(drawn):
    drawn.add(
        "orders",
        order("in time", SENT, shipped_at="2026-10-07 12:01:00"),
        order("late", SENT, shipped_at="2026-10-07 12:01:01"),
        order("late and still here"),
        order("still has time", paid_at="2026-10-06 12:01:00"),
        order("given back before it left", CLOSED),
    )
    drawn.add(
        "shop_days",
        {"day": "2026-10-05", "days": 1, "parcels_shipped": 40, "parcels_collected": 38},
    )
    rows = drawn.rows(
        "collection",
        **{"from": date(2026, 10, 5), "to": date(2026, 10, 6)},
        asof=datetime(2026, 10, 7, 12, tzinfo=UTC),
        hours=48,
    )
    found = [
        [row[name] for name in ("shipped", "collected", "paid_orders", "in_time", "late")]
        for row in rows
    ]
    assert found == [[40, 38, 3, 1, 2], [None, None, 1, 0, 0]]


def test_refunds_nobody_settled_say_whether_a_part_is_asked_back(drawn):
    asked = {"refund_id": "1", "order_id": "1", "applied_at": "2026-10-06 12:00:00"}
    asked |= {"status": "买家已经申请退款，等待卖家同意", "refund_fen": 500, "order_paid_fen": 900}
    drawn.add(
        "refunds",
        asked,
        asked | {"refund_id": "2", "refund_fen": 900, "applied_at": "2026-10-05 12:00:00"},
        asked | {"refund_id": "3", "status": "退款成功"},
        asked | {"refund_id": "4", "applied_at": "2026-09-30 12:00:00"},
    )
    rows = drawn.rows("refunds_asked", since=SINCE)
    assert [(row["refund_id"], row["is_part"]) for row in rows] == [("2", False), ("1", True)]
