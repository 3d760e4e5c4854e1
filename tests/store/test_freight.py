"""Price sheets by day, and bills."""

from datetime import date

import pytest

from shopkit.errors import Refused
from shopkit.shipping.bills import BillLine
from shopkit.shipping.freight import Rate
from shopkit.store import freight

ZTO = Rate("中通", "全国", 1000, 350, 1000, 120)
YTO = Rate("圆通", "全国", 1000, 300, 500, 100, 8000, 50, days=2.5)
MAY, OCTOBER = date(2026, 5, 1), date(2026, 10, 1)


def saved(room, *rates, valid_from, by="bob"):
    freight.save_rates(room.engine, room.id, rates, room.stamp(by=by), valid_from=valid_from)


def billed(room, *lines, month="2026-09", by="bob"):
    return freight.record_bill(room.engine, room.id, lines, room.stamp(by=by), month=month)


def test_the_sheet_of_a_day_is_the_newest_that_began(room):
    saved(room, ZTO, YTO, valid_from=MAY)
    saved(room, ZTO, valid_from=OCTOBER)
    before, after = (
        freight.rates(room.engine, room.id, day) for day in (date(2026, 9, 30), OCTOBER)
    )
    assert (set(before.rates), before.valid_from) == ({ZTO, YTO}, MAY)
    assert (after.rates, after.valid_from) == ((ZTO,), OCTOBER)
    assert freight.sheet_days(room.engine, room.id) == [OCTOBER, MAY]


def test_a_sheet_saved_again_replaces_that_days(room):
    saved(room, ZTO, YTO, valid_from=MAY)
    saved(room, YTO, valid_from=MAY)
    assert freight.rates(room.engine, room.id, MAY).rates == (YTO,)


@pytest.mark.parametrize("rates", [(ZTO, ZTO), (Rate("中通", "全国", 0, 350, 1000, 120),)])
def test_a_sheet_that_cannot_price_is_refused(room, rates):
    with pytest.raises(Refused):
        saved(room, *rates, valid_from=MAY)
    assert freight.sheet_days(room.engine, room.id) == []


def test_a_shop_without_sheets_has_no_price(room):
    sheet = freight.rates(room.engine, room.id, MAY)
    assert (sheet.rates, sheet.valid_from) == ((), None)


def test_the_same_bill_twice_adds_nothing(room):
    lines = [BillLine("ZT1", 350, 800, "中通"), BillLine("ZT2", 470, None, "中通", "浙江")]
    assert billed(room, *lines) == 2
    assert billed(room, *lines) == 0
    assert freight.bill(room.engine, room.id, "2026-09") == lines
    assert freight.bill_months(room.engine, room.id) == ["2026-09"]


def test_a_parcel_billed_twice_in_one_bill_is_kept_twice(room):
    twice = [BillLine("ZT1", 350), BillLine("ZT1", 350)]
    assert (billed(room, *twice), billed(room, *twice)) == (2, 0)
    assert len(freight.bill(room.engine, room.id, "2026-09")) == 2


def test_a_bill_is_found_by_its_carrier(room):
    billed(room, BillLine("ZT1", 350, carrier="中通"), BillLine("YT1", 300, carrier="圆通"))
    (line,) = freight.bill(room.engine, room.id, "2026-09", carrier="圆通")
    assert line.tracking_no == "YT1"


def test_a_bill_has_a_month(room):
    with pytest.raises(Refused):
        billed(room, BillLine("ZT1", 350), month="2026-13")
