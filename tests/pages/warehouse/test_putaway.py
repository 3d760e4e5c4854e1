"""From receiving to the shelf, by two scans or by hand."""

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages.warehouse import putaway


@pytest.fixture
def waiting(shop):
    """Six tees in receiving, where nothing else lies."""
    shop.lay("TEE", "RECEIVING", 6)
    return shop


def test_an_empty_receiving_says_so(empty):
    assert empty.work(putaway)["waiting"]["empty"]
    assert putaway.badge(empty.shift()) is None


def test_goods_without_a_bin_are_told_to_get_one(empty):
    from shopkit.store import goods

    goods.save_skus(empty.engine, empty.id, [goods.Sku("TEE")])
    empty.lay("TEE", "RECEIVING", 6)
    [row] = empty.work(putaway)["waiting"]["rows"]
    assert "Stock" in row["lines"][0]


def test_the_product_then_the_bin_takes_all_that_waits(waiting):
    chosen = waiting.act(putaway, "putaway_scan", text="690002").ask
    waiting.act(putaway, "putaway_scan", ask=chosen, text="a-2")
    assert waiting.held()["TEE", "A-2"] == 6


def test_a_bin_before_a_product_is_refused(waiting):
    with pytest.raises(Refused):
        waiting.act(putaway, "putaway_scan", text="A-2")


def test_a_product_that_does_not_wait_is_refused(waiting):
    with pytest.raises(Refused):
        waiting.act(putaway, "putaway_scan", text="MUG")


def test_a_part_goes_to_another_bin_by_hand(waiting):
    waiting.act(putaway, "putaway_form", sku="TEE", qty=2, bin="A-1")
    assert (waiting.held()["TEE", "A-1"], waiting.held()["TEE", "RECEIVING"]) == (2, 4)


@pytest.mark.parametrize("forged", [{"qty": 7}, {"qty": 0}, {"bin": "Z-9"}, {"sku": "HAT"}])
def test_a_forged_putaway_moves_nothing(waiting, forged):
    with pytest.raises((Refused, NotFound)):
        waiting.act(putaway, "putaway_form", **{"sku": "TEE", "qty": 1, "bin": "A-1"} | forged)
    assert waiting.held()["TEE", "RECEIVING"] == 6


def test_a_product_is_sent_where_its_own_kind_lies(waiting):
    waiting.lay("TEE", "A-2", 1)
    assert putaway.bin_for(waiting.shift(), "TEE") == "A-2"
