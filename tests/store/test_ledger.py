"""The ledger on real SQLite and PostgreSQL: it cannot be edited, overdrawn, doubled or fooled."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.stock.moves import CountTarget, StockMove
from shopkit.store import books, goods, ledger
from shopkit.store.ledger import Stamp

START = datetime(2026, 10, 1, 2, tzinfo=UTC)
LATER = START + timedelta(days=30)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


@pytest.fixture
def shop(engine):
    """A shop with two SKUs and two bins, nothing on them."""
    return stocked(engine, "Mugs")


def stocked(engine, name) -> str:
    shop_id = store.create_shop(engine, name, at=START).id
    goods.save_locations(
        engine, shop_id, [goods.Location("A-1", walk=1), goods.Location("A-2", walk=2)]
    )
    goods.save_skus(engine, shop_id, [goods.Sku("MUG"), goods.Sku("TEE")])
    return shop_id


def stamp(key=None, by=None, when=LATER) -> Stamp:
    return Stamp(by, when, key)


def drawn(text: str) -> list[StockMove]:
    """Moves drawn as `hour sku source destination qty`."""
    rows = (line.split() for line in text.strip().splitlines())
    return [
        StockMove(at(float(hour)), sku, source, to, int(qty)) for hour, sku, source, to, qty in rows
    ]


def on(engine, shop, place="A-1", sku="MUG", asof=None) -> int:
    found = books.balances(engine, shop, asof=asof)
    return sum(row.qty for row in found if (row.sku, row.location) == (sku, place))


def test_on_hand_is_what_came_in_less_what_went_out(engine, shop):
    ledger.record(
        engine,
        shop,
        drawn("""
        1  MUG  SUPPLIER  A-1       10
        2  MUG  A-1       CUSTOMER   3
    """),
        stamp(),
    )
    assert on(engine, shop) == 7
    assert on(engine, shop, asof=at(1)) == 10


def test_more_than_is_there_cannot_leave_and_nothing_is_booked(engine, shop):
    ledger.record(engine, shop, drawn("1 MUG SUPPLIER A-1 2"), stamp())
    with pytest.raises(Refused) as caught:
        ledger.record(engine, shop, drawn("2 MUG A-1 CUSTOMER 1\n3 MUG A-1 CUSTOMER 5"), stamp())
    assert (caught.value.facts["held"], caught.value.facts["qty"]) == (1, 5)
    assert len(books.moves(engine, shop)) == 1


def test_a_late_entry_may_not_take_what_was_needed_since(engine, shop):
    ledger.record(
        engine,
        shop,
        drawn("""
        1  MUG  SUPPLIER  A-1       5
        3  MUG  A-1       CUSTOMER  5
        4  MUG  SUPPLIER  A-1       5
    """),
        stamp(),
    )
    with pytest.raises(Refused):
        ledger.record(engine, shop, drawn("2 MUG A-1 CUSTOMER 1"), stamp())


def test_a_shop_that_oversells_may_go_below_nothing(engine, shop):
    store.set_setting(engine, shop, ledger.OVERSELLING, True)
    ledger.record(engine, shop, drawn("1 MUG A-1 CUSTOMER 2"), stamp())
    assert on(engine, shop) == -2


def test_the_same_submission_twice_is_booked_once(engine, shop):
    first = ledger.record(engine, shop, drawn("1 MUG SUPPLIER A-1 2"), stamp("k1"))
    again = ledger.record(engine, shop, drawn("1 MUG SUPPLIER A-1 2"), stamp("k1"))
    assert (first, on(engine, shop)) == (again, 2)


def test_undo_is_a_counter_move_and_happens_once(engine, shop):
    [number] = ledger.record(engine, shop, drawn("1 MUG SUPPLIER A-1 2"), stamp())
    ledger.undo(engine, shop, number, stamp("u"))
    ledger.undo(engine, shop, number, stamp("u"))
    assert (on(engine, shop), len(books.moves(engine, shop))) == (0, 2)
    with pytest.raises(Refused):
        ledger.undo(engine, shop, number, stamp("other"))


def test_what_was_sold_since_cannot_be_undone(engine, shop):
    [number, _] = ledger.record(
        engine,
        shop,
        drawn("""
        1  MUG  SUPPLIER  A-1       2
        2  MUG  A-1       CUSTOMER  2
    """),
        stamp(),
    )
    with pytest.raises(Refused):
        ledger.undo(engine, shop, number, stamp())


@pytest.mark.parametrize("word", ["update stock_move set qty = 99", "delete from stock_move"])
def test_the_database_itself_keeps_every_move(engine, shop, word):
    ledger.record(engine, shop, drawn("1 MUG SUPPLIER A-1 2"), stamp())
    with pytest.raises(DatabaseError, match="never"), engine.begin() as db:
        db.execute(text(word))


@pytest.mark.parametrize(("source", "qty"), [("A-1", 1), ("SUPPLIER", 0)])
def test_the_schema_refuses_a_move_to_nowhere_and_of_nothing(engine, shop, source, qty):
    row = (
        "insert into stock_move (shop_id, sku, source, destination, qty, moved_at, recorded_at) "
        f"values ('{shop}', 'MUG', '{source}', 'A-1', {qty}, '2026-10-01', '2026-10-01')"
    )
    with pytest.raises(DatabaseError), engine.begin() as db:
        db.execute(text(row))


def test_a_closed_period_takes_no_more_moves(engine, shop):
    store.set_setting(engine, shop, ledger.CLOSED_UNTIL, "2026-10-01")
    with pytest.raises(Refused) as caught:
        ledger.record(engine, shop, drawn("1 MUG SUPPLIER A-1 2"), stamp())
    assert caught.value.facts == {"day": "2026-10-01"}


@pytest.mark.parametrize(("sku", "place"), [("HAT", "A-1"), ("MUG", "Z-9")])
def test_an_unknown_sku_or_place_is_named(engine, shop, sku, place):
    with pytest.raises(NotFound) as caught:
        ledger.record(engine, shop, [StockMove(at(1), sku, "SUPPLIER", place, 1)], stamp())
    assert {"HAT", "Z-9"} & set(caught.value.facts.values())


def test_a_move_cannot_happen_tomorrow(engine, shop):
    with pytest.raises(Refused):
        ledger.record(
            engine, shop, [StockMove(LATER + timedelta(1), "MUG", "SUPPLIER", "A-1", 1)], stamp()
        )


def test_only_those_who_keep_stock_may_move_it(engine, shop):
    designer = store.save_member(engine, shop, store.Member("Mei", frozenset({Role.DESIGNER})))
    for forged in (designer.id, 9999):
        with pytest.raises((Refused, NotFound)):
            ledger.record(engine, shop, drawn("1 MUG SUPPLIER A-1 2"), stamp(by=forged))
    assert books.moves(engine, shop) == []


def test_a_count_is_a_target_that_a_late_entry_re_derives(engine, shop):
    ledger.record(engine, shop, drawn("1 MUG SUPPLIER A-1 10"), stamp())
    ledger.count(engine, shop, [CountTarget(at(5), "MUG", "A-1", 8, "count:1")], stamp())
    assert (on(engine, shop), difference(engine, shop)) == (8, -2)
    ledger.record(engine, shop, drawn("2 MUG A-1 CUSTOMER 2"), stamp())  # it was a sale after all
    assert (on(engine, shop), difference(engine, shop)) == (8, 0)
    assert on(engine, shop, asof=at(3)) == 8


def test_an_undone_entry_before_a_count_re_derives_it_too(engine, shop):
    [number] = ledger.record(engine, shop, drawn("1 MUG SUPPLIER A-1 10"), stamp())
    ledger.count(engine, shop, [CountTarget(at(5), "MUG", "A-1", 10, "count:1")], stamp())
    ledger.undo(engine, shop, number, stamp())
    assert (on(engine, shop), difference(engine, shop)) == (10, 10)


def test_a_count_made_late_leaves_a_later_count_standing(engine, shop):
    ledger.record(engine, shop, drawn("1 MUG SUPPLIER A-1 10"), stamp())
    ledger.count(engine, shop, [CountTarget(at(9), "MUG", "A-1", 7, "count:2")], stamp())
    ledger.count(engine, shop, [CountTarget(at(5), "MUG", "A-1", 9, "count:1")], stamp())
    assert on(engine, shop) == 7
    assert (difference(engine, shop), difference(engine, shop, "count:2")) == (-1, -2)


def test_a_count_that_sales_since_have_overtaken_is_refused(engine, shop):
    ledger.record(engine, shop, drawn("1 MUG SUPPLIER A-1 10\n6 MUG A-1 CUSTOMER 5"), stamp())
    with pytest.raises(Refused):
        ledger.count(engine, shop, [CountTarget(at(5), "MUG", "A-1", 3)], stamp())


def difference(engine, shop, document="count:1") -> int:
    found = books.moves(engine, shop, document=document)
    return sum(row.qty if row.source == "ADJUSTMENT" else -row.qty for row in found)


def test_two_counts_are_not_undone_by_hand(engine, shop):
    ledger.count(engine, shop, [CountTarget(at(5), "MUG", "A-1", 3)], stamp())
    [move] = books.moves(engine, shop)
    with pytest.raises(Refused):
        ledger.undo(engine, shop, move.id, stamp())


def test_a_removed_shop_takes_its_ledger_along(engine, shop):
    ledger.record(engine, shop, drawn("1 MUG SUPPLIER A-1 10"), stamp())
    ledger.count(engine, shop, [CountTarget(at(5), "MUG", "A-1", 3)], stamp())
    store.remove_shop(engine, shop)
    with engine.connect() as db:
        left = [
            db.execute(text(f"select count(*) from {name}")).scalar()
            for name in ("stock_move", "stock_balance", "sku")
        ]
    assert left == [0, 0, 0]


def test_a_history_begins_an_empty_ledger_only(engine, shop):
    assert books.begin(engine, shop, drawn("1 MUG SUPPLIER A-1 10"), stamp()) == 1
    with pytest.raises(Refused):
        books.begin(engine, shop, drawn("1 MUG SUPPLIER A-1 10"), stamp())
    assert (on(engine, shop), books.audit(engine, shop)) == (10, [])


def test_a_history_that_goes_below_nothing_is_refused_whole(engine, shop):
    with pytest.raises(Refused):
        books.begin(engine, shop, drawn("1 MUG SUPPLIER A-1 1\n2 MUG A-1 CUSTOMER 2"), stamp())
    assert books.moves(engine, shop) == []


def test_flows_are_what_came_into_possession_and_left_it(engine, shop):
    [_, wrong, _] = ledger.record(
        engine,
        shop,
        drawn("""
        1  MUG  SUPPLIER  A-1       10
        2  MUG  SUPPLIER  A-1        4
        3  MUG  A-1       A-2        5
    """),
        stamp(),
    )
    ledger.undo(engine, shop, wrong, stamp())
    assert [flow.qty for flow in books.flows(engine, shop)] == [10]


entries = st.lists(
    st.tuples(
        st.sampled_from(["move", "move", "move", "count", "undo"]),
        st.integers(0, 20),
        st.sampled_from(["MUG", "TEE"]),
        st.permutations(["SUPPLIER", "A-1", "A-2", "CUSTOMER"]).map(lambda way: way[:2]),
        st.integers(0, 6),
    ),
    max_size=14,
)


@given(entries)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_entered_in_whatever_order_the_ledger_holds(engine, entries):
    shop = stocked(engine, f"Shop {datetime.now().timestamp()} {len(store.shops(engine))}")
    targets, numbers = {}, []
    for kind, hour, sku, way, qty in entries:
        try:
            if kind == "move":
                numbers += ledger.record(
                    engine, shop, [StockMove(at(hour), sku, *way, qty)], stamp()
                )
            elif kind == "count":
                [number] = ledger.count(
                    engine, shop, [CountTarget(at(hour), sku, "A-1", qty)], stamp()
                )
                targets[number] = (at(hour), number, sku, qty)
            elif numbers:
                ledger.undo(engine, shop, numbers[qty % len(numbers)], stamp())
        except Refused:
            continue
    _nothing_is_made_or_lost(engine, shop)
    _no_shelf_ever_held_less_than_nothing(engine, shop)
    for counted_at, sku, qty in _last_of_each_instant(targets.values()):
        assert on(engine, shop, sku=sku, asof=counted_at) == qty


def _last_of_each_instant(targets):
    last = {(when, sku): qty for when, _, sku, qty in sorted(targets)}
    return [(when, sku, qty) for (when, sku), qty in last.items()]


def _nothing_is_made_or_lost(engine, shop):
    assert books.audit(engine, shop) == []
    sums = {}
    for row in books.balances(engine, shop):
        sums[row.sku] = sums.get(row.sku, 0) + row.qty
    assert not any(sums.values())


def _no_shelf_ever_held_less_than_nothing(engine, shop):
    instants = {row.moved_at for row in books.moves(engine, shop)}
    for instant in instants:
        held = books.balances(engine, shop, asof=instant)
        assert all(row.qty >= 0 for row in held if row.kind == "storage"), instant
