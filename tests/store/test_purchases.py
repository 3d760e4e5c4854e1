"""Purchase orders: partly come, too many, short, damaged, called off."""

from datetime import UTC, datetime

import pytest

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.stock.moves import DAMAGED, RECEIVING, TRANSIT
from shopkit.stock.purchases import Wanted
from shopkit.stock.receipts import Receipt
from shopkit.store import books, goods, purchases
from shopkit.store.ledger import Stamp, undo

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)


class Desk:
    """A room whose orders are ten mugs and four tees."""

    def __init__(self, room):
        self.room = room
        self.engine, self.id, self.supplier = room.engine, room.id, room.supplier
        self.stamp, self.held = room.stamp, room.held

    def ordered(self, mugs=10, tees=4, *, key=None):
        lines = [Wanted("MUG", mugs, 500), Wanted("TEE", tees)]
        return purchases.create_purchase(
            self.engine, self.id, lines, self.stamp(key), supplier_id=self.supplier
        )

    def sent(self, **ordered):
        return purchases.send(self.engine, self.id, self.ordered(**ordered).id, self.stamp())

    def came(self, order, *receipts, key=None, days=0, **more):
        return purchases.receive(
            self.engine, self.id, order.id, self.stamp(key, days=days), receipts=receipts, **more
        )

    def now(self, order):
        return purchases.purchase(self.engine, self.id, order.id)


@pytest.fixture
def shop(room):
    return Desk(room)


def test_orders_of_a_day_are_numbered(shop):
    assert shop.ordered().number == "PO-20261001-01"
    assert shop.ordered().number == "PO-20261001-02"


def test_an_order_sent_twice_with_one_key_is_one_order(shop):
    assert shop.ordered(key="k").id == shop.ordered(key="k").id
    assert len(purchases.purchases(shop.engine, shop.id)) == 1


def test_an_order_is_found_by_its_number(shop):
    order = shop.ordered()
    assert purchases.purchase(shop.engine, shop.id, order.number) == order


def test_a_part_that_came_leaves_the_rest_open(shop):
    order = shop.sent()
    shop.came(order, Receipt("MUG", 6))
    now = shop.now(order)
    assert now.state == "part received"
    assert [(line.sku, line.received, line.open) for line in now.lines] == [
        ("MUG", 6, 4),
        ("TEE", 0, 4),
    ]
    assert purchases.on_order(shop.engine, shop.id) == {"MUG": 4, "TEE": 4}


def test_all_that_came_closes_the_order_with_the_cost_of_its_lines(shop):
    order = shop.sent()
    shop.came(order, Receipt("MUG", 10), Receipt("TEE", 4))
    assert shop.now(order).state == "received"
    assert not shop.now(order).is_open
    (mugs,) = books.moves(shop.engine, shop.id, sku="MUG")
    assert (mugs.unit_cost_fen, mugs.document, mugs.by) == (500, order.document, "ann")
    assert purchases.purchases(shop.engine, shop.id, is_open=True) == []


def test_damaged_pieces_lie_apart_with_what_is_wrong(shop):
    order = shop.sent()
    shop.came(order, Receipt("MUG", 8, damaged=2, reason="chipped"))
    assert shop.held() == {("MUG", RECEIVING): 8, ("MUG", DAMAGED): 2}
    line = shop.now(order).line("MUG")
    assert (line.received, line.damaged, line.open) == (10, 2, 0)
    (broken, _) = books.moves(shop.engine, shop.id, sku="MUG")
    assert broken.reason == "chipped"


def test_more_than_is_open_needs_a_reason(shop):
    order = shop.sent()
    with pytest.raises(Refused) as caught:
        shop.came(order, Receipt("TEE", 1), Receipt("MUG", 11))
    assert (caught.value.facts["sku"], caught.value.facts["n"]) == ("MUG", 1)
    assert shop.held() == {}
    shop.came(order, Receipt("MUG", 11), over_reason="a gift")
    line = shop.now(order).line("MUG")
    assert (line.received, line.open, line.over) == (11, 0, 1)


def test_what_was_not_ordered_is_received_without_the_order(shop):
    order = shop.sent()
    goods.save_sku(shop.engine, shop.id, goods.Sku("CAP"))
    with pytest.raises(Refused):
        shop.came(order, Receipt("CAP", 1))
    purchases.receive_loose(
        shop.engine, shop.id, [Receipt("CAP", 1, unit_cost_fen=3)], shop.stamp("k")
    )
    purchases.receive_loose(shop.engine, shop.id, [Receipt("CAP", 1)], shop.stamp("k"))
    assert shop.held() == {("CAP", RECEIVING): 1}


def test_a_delivery_told_twice_with_one_key_is_booked_once(shop):
    order = shop.sent()
    first = shop.came(order, Receipt("MUG", 10), key="k")
    assert shop.came(order, Receipt("MUG", 10), key="k") == first
    assert shop.held() == {("MUG", RECEIVING): 10}


