"""Moves, balances and levels, drawn small."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.errors import Refused
from shopkit.stock.moves import (
    ADJUSTMENT,
    CountTarget,
    Level,
    StockMove,
    balances,
    levels,
    lowest,
)

TODAY = datetime(2026, 10, 1, 2, tzinfo=UTC)
PLACES = ["SUPPLIER", "A-1", "A-2", "CUSTOMER"]

moves = st.builds(
    lambda ways, sku, qty: StockMove(TODAY, sku, *ways, qty),
    st.permutations(PLACES).map(lambda way: way[:2]),
    st.sampled_from(["MUG", "TEE"]),
    st.integers(1, 9),
)


@given(st.lists(moves, min_size=1))
def test_moves_neither_make_nor_lose_units(given_moves):
    held = balances(given_moves)
    assert sum(held.values()) == 0


@given(moves)
def test_a_move_and_its_counter_move_leave_nothing(move):
    assert not any(balances([move, move.back()]).values())


@given(st.integers(0, 50), st.integers(-50, 50))
def test_a_count_makes_the_books_agree_with_the_shelf(counted, booked):
    move = CountTarget(TODAY, "MUG", "A-1", counted).correction(booked)
    change = balances([move] if move else []).get(("MUG", "A-1"), 0)
    assert booked + change == counted


def test_what_is_missing_at_a_count_goes_to_the_differences():
    move = CountTarget(TODAY, "MUG", "A-1", 8).correction(10)
    assert (move.source, move.destination, move.qty) == ("A-1", ADJUSTMENT, 2)


@pytest.mark.parametrize("qty", [0, -3])
def test_a_move_of_nothing_is_refused(qty):
    with pytest.raises(Refused) as caught:
        StockMove(TODAY, "MUG", "A-1", "A-2", qty)
    assert caught.value.facts["qty"] == qty


def test_a_move_to_where_it_is_is_refused():
    with pytest.raises(Refused):
        StockMove(TODAY, "MUG", "A-1", "A-1", 1)


def test_a_shelf_cannot_be_counted_below_nothing():
    with pytest.raises(Refused):
        CountTarget(TODAY, "MUG", "A-1", -1)


@given(st.integers(-20, 20), st.lists(st.integers(-9, 9)))
def test_the_lowest_is_never_above_now(now, later):
    assert lowest(now, later) <= now


def test_available_is_what_is_not_promised_and_not_broken():
    held = [("MUG", "storage", 10), ("MUG", "damaged", 2), ("MUG", "transit", 5)]
    level = levels(held, reserved={"MUG": 4}, on_order={"MUG": 20})["MUG"]
    assert level == Level("MUG", on_hand=10, reserved=4, damaged=2, in_transit=5, on_order=20)
    assert (level.available, level.projected) == (6, 26)


def test_what_is_sold_before_it_is_there_is_oversold():
    assert levels([], reserved={"MUG": 3}, on_order={})["MUG"].available == -3
