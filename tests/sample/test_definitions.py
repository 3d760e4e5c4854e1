"""What the sample is made from is whole: goods, events, members, targets."""

from datetime import date

from shopkit import sample
from shopkit.roles import Role


def test_every_sku_has_its_own_code_and_sells_above_cost():
    skus = sample.catalogue()

    assert len({sku.sku for sku in skus}) == len({sku.sku_id for sku in skus}) == len(skus) == 64
    assert len({sku.item_id for sku in skus}) == 24
    assert all(sku.price_fen > sku.new_cost_fen >= sku.cost_fen > 0 for sku in skus)


def test_a_cost_changes_on_its_day():
    (sku,) = [sku for sku in sample.catalogue() if sku.sku == "SP-GW-01"]

    assert sku.cost_on(date(2026, 9, 30)) == sku.cost_fen
    assert sku.cost_on(date(2026, 10, 1)) == sku.new_cost_fen > sku.cost_fen


def test_titles_fit_the_platforms_sixty_bytes():
    assert all(len(sku.title.encode("gbk")) <= 60 for sku in sample.catalogue())


def test_events_name_goods_that_exist_and_days_within_the_story():
    skus = sample.catalogue()
    known = {sku.item_code for sku in skus} | {sku.sku for sku in skus}

    for event in sample.events():
        assert sample.FIRST <= event.first <= event.last <= sample.LAST
        assert set(event.codes) <= known


def test_the_team_covers_every_role_and_says_sample():
    team = sample.MEMBERS

    assert len(team) == 5
    assert {role for person in team for role in person.roles} == set(Role)
    assert all(person.name.startswith("示例") for person in team)


def test_every_month_has_a_target_for_what_is_paid():
    months = {month for kpi, month, _ in sample.TARGETS if kpi == "paid_fen"}

    assert len(months) == 20
    assert {"2025-05", "2026-10", "2026-12"} <= months
    assert all(target > 0 for _, _, target in sample.TARGETS)
