"""Reported then and now: every figure that changed, with rows that sum to it."""

from datetime import UTC, date, datetime

from shopkit.pages.review.drift import ON_HAND, ORDER, REST, blocks, drift
from shopkit.periods import Period
from shopkit.review.freezing import freeze
from shopkit.stock.moves import StockMove
from shopkit.store import goods
from shopkit.store.goods import Location, Sku
from shopkit.store.ledger import Stamp, record
from shopkit.text import speaker

NOW = datetime(2026, 12, 5, 1, tzinfo=UTC)
LATER = datetime(2026, 12, 9, 1, tzinfo=UTC)
TODAY = date(2026, 12, 5)
KPI = "overview/kpis/{}/now"
LATE = """
    3 bob  120 70  2026-10-11 浙江省
    6 eve   40  0  2026-10-12 上海
    7 fay   10  0  2026-12-01 上海
"""


def frozen(shop):
    return freeze(shop, "2026-10", Stamp(None, NOW), today=TODAY, with_pdf=False)


def by_figure(found):
    return {key: [each for each in found.causes if each.key == key]
            for key in dict.fromkeys(each.key for each in found.causes)}  # fmt: skip


def test_nothing_drifts_while_nothing_is_imported(shop):
    frozen(shop)
    assert drift(shop, "2026-10").differences == ()


def test_a_late_refund_and_a_late_order_explain_the_difference_exactly(shop, take):
    frozen(shop)
    take(LATE)
    found = drift(shop, "2026-10")
    changed = {each.key: each for each in found.differences}
    paid, back = changed[KPI.format("paid_fen")], changed[KPI.format("cohort_refund_fen")]
    assert (paid.then, paid.now) == (250_00, 290_00)
    assert (back.then, back.now) == (20_00, 70_00)
    rows = by_figure(found)
    assert [(row.kind, row.reference, row.now - row.then) for row in rows[paid.key]] == [
        (ORDER, "6", 40_00)
    ]
    assert [(row.reference, row.then, row.now) for row in rows[back.key]] == [("3", 20_00, 70_00)]
    for key, causes in rows.items():
        assert sum(row.now - row.then for row in causes) == changed[key].step
        assert not [row for row in causes if row.kind == REST]


def test_a_move_booked_late_for_an_earlier_day_stands_in_the_drift(shop):
    goods.prepare(shop.engine, shop.id)
    goods.save_locations(shop.engine, shop.id, [Location("A1")])
    goods.save_sku(shop.engine, shop.id, Sku("MUG"))
    came = StockMove(datetime(2026, 10, 2, 4, tzinfo=UTC), "MUG", "SUPPLIER", "A1", 10)
    record(shop.engine, shop.id, [came], Stamp(None, NOW))
    frozen(shop)
    late = StockMove(datetime(2026, 10, 20, 4, tzinfo=UTC), "MUG", "SUPPLIER", "A1", 5)
    record(shop.engine, shop.id, [late], Stamp(None, LATER))
    found = drift(shop, "2026-10")
    stock = next(each for each in found.differences if each.key == ON_HAND)
    assert (stock.then, stock.now) == (10, 15)
    assert [row.now for row in by_figure(found)[ON_HAND]] == [5]


def test_the_meeting_page_shows_it_once_a_month_is_frozen(shop, take):
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    say = speaker("en")
    assert list(blocks(shop, october, say)) == []
    frozen(shop)
    assert [each["id"] for each in blocks(shop, october, say)] == ["drift"]
    take(LATE)
    shown = {each["id"]: each for each in blocks(shop, october, say)}
    assert list(shown) == ["drift", "drifted", "drift_rows"]
    assert ["支付金额", "250.00", "290.00", "40.00"] in [
        row["cells"] for row in shown["drifted"]["rows"]
    ]
