"""Promotions in the store: versions, who may set them, and what held on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.prices.promotion import Promotion, Tier
from shopkit.roles import Role
from shopkit.store import prices

DAY = date(2026, 11, 11)
ONE = Promotion("双11", "cross_shop", (Tier(30000, 5000),), DAY, DAY, repeats=True, scope={"MUG"})


@pytest.fixture
def setter(room):
    room.cat = room.member("cat", Role.OPERATIONS)
    return room


def saved(room, one, **stamp):
    return prices.save_promotion(room.engine, room.id, one, room.stamp(**{"by": "cat"} | stamp))


def test_a_promotion_comes_back_as_it_was_kept(setter):
    number = saved(setter, ONE)
    assert prices.promotions(setter.engine, setter.id) == [replace(ONE, id=number)]


def test_a_change_is_a_version_and_what_held_before_stays_known(setter):
    number = saved(setter, ONE)
    saved(setter, replace(ONE, id=number, tiers=(Tier(20000, 3000),)), days=2)
    before = setter.stamp(days=1).at
    assert [each.tiers for each in prices.promotions(setter.engine, setter.id)] == [
        (Tier(20000, 3000),)
    ]
    assert prices.promotions(setter.engine, setter.id, as_of=before)[0].tiers == ONE.tiers
    told = prices.versions(setter.engine, setter.id, number)
    assert [(each.promotion.version, each.by) for each in told] == [(2, "cat"), (1, "cat")]
    assert prices.promotions(setter.engine, setter.id, as_of=before - timedelta(days=9)) == []


def test_the_same_submission_is_kept_once(setter):
    first = saved(setter, ONE, key="k")
    assert saved(setter, ONE, key="k") == first
    again = replace(ONE, id=first, name="双12")
    saved(setter, again, key="k2")
    assert saved(setter, again, key="k2") == first
    assert [each.version for each in prices.promotions(setter.engine, setter.id)] == [2]


def test_a_change_of_what_somebody_changed_meanwhile_is_refused(setter):
    number = saved(setter, ONE)
    saved(setter, replace(ONE, id=number, name="first"))
    with pytest.raises(Refused):
        saved(setter, replace(ONE, id=number, name="second"))
    assert prices.promotions(setter.engine, setter.id)[0].name == "first"


def test_a_stopped_promotion_holds_no_more_and_is_not_forgotten(setter):
    number = saved(setter, ONE)
    for _ in range(2):
        stamp = setter.stamp("stop", by="cat")
        prices.stop_promotion(setter.engine, setter.id, number, stamp, version=1)
    assert prices.promotions(setter.engine, setter.id) == []
    assert [each.is_stopped for each in prices.kept(setter.engine, setter.id)] == [True]


def test_only_operations_and_the_manager_set_promotions(setter):
    with pytest.raises(Refused):
        saved(setter, ONE, by="ann")
    number = saved(setter, ONE, by="bob")
    with pytest.raises(Refused):
        prices.stop_promotion(setter.engine, setter.id, number, setter.stamp(), version=1)


def test_a_promotion_of_another_shop_is_not_found(setter):
    with pytest.raises(NotFound):
        saved(setter, replace(ONE, id=99))
    with pytest.raises(NotFound):
        prices.stop_promotion(setter.engine, setter.id, 99, setter.stamp(by="cat"), version=1)
