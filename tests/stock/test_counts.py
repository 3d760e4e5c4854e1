"""What is due to be counted, and what a difference means."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.stock.counts import CountLine, Entry, Place, accuracy, due, tolerance

TODAY = date(2026, 10, 1)
NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
units = st.integers(0, 10_000)


def shelf(**facts):
    return Place(**{"sku": "MUG", "location": "A-1", "qty": 5} | facts)


def whys(*places, group="A"):
    return [(one.why, one.due_on) for one in due(places, {"MUG": group}, TODAY)]


def counted(*entries, group="A", **facts):
    seen = tuple(Entry(n, NOW, 1, "ann", booked) for n, booked in entries)
    return CountLine(1, 1, "MUG", "Mug", "A-1", seen, group=group, **facts)


@pytest.mark.parametrize(("group", "days"), [("A", 30), ("B", 91), ("C", 182), ("", 182)])
def test_each_class_has_its_turn(group, days):
    last = TODAY - timedelta(days=days)
    assert whys(shelf(counted_on=last), group=group) == [("abc", TODAY)]
    assert whys(shelf(counted_on=last + timedelta(days=1)), group=group) == []


def test_what_was_never_counted_is_due():
    assert whys(shelf()) == [("abc", TODAY)]


def test_an_empty_shelf_is_confirmed_once_after_its_last_move():
    moved = TODAY - timedelta(days=3)
    assert whys(shelf(qty=0, moved_on=moved)) == [("zero", moved)]
    assert whys(shelf(qty=0, moved_on=moved, counted_on=moved)) == []


def test_a_shelf_below_zero_is_looked_at_however_lately_it_was_counted():
    assert whys(shelf(qty=-2, counted_on=TODAY)) == [("zero", TODAY)]


def test_what_differed_comes_first():
    off = shelf(counted_on=TODAY, was_off=True)
    assert [why for why, _ in whys(shelf(), shelf(qty=0), off)] == ["variance", "zero", "abc"]


def test_nothing_to_count_is_nothing_due():
    assert due([], {}, TODAY) == []


@pytest.mark.parametrize(
    ("entries", "group", "state"),
    [
        ([], "A", "open"),
        ([(9, 10)], "A", "recount"),
        ([(9, 10)], "B", "to approve"),
        ([(8, 10)], "C", "recount"),
        ([(98, 100)], "C", "to approve"),
        ([(9, 10), (9, 10)], "A", "to approve"),
        ([(10, 10)], "A", "to approve"),
    ],
)
def test_a_line_knows_what_it_waits_for(entries, group, state):
    assert counted(*entries, group=group).state == state


def test_a_difference_is_worth_its_cost():
    line = counted((7, 10), (8, 10), cost_fen=500)
    assert (line.difference, line.value_fen) == (-2, -1000)
    assert counted((7, 10)).value_fen is None
    assert (counted().counted, counted().difference) == (None, None)


def test_fifty_lines_do_not_prove_ninety_eight_percent():
    found = accuracy([(9, 9, 0)] * 47 + [(9, 8, 0)] * 3)
    assert (found.hits, found.n, found.share) == (47, 50, 0.94)
    assert (round(found.low, 3), round(found.high, 3)) == (0.838, 0.979)


@given(st.lists(st.tuples(units, units, st.integers(0, 5))))
def test_accuracy_lies_within_its_interval_and_that_within_nothing_and_all(lines):
    found = accuracy(lines)
    if not lines:
        assert (found.share, found.low, found.high) == (None, None, None)
        return
    assert 0 <= found.low <= found.share <= found.high <= 1


@given(st.sampled_from(["A", "B", "C", None]), units)
def test_what_agrees_is_always_near_enough(group, booked):
    assert tolerance(group, booked) >= 0
    assert counted((booked, booked), group=group).state == "to approve"
