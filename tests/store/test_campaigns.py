"""Campaigns written down, changed, measured; by who may, and once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from shopkit import store
from shopkit.campaigns.campaign import Campaign
from shopkit.errors import NotFound, Refused
from shopkit.store import campaigns
from shopkit.store.engine import writing
from shopkit.store.schema import campaign as table

SPRING = Campaign(
    "Spring", "discount", date(2026, 9, 10), date(2026, 9, 14), items=("600", "601"),
    promised_fen=300_000, ads_fen=50_000, margin_rate=0.4,
)  # fmt: skip
AUGUST = Campaign("August", "clearance", date(2026, 8, 1), date(2026, 8, 3))


def kept(room, wanted=SPRING, key=None, by="bob"):
    return campaigns.save_campaign(room.engine, room.id, wanted, room.stamp(key, by=by))


def listed(room, *days):
    return campaigns.campaigns(room.engine, room.id, *days)


def measured(room, number, key=None, *, by="bob", days=0, **result):
    return campaigns.record_result(
        room.engine, room.id, number, room.stamp(key, by=by, days=days),
        result=result, asof=date(2026, 9, 30),
    )  # fmt: skip


def test_a_campaign_is_kept_as_it_was_planned(room):
    number = kept(room, replace(SPRING, owner_id=room.bob))
    assert listed(room) == [replace(SPRING, owner_id=room.bob, id=number)]
    assert campaigns.campaign_of(room.engine, room.id, number).items == ("600", "601")


def test_campaigns_are_found_by_any_of_their_days_newest_first(room):
    kept(room, AUGUST), kept(room)
    assert [each.name for each in listed(room)] == ["Spring", "August"]
    assert [each.name for each in listed(room, date(2026, 8, 3), date(2026, 9, 9))] == ["August"]


def test_the_same_key_plans_it_once(room):
    assert kept(room, key="k") == kept(room, key="k")
    assert len(listed(room)) == 1


def test_a_change_counts_on_and_a_stale_one_is_refused(room):
    number = kept(room)
    longer = replace(SPRING, id=number, last=date(2026, 9, 16))
    assert kept(room, longer, "k") == kept(room, longer, "k") == number
    assert [(each.last.day, each.version) for each in listed(room)] == [(16, 2)]
    with pytest.raises(Refused):
        kept(room, replace(longer, name="Late"))


def test_only_manager_and_operations_plan_and_measure(room):
    number = kept(room)
    with pytest.raises(Refused):
        kept(room, AUGUST, by="ann")
    with pytest.raises(Refused):
        measured(room, number, by="ann")
    with pytest.raises(Refused):
        campaigns.drop_campaign(room.engine, room.id, number, room.stamp(by="ann"))


def test_what_belongs_to_another_shop_is_not_there(room):
    other = store.create_shop(room.engine, "Tees", at=room.stamp().at).id
    number = kept(room)
    assert campaigns.campaigns(room.engine, other) == []
    with pytest.raises(NotFound):
        campaigns.campaign_of(room.engine, other, number)
    with pytest.raises(NotFound):
        campaigns.save_campaign(room.engine, other, replace(SPRING, id=number), room.stamp(by=None))
    with pytest.raises(NotFound):
        kept(room, replace(AUGUST, owner_id=10**6))


def test_a_result_stays_and_the_newest_is_shown(room):
    number = kept(room)
    measured(room, number, gain=1)
    measured(room, number, days=30, gain=2)
    found = campaigns.results(room.engine, room.id)[number]
    assert (found.result, found.campaign_version) == ({"gain": 2}, 1)
    early = campaigns.results(room.engine, room.id, by=room.stamp(days=1).at)
    assert early[number].result == {"gain": 1}


def test_the_same_key_measures_once(room):
    number = kept(room)
    assert measured(room, number, "k", gain=1) == measured(room, number, "k", gain=2)
    assert campaigns.results(room.engine, room.id, [number])[number].result == {"gain": 1}


def test_a_result_of_data_the_shop_never_had_is_refused(room):
    with pytest.raises(NotFound):
        campaigns.record_result(
            room.engine, room.id, kept(room), room.stamp(by="bob"),
            result={}, asof=date(2026, 9, 30), lake_version_id=99,
        )  # fmt: skip


def test_what_is_over_and_not_measured_is_counted(room):
    first, second = kept(room, AUGUST), kept(room)
    today = date(2026, 9, 15)
    assert campaigns.unmeasured(room.engine, room.id, today) == 2
    assert campaigns.unmeasured(room.engine, room.id, today - timedelta(days=1)) == 1
    measured(room, first)
    campaigns.drop_campaign(room.engine, room.id, second, room.stamp(by="bob"))
    assert campaigns.unmeasured(room.engine, room.id, today) == 0


def test_a_dropped_campaign_is_off_the_list(room):
    number = kept(room)
    campaigns.drop_campaign(room.engine, room.id, number, room.stamp(by="bob"))
    assert listed(room) == []
    with pytest.raises(NotFound):
        campaigns.drop_campaign(room.engine, room.id, number, room.stamp(by="bob"))


def test_the_table_itself_refuses_an_end_before_the_beginning(room):
    row = {"shop_id": room.id, "name": "x", "kind": "gift", "items": [], "ads_fen": 0,
           "first_on": SPRING.last, "last_on": SPRING.first, "recorded_at": room.stamp().at}  # fmt: skip
    with pytest.raises(IntegrityError), writing(room.engine) as db:
        db.execute(insert(table).values(row))


def test_with_the_shop_go_its_campaigns(room):
    measured(room, kept(room), gain=1)
    store.remove_shop(room.engine, room.id)
    assert campaigns.results(room.engine, room.id) == {}
