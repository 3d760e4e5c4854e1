"""What a parcel costs, and who is to carry it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.shipping.freight import (
    Rate,
    Sheet,
    charged_g,
    choose,
    faults,
    fee_fen,
    quotes,
    volume_g,
)

BOX = (400, 300, 200)
ZTO = Rate("中通", "全国", 1000, 800, 1000, 500, 8000)


def sheet(text: str) -> Sheet:
    """A price sheet drawn with spaces: carrier zone first_g fee step_g fee divisor [days|x]."""
    rates = []
    for row in text.strip().splitlines():
        carrier, zone, *numbers = row.split()
        first, fee, step, more, divisor = map(int, numbers[:5])
        rest = numbers[5:]
        days = float(rest[0]) if rest and rest[0] != "x" else None
        excluded = rest == ["x"]
        rates.append(
            Rate(carrier, zone, first, fee, step, more, divisor, is_excluded=excluded, days=days)
        )
    return Sheet(tuple(rates))


SHEET = sheet("""
    中通  全国   1000   800  1000  500  8000  4
    中通  广东   1000   350  1000  120  8000  2
    中通  西藏   1000     0  1000    0  8000  x
    顺丰  全国   1000  2000  1000  800  6000  2
    韵达  全国   1000   800  1000  500  8000  3
""")


@pytest.mark.parametrize(("divisor", "weight_g"), [(6000, 4000), (8000, 3000), (0, 0), (None, 0)])
def test_a_box_of_40_30_20_weighs_its_volume(divisor, weight_g):
    assert volume_g(BOX, divisor) == weight_g


@pytest.mark.parametrize(
    ("weight_g", "fee"), [(0, 800), (1, 800), (1000, 800), (1001, 1300), (2000, 1300), (2001, 1800)]
)
def test_the_first_weight_then_whole_steps(weight_g, fee):
    assert fee_fen(ZTO, weight_g) == fee


def test_steps_of_half_a_kilogram_never_slip_by_a_hair():
    half = Rate("中通", "全国", 500, 500, 500, 100, 8000)
    assert [fee_fen(half, grams) for grams in (1100, 1500, 1501)] == [700, 700, 800]


def test_the_heavier_of_scale_and_volume_is_billed():
    assert [charged_g(ZTO, grams, BOX) for grams in (500, 3500)] == [3000, 3500]
    assert fee_fen(ZTO, 500, BOX) == 800 + 2 * 500


def test_a_gram_of_volume_above_a_step_is_a_step():
    assert fee_fen(ZTO, 1, (200, 200, 201)) == 800 + 500  # 1005 g by volume


def test_a_remote_place_adds_its_surcharge_once():
    remote = Rate("中通", "新疆", 1000, 800, 1000, 500, 8000, surcharge_fen=700)
    assert (fee_fen(remote, 900), fee_fen(remote, 1900)) == (1500, 2000)


def test_where_a_carrier_does_not_go_there_is_no_fee():
    assert fee_fen(Rate("中通", "西藏", 1000, 0, 1000, 0, 0, is_excluded=True), 500) is None


def test_the_cheapest_comes_first_and_of_equals_the_faster():
    found = [(quote.carrier, quote.fee_fen) for quote in quotes(SHEET, "浙江", 900)]
    assert found == [("韵达", 800), ("中通", 800), ("顺丰", 2000)]


def test_a_provinces_own_row_goes_before_the_nationwide_one():
    assert choose(SHEET, "广东省", 900) == choose(SHEET, "广东", 900)
    assert (choose(SHEET, "广东", 900).carrier, choose(SHEET, "广东", 900).zone) == ("中通", "广东")


def test_an_unknown_province_is_priced_nationwide():
    assert [quote.zone for quote in quotes(SHEET, None, 900)] == ["全国"] * 3


def test_a_carrier_that_does_not_go_there_is_not_asked():
    assert "中通" not in {quote.carrier for quote in quotes(SHEET, "西藏自治区", 900)}


def test_no_carrier_is_an_answer_too():
    assert choose(Sheet(()), "广东", 900) is None
    assert choose(sheet("中通 全国 1000 0 1000 0 0 x"), "广东", 900) is None


def test_carriers_are_one_by_their_short_names():
    mixed = sheet("中通快递 全国 1000 800 1000 500 0\n中通 广东 1000 350 1000 120 0")
    assert mixed.carriers == ["中通"]
    assert mixed.rate("中通速递", "广东省").first_fee_fen == 350


def test_a_good_sheet_has_no_faults():
    assert faults(SHEET) == []


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("中通 广东 1000 350 1000 120 8000", "全国"),
        ("中通 全国 1000 800 0 500 8000", "step"),
        ("中通 全国 0 800 1000 500 8000", "first weight"),
        ("中通 全国 1000 -1 1000 500 8000", "below 0"),
        ("中通 全国 1000 800 1000 500 6", "divisor"),
        ("中通 全国 1000 800 1000 500 0\n中通 火星 1000 1 1000 1 0", "火星"),
        ("中通 全国 1000 800 1000 500 0\n中通快递 全国 1000 900 1000 500 0", "rows"),
    ],
)
def test_a_sheets_faults_are_told(row, word):
    ((template, facts),) = faults(sheet(row))
    assert word in template.format(**facts)


def test_an_empty_sheet_is_a_fault():
    assert len(faults(Sheet(()))) == 1


def test_a_row_without_a_step_prices_only_its_first_weight():
    broken = Rate("中通", "全国", 1000, 800, 0, 500, 0)
    assert (fee_fen(broken, 1000), fee_fen(broken, 1001)) == (800, None)


sizes = st.none() | st.tuples(*[st.integers(1, 2000)] * 3)
grams, fen = st.integers(1, 5000), st.integers(0, 5000)
rates = st.builds(
    Rate,
    carrier=st.sampled_from(["中通", "圆通", "顺丰"]),
    zone=st.sampled_from(["全国", "广东", "新疆"]),
    first_g=grams,
    first_fee_fen=fen,
    step_g=grams,
    step_fee_fen=fen,
    divisor=st.sampled_from([None, 6000, 8000, 12000]),
    surcharge_fen=fen,
    is_excluded=st.booleans(),
    days=st.none() | st.floats(1, 9),
)


@given(rates, st.integers(0, 50_000), st.integers(0, 50_000), sizes)
def test_the_fee_never_falls_with_weight(rate, light, more, size):
    fees = [fee_fen(rate, weight, size) for weight in (light, light + more)]
    assert fees == [None, None] if rate.is_excluded else fees[0] <= fees[1]


@given(st.lists(rates), st.sampled_from(["广东", "新疆维吾尔自治区", "浙江"]), grams, sizes)
def test_what_is_chosen_costs_no_more_than_any_quote(listed, place, weight_g, size):
    drawn = Sheet(tuple(listed))
    found, chosen = quotes(drawn, place, weight_g, size), choose(drawn, place, weight_g, size)
    assert (chosen is None) == (not found)
    assert all(chosen.fee_fen <= quote.fee_fen for quote in found)
    assert len({quote.carrier for quote in found}) == len(found)
