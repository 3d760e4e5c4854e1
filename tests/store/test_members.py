"""Who works here."""

from datetime import UTC, date, datetime

import pytest

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.store import Member

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
MANAGER, SERVICE = Role.MANAGER, Role.SERVICE


@pytest.fixture
def shop(engine):
    return store.create_shop(engine, "Mugs", at=NOW)


def test_one_person_may_hold_several_roles(engine, shop):
    store.save_member(engine, shop.id, Member("ann", frozenset({MANAGER, SERVICE})))
    (ann,) = store.members(engine, shop.id)
    assert ann.roles == {MANAGER, SERVICE}


def test_what_is_saved_again_is_changed_not_doubled(engine, shop):
    ann = store.save_member(engine, shop.id, Member("ann", frozenset({MANAGER})))
    off = Member("ann", frozenset({SERVICE}), days_off=frozenset({date(2026, 10, 1)}), id=ann.id)
    store.save_member(engine, shop.id, off)
    assert store.members(engine, shop.id) == [off]


def test_a_name_is_taken_once(engine, shop):
    store.save_member(engine, shop.id, Member("ann", frozenset({MANAGER})))
    with pytest.raises(Refused) as caught:
        store.save_member(engine, shop.id, Member("ann", frozenset({SERVICE})))
    assert caught.value.facts == {"name": "ann"}
    assert len(store.members(engine, shop.id)) == 1


def test_who_left_is_gone_from_the_list_and_the_name_is_free(engine, shop):
    ann = store.save_member(engine, shop.id, Member("ann", frozenset({MANAGER})))
    store.remove_member(engine, shop.id, ann.id, on=date(2026, 10, 2))
    store.save_member(engine, shop.id, Member("ann", frozenset({MANAGER})))
    assert len(store.members(engine, shop.id)) == 1


def test_a_member_of_another_shop_cannot_be_removed(engine, shop):
    ann = store.save_member(engine, shop.id, Member("ann", frozenset({MANAGER})))
    other = store.create_shop(engine, "Tees", at=NOW)
    with pytest.raises(NotFound):
        store.remove_member(engine, other.id, ann.id, on=date(2026, 10, 2))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"roles": frozenset()},
        {"language": "fr"},
        {"works_from": "9:00"},
        {"works_from": "18:00", "works_to": "09:00"},
        {"workdays": frozenset({8})},
    ],
)
def test_a_member_who_exists_is_valid(wrong):
    with pytest.raises(Refused):
        Member(**({"name": "ann", "roles": frozenset({MANAGER})} | wrong))


def test_a_day_off_is_not_worked():
    ann = Member("ann", frozenset({MANAGER}), days_off=frozenset({date(2026, 10, 1)}))
    assert not ann.works_on(date(2026, 10, 1))
    assert ann.works_on(date(2026, 10, 2))
    assert not ann.works_on(date(2026, 10, 3))  # a Saturday
