"""Orders, deliveries and lead times as values."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.errors import Refused
from shopkit.stock.lead_times import lead_times
from shopkit.stock.moves import DAMAGED, SUPPLIER, TRANSIT
from shopkit.stock.purchases import Purchase, PurchaseLine, Wanted, on_order
from shopkit.stock.receipts import Receipt, loose_moves, receipt_moves

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)


def order(*lines, is_sent=True, **facts):
    facts = {"sent_at": NOW if is_sent else None} | facts
    return Purchase(7, "PO-1", 1, "Kiln", lines, NOW, **facts)


def mugs(ordered=10, **facts):
    return PurchaseLine("MUG", ordered, 500, **facts)


def came(purchase, *receipts, **more):
    moves = receipt_moves(purchase, receipts, to="A-1", at=NOW, **more)
    return [(move.source, move.destination, move.qty) for move in moves]


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "sent"),
        ({"received": 1}, "part received"),
        ({"received": 10}, "received"),
        ({"received": 6, "short": 4}, "closed"),
        ({"short": 10}, "closed"),
    ],
)
def test_an_orders_state_is_what_happened_to_it(facts, state):
    assert order(mugs(**facts)).state == state
    assert order(mugs(**facts), cancelled_at=NOW).state == "cancelled"


def test_a_draft_is_not_on_order():
    assert order(mugs(), is_sent=False).state == "draft"
    assert on_order([order(mugs(), is_sent=False), order(mugs(received=4)), order(mugs())]) == {
        "MUG": 16
    }


def test_an_order_is_late_while_goods_are_to_come():
    day = date(2026, 10, 2)
    assert order(mugs(), expected_on=date(2026, 10, 1)).is_late(day)
    assert not order(mugs(received=10), expected_on=date(2026, 10, 1)).is_late(day)
    assert not order(mugs()).is_late(day)


def test_an_order_with_an_unknown_price_has_no_value():
    assert order(mugs()).value_fen == 5000
    assert order(mugs(), PurchaseLine("TEE", 1)).value_fen is None


def test_goods_come_out_of_transit_first():
    purchase = order(mugs(in_transit=4))
    assert came(purchase, Receipt("MUG", 3, damaged=2, reason="chipped")) == [
        (TRANSIT, "A-1", 3),
        (TRANSIT, DAMAGED, 1),
        (SUPPLIER, DAMAGED, 1),
    ]


def test_loose_goods_come_from_the_supplier():
    (move,) = loose_moves([Receipt("MUG", 2, unit_cost_fen=3)], to="A-1", at=NOW)
    assert (move.source, move.qty, move.unit_cost_fen) == (SUPPLIER, 2, 3)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Receipt("MUG"),
        lambda: Receipt("MUG", -1, damaged=2, reason="x"),
        lambda: Receipt("MUG", 1, damaged=1),
        lambda: Wanted("MUG", 0),
        lambda: Wanted("MUG", 1, -1),
    ],
)
def test_what_cannot_have_come_is_refused(wrong):
    with pytest.raises(Refused):
        wrong()


pieces = st.integers(0, 50)


@given(ordered=st.integers(1, 100), received=pieces, short=pieces, over=pieces)
def test_received_and_short_and_open_are_what_was_ordered(ordered, received, short, over):
    received = min(received, ordered)
    short = min(short, ordered - received)
    line = mugs(ordered, received=received, short=short)
    assert line.received + line.short + line.open == line.ordered
    more = mugs(ordered, received=received + over, short=short)
    assert more.received + more.short + more.open == more.ordered + more.over


@given(good=pieces, damaged=pieces, moving=pieces, ordered=st.integers(1, 60))
def test_a_delivery_books_every_piece_and_no_more_than_is_in_transit(
    good, damaged, moving, ordered
):
    if not good + damaged:
        return
    purchase = order(mugs(ordered, in_transit=min(moving, ordered)))
    moves = came(purchase, Receipt("MUG", good, damaged, "chipped"), over_reason="kept")
    assert sum(qty for _, _, qty in moves) == good + damaged
    assert sum(qty for source, _, qty in moves if source == TRANSIT) == min(
        good + damaged, purchase.lines[0].in_transit
    )


def test_a_supplier_with_one_delivery_has_no_spread():
    first, last = NOW + timedelta(days=3), NOW + timedelta(days=5)
    (took,) = lead_times([order(mugs(), first_at=first, last_at=last), order(mugs())])
    assert (took.n, took.mean_days, took.sd_days, took.full_mean_days) == (1, 3, None, 5)
    assert took.deliveries[0].number == "PO-1"
