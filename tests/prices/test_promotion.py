"""Promotions that hold, and those that cannot be meant."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shopkit.errors import Refused
from shopkit.prices.promotion import active
from shopkit.text import speaker


def test_a_promotion_holds_from_its_first_day_to_its_last(offer):
    one = offer("spend_off", (20000, 2000))
    day = timedelta(days=1)
    assert [one.is_on(one.first_on + n * day) for n in (-1, 0, 1)] == [False, True, False]


def test_layers_come_in_their_order_and_members_offers_to_members_only(offer, across, member):
    cut = offer("limited", (0, 800))
    offers = [member, across, cut]
    assert active(offers, cut.first_on) == [cut, across]
    assert active(offers, cut.first_on, ["88VIP"]) == [cut, across, member]
    assert active(offers, cut.first_on - timedelta(days=1), ["88VIP"]) == []


def test_a_layer_may_be_another_than_the_usual(offer):
    assert offer("coupon", (10000, 500), layer="voucher").layer == "voucher"


def test_a_scope_names_products_or_items(offer):
    one = offer("limited", (0, 800), scope="MUG 600")
    assert [one.covers("MUG"), one.covers("TEE"), one.covers("TEE", "600")] == [True, False, True]
    assert offer("limited", (0, 800)).covers("TEE")


@pytest.mark.parametrize(
    ("kind", "steps", "more"),
    [
        ("spend_off", [], {}),
        ("spend_off", [(100, 200)], {}),
        ("spend_off", [(100, 10), (100, 20)], {}),
        ("spend_off", [(100, 10), (200, 20)], {"repeats": True}),
        ("spend_off", [(0, 10)], {"repeats": True}),
        ("spend_rate", [(100, 1000)], {}),
        ("spend_off", [(100, 0)], {}),
        ("gift", [(100, 1)], {}),
        ("limited", [(0, 800)], {"layer": "shop"}),
        ("limited", [(0, 800)], {"borne_permille": 500}),
        ("coupon", [(100, 10)], {"layer": "item"}),
        ("coupon", [(100, 10)], {"borne_permille": 1001}),
        ("coupon", [(100, 10)], {"cap_fen": 0}),
        ("coupon", [(100, 10)], {"name": " "}),
        ("nothing", [(100, 10)], {}),
    ],
)
def test_what_cannot_be_meant_is_refused_in_both_languages(offer, kind, steps, more):
    with pytest.raises(Refused) as caught:
        offer(kind, *steps, **more)
    assert caught.value.told(speaker("zh")) != caught.value.told(speaker("en"))


def test_a_promotion_does_not_end_before_it_begins(offer):
    one = offer("coupon", (100, 10))
    with pytest.raises(Refused):
        replace(one, last_on=one.first_on - timedelta(days=1))
