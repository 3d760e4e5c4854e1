"""Refunds asked for, parcels under way too long, parcels nobody collected."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shopkit.roles import Role
from shopkit.shipping.trouble import asked_back, stuck, uncollected
from shopkit.text import speaker

NOW = datetime(2026, 11, 11, 2, tzinfo=UTC)
ASKED, BUYERS_TURN, BACK = (
    "买家已经申请退款，等待卖家同意",
    "卖家已经同意退款，等待买家退货",
    "买家已经退货，等待卖家确认收货",
)


def refund(order_id, hours, *, status=ASKED, part=False):
    return {
        "order_id": order_id, "status": status, "reason": "破损", "order_paid_fen": 10000,
        "refund_fen": 2500 if part else 10000, "is_part": part,
        "applied_at": (NOW - timedelta(hours=hours)).replace(tzinfo=None),
    }  # fmt: skip


def test_a_refund_is_due_so_many_hours_after_it_was_asked_for():
    found = asked_back([refund("a", 1), refund("b", 50, part=True)], now=NOW)
    assert [(each.order_id, each.kind, each.hours_left) for each in found] == [
        ("b", "part_refund", -2),
        ("a", "refund", 47),
    ]
    assert found[0].owner is Role.SERVICE
    assert "25.00" in speaker("en")(found[0].template, **found[0].facts)


def test_what_waits_for_the_buyer_is_nobody_s_trouble_and_goods_sent_back_are():
    found = asked_back([refund("a", 99, status=BUYERS_TURN), refund("b", 99, status=BACK)], now=NOW)
    assert [each.order_id for each in found] == ["b"]
    assert not found[0].is_overdue


def test_a_parcel_is_stuck_after_its_days_and_until_the_buyer_confirms():
    def parcel(order_id, days, received=None):
        at = (NOW - timedelta(days=days)).replace(tzinfo=None)
        return {"order_id": order_id, "shipped_at": at, "received_at": received,
                "carrier": "中通快递", "tracking_no": "77"}  # fmt: skip

    listed = [parcel("a", 6), parcel("b", 9), parcel("c", 9, NOW)]
    found = stuck(listed, now=NOW)
    assert [(each.order_id, each.facts["days"]) for each in found] == [("b", 9)]
    assert found[0].facts["carrier"] == "中通"


@pytest.mark.parametrize(
    ("days", "left"),
    [
        ([(5, 60, 58)], {"2026-11-05": 2}),
        ([(5, 60, 58), (6, 50, 52)], {}),
        ([(5, 60, 55), (6, 50, 52)], {"2026-11-05": 3}),
        ([(6, 50, 52), (7, 60, 59)], {"2026-11-07": 1}),
        ([(10, 60, 1)], {}),
        ([(5, None, 1), (6, 5, None)], {}),
    ],
)
def test_what_was_not_collected_is_told_once_its_two_days_are_over(days, left):
    rows = [{"day": date(2026, 11, d), "shipped": out, "collected": got} for d, out, got in days]
    found = uncollected(rows, now=NOW)
    assert {each.order_id: each.facts["left"] for each in found} == left
