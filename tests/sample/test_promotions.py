"""The sample shop's promotions: what its events ran with, and what it plans."""

from datetime import timedelta

from shopkit.prices.promotion import active
from shopkit.sample.definitions import LAST, catalogue
from shopkit.sample.promotions import promotions


def test_the_day_after_the_data_has_promotions_in_several_layers():
    held = active(promotions(), LAST + timedelta(days=1), ["88VIP"])
    assert {each.layer for each in held} == {"item", "shop", "cross", "member"}


def test_last_year_s_festivals_are_planned_for_this_year_and_nothing_twice():
    named = [(each.name, each.first_on) for each in promotions()]
    assert len(set(named)) == len(named)
    planned = {each.name for each in promotions() if each.first_on > LAST}
    assert "双11当天 跨店满减" in planned


def test_every_scope_names_goods_there_are():
    items = {each.item_id for each in catalogue()}
    assert all(each.scope <= items for each in promotions())
