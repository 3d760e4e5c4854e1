"""Whoever asks, every act of the warehouse checks the member and the role itself."""

from datetime import UTC, date, datetime

import pytest

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.safety import DEFAULTS, Finding, Item
from shopkit.shipping.bills import BillLine
from shopkit.shipping.freight import Rate
from shopkit.shipping.orders import OrderLine
from shopkit.stock.purchases import Wanted
from shopkit.stock.receipts import Receipt
from shopkit.store import Member, counts, freight, parcels, purchases, rounds, tasks
from shopkit.store.parcels import Shipment

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
LINE, TAKE = OrderLine("MUG", 1), ("MUG", "A-1", 1)

# Each act with whom it is forbidden to; the numbers need not exist: the member is asked first.
ACTS = {
    "create_purchase": lambda at, by: purchases.create_purchase(
        *at, [Wanted("MUG", 1)], by, supplier_id=1
    ),
    "send": lambda at, by: purchases.send(*at, 1, by),
    "dispatch": lambda at, by: purchases.dispatch(*at, 1, by),
    "cancel": lambda at, by: purchases.cancel(*at, 1, by),
    "close_short": lambda at, by: purchases.close_short(*at, 1, by, reason="x"),
    "receive": lambda at, by: purchases.receive(*at, 1, by, receipts=[Receipt("MUG", 1)]),
    "receive_loose": lambda at, by: purchases.receive_loose(*at, [Receipt("MUG", 1)], by),
    "plan_count": lambda at, by: counts.plan_count(*at, "free", by, places=[("MUG", "A-1")]),
    "add_line": lambda at, by: counts.add_line(*at, 1, by, sku="MUG", location="A-1"),
    "enter": lambda at, by: counts.enter(*at, 1, by, counted=1),
    "approve": lambda at, by: counts.approve(*at, [1], by),
    "ship": lambda at, by: parcels.ship(*at, "1", by, lines=[LINE], takes=[TAKE], carrier=""),
    "take_back": lambda at, by: parcels.take_back(*at, "1", by, sku="MUG", qty=1, to="A-1"),
    "make_wave": lambda at, by: parcels.make_wave(*at, ["1"], by),
    "hold_order": lambda at, by: parcels.hold_order(*at, "1", by, kind="hold"),
    "clear_hold": lambda at, by: parcels.clear_hold(*at, 1, by),
    "book_platform_shipments": lambda at, by: parcels.book_platform_shipments(
        *at, [Shipment("1", "1", "MUG", 1, NOW)], by
    ),
    "save_rates": lambda at, by: freight.save_rates(
        *at, [Rate("中通", "全国", 1, 1, 1, 1)], by, valid_from=date(2026, 10, 1)
    ),
    "record_bill": lambda at, by: freight.record_bill(
        *at, [BillLine("1", 1)], by, month="2026-10"
    ),
    "record_round": lambda at, by: rounds.record_round(*at, [Finding(DEFAULTS[0].id, True)], by),
    "save_item": lambda at, by: rounds.save_item(*at, Item("fire", "x"), by),
}  # fmt: skip
FREE = {
    "add_task": lambda at, by: tasks.add_task(*at, "Sweep", by),
    "finish_task": lambda at, by: tasks.finish_task(*at, 1, by, version=1),
}


def not_refused(room, acts, who, error):
    """The acts that did not turn this person away, by name."""
    done = []
    for name, act in acts.items():
        with pytest.raises(error) as caught:
            act((room.engine, room.id), room.stamp(by=who))
        if who not in caught.value.facts.values() and "name" not in caught.value.facts:
            done.append(name)
    return done


def test_a_designer_may_do_none_of_it(room):
    dan = room.member("dan", Role.DESIGNER)
    assert not_refused(room, ACTS, dan, Refused) == []


def test_a_member_who_has_left_may_do_none_of_it(room):
    store.remove_member(room.engine, room.id, room.bob, on=date(2026, 10, 1))
    assert not_refused(room, ACTS | FREE, room.bob, NotFound) == []


def test_a_manager_of_another_shop_may_do_none_of_it(room):
    other = store.create_shop(room.engine, "Tees", at=NOW).id
    eve = store.save_member(room.engine, other, Member("eve", frozenset({Role.MANAGER}))).id
    assert not_refused(room, ACTS | FREE, eve, NotFound) == []


def test_some_acts_are_not_the_keepers(room):
    acts = {name: ACTS[name] for name in ("approve", "save_rates", "record_bill")}
    assert not_refused(room, acts, room.ann, Refused) == []


def test_an_act_that_lets_a_stranger_in_is_found(room):
    with pytest.raises(pytest.fail.Exception):
        not_refused(room, {"open": lambda at, by: None}, room.ann, Refused)
