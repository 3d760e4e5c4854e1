"""Carts tried, promotions set, floors held: as people press it, and as nobody should."""

from dataclasses import replace
from datetime import date

import pytest

from shopkit.errors import NotFound, Refused, ShopkitError
from shopkit.pages.operations import prices as section
from shopkit.prices.promotion import Promotion, Tier
from shopkit.store import prices
from shopkit.store.ledger import Stamp

DAY = date(2026, 11, 11)
ACROSS = Promotion("双11", "cross_shop", (Tier(30000, 5000),), DAY, DAY, repeats=True)
CUT = Promotion("Cut", "limited", (Tier(0, 800),), DAY, DAY, scope=frozenset({"MUG"}))
VIP = Promotion("VIP", "member", (Tier(20000, 2500),), DAY, DAY, audience="88VIP")
TYPED = {
    "promotion": None,
    "version": 1,
    "name": "Eleven",
    "kind": "spend_off",
    "steps": "100-10",
    "first_on": "2026-11-11",
    "last_on": "2026-11-12",
    "borne": 100,
}


@pytest.fixture
def priced_desk(desk):
    """The shop with three promotions of 11.11."""
    for one in (ACROSS, CUT, VIP):
        prices.save_promotion(desk.engine, desk.id, one, Stamp(None, desk.shift().at))
    return desk


def cells(block):
    return [row["cells"] for row in block["rows"]]


def tiles(block):
    return {each["key"]: each["value"] for each in block["tiles"]}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("cut", ["carts", "offers", "floors", "?"])
