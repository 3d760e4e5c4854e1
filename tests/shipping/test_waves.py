"""Waves by the carriers' vans."""

from datetime import UTC, datetime, time

from shopkit.shipping.orders import OpenOrder
from shopkit.shipping.waves import waves

ORDERS = [
    OpenOrder("1", carrier="中通快递"),
    OpenOrder("2", carrier="顺丰速运"),
    OpenOrder("3", carrier="中通"),
    OpenOrder("4"),
]
NOON = datetime(2026, 10, 5, 4, tzinfo=UTC)  # 12:00 in Shanghai


def test_each_carriers_orders_leave_with_its_van():
    found = waves(ORDERS, {"中通": time(17), "顺丰": time(16, 30)}, now=NOON)
    assert [(wave.carrier, wave.minutes_left, wave.order_ids) for wave in found] == [
        ("顺丰", 270, ("2",)),
        ("中通", 300, ("1", "3")),
        ("", None, ("4",)),
    ]


def test_after_the_last_van_the_next_one_comes_tomorrow():
    (wave, _) = waves(ORDERS[:2], {"": [time(10), time(11)]}, now=NOON)
    assert wave.leaves_at == datetime(2026, 10, 6, 2, tzinfo=UTC)


def test_of_several_vans_a_day_the_next_one_counts():
    (wave,) = waves(ORDERS[:1], {"中通": [time(10), time(19), time(15)]}, now=NOON)
    assert wave.minutes_left == 180


def test_without_orders_there_is_no_wave():
    assert waves([], {"中通": time(17)}, now=NOON) == []
