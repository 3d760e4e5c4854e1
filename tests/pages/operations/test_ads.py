"""The ads' section: what they cost, what they bring, where money is wasted."""

from datetime import date, timedelta

import pytest

from shopkit.errors import Refused
from shopkit.pages.operations import ads

# The day of the last import.
LAST = date(2026, 11, 11)


def ad(plan, day, **facts):
    return {
        "day": day, "platform": "直通车", "level": "plan", "plan_id": plan, "plan": f"Plan {plan}",
        "unit_id": "", "item_id": "", "creative_id": "", "effect": "", "basis": "",
        "attribution": "", "impressions": 5000, "clicks": 200, "spend_fen": 20_000,
    } | facts  # fmt: skip


@pytest.fixture
def advertised(desk):
    """Two plans over ten days, one good, one that brings next to nothing; mugs sold at 45 %."""
    days = [LAST - timedelta(days=n) for n in range(10)]
    good = {"paid_orders": 8, "paid_fen": 80_000, "direct_paid_fen": 60_000,
            "indirect_paid_fen": 20_000}  # fmt: skip
    bad = {"paid_orders": 1, "paid_fen": 9_000, "direct_paid_fen": 9_000,
           "indirect_paid_fen": 0}  # fmt: skip
    rows = [ad("1", day, **good) for day in days] + [ad("2", day, **bad) for day in days]
    sold = [
        {"line_id": f"{n}", "order_id": f"{n}", "sku": "MUG", "item_id": "600", "qty": 1,
         "paid_fen": 10_000, "paid_on": day, "created_on": day, "status": "交易成功"}
        for n, day in enumerate(days)
    ]  # fmt: skip
    return desk.add("ad_days", *rows).add("order_lines", *sold)


def tiles(desk, **ask):
    return {tile["key"]: tile["value"] for tile in desk.work(ads, **ask)["sums"]["tiles"]}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_shop_without_reports_is_told_where_to_import_them(empty_desk, lang):
    assert empty_desk.work(ads, lang=lang)["none"]["lines"][0]["text"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("level", ["plan", "item", "creative", "forged"])
def test_every_level_is_drawn_in_both_languages(advertised, lang, level):
    assert advertised.work(ads, lang=lang, ad_level=level)


def test_returns_stand_beside_the_one_from_which_they_pay(advertised):
    found = tiles(advertised)
    assert (found["spend"], found["roi"], found["direct"]) == ("¥4,000.00", "2.23", "1.73")
    rows = advertised.work(ads)["chart"]["rows"]
    assert [(row["name"], row["roi"], row["break_even"]) for row in rows] == [
        ("Plan 2", 0.45, 2.222), ("Plan 1", 4.0, 2.222),
    ]  # fmt: skip


def test_only_what_is_wasted_for_certain_is_on_the_waste_list(advertised):
    [row] = advertised.work(ads)["waste"]["rows"]
    assert row["key"] == "2" and row["tone"] == "bad"


def test_without_costs_nothing_is_judged(empty_desk):
    empty_desk.add("ad_days", ad("1", LAST, paid_orders=1, paid_fen=9_000))
    blocks = empty_desk.work(ads)
    assert blocks["waste"]["rows"] == [] and "chart" not in blocks
    assert blocks["rate"]["lines"][0]["tone"] == "warn"


def test_another_level_is_asked_for(advertised):
    reply = advertised.act(ads, "ads_show", level="item", days="7")
    assert reply.ask == {"ad_level": "item", "ad_days": "7"}


@pytest.mark.parametrize("told", [{"level": "x", "days": "7"}, {"level": "plan", "days": "8"},
                                  {"level": None, "days": [7]}])  # fmt: skip
def test_a_forged_choice_is_refused(advertised, told):
    with pytest.raises(Refused):
        advertised.act(ads, "ads_show", **told)