def test_what_is_on_its_way_is_on_order_once(shop):
    order = shop.sent()
    purchases.dispatch(shop.engine, shop.id, order.id, shop.stamp("d"), qtys={"MUG": 7})
    purchases.dispatch(shop.engine, shop.id, order.id, shop.stamp("d"), qtys={"MUG": 7})
    assert shop.held() == {("MUG", TRANSIT): 7}
    assert purchases.on_order(shop.engine, shop.id) == {"MUG": 10, "TEE": 4}
    shop.came(order, Receipt("MUG", 8))
    assert shop.held() == {("MUG", RECEIVING): 8}
    assert purchases.on_order(shop.engine, shop.id) == {"MUG": 2, "TEE": 4}


def test_no_more_is_on_its_way_than_is_open(shop):
    order = shop.sent()
    purchases.dispatch(shop.engine, shop.id, order.id, shop.stamp())
    with pytest.raises(Refused):
        purchases.dispatch(shop.engine, shop.id, order.id, shop.stamp(), qtys={"MUG": 1})


def test_what_will_not_come_is_closed_with_a_reason_and_leaves_transit(shop):
    order = shop.sent()
    purchases.dispatch(shop.engine, shop.id, order.id, shop.stamp())
    shop.came(order, Receipt("MUG", 6), Receipt("TEE", 4))
    with pytest.raises(Refused):
        purchases.close_short(shop.engine, shop.id, order.id, shop.stamp(), reason=" ")
    for _ in range(2):
        purchases.close_short(shop.engine, shop.id, order.id, shop.stamp("c"), reason="sold out")
    now = shop.now(order)
    assert (now.state, now.line("MUG").short, now.line("MUG").open) == ("closed", 4, 0)
    assert ("MUG", TRANSIT) not in shop.held()


def test_one_line_may_be_closed_while_the_other_still_comes(shop):
    order = shop.sent()
    now = purchases.close_short(
        shop.engine, shop.id, order.id, shop.stamp(), reason="sold out", skus=["TEE"]
    )
    assert (now.state, now.line("TEE").open, now.line("MUG").open) == ("sent", 0, 10)


def test_an_order_is_called_off_before_anything_came_and_not_after(shop):
    first, second = shop.sent(), shop.sent()
    purchases.dispatch(shop.engine, shop.id, first.id, shop.stamp())
    assert purchases.cancel(shop.engine, shop.id, first.id, shop.stamp("c")).state == "cancelled"
    assert purchases.cancel(shop.engine, shop.id, first.id, shop.stamp("c")).state == "cancelled"
    assert shop.held() == {}
    shop.came(second, Receipt("MUG", 1))
    with pytest.raises(Refused):
        purchases.cancel(shop.engine, shop.id, second.id, shop.stamp())


@pytest.mark.parametrize("act", [purchases.dispatch, purchases.receive])
def test_a_draft_must_be_sent_before_goods_come(shop, act):
    order = shop.ordered()
    more = {"receipts": [Receipt("MUG", 1)]} if act is purchases.receive else {}
    with pytest.raises(Refused):
        act(shop.engine, shop.id, order.id, shop.stamp(), **more)


def test_a_receipt_taken_back_is_open_again(shop):
    order = shop.sent()
    (move,) = shop.came(order, Receipt("MUG", 6))
    undo(shop.engine, shop.id, move, shop.stamp())
    now = shop.now(order)
    assert (now.state, now.line("MUG").open, now.first_at) == ("sent", 10, None)


def test_lead_times_run_from_sent_to_the_first_and_the_last_receipt(shop):
    first, second = shop.sent(), shop.sent()
    shop.came(first, Receipt("MUG", 1), days=4)
    shop.came(first, Receipt("MUG", 1), days=10)
    shop.came(second, Receipt("MUG", 1), days=8)
    (took,) = purchases.lead_times(shop.engine, shop.id)
    assert (took.supplier, took.n, took.mean_days, took.full_mean_days) == ("Kiln", 2, 6, 9)
    assert round(took.sd_days, 3) == 2.828


def test_an_empty_shop_has_nothing_on_order(shop):
    assert purchases.purchases(shop.engine, shop.id) == []
    assert purchases.on_order(shop.engine, shop.id) == {}
    assert purchases.lead_times(shop.engine, shop.id) == []


def test_an_order_of_another_shop_is_not_there(shop):
    order = shop.sent()
    other = store.create_shop(shop.engine, "Tees", at=NOW).id
    with pytest.raises(NotFound):
        purchases.purchase(shop.engine, other, order.id)
    with pytest.raises(NotFound):
        purchases.receive(
            shop.engine, other, order.id, Stamp(None, NOW), receipts=[Receipt("MUG", 1)]
        )


@pytest.mark.parametrize("lines", [[], [Wanted("CAP", 1)], [Wanted("MUG", 1), Wanted("MUG", 2)]])
def test_an_order_of_nothing_or_of_strangers_is_refused(shop, lines):
    with pytest.raises((Refused, NotFound)):
        purchases.create_purchase(
            shop.engine, shop.id, lines, shop.stamp(), supplier_id=shop.supplier
        )
    with pytest.raises(NotFound):
        purchases.create_purchase(
            shop.engine, shop.id, [Wanted("MUG", 1)], shop.stamp(), supplier_id=999
        )
