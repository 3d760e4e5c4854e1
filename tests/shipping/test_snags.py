"""Orders that need somebody."""

from datetime import UTC, datetime, timedelta

import pytest

from shopkit.roles import Role
from shopkit.shipping.orders import OpenOrder, OrderLine
from shopkit.shipping.snags import Hold, exceptions

NOW = datetime(2026, 10, 10, 4, tzinfo=UTC)
WAITING, PARTLY = "买家已付款，等待卖家发货", "卖家部分发货"
ASKED = "买家已经申请退款，等待卖家同意"


def order(order_id, hours_ago, *, status=WAITING, refund_status=""):
    line = OrderLine("MUG", 2, refund_status=refund_status)
    paid_at = NOW - timedelta(hours=hours_ago)
    return OpenOrder(order_id, (line,), paid_at, paid_at, status)


def unpaid(order_id, hours_ago):
    return OpenOrder(order_id, (), NOW - timedelta(hours=hours_ago), None, "等待买家付款")


def kinds(orders, holds=()):
    return [(snag.order_id, snag.kind) for snag in exceptions(orders, holds, now=NOW)]


def test_an_order_with_time_left_is_no_exception():
    assert kinds([order("1", 3)]) == []


@pytest.mark.parametrize(
    ("hours_ago", "kind"), [(35.9, None), (36, "due"), (48, "due"), (48.1, "overdue")]
)
def test_48_hours_after_payment_a_parcel_is_late(hours_ago, kind):
    assert [found for _, found in kinds([order("1", hours_ago)])] == ([kind] if kind else [])


def test_the_worst_comes_first():
    found = kinds(
        [
            unpaid("unpaid", 5),
            order("due", 40),
            order("part", 10, status=PARTLY),
            order("back", 20, refund_status=ASKED),
            order("late", 50),
            order("later", 70),
        ]
    )
    names = [number for number, _ in found]
    assert names == ["later", "late", "back", "part", "due", "unpaid"]


def test_every_exception_has_an_owner_and_a_deadline():
    (snag,) = exceptions([order("1", 50)], now=NOW)
    assert (snag.owner, snag.deadline_at) == (Role.WAREHOUSE, NOW - timedelta(hours=2))
    assert (snag.hours_left, snag.is_overdue) == (-2, True)
    assert "2.0 h past" in snag.template.format(**snag.facts)


@pytest.mark.parametrize(
    ("kind", "shown", "owner"),
    [
        ("address", "address", Role.SERVICE),
        ("refund", "refund", Role.SERVICE),
        ("colour?", "hold", Role.OPERATIONS),
    ],
)
def test_a_blocked_order_is_with_whoever_can_release_it(kind, shown, owner):
    (snag,) = exceptions([order("1", 1)], [Hold("1", kind, "ring {first}")], now=NOW)
    assert (snag.kind, snag.owner) == (shown, owner)
    assert snag.template.format(**snag.facts)


def test_a_blocked_order_keeps_the_platforms_deadline():
    (snag,) = exceptions([order("1", 50)], [Hold("1", "address")], now=NOW)
    assert (snag.kind, snag.is_overdue) == ("address", True)


def test_an_order_may_be_blocked_twice():
    held = [Hold("1", "address", "new street"), Hold("1", "refund")]
    assert kinds([order("1", 1, refund_status=ASKED)], held) == [("1", "refund"), ("1", "address")]


def test_a_hold_on_an_order_that_is_gone_is_nobodys():
    assert kinds([], [Hold("1", "address")]) == []


@pytest.mark.parametrize(("hours_ago", "shown"), [(1, False), (3, True), (30, False)])
def test_an_unpaid_order_is_reminded_of_until_the_platform_closes_it(hours_ago, shown):
    assert bool(kinds([unpaid("1", hours_ago)])) is shown


def test_the_shops_own_promise_moves_the_deadline():
    assert [s.kind for s in exceptions([order("1", 30)], now=NOW, ship_within_hours=24)] == [
        "overdue"
    ]
