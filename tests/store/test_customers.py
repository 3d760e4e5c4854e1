"""Consent, lists of customers to write to, and what came of them."""

from datetime import timedelta

import pytest

from shopkit.customers.contact import AGREED, LATE, Rules
from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.store import customers
from shopkit.store.customers import Wanted

ANN, BOB = Wanted("ann", LATE, "O1", 900), Wanted("bob", LATE, is_control=True)


def taken(room, *wanted, key=None, days=0):
    stamp = room.stamp(key, by="bob", days=days)
    return customers.take_list(room.engine, room.id, wanted or (ANN, BOB), stamp)


def on(room, number):
    return {each.buyer: each for each in customers.contacts(room.engine, room.id, number)}


def came(room, outcomes, key="came", days=1):
    stamp = room.stamp(key, by="bob", days=days)
    return customers.record_outcomes(room.engine, room.id, outcomes, stamp)


def said(room, words, key=None, days=0):
    stamp = room.stamp(key, by="bob", days=days)
    return customers.record_consents(room.engine, room.id, words, stamp)


def test_a_list_is_kept_as_it_was_taken(room):
    number = taken(room)
    held = on(room, number)
    assert (held["ann"].order_id, held["ann"].expected_fen) == ("O1", 900)
    assert held["bob"].is_control
    (row,) = customers.lists(room.engine, room.id)
    assert (row.id, row.people, row.control, row.known) == (number, 2, 1, 0)


def test_the_same_list_twice_is_taken_once(room):
    assert taken(room, key="k") == taken(room, key="k")
    assert len(customers.lists(room.engine, room.id)) == 1


def test_nobody_is_written_to_more_often_than_the_cap(room):
    taken(room), taken(room, days=1)
    with pytest.raises(Refused):
        taken(room, days=2)
    since = room.stamp().at - timedelta(days=1)
    assert customers.contacted(room.engine, room.id, since=since) == {"ann": 2, "bob": 2}
    assert taken(room, days=40)


def test_who_refused_is_left_out_and_a_later_word_holds(room):
    said(room, {"ann": False}, days=0)
    assert set(on(room, taken(room, days=1))) == {"bob"}
    said(room, {"ann": True}, days=2)
    assert set(on(room, taken(room, days=3))) == {"ann", "bob"}


def test_a_stricter_shop_writes_only_to_who_agreed(room):
    customers.set_rules(room.engine, room.id, Rules(consent=AGREED), by=room.bob)
    with pytest.raises(Refused):
        taken(room)
    said(room, {"ann": True})
    assert set(on(room, taken(room, days=1))) == {"ann"}


@pytest.mark.parametrize(
    "rules", [Rules(times=0), Rules(days=0), Rules(control_rate=0.9), Rules(consent="all")]
)
def test_rules_that_make_no_sense_are_refused(room, rules):
    with pytest.raises(Refused):
        customers.set_rules(room.engine, room.id, rules, by=room.bob)
    assert customers.rules(room.engine, room.id) == Rules()


def test_only_the_manager_sets_the_rules(room):
    service = room.member("sue", Role.SERVICE)
    with pytest.raises(Refused):
        customers.set_rules(room.engine, room.id, Rules(times=9), by=service)


def test_the_warehouse_takes_no_list(room):
    with pytest.raises(Refused):
        customers.take_list(room.engine, room.id, [ANN], room.stamp(by="ann"))


def test_an_outcome_is_kept_and_the_newest_holds(room):
    ann = on(room, taken(room))["ann"].id
    assert came(room, {ann: ("silent", "")}, key="a") == 1
    assert came(room, {ann: ("bought", "two mugs")}, key="b", days=2) == 1
    held = on(room, 1)["ann"]
    assert (held.outcome, held.note) == ("bought", "two mugs")
    assert customers.lists(room.engine, room.id)[0].known == 1


def test_the_same_outcomes_twice_add_nothing(room):
    ann = on(room, taken(room))["ann"].id
    assert [came(room, {ann: ("replied", "")}), came(room, {ann: ("replied", "")})] == [1, 0]


def test_who_asks_not_to_be_written_to_is_not(room):
    ann = on(room, taken(room))["ann"].id
    came(room, {ann: ("refused", "")})
    assert customers.consents(room.engine, room.id) == {"ann": False}
    assert set(on(room, taken(room, days=3))) == {"bob"}


def test_unknown_outcomes_and_contacts_write_nothing(room):
    held = on(room, taken(room))
    for wrong in ({held["ann"].id: ("married", "")}, {held["bob"].id: ("bought", "")}):
        with pytest.raises(Refused):
            came(room, wrong)
    with pytest.raises(NotFound) as caught:
        came(room, {held["ann"].id: ("bought", ""), 99: ("bought", "")})
    assert caught.value.facts == {"id": 99}
    assert on(room, 1)["ann"].outcome == ""


def test_a_list_taken_back_does_not_count(room):
    number = taken(room)
    stamp = room.stamp(by="bob", days=1)
    customers.withdraw(room.engine, room.id, number, stamp)
    customers.withdraw(room.engine, room.id, number, stamp)
    since = room.stamp().at - timedelta(days=1)
    assert customers.contacted(room.engine, room.id, since=since) == {}


def test_a_list_that_was_worked_with_stays(room):
    number = taken(room)
    came(room, {on(room, number)["ann"].id: ("silent", "")})
    with pytest.raises(Refused):
        customers.withdraw(room.engine, room.id, number, room.stamp(by="bob", days=1))


def test_a_list_of_another_shop_is_not_there(room):
    with pytest.raises(NotFound):
        customers.contacts(room.engine, room.id, 7)


def test_a_forgotten_buyer_leaves_nothing(room):
    ann = on(room, taken(room))["ann"].id
    came(room, {ann: ("refused", "")})
    assert customers.forget(room.engine, room.id, "ann", room.stamp(by="bob", days=2)) == 2
    assert set(on(room, 1)) == {"bob"}
    assert customers.consents(room.engine, room.id) == {}
