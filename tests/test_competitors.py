"""The price index, the week's moves, and what matching a rival would leave."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.competitors import Seen, against, by_week, index, latest, moves

THURSDAY = date(2026, 10, 29)
SUNDAY = date(2026, 11, 1)


def seen(price, *, rival="ann", title="Mug", on=THURSDAY, item="1", **more):
    return Seen(rival, title, on, price, item, **more)


def kinds(*shots, asof=SUNDAY):
    return [(move.kind, move.seen.rival) for move in moves(shots, asof=asof)]


def weeks_ago(n):
    return THURSDAY - timedelta(weeks=n)


def test_a_buyer_pays_the_price_after_the_promotion():
    assert seen(1000, deal_fen=800).pays_fen == 800 and seen(1000).pays_fen == 1000


def test_the_newest_snapshot_speaks_for_28_days():
    old, new = seen(900, on=weeks_ago(1)), seen(800)
    assert latest([new, old], asof=SUNDAY) == [new]
    assert latest([old, new], asof=weeks_ago(0) - timedelta(days=1)) == [old]
    assert latest([old], asof=weeks_ago(1) + timedelta(days=28)) == []


def test_we_are_compared_with_the_rivals_median_and_their_lowest():
    shots = [seen(price, rival=f"r{price}") for price in (800, 1000, 2000)]
    [one] = against(shots, {"1": 1200}, asof=SUNDAY, costs={"1": 900})
    assert (one.rivals, one.low_fen, one.median_fen, one.lowest.rival) == (3, 800, 1000, "r800")
    assert one.index == pytest.approx(120)
    assert (one.margin_fen, one.matched_fen) == (300, -100)


def test_an_item_without_a_price_or_a_rival_is_not_compared():
    assert against([seen(1000)], {"2": 1000}, asof=SUNDAY) == []
    assert against([seen(1000, item="")], {"": 1000}, asof=SUNDAY) == []


def test_the_index_of_all_is_their_geometric_mean():
    shots = [seen(1000), seen(1000, title="Tee", item="2")]
    assert index(against(shots, {"1": 2000, "2": 500}, asof=SUNDAY)) == pytest.approx(100)
    assert index([]) is None


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8), st.integers(2, 9))
def test_when_all_our_prices_rise_alike_so_does_the_index(prices, times):
    shots = [seen(price, title=str(n), item=str(n)) for n, price in enumerate(prices)]
    ours = {str(n): 700 for n in range(len(prices))}
    dearer = {item: price * times for item, price in ours.items()}
    before, after = (index(against(shots, each, asof=SUNDAY)) for each in (ours, dearer))
    assert after == pytest.approx(before * times)


def test_the_index_is_told_week_by_week_with_its_middle_half():
    shots = [seen(1000, on=weeks_ago(1)), seen(500), seen(1000, title="Tee", item="2")]
    monday = date(2026, 10, 26)
    ours = {monday - timedelta(weeks=1): {"1": 1000}, monday: {"1": 1000, "2": 1000}}
    first, second = by_week(shots, ours, asof=SUNDAY)
    assert (first.index, first.items) == (pytest.approx(100), 1)
    assert (second.index, second.items) == (pytest.approx(100 * 2**0.5), 2)
    assert (second.low, second.high) == (pytest.approx(125), pytest.approx(175))


def test_a_cheaper_price_a_promotion_and_a_new_picture_are_moves():
    before = seen(1000, on=weeks_ago(1), picture="white", sales_qty=100)
    now = seen(1000, deal_fen=800, promotion="200-30", picture="scene", sales_qty=150)
    told = moves([before, now], asof=SUNDAY)
    assert [move.kind for move in told] == ["cheaper", "begun", "picture", "selling"]
    assert told[0].change == pytest.approx(-0.2)


def test_a_promotion_that_ended_is_a_move_and_the_price_is_dearer():
    before = seen(1000, on=weeks_ago(1), deal_fen=800, promotion="200-30")
    assert kinds(before, seen(1000)) == [("dearer", "ann"), ("ended", "ann")]


def test_nothing_moved_where_nothing_changed_or_nobody_looked():
    assert kinds(seen(1000, on=weeks_ago(1)), seen(1000)) == []
    assert kinds(seen(1000, on=weeks_ago(3)), seen(900, on=weeks_ago(2))) == []


def test_a_new_product_is_news_and_a_new_rival_is_not():
    known = seen(1000, on=weeks_ago(1))
    assert kinds(known, seen(1000, title="Cup")) == [("new", "ann")]
    assert kinds(known, seen(1000, rival="bob")) == []


def test_the_deepest_cut_comes_first():
    shots = [seen(1000, rival=rival, on=weeks_ago(1)) for rival in ("ann", "bob")]
    assert kinds(*shots, seen(900), seen(500, rival="bob")) == [
        ("cheaper", "bob"),
        ("cheaper", "ann"),
    ]
