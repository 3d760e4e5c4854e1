"""What the sample is made from is whole: goods, events, members, targets."""

from datetime import date

from shopkit import sample
from shopkit.roles import Role
from shopkit.sample import definitions
from shopkit.shipping.freight import Sheet, faults, quotes


def test_every_sku_has_its_own_code_and_sells_above_cost():
    skus = sample.catalogue()

    assert len({sku.sku for sku in skus}) == len({sku.sku_id for sku in skus}) == len(skus) == 65
    assert len({sku.item_id for sku in skus}) == 24
    assert all(sku.price_fen > sku.new_cost_fen >= sku.cost_fen > 0 for sku in skus)


def test_a_barcode_is_its_own_and_ends_in_its_check_digit():
    codes = [sku.barcode for sku in sample.catalogue()]

    assert len(set(codes)) == len(codes)
    for code in codes:
        assert code.startswith("690") and len(code) == 13
        assert sum(int(digit) * (1, 3)[n % 2] for n, digit in enumerate(code)) % 10 == 0


def test_goods_come_in_whole_packs_from_suppliers_that_are_known():
    names = {supplier.name for supplier in definitions.suppliers()}

    for sku in sample.catalogue():
        assert sku.moq % sku.pack_size == 0
        assert min(sku.size_mm) > 0
        assert sku.supplier in names


def test_season_goods_bring_less_than_their_cost_when_the_season_is_over():
    season = [sku for sku in sample.catalogue() if sku.season]

    assert [sku.item_code for sku in season] == ["SP-LH", "SP-LH"]
    assert all(sku.season["salvage_fen"] < sku.cost_fen for sku in season)


def test_the_bins_are_walked_from_the_door():
    places = definitions.places()

    assert len(places) == 42
    assert places[0][0] == "A-01-1" and places[-1][0] == "C-04-3"
    assert [walk for _, walk in places] == sorted({walk for _, walk in places})


def test_a_carriers_sheet_is_whole_and_far_places_are_dear_or_not_served():
    sheet = Sheet(definitions.rates())
    near, far = (
        {quote.carrier: quote.fee_fen for quote in quotes(sheet, place, 800)}
        for place in ("浙江省", "西藏自治区")
    )

    assert faults(sheet) == []
    assert set(near) == {"示例", "样例", "演示"} and min(near.values()) == 280
    assert far == {"演示": 2300}


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
