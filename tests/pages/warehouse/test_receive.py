"""Goods that come: scanned in against an order, short, over, damaged, and unannounced."""

from datetime import date, timedelta

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages.warehouse import receive
from shopkit.roles import Role
from shopkit.stock.purchases import Wanted
from shopkit.store import goods, purchases
from shopkit.store.ledger import Stamp


@pytest.fixture
def awaited(shop):
    """A sent order of twelve mugs and five tees, expected yesterday."""
    at = shop.shift().at
    potter = goods.save_supplier(shop.engine, shop.id, goods.Supplier("Potter", 15))
    order = purchases.create_purchase(
        shop.engine, shop.id, [Wanted("MUG", 12, 500), Wanted("TEE", 5, 1200)], Stamp(None, at, "p"),
        supplier_id=potter.id, expected_on=date(2026, 9, 30),
    )  # fmt: skip
    return purchases.send(shop.engine, shop.id, order.id, Stamp(None, at - timedelta(9), "s"))


def open_units(shop, order, sku="MUG"):
    return purchases.purchase(shop.engine, shop.id, order.id).line(sku).open


def test_a_shop_that_awaits_nothing_says_so(empty):
    drawn = empty.work(receive)
    assert drawn["awaited"]["rows"] == [] and drawn["awaited"]["empty"]


def test_a_late_order_is_marked_and_counted(shop, awaited):
    [row] = shop.work(receive)["awaited"]["rows"]
    assert (row["tone"], receive.badge(shop.shift())) == ("bad", 1)


@pytest.mark.parametrize("text", ["PO-20261001-01", "po:1", "690001"])
def test_a_scan_opens_the_order_by_its_number_or_by_what_came(shop, awaited, text):
    assert shop.act(receive, "receive_find", text=text).ask["po"] == awaited.id


def test_a_product_nobody_awaits_is_told_where_to_go(shop):
    with pytest.raises(Refused):
        shop.act(receive, "receive_find", text="MUG")


def test_what_came_of_a_line_lies_in_receiving_and_the_damaged_apart(shop, awaited):
    shop.act(receive, "receive_line", po=awaited.id, sku="MUG", qty=9, damaged=1, reason="broken")
    assert (shop.held()["MUG", "RECEIVING"], shop.held()["MUG", "DAMAGED"]) == (9, 1)
    assert open_units(shop, awaited) == 2


def test_a_second_press_of_the_same_button_books_nothing(shop, awaited):
    for _ in range(2):
        shop.act(receive, "receive_line", po=awaited.id, sku="MUG", qty=5, key="one")
    assert shop.held()["MUG", "RECEIVING"] == 5


def test_more_than_ordered_needs_a_reason(shop, awaited):
    with pytest.raises(Refused):
        shop.act(receive, "receive_line", po=awaited.id, sku="MUG", qty=13)
    shop.act(receive, "receive_line", po=awaited.id, sku="MUG", qty=13, over="a gift of theirs")
    assert shop.held()["MUG", "RECEIVING"] == 13


def test_what_will_not_come_is_closed_with_a_reason(shop, awaited):
    shop.act(receive, "receive_short", po=awaited.id, reason="sold out")
    assert open_units(shop, awaited) == 0


def test_what_came_without_an_order_is_booked_at_its_cost(shop):
    shop.act(receive, "receive_loose", code="690002", qty=3, damaged=0, reason="", cost="9.99")
    assert shop.held()["TEE", "RECEIVING"] == 3


@pytest.mark.parametrize(
    "forged",
    [
        {"qty": "many"},
        {"qty": -1},
        {"qty": 10**9},
        {"po": "x"},
        {"sku": "HAT"},
        {"reason": "magic"},
    ],
)
def test_a_forged_receipt_is_refused_and_books_nothing(shop, awaited, forged):
    before = shop.held()
    with pytest.raises((Refused, NotFound)):
        shop.act(receive, "receive_line", **{"po": awaited.id, "sku": "MUG", "qty": 1} | forged)
    assert shop.held() == before


def test_a_designer_receives_nothing(shop, awaited):
    with pytest.raises(Refused):
        shop.act(receive, "receive_line", by=Role.DESIGNER, po=awaited.id, sku="MUG", qty=1)


def test_nobody_receives_before_choosing_a_name(shop, awaited):
    with pytest.raises(Refused):
        shop.act(receive, "receive_line", by="nobody", po=awaited.id, sku="MUG", qty=1)


def test_an_opened_order_shows_the_line_that_was_scanned(shop, awaited):
    drawn = shop.work(receive, po=awaited.id, line="MUG", lang="zh")
    assert "line-MUG" in drawn and len(drawn["lines"]["rows"]) == 2
