"""Orders of the past come into a store at once, sent and with numbers of their days."""

from datetime import UTC, date, datetime

import pytest

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.stock.purchases import Wanted
from shopkit.store import goods, purchases
from shopkit.store.ledger import Stamp
from shopkit.store.purchases.past import Past, begin

AT = datetime(2026, 10, 1, 2, tzinfo=UTC)
SENT = datetime(2026, 9, 1, 2, tzinfo=UTC)


@pytest.fixture
def shop(engine):
    row = store.create_shop(engine, "Tea", at=AT)
    goods.save_skus(engine, row.id, [goods.Sku("CUP"), goods.Sku("POT")])
    return engine, row.id, goods.save_supplier(engine, row.id, goods.Supplier("Kiln")).id


def past(supplier, *codes, sent_at=SENT):
    lines = tuple(Wanted(code, 12, 500) for code in codes)
    return Past(supplier, lines, sent_at, date(2026, 9, 15))


def test_past_orders_are_sent_and_numbered_by_their_day(shop):
    engine, shop_id, kiln = shop
    ids = begin(engine, shop_id, [past(kiln, "CUP", "POT"), past(kiln, "POT")], Stamp(None, AT))

    first, second = (purchases.purchase(engine, shop_id, number) for number in ids)

    assert (first.number, second.number) == ("PO-20260901-01", "PO-20260901-02")
    assert first.state == "sent" and first.sent_at == SENT and first.is_late(date(2026, 9, 16))
    assert [(line.sku, line.ordered, line.unit_cost_fen) for line in second.lines] == [
        ("POT", 12, 500)
    ]


def test_a_shop_with_orders_begins_no_second_time(shop):
    engine, shop_id, kiln = shop
    begin(engine, shop_id, [past(kiln, "CUP")], Stamp(None, AT))

    with pytest.raises(Refused):
        begin(engine, shop_id, [past(kiln, "POT")], Stamp(None, AT))
    assert len(purchases.purchases(engine, shop_id)) == 1


def test_what_the_shop_lacks_or_what_is_to_come_is_refused_whole(shop):
    engine, shop_id, kiln = shop
    later = past(kiln, "CUP", sent_at=AT.replace(hour=3))
    wrong = [
        (past(kiln, "JAR"), NotFound),
        (past(kiln + 99, "CUP"), NotFound),
        (later, Refused),
    ]

    for order, refusal in wrong:
        with pytest.raises(refusal):
            begin(engine, shop_id, [past(kiln, "CUP"), order], Stamp(None, AT))
    assert purchases.purchases(engine, shop_id) == []


def test_no_orders_are_no_harm(shop):
    engine, shop_id, _ = shop

    assert begin(engine, shop_id, [], Stamp(None, AT)) == []
