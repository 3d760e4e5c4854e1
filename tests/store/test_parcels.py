"""What leaves, what must wait, what comes back, and what the platform says has left."""

from datetime import UTC, datetime, timedelta

import pytest

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.shipping.orders import OrderLine
from shopkit.stock.moves import DAMAGED, RECEIVING, CountTarget
from shopkit.store import books, notes, parcels
from shopkit.store.ledger import CLOSED_UNTIL, Stamp, count, undo
from shopkit.store.parcels import Shipment

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
LINES = [OrderLine("MUG", 2, line_id="1-1"), OrderLine("TEE", 1, line_id="1-2")]
WHOLE = [("MUG", "A-1", 2), ("TEE", "B-1", 1)]


@pytest.fixture
def shelf(room):
    """Ten mugs in A-1, and two tees in B-1."""
    room.lay("MUG", "A-1", 10)
    room.lay("TEE", "B-1", 2)
    return room


def shipped(room, order_id="1", *, takes=WHOLE, lines=LINES, key=None, **more):
    return parcels.ship(
        room.engine,
        room.id,
        order_id,
        room.stamp(key),
        lines=lines,
        takes=takes,
        carrier="中通",
        **more,
    )


def platform(room, *lines, days=1):
    return parcels.book_platform_shipments(room.engine, room.id, lines, room.stamp(days=days))


def left(line_id, sku, qty, *, order_id="1", hours=1):
    return Shipment(order_id, line_id, sku, qty, NOW + timedelta(hours=hours))


def gone(room, *order_ids):
    return parcels.shipped_qty(room.engine, room.id, order_ids or None)


def test_a_parcel_takes_its_pieces_out_of_their_bins(shelf):
    number = shipped(shelf, tracking_no=" ZT1 ", province="浙江", weight_g=900)
    (row,) = parcels.parcels(shelf.engine, shelf.id)
    assert (row.id, row.order_id, row.tracking_no, row.weight_g, row.by) == (
        number,
        "1",
        "ZT1",
        900,
        "ann",
    )
    assert row.lines[0] == {"sku": "MUG", "qty": 2, "line_id": "1-1"}
    assert shelf.held() == {("MUG", "A-1"): 8, ("TEE", "B-1"): 1}
    assert gone(shelf) == {("1", "MUG"): 2, ("1", "TEE"): 1}


def test_a_parcel_told_twice_with_one_key_leaves_once(shelf):
    assert shipped(shelf, key="k") == shipped(shelf, key="k")
    assert shelf.held()["MUG", "A-1"] == 8


def test_an_order_goes_in_two_parcels_and_not_in_three(shelf):
    shipped(shelf, takes=[("MUG", "A-1", 1)])
    shipped(shelf, takes=[("MUG", "A-1", 1), ("TEE", "B-1", 1)])
    with pytest.raises(Refused):
        shipped(shelf, takes=[("MUG", "A-1", 1)])
    assert gone(shelf, "1") == {("1", "MUG"): 2, ("1", "TEE"): 1}


@pytest.mark.parametrize("takes", [[("MUG", "A-1", 3)], [("CAP", "A-1", 1)], []])
def test_what_the_order_does_not_need_stays(shelf, takes):
    with pytest.raises(Refused):
        shipped(shelf, takes=takes)
    assert parcels.parcels(shelf.engine, shelf.id) == []


def test_a_bin_that_holds_too_little_leaves_no_parcel(shelf):
    with pytest.raises(Refused):
        shipped(shelf, takes=[("MUG", "B-1", 2)])
    assert parcels.parcels(shelf.engine, shelf.id) == []
    assert shelf.held()["MUG", "A-1"] == 10


def test_a_held_order_does_not_leave_until_it_is_released(shelf):
    hold = parcels.hold_order(
        shelf.engine, shelf.id, "1", shelf.stamp("h"), kind="address", note="to 宁波"
    )
    with pytest.raises(Refused) as caught:
        shipped(shelf)
    assert caught.value.facts["note"] == "to 宁波"
    with pytest.raises(Refused):
        parcels.make_wave(shelf.engine, shelf.id, ["1"], shelf.stamp())
    parcels.clear_hold(shelf.engine, shelf.id, hold, shelf.stamp(by="bob"))
    shipped(shelf)
    assert parcels.holds(shelf.engine, shelf.id) == []
    (row,) = parcels.holds(shelf.engine, shelf.id, is_open=False)
    assert (row.by, row.cleared_by, row.kind) == ("ann", "bob", "address")


