"""Counts: planned, blind, counted again, approved, and still right when a move is found late."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.stock.counts import SheetLine
from shopkit.stock.moves import CUSTOMER, StockMove
from shopkit.store import books, counts
from shopkit.store.ledger import Stamp, record

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
TODAY = date(2026, 10, 1)


@pytest.fixture
def shelf(room):
    """Ten mugs in A-1, and two tees in B-1."""
    room.lay("MUG", "A-1", 10)
    room.lay("TEE", "B-1", 2)
    return room


def planned(room, *places, why="free", key=None, **more):
    return counts.plan_count(
        room.engine, room.id, why, room.stamp(key), places=places or None, **more
    )


def one_line(room, sku="MUG", place="A-1"):
    number = planned(room, (sku, place))
    return counts.count_sheet(room.engine, room.id, number)[0].id


def entered(room, line, n, *, by="ann", days=0, key=None):
    return counts.enter(room.engine, room.id, line, room.stamp(key, by=by, days=days), counted=n)


def approved(room, *lines, by="bob", key=None, reason="lost", days=0):
    return counts.approve(
        room.engine,
        room.id,
        lines,
        room.stamp(key, by=by, days=days),
        reasons=dict.fromkeys(lines, reason),
    )


def shown(room, line):
    return next(row for row in counts.count_lines(room.engine, room.id) if row.id == line)


def test_a_sheet_never_tells_what_the_books_say(shelf):
    assert not {field.name for field in fields(SheetLine)} & {"booked", "qty", "difference"}
    number = planned(shelf, ("TEE", "B-1"), ("MUG", "A-1"))
    sheet = counts.count_sheet(shelf.engine, shelf.id, number)
    assert [(line.location, line.sku, line.state) for line in sheet] == [
        ("A-1", "MUG", "open"),
        ("B-1", "TEE", "open"),
    ]


def test_what_agrees_is_approved_without_a_word(shelf):
    line = one_line(shelf)
    assert entered(shelf, line, 10) == "to approve"
    approved(shelf, line, reason="")
    row = shown(shelf, line)
    assert (row.state, row.difference, row.verdict.by) == ("approved", 0, "bob")
    assert shelf.held()["MUG", "A-1"] == 10


def test_a_difference_is_counted_again_by_another_and_booked_with_a_reason(shelf):
    shelf.member("cat")
    line = one_line(shelf)
    assert entered(shelf, line, 7) == "recount"
    with pytest.raises(Refused):
        approved(shelf, line)
    with pytest.raises(Refused):
        entered(shelf, line, 7)
    assert entered(shelf, line, 8, by="bob") == "to approve"
    with pytest.raises(Refused):
        approved(shelf, line, reason=" ")
    shelf.eve = shelf.member("eve", Role.OPERATIONS)
    approved(shelf, line, by="eve")
    row = shown(shelf, line)
    assert (row.booked, row.counted, row.difference, row.value_fen) == (10, 8, -2, -1000)
    assert row.verdict.reason == "lost"
    assert shelf.held()["MUG", "A-1"] == 8
    (move, _) = books.moves(shelf.engine, shelf.id, sku="MUG")
    assert (move.document, move.reason, move.qty) == (f"count:{row.count_id}", "lost", 2)


def test_who_is_alone_may_count_again_and_approve(room):
    room.lay("MUG", "A-1", 10)
    store.remove_member(room.engine, room.id, room.ann, on=TODAY)
    line = counts.count_sheet(
        room.engine,
        room.id,
        counts.plan_count(
            room.engine, room.id, "free", room.stamp(by="bob"), places=[("MUG", "A-1")]
        ),
    )[0].id
    entered(room, line, 7, by="bob")
    assert entered(room, line, 7, by="bob") == "to approve"
    assert len(approved(room, line)) == 1


def test_who_counted_does_not_approve_while_another_could(shelf):
    shelf.member("eve", Role.OPERATIONS)
    line = one_line(shelf)
    entered(shelf, line, 10, by="bob")
    with pytest.raises(Refused):
        approved(shelf, line, by="bob")


def test_a_keeper_does_not_approve(shelf):
    line = one_line(shelf)
    entered(shelf, line, 10)
    with pytest.raises(Refused):
        approved(shelf, line, by="ann")


def test_the_books_of_the_hour_of_counting_decide(shelf):
    line = one_line(shelf)
    entered(shelf, line, 10)
    sold = StockMove(NOW + timedelta(days=1), "MUG", "A-1", CUSTOMER, 3)
    record(shelf.engine, shelf.id, [sold], shelf.stamp(days=1))
    assert shown(shelf, line).difference == 0
    approved(shelf, line, days=2, reason="")
    assert shelf.held()["MUG", "A-1"] == 7


def test_a_move_found_late_explains_the_difference(shelf):
    line = one_line(shelf)
    entered(shelf, line, 7)
    entered(shelf, line, 7, by="bob")
    shelf.eve = shelf.member("eve", Role.OPERATIONS)
    approved(shelf, line, by="eve")
    assert shown(shelf, line).difference == -3
    late = StockMove(NOW - timedelta(days=1), "MUG", "A-1", CUSTOMER, 2)
    record(shelf.engine, shelf.id, [late], Stamp(None, NOW + timedelta(days=1)))
    row = shown(shelf, line)
    assert (row.booked, row.difference, row.verdict.booked) == (8, -1, 10)
    assert shelf.held()["MUG", "A-1"] == 7


def test_a_small_difference_of_a_slow_seller_needs_no_second_look(shelf):
    number = planned(shelf, ("MUG", "A-1"), ("TEE", "B-1"), classes={"MUG": "A", "TEE": "C"})
    mug, tee = (line.id for line in counts.count_sheet(shelf.engine, shelf.id, number))
    assert entered(shelf, mug, 9) == "recount"
    assert entered(shelf, tee, 1) == "to approve"


def test_each_act_told_twice_with_one_key_is_done_once(shelf):
    assert planned(shelf, ("MUG", "A-1"), key="p") == planned(shelf, ("MUG", "A-1"), key="p")
    line = one_line(shelf)
    assert entered(shelf, line, 10, key="e") == entered(shelf, line, 10, key="e")
    assert len(shown(shelf, line).entries) == 1
    assert approved(shelf, line, key="a") == approved(shelf, line, key="a")


def test_a_line_is_approved_once(shelf):
    line = one_line(shelf)
    with pytest.raises(Refused):
        approved(shelf, line)
    entered(shelf, line, 10)
    approved(shelf, line)
    with pytest.raises(Refused):
        approved(shelf, line)
    with pytest.raises(Refused):
        entered(shelf, line, 9)


def test_nothing_is_approved_when_one_line_may_not_be(shelf):
    ready, open_ = one_line(shelf), one_line(shelf, "TEE", "B-1")
    entered(shelf, ready, 10)
    with pytest.raises(Refused):
        approved(shelf, ready, open_)
    assert shown(shelf, ready).state == "to approve"


def test_what_is_due_is_planned_once(shelf):
    due = counts.due_counts(shelf.engine, shelf.id, TODAY)
    assert [(row.sku, row.why) for row in due] == [("MUG", "abc"), ("TEE", "abc")]
    planned(shelf, why="abc")
    assert counts.due_counts(shelf.engine, shelf.id, TODAY) == []
    with pytest.raises(Refused):
        planned(shelf, why="abc")


def test_an_emptied_shelf_is_confirmed(shelf):
    gone = StockMove(NOW, "TEE", "B-1", CUSTOMER, 2)
    record(shelf.engine, shelf.id, [gone], shelf.stamp())
    number = planned(shelf, why="zero")
    (line,) = counts.count_sheet(shelf.engine, shelf.id, number)
    entered(shelf, line.id, 0, days=1)
    approved(shelf, line.id, days=1, reason="")
    assert not [
        row
        for row in counts.due_counts(shelf.engine, shelf.id, TODAY + timedelta(days=2))
        if row.sku == "TEE"
    ]


def test_what_differed_is_counted_again_soon(shelf):
    line = one_line(shelf, "TEE", "B-1")
    entered(shelf, line, 1)
    approved(shelf, line)
    (again, _) = counts.due_counts(shelf.engine, shelf.id, TODAY)
    assert (again.sku, again.why) == ("TEE", "variance")


def test_what_turns_up_unlooked_for_gets_a_line(shelf):
    number = planned(shelf, ("MUG", "A-1"))
    found = {"sku": "TEE", "location": "A-1"}
    line = counts.add_line(shelf.engine, shelf.id, number, shelf.stamp(), **found)
    assert counts.add_line(shelf.engine, shelf.id, number, shelf.stamp(), **found) == line
    assert entered(shelf, line, 1) == "to approve"


def test_a_count_tells_how_far_it_got(shelf):
    number = planned(shelf, ("MUG", "A-1"), ("TEE", "B-1"))
    mug, _ = (line.id for line in counts.count_sheet(shelf.engine, shelf.id, number))
    entered(shelf, mug, 2)
    (row,) = counts.counts(shelf.engine, shelf.id, is_open=True)
    assert (row.open, row.recount, row.lines, row.by) == (1, 1, 2, "ann")


def test_accuracy_counts_lines_that_agreed(shelf):
    lines = [one_line(shelf), one_line(shelf, "TEE", "B-1")]
    entered(shelf, lines[0], 10)
    entered(shelf, lines[1], 5)
    entered(shelf, lines[1], 5, by="bob")
    shelf.eve = shelf.member("eve", Role.OPERATIONS)
    approved(shelf, *lines, by="eve")
    found = counts.accuracy(shelf.engine, shelf.id)
    assert (found.hits, found.n, found.share) == (1, 2, 0.5)
    assert counts.accuracy(shelf.engine, shelf.id, until=date(2026, 9, 1)).share is None


def test_an_empty_shop_has_nothing_to_count(room):
    assert counts.due_counts(room.engine, room.id, TODAY) == []
    assert counts.counts(room.engine, room.id) == []
    assert counts.count_lines(room.engine, room.id) == []
    assert counts.accuracy(room.engine, room.id).n == 0


@pytest.mark.parametrize(
    ("why", "places"),
    [
        ("free", []),
        ("whim", [("MUG", "A-1")]),
        ("free", [("CAP", "A-1")]),
        ("free", [("MUG", "Z")]),
    ],
)
def test_a_count_of_nothing_or_of_strangers_is_refused(shelf, why, places):
    with pytest.raises((Refused, NotFound)):
        counts.plan_count(shelf.engine, shelf.id, why, shelf.stamp(), places=places)


def test_lines_of_another_shop_are_not_there(shelf):
    line = one_line(shelf)
    other = store.create_shop(shelf.engine, "Tees", at=NOW).id
    with pytest.raises(NotFound):
        counts.enter(shelf.engine, other, line, Stamp(None, NOW), counted=1)
    with pytest.raises(NotFound):
        counts.approve(shelf.engine, other, [line], Stamp(None, NOW))
