"""The walk through the warehouse."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from shopkit.shipping.orders import OpenOrder, OrderLine, open_orders
from shopkit.shipping.picking import Bin, pick_list, walk_order


def orders(text: str) -> list[OpenOrder]:
    """Orders drawn as `number SKU×qty SKU×qty`."""
    drawn = []
    for row in text.strip().splitlines():
        number, *lines = row.split()
        parts = [line.split("×") for line in lines]
        drawn.append(OpenOrder(number, tuple(OrderLine(sku, int(qty)) for sku, qty in parts)))
    return drawn


def bins(text: str) -> list[Bin]:
    """Bins drawn as `location SKU qty [walk]`."""
    rows = [row.split() for row in text.strip().splitlines()]
    return [Bin(row[0], row[1], int(row[2]), *map(int, row[3:])) for row in rows]


def told(picks) -> list[tuple]:
    return [(pick.order_id, pick.sku, pick.qty, pick.location) for pick in picks]


def test_single_item_orders_come_first_then_the_others_each_in_walking_order():
    wanted = orders("""
        both  TEE×1 MUG×1
        tee   TEE×1
        mug   MUG×2
    """)
    picks = pick_list(wanted, bins("A-10 TEE 9\nA-2 MUG 9"))
    assert told(picks) == [
        ("mug", "MUG", 2, "A-2"),
        ("tee", "TEE", 1, "A-10"),
        ("both", "MUG", 1, "A-2"),
        ("both", "TEE", 1, "A-10"),
    ]
    assert [(pick.is_single, pick.walk) for pick in picks] == [
        (True, 1),
        (True, 2),
        (False, 1),
        (False, 2),
    ]


def test_what_one_bin_lacks_comes_from_the_next():
    picks = pick_list(orders("1 MUG×5"), bins("B-1 MUG 9\nA-1 MUG 2\nA-2 MUG 2"))
    assert told(picks) == [
        ("1", "MUG", 2, "A-1"),
        ("1", "MUG", 2, "A-2"),
        ("1", "MUG", 1, "B-1"),
    ]


def test_what_no_bin_holds_is_short_and_stands_last():
    picks = pick_list(orders("1 MUG×3\n2 TEE×1"), bins("A-1 MUG 2\nA-2 TEE 1"))
    assert told(picks)[-1] == ("1", "MUG", 1, None)
    assert [pick.is_short for pick in picks] == [False, False, True]


def test_a_bin_below_zero_gives_nothing():
    assert told(pick_list(orders("1 MUG×1"), bins("A-1 MUG -3"))) == [("1", "MUG", 1, None)]


def test_who_paid_first_is_served_first():
    picks = pick_list(orders("first MUG×1 TEE×1\nsecond MUG×1"), bins("A-1 MUG 1\nA-2 TEE 1"))
    assert {pick.order_id for pick in picks if pick.is_short} == {"second"}


def test_a_place_in_the_walk_goes_before_the_code():
    picks = pick_list(
        orders("1 MUG×1\n2 TEE×1\n3 CAP×1"), bins("A-1 MUG 1 7\nB-1 TEE 1 3\nA-0 CAP 1")
    )
    assert [pick.location for pick in picks] == ["B-1", "A-1", "A-0"]


def test_the_same_sku_twice_in_an_order_is_taken_once():
    assert told(pick_list(orders("1 MUG×1 MUG×2"), bins("A-1 MUG 9"))) == [("1", "MUG", 3, "A-1")]


def test_every_second_aisle_is_walked_back():
    codes = ["A-1", "A-2", "C-1", "C-2", "D-1", "D-2"]
    assert walk_order(codes, s_shape=True) == ["A-1", "A-2", "C-2", "C-1", "D-1", "D-2"]


def test_nothing_to_pick_is_an_empty_list():
    assert pick_list([], []) == []
    assert pick_list(orders("1"), []) == []


def test_rows_of_the_lake_become_orders():
    row = {"order_id": "1", "paid_at": None, "sku": None, "qty": None, "title": "Mug"}
    (order,) = open_orders([row | {"line_id": "a", "sku": "MUG", "qty": 2}, row | {"line_id": "b"}])
    assert [(line.sku, line.qty) for line in order.lines] == [("MUG", 2), ("", 0)]


skus = st.sampled_from("MUG TEE CAP".split())
drawn_orders = st.lists(
    st.lists(st.builds(OrderLine, skus, st.integers(0, 5)), max_size=3), max_size=6
).map(lambda drawn: [OpenOrder(str(n), tuple(lines)) for n, lines in enumerate(drawn)])
drawn_bins = st.lists(
    st.builds(
        Bin,
        st.sampled_from(["A-1", "A-2", "A-10", "B-1"]),
        skus,
        st.integers(-2, 6),
        st.none() | st.integers(1, 3),
    ),
    max_size=6,
    unique_by=lambda each: (each.location, each.sku),
)


@given(drawn_orders, drawn_bins, st.booleans())
def test_the_list_takes_exactly_what_the_orders_need(wanted, shelf, s_shape):
    picks = pick_list(wanted, shelf, s_shape=s_shape)
    needed, listed, held, taken = Counter(), Counter(), Counter(), Counter()
    for order in wanted:
        for line in order.lines:
            needed[order.order_id, line.sku] += line.qty
    for each in shelf:
        held[each.location, each.sku] = max(each.qty, 0)
    for pick in picks:
        listed[pick.order_id, pick.sku] += pick.qty
        if not pick.is_short:
            taken[pick.location, pick.sku] += pick.qty
    short = {pick.sku for pick in picks if pick.is_short}
    assert +needed == +listed
    assert all(taken[place] <= held[place] for place in taken)
    assert all(taken[place] == held[place] for place in held if place[1] in short)
    assert [pick.is_short for pick in picks] == sorted(pick.is_short for pick in picks)