def test_service_may_hold_an_order_and_not_ship_it(shelf):
    sue = shelf.member("sue", Role.SERVICE)
    first = parcels.hold_order(shelf.engine, shelf.id, "1", shelf.stamp("h", by=sue), kind="refund")
    again = parcels.hold_order(shelf.engine, shelf.id, "1", shelf.stamp("h", by=sue), kind="refund")
    assert first == again
    parcels.clear_hold(shelf.engine, shelf.id, first, shelf.stamp(by=sue))
    with pytest.raises(Refused):
        parcels.ship(
            shelf.engine, shelf.id, "1", shelf.stamp(by=sue), lines=LINES, takes=WHOLE, carrier=""
        )


def test_a_hold_has_a_known_kind_and_belongs_to_its_shop(shelf):
    with pytest.raises(Refused):
        parcels.hold_order(shelf.engine, shelf.id, "1", shelf.stamp(), kind="mood")
    hold = parcels.hold_order(shelf.engine, shelf.id, "1", shelf.stamp(), kind="hold")
    other = store.create_shop(shelf.engine, "Tees", at=NOW).id
    with pytest.raises(NotFound):
        parcels.clear_hold(shelf.engine, other, hold, Stamp(None, NOW))


def test_a_move_taken_back_is_still_to_go(shelf):
    shipped(shelf)
    (mugs, _) = books.moves(shelf.engine, shelf.id, sku="MUG")
    undo(shelf.engine, shelf.id, mugs.id, shelf.stamp())
    assert gone(shelf) == {("1", "TEE"): 1}
    shipped(shelf, takes=[("MUG", "A-1", 2)])


def test_what_the_platform_says_has_left_leaves_the_nearest_bin_once(shelf):
    shelf.lay("MUG", "B-1", 5)
    shelf.lay("MUG", RECEIVING, 5)
    lines = [left("1-1", "MUG", 12), left("1-2", "TEE", 1)]
    assert platform(shelf, *lines).booked == 2
    again = platform(shelf, *lines)
    assert (again.booked, again.known, again.shortages) == (0, 2, [])
    assert shelf.held() == {("MUG", "B-1"): 3, ("MUG", RECEIVING): 5, ("TEE", "B-1"): 1}


def test_lines_of_an_order_may_come_in_two_files(shelf):
    assert platform(shelf, left("1-1", "MUG", 1)).booked == 1
    assert platform(shelf, left("1-2", "MUG", 1)).booked == 1
    assert gone(shelf) == {("1", "MUG"): 2}


def test_what_was_packed_here_is_known_to_the_platforms_file(shelf):
    shipped(shelf, takes=[("MUG", "A-1", 2)])
    result = platform(shelf, left("1-1", "MUG", 2), left("1-2", "TEE", 1))
    assert (result.known, result.booked) == (1, 1)
    with pytest.raises(Refused):
        shipped(shelf)


def test_what_was_packed_without_line_numbers_is_known_too(shelf):
    shipped(shelf, lines=[OrderLine("MUG", 2)], takes=[("MUG", "A-1", 2)])
    result = platform(shelf, left("1-1", "MUG", 1), left("1-2", "MUG", 1))
    assert (result.known, result.booked) == (2, 0)


def test_an_order_booked_whole_is_not_booked_again_by_its_lines(shelf):
    assert platform(shelf, left("1", "MUG", 2)).booked == 1
    result = platform(shelf, left("1-1", "MUG", 1), left("1-2", "MUG", 1))
    assert (result.known, result.booked) == (2, 0)