def test_an_empty_shop_is_told_what_to_do(empty_desk, lang, cut):
    assert list(empty_desk.work(section, lang=lang, cut=cut)) == ["none"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("ask", [{}, {"cut": "offers"}, {"cut": "offers", "offer": "new"},
                                 {"cut": "offers", "offer": "1"}, {"cut": "floors"}])  # fmt: skip
def test_every_part_is_drawn_with_and_without_promotions(desk, priced_desk, lang, ask):
    assert len(priced_desk.work(section, lang=lang, **ask)) > 1


def test_a_shop_without_promotions_still_has_a_worst_cart(desk):
    drawn = desk.work(section)
    assert drawn["layers"]["note"] != ""
    assert drawn["worst"]["lines"][0]["tone"] == "good"


def test_a_cart_is_told_layer_by_layer(priced_desk):
    drawn = priced_desk.work(section, cart="MUG=2&TEE=4")
    left = [(row[3], row[4]) for row in cells(drawn["layers"])]
    assert left == [(None, 40000), (4000, 36000), (5000, 31000), (2500, 28500)]
    assert tiles(drawn["figures"])["paid"] == "285.00"
    assert [row["left"] for row in drawn["ladder"]["rows"]] == [400, 360, 310, 285]
    assert [row[3] for row in cells(drawn["lines"])] == [12667, 15833]


def test_an_ordinary_buyer_does_not_have_what_members_have(priced_desk):
    drawn = priced_desk.work(section, cart="MUG=2&TEE=4", buyer="plain")
    assert tiles(drawn["figures"])["paid"] == "310.00"


def test_on_another_day_other_promotions_hold(priced_desk):
    drawn = priced_desk.work(section, cart="MUG=1", on="2026-11-12")
    assert tiles(drawn["figures"])["paid"] == "100.00"


def test_the_worst_cart_stands_there_unasked_and_is_the_one_tried(priced_desk):
    drawn = priced_desk.work(section)
    assert "Mug" in drawn["worst"]["lines"][0]["text"]
    asked = drawn["carts"]["rows"][0]["ask"]
    again = priced_desk.work(section, **asked)
    assert cells(again["lines"]) == cells(drawn["lines"])


def test_break_even_is_worked_out_for_a_quantity_and_a_fixed_cost(priced_desk):
    ask = priced_desk.act(section, "cart_even", sold=500, fixed="2000").ask
    drawn = priced_desk.work(section, cart="MUG=1", buyer="plain", **ask)
    # 100 − 55 − 5 % − 5 a parcel and piece leaves 35; 80 at the same leaves 16
    assert tiles(drawn["figures"])["even"] == "×2.19"
    assert "1,219" in drawn["even"]["note"]


def test_pieces_are_put_in_and_taken_out(priced_desk):
    first = priced_desk.act(section, "cart_add", sku="MUG", qty=2).ask
    assert first == {"cart": "MUG=2"}
    more = priced_desk.act(section, "cart_add", ask=first, sku="TEE", qty=1).ask
    gone = priced_desk.act(section, "cart_set", ask=more, sku="MUG", qty=0).ask
    assert gone == {"cart": "TEE=1"}
    shown = priced_desk.act(section, "cart_set", sku="TEE", qty=2, cart="MUG=3&TEE=1").ask
    assert shown == {"cart": "MUG=3&TEE=2"}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("cart_add", {"sku": "CUP", "qty": 1}),
        ("cart_add", {"sku": "MUG", "qty": 0}),
        ("cart_add", {"sku": "MUG", "qty": "many"}),
        ("cart_set", {"sku": ["MUG"], "qty": 1}),
        ("cart_even", {"sold": "x"}),
        ("cart_even", {"sold": -5}),
        ("prices_when", {"on": "tomorrow"}),
        ("prices_cut", {"cut": "drop"}),
        ("terms_save", {"fee": "a", "order": "1", "piece": "1", "margin": "1"}),
        ("terms_save", {"fee": "95", "order": "1", "piece": "1", "margin": "1"}),
        ("promotion_stop", {"promotion": "x", "version": 1}),
        ("promotion_stop", {"promotion": 99, "version": 1}),
        ("promotion_save", TYPED | {"kind": "gratis"}),
        ("promotion_save", TYPED | {"steps": "all"}),
        ("promotion_save", TYPED | {"steps": "100-200"}),
        ("promotion_save", TYPED | {"scope": "CUP"}),
        ("promotion_save", TYPED | {"first_on": "", "last_on": ""}),
        ("promotion_save", TYPED | {"kind": "gift", "steps": "99-1", "gift": "CUP"}),
        ("promotion_save", TYPED | {"borne": 200}),
        ("promotion_save", TYPED | {"layer": "attic"}),
        ("promotion_save", TYPED | {"promotion": 99}),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(desk, name, values):
    with pytest.raises(ShopkitError):
        desk.act(section, name, **values)
    assert prices.kept(desk.engine, desk.id) == []
    assert "price_terms" not in desk.shift().settings


@pytest.mark.parametrize("cart", ["MUG", "MUG=-1", "MUG=1000", "=", "%", "CUP=1"])
def test_a_forged_address_draws_a_page_all_the_same(priced_desk, cart):
    assert priced_desk.work(section, cart=cart, on="x", buyer="?", offer="9", sold="x", fixed="-")


def test_a_promotion_is_set_changed_and_stopped(desk):
    number = desk.act(section, "promotion_save", key="one", **TYPED).ask["offer"]
    assert desk.act(section, "promotion_save", key="one", **TYPED).ask["offer"] == number
    changed = TYPED | {"promotion": int(number), "steps": "100-10 200-25"}
    desk.act(section, "promotion_save", **changed)
    assert prices.promotions(desk.engine, desk.id)[0].tiers == (
        Tier(10000, 1000),
        Tier(20000, 2500),
    )
    with pytest.raises(Refused):
        desk.act(section, "promotion_save", **changed)
    drawn = desk.work(section, cut="offers", offer=number)
    assert [row["key"] for row in drawn["versions"]["rows"]] == ["2", "1"]
    desk.act(section, "promotion_stop", promotion=number, version=2)
    assert prices.promotions(desk.engine, desk.id) == []
    assert len(desk.work(section, cut="offers")["over"]["rows"]) == 1


def test_a_promotion_below_the_floor_is_refused_until_it_is_meant(desk):
    deep = TYPED | {"kind": "limited", "steps": "6", "scope": "MUG"}
    with pytest.raises(Refused) as caught:
        desk.act(section, "promotion_save", **deep)
    assert (caught.value.facts["n"], caught.value.facts["sku"]) == (1, "MUG")
    told = desk.act(section, "promotion_save", **deep, sure=True)
    assert told.tone == "warn"
    floors = desk.work(section, cut="floors")["floors"]
    assert floors["rows"][0]["tone"] == "bad"


def test_only_operations_and_the_manager_set_promotions_and_terms(desk):
    for by in ("warehouse", "service", "designer", "nobody"):
        with pytest.raises(Refused):
            desk.act(section, "promotion_save", by=by, **TYPED)
        with pytest.raises(Refused):
            desk.act(section, "terms_save", by=by, fee="5", order="4", piece="1", margin="10")
    desk.act(section, "promotion_save", by="manager", **TYPED)
    assert len(prices.promotions(desk.engine, desk.id)) == 1


def test_figures_on_assumed_costs_say_so_until_the_shop_has_its_own(desk):
    assert "assumed" in desk.work(section)
    desk.act(section, "terms_save", fee="0", order="0", piece="0", margin="10")
    drawn = desk.work(section, cut="floors")
    assert "assumed" not in desk.work(section)
    assert {row[0].split()[0]: row[3] for row in cells(drawn["floors"])} == {
        "MUG": 6112, "TEE": 2223,
    }  # fmt: skip


def test_text_from_outside_is_only_text(priced_desk):
    evil = replace(ACROSS, name="<script>alert(1)</script>")
    prices.save_promotion(
        priced_desk.engine, priced_desk.id, evil, Stamp(None, priced_desk.shift().at)
    )
    assert priced_desk.work(section, cut="offers")["now"]["rows"]


def test_a_promotion_nobody_knows_opens_the_list(priced_desk):
    assert "now" in priced_desk.work(section, cut="offers", offer="77")
    with pytest.raises(NotFound):
        priced_desk.act(section, "promotion_stop", promotion=77, version=1)
