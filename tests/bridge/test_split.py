"""The bridge: exact to the fen whatever the cells hold; what came and went stands apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.bridge import Cell, bridge
from shopkit.bridge.chain import effects, factors
from shopkit.bridge.split import ENTRY, EXIT, UNKNOWN, rounded

NAMES = ("visitors", "mix", "conversion", "basket", "margin")
people = st.one_of(st.none(), st.integers(0, 10**6))
fen = st.integers(-(10**10), 10**10)
stages = st.tuples(people, people, st.integers(0, 10**10), fen)


def cell(before, now, *, item="MUG", source=""):
    return Cell(source, item, before, now)


def one(before, now):
    """The bars of a shop that is a single cell."""
    change = {"before_fen": before[-1], "now_fen": now[-1]}
    return bridge([cell(before, now)], NAMES[: len(before)], **change).bars


def test_the_profit_case_in_fen():
    names = ("visitors", "conversion", "basket", "margin")
    before, now = (10_000, 300, 3_600_000, 1_620_000), (13_000, 312, 3_669_120, 1_467_648)
    found = bridge([cell(before, now)], names, before_fen=before[-1], now_fen=now[-1])
    assert list(found.bars.values()) == [404_715, -344_215, -31_164, -181_688]
    assert sum(found.bars.values()) == found.now_fen - found.before_fen == -152_352


def test_a_product_that_was_not_sold_before_is_an_entry_and_a_gone_one_an_exit():
    new = cell((100, 0, 0, 0), (120, 30, 3, 900), item="NEW")
    old = cell((100, 20, 2, 400), (120, 0, 0, 0), item="OLD")
    found = bridge([new, old], NAMES[:4], before_fen=400, now_fen=900)
    assert (found.bars[ENTRY], found.bars[EXIT]) == (900, -400)
    assert [part.item_id for part in found.behind(EXIT)] == ["OLD"]


def test_what_people_looked_at_but_did_not_buy_before_is_conversion():
    assert one((100, 50, 0, 0), (100, 50, 5, 1_000)) == {
        "visitors": 0, "mix": 0, "conversion": 1_000, "basket": 0,
    }  # fmt: skip


def test_a_sale_below_cost_is_split_too():
    bars = one((100, 50, 5, 1_000, 300), (100, 50, 5, 1_000, -200))
    assert bars == {"visitors": 0, "mix": 0, "conversion": 0, "basket": 0, "margin": -500}


def test_paid_without_a_buyer_cannot_be_told_apart():
    assert one((100, 50, 0, 500), (100, 50, 5, 1_000))[UNKNOWN] == 500
    assert one((100, None, 3, 500), (100, None, 5, 1_000))[UNKNOWN] == 500


def test_what_no_cell_explains_is_unknown():
    found = bridge([cell((100, 4, 400), (100, 5, 500))], NAMES[:3], before_fen=900, now_fen=1_300)
    assert found.bars[UNKNOWN] == 300


@given(people, people, st.lists(st.tuples(stages, stages), max_size=8), fen, fen)
def test_the_residual_is_zero_to_the_fen(ahead, after, drawn, before_fen, now_fen):
    cells = [
        cell((ahead, *one), (after, *other), item=str(place))
        for place, (one, other) in enumerate(drawn)
    ]
    found = bridge(cells, NAMES, before_fen=before_fen, now_fen=now_fen)
    assert sum(found.bars.values()) == now_fen - before_fen
    for each in cells:
        mine = [part.effect_fen for part in found.parts if part.item_id == each.item_id]
        assert sum(mine) == each.change_fen


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6), st.integers(-9, 9))
def test_rounding_keeps_the_sum_and_moves_nobody_far(amounts, more):
    total = round(sum(amounts)) + more
    found = rounded(amounts, total)
    assert sum(found) == total
    assert max(abs(one - other) for one, other in zip(found, amounts, strict=True)) <= 11


def test_stages_become_factors():
    assert factors((10_000, 300, 36_000)) == pytest.approx([10_000, 0.03, 120])
    assert effects((10_000, 300, 36_000), (12_000, 300, 39_000)) == pytest.approx(
        [6833.41, -6833.41, 3000.00], abs=0.01
    )