def test_what_is_missing_is_told_and_booked_when_it_is_found(shelf):
    result = platform(shelf, left("1-1", "MUG", 11), left("2-1", "CAP", 1, order_id="2"))
    assert {row.shipment.line_id: row.facts.get("held") for row in result.shortages} == {
        "1-1": 10,
        "2-1": None,
    }
    assert shelf.held()["MUG", "A-1"] == 10
    shelf.lay("MUG", "A-1", 1)
    assert platform(shelf, left("1-1", "MUG", 11)).booked == 1


def test_what_left_before_the_ledger_began_is_not_booked(room):
    room.lay("MUG", "A-1", 10, days=0)
    result = platform(room, left("1-1", "MUG", 2, hours=-1))
    assert (result.before, result.booked, result.shortages) == (1, 0, [])
    assert room.held() == {("MUG", "A-1"): 10}


def test_a_shipment_before_a_count_explains_its_difference(shelf):
    targets = [CountTarget(NOW + timedelta(hours=2), "MUG", "A-1", 0)]
    count(shelf.engine, shelf.id, targets, shelf.stamp(days=1))
    assert platform(shelf, left("1-1", "MUG", 4)).booked == 1
    assert ("MUG", "A-1") not in shelf.held()


def test_a_closed_month_stays_closed(shelf):
    notes.set_setting(shelf.engine, shelf.id, CLOSED_UNTIL, "2026-10-01")
    result = platform(shelf, left("1-1", "MUG", 1))
    assert (result.booked, len(result.shortages)) == (0, 1)


def test_what_comes_back_lies_where_it_was_put(shelf):
    shipped(shelf)
    back = {"sku": "MUG", "qty": 1}
    engine, shop = shelf.engine, shelf.id
    first = parcels.take_back(engine, shop, "1", shelf.stamp("k"), to="A-1", **back)
    assert parcels.take_back(engine, shop, "1", shelf.stamp("k"), to="A-1", **back) == first
    with pytest.raises(Refused):
        parcels.take_back(engine, shop, "1", shelf.stamp(), to=DAMAGED, **back)
    parcels.take_back(engine, shop, "1", shelf.stamp(), to=DAMAGED, reason="chipped", **back)
    assert (shelf.held()["MUG", "A-1"], shelf.held()["MUG", DAMAGED]) == (9, 1)
    with pytest.raises(Refused) as caught:
        parcels.take_back(engine, shop, "1", shelf.stamp(), to="A-1", **back)
    assert caught.value.facts["out"] == 0
    assert gone(shelf, "1")["1", "MUG"] == 2


def test_a_return_of_an_order_from_before_the_ledger_is_taken(shelf):
    parcels.take_back(shelf.engine, shelf.id, "old", shelf.stamp(), sku="MUG", qty=1, to="A-1")
    assert shelf.held()["MUG", "A-1"] == 11


def test_an_order_is_in_its_newest_wave(shelf):
    first = parcels.make_wave(shelf.engine, shelf.id, ["1", "2"], shelf.stamp("w"), carrier="中通")
    assert (
        parcels.make_wave(shelf.engine, shelf.id, ["1", "2"], shelf.stamp("w"), carrier="中通")
        == first
    )
    parcels.make_wave(shelf.engine, shelf.id, ["2", "3"], shelf.stamp(), cutoff_at=NOW)
    newest, older = parcels.waves(shelf.engine, shelf.id)
    assert (newest.order_ids, newest.cutoff_at) == (("2", "3"), NOW)
    assert (older.order_ids, older.carrier, older.by) == (("1",), "中通", "ann")
    with pytest.raises(Refused):
        parcels.make_wave(shelf.engine, shelf.id, [], shelf.stamp())


def test_parcels_of_a_time_are_found(shelf):
    shipped(shelf)
    assert parcels.parcels(shelf.engine, shelf.id, until=NOW) == []
    assert len(parcels.parcels(shelf.engine, shelf.id, since=NOW, order_id="1")) == 1


def test_an_empty_shop_has_shipped_nothing(room):
    assert gone(room) == {}
    assert parcels.parcels(room.engine, room.id) == []
    assert parcels.waves(room.engine, room.id) == []
    assert platform(room).booked == 0
