"""The queue of goods, and what sells too slowly."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shopkit.listing import (
    CHANGE,
    CLEAR,
    DELIST,
    LIST,
    STEPS,
    TAKE_OFF,
    WATCH,
    Entry,
    Sold,
    queue,
    slow,
)

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
TODAY = date(2026, 10, 1)
OLD = TODAY - timedelta(days=300)


def entry(number, *, at=None, state="open", kind=LIST, done=()):
    return Entry(number, kind, "Mug", "", state, at, None, "", frozenset(done), 1)


def sold(qty_90, qty_30=0, *, stock=0, first=OLD, cost=500, item="1"):
    return Sold(item, "Mug", first, None, qty_30, qty_90, 100, stock, cost)


def advised(*items, few=3):
    return [(each.item.item_id, each.advice) for each in slow(items, asof=TODAY, few=few)]


def test_the_queue_goes_by_its_time_and_what_has_none_comes_last():
    later, none, soon = entry(1, at=NOW + timedelta(hours=2)), entry(2), entry(3, at=NOW)
    assert queue([later, none, entry(4, state="done"), soon]) == [soon, later, none]


@pytest.mark.parametrize(
    ("at", "state", "is_due"),
    [(NOW, "open", True), (NOW + timedelta(minutes=1), "open", False), (None, "open", False),
     (NOW, "done", False)],
)  # fmt: skip
def test_an_entry_is_due_when_its_time_has_come(at, state, is_due):
    assert entry(1, at=at, state=state).is_due(NOW) is is_due


@pytest.mark.parametrize("kind", [LIST, DELIST, CHANGE])
def test_what_is_left_is_the_checklist_less_what_is_ticked(kind):
    first = next(iter(STEPS[kind]))
    assert entry(1, kind=kind, done=[first]).left == list(STEPS[kind])[1:]


def test_what_sells_is_left_alone():
    assert advised(sold(4, 4)) == []


def test_what_sold_nothing_is_sold_off_first_if_there_is_stock():
    assert advised(sold(0, stock=9, item="a"), sold(0, item="b")) == [("a", CLEAR), ("b", TAKE_OFF)]


def test_what_sells_a_little_is_watched():
    assert advised(sold(3, 1)) == [("1", WATCH)]


def test_sales_that_died_away_in_the_last_month_are_noticed():
    assert advised(sold(12, 0)) == [("1", TAKE_OFF)] and advised(sold(13, 0)) == []


def test_a_new_product_has_its_chance():
    assert advised(sold(0, first=TODAY - timedelta(days=59))) == []


def test_the_most_money_comes_first_and_an_unknown_cost_last():
    items = [
        sold(0, stock=1, item="a"),
        sold(0, stock=9, item="b"),
        sold(0, stock=99, cost=None, item="c"),
    ]
    assert [item for item, _ in advised(*items)] == ["b", "a", "c"]


def test_cover_is_stock_at_the_rate_of_the_last_90_days():
    assert sold(30, stock=10).cover_days == 30 and sold(0, stock=10).cover_days is None
