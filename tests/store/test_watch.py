"""The event ledger, what became of alarms, and days without stock."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.stock.moves import StockMove
from shopkit.store import goods, tasks, watch
from shopkit.store.ledger import Stamp, record
from shopkit.watch import Event

DAY = date(2026, 9, 10)
SALE = Event("sale", "双11", date(2026, 11, 1), date(2026, 11, 11), note="跨店满减")


def add(room, event=SALE, key=None, by="bob"):
    return watch.add_event(room.engine, room.id, event, room.stamp(key, by=by))


def written(room):
    return watch.events(room.engine, room.id)


def marked(room):
    return [(each.kind, each.cause, each.by) for each in watch.marks(room.engine, room.id)]


def confirm(room, key=None, by="bob", cause="rain"):
    mark = watch.Mark("visitors", DAY, watch.CONFIRMED, cause)
    watch.confirm(room.engine, room.id, mark, room.stamp(key, by=by))


def test_what_was_written_down_is_read_by_day(room):
    add(room, replace(SALE, name="later"))
    add(room, Event("stockout", "Mug", DAY, DAY, ("1",)))
    assert [(each.name, each.items) for each in written(room)] == [("Mug", ("1",)), ("later", ())]


def test_the_same_submission_writes_once(room):
    assert add(room, key="a") == add(room, key="a")
    assert len(written(room)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "rain"}, {"name": "  "}, {"name": "x" * 81}, {"note": "x" * 301},
        {"last": SALE.first - timedelta(days=1)}, {"last": SALE.first + timedelta(days=500)},
    ],
)  # fmt: skip
def test_what_is_no_event_is_refused_and_not_written(room, wrong):
    with pytest.raises(Refused):
        add(room, replace(SALE, **wrong))
    assert written(room) == []


def test_the_ledger_itself_refuses_an_event_that_ends_before_it_begins(room):
    with pytest.raises(IntegrityError), room.engine.begin() as db:
        db.execute(
            text(
                "insert into shop_event (shop_id, kind, name, first_on, last_on, items, written_at)"
                " values (:shop, 'sale', 'x', '2026-01-02', '2026-01-01', '[]', '2026-01-01')"
            ),
            {"shop": room.id},
        )


def test_only_who_watches_writes(room):
    with pytest.raises(Refused):
        add(room, by="ann")
    with pytest.raises(Refused):
        confirm(room, by="ann")
    assert (written(room), marked(room)) == ([], [])


def test_a_struck_event_is_gone_and_may_be_struck_twice(room):
    number = add(room)
    for _ in range(2):
        watch.strike_event(room.engine, room.id, number, room.stamp(by="bob"))
    assert written(room) == []


def test_an_event_that_is_not_there_is_not_struck(room):
    with pytest.raises(NotFound):
        watch.strike_event(room.engine, room.id, 99, room.stamp(by="bob"))


def test_a_cause_is_kept_with_who_said_it_once_a_submission(room):
    confirm(room, key="a")
    confirm(room, key="a")
    assert marked(room) == [("confirmed", "rain", "bob")]


def test_a_cause_without_a_word_is_refused(room):
    with pytest.raises(Refused):
        confirm(room, cause=" ")


def silence(room, until):
    mark = watch.Mark("visitors", DAY, watch.SILENCED, until=until)
    watch.silence(room.engine, room.id, mark, room.stamp(by="bob"))


def test_a_silence_lasts_until_a_day_within_three_months(room):
    silence(room, date(2026, 10, 8))
    assert watch.marks(room.engine, room.id)[0].until == date(2026, 10, 8)
    for until in (DAY - timedelta(days=1), date(2027, 10, 8)):
        with pytest.raises(Refused):
            silence(room, until)


def test_old_marks_are_left_out_but_a_silence_that_lasts(room):
    confirm(room)
    silence(room, date(2026, 10, 20))
    late = watch.marks(room.engine, room.id, since=date(2026, 10, 1))
    assert [each.kind for each in late] == ["silenced"]


def test_an_alarm_becomes_one_task_however_often_it_is_pressed(room):
    mark = watch.Mark("visitors", DAY, watch.TASK)
    made = {
        watch.make_task(room.engine, room.id, mark, room.stamp(key, by="bob"), title="Look")
        for key in ("a", "a", "b")
    }
    assert len(made) == 1
    assert [each.title for each in tasks.open_tasks(room.engine, room.id)] == ["Look"]
    assert watch.marks(room.engine, room.id)[0].task_id in made


def gone(room, last=date(2026, 9, 30)):
    found = watch.gone_days(room.engine, room.id, date(2026, 9, 5), last)
    return {item: [day.day for day in days] for item, days in found.items()}


@pytest.fixture
def products(room):
    """MUG and TEE are two SKUs of one product, CUP is one of its own."""
    listed = [goods.Sku(code, item_id=item) for code, item in
              (("MUG", "1"), ("TEE", "1"), ("CUP", "2"))]  # fmt: skip
    goods.save_skus(room.engine, room.id, listed)
    return room


def sell(room, sku, qty, *, days):
    """Units to a customer, so many days from the first of October."""
    at = room.stamp(days=days).at
    moves = [StockMove(at, sku, "A-1", "CUSTOMER", qty)]
    return record(room.engine, room.id, moves, Stamp(None, room.stamp().at))


def test_a_product_is_gone_when_none_of_its_skus_is_there(products):
    products.lay("MUG", "A-1", 5, days=-30)
    products.lay("TEE", "A-1", 5, days=-30)
    sell(products, "MUG", 5, days=-20)
    assert gone(products) == {}
    sell(products, "TEE", 5, days=-18)
    products.lay("MUG", "A-1", 5, days=-15)
    assert gone(products) == {"1": [13, 14, 15]}


def test_what_never_was_there_is_not_gone(products):
    products.lay("CUP", "A-1", 5, days=-10)
    sell(products, "CUP", 5, days=-2)
    assert gone(products) == {"2": [29, 30]}


def test_manager_and_operations_watch():
    assert set(watch.WATCHERS) == {Role.MANAGER, Role.OPERATIONS}
