"""How long parcels took."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shopkit.shipping.lateness import collection, late, percentile

PAID = datetime(2026, 10, 1)
ASOF = datetime(2026, 10, 31, tzinfo=UTC)


def parcel(hours, days=None, carrier="中通快递", province="广东", paid=PAID):
    shipped = paid + timedelta(hours=hours)
    received = shipped + timedelta(days=days) if days is not None else None
    return {
        "carrier": carrier,
        "province": province,
        "paid_at": paid,
        "shipped_at": shipped,
        "received_at": received,
    }


def test_lateness_is_told_by_carrier_whatever_its_spelling():
    rows = late(
        [parcel(10, 2), parcel(20, 3, "中通"), parcel(60, 1, "顺丰速运")], "carrier", asof=ASOF
    )
    assert [(row["name"], row["parcels"]) for row in rows] == [("中通", 2), ("顺丰", 1)]
    assert [(row["hours_median"], row["days_median"]) for row in rows] == [(15, 2.5), (60, 1)]


def test_the_share_late_comes_with_its_count_and_interval():
    (row,) = late([parcel(10)] * 47 + [parcel(49)] * 3, "province", asof=ASOF)
    assert (row["shipped_late"], row["ship_judged"], row["shipped_late_rate"]) == (3, 50, 0.06)
    assert (round(row["shipped_late_low"], 3), round(row["shipped_late_high"], 3)) == (0.021, 0.162)


def test_exactly_48_hours_is_in_time():
    (row,) = late([parcel(48)], "carrier", asof=ASOF)
    assert row["shipped_late"] == 0


def test_a_parcel_under_way_is_slow_when_its_days_are_over_and_else_not_judged():
    new = datetime(2026, 10, 30)
    rows = late([parcel(1, 3), parcel(1), parcel(1, paid=new)], "carrier", asof=ASOF)
    assert (rows[0]["slow"], rows[0]["slow_judged"], rows[0]["received"]) == (1, 2, 1)


def test_nothing_sent_is_nothing_to_tell():
    assert late([], "carrier", asof=ASOF) == []
    (row,) = late([parcel(1) | {"paid_at": None, "shipped_at": None}], "carrier", asof=ASOF)
    assert (row["hours_median"], row["shipped_late_rate"], row["shipped_late_low"]) == (None,) * 3


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_a_percentile_is_numpys(values, share):
    assert np.isclose(percentile(values, share), np.percentile(values, share * 100))


def day(shipped, collected, in_time=0, late=0, paid=0):
    return {
        "shipped": shipped,
        "collected": collected,
        "paid_orders": paid,
        "in_time": in_time,
        "late": late,
    }


def test_a_period_is_the_sum_of_its_days():
    found = collection([day(40, 38, 9, 1, 12), day(60, 57, 38, 2, 40), day(None, None, 0, 0, 3)])
    assert (found["shipped"], found["collected"], found["collected_rate"]) == (100, 95, 0.95)
    assert (found["in_time"], found["late"], found["paid_orders"]) == (47, 3, 55)
    assert round(found["in_time_low"], 3) == 0.838


def test_a_shop_without_the_platforms_file_has_only_its_own_figures():
    found = collection([day(None, None, 5, 0, 5)])
    assert (found["shipped"], found["collected_rate"], found["in_time_rate"]) == (None, None, 1.0)


def test_without_days_nothing_is_known():
    found = collection([])
    assert (found["collected_rate"], found["in_time_rate"], found["in_time_low"]) == (None,) * 3
