"""One name for a carrier and a province, however they are written."""

import pytest

from shopkit.intake.kinds import provinces
from shopkit.shipping.names import PROVINCES, carrier, province, zones


def test_the_provinces_are_those_the_lake_holds():
    assert set(provinces.PROVINCES) == PROVINCES


@pytest.mark.parametrize("ending", ["", "省", "市", "自治区", "特别行政区"])
def test_a_province_is_found_whatever_its_ending(ending):
    assert {province(name + ending) for name in PROVINCES} == PROVINCES


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("中通快递", "中通"),
        ("韵达速递", "韵达"),
        ("顺丰 速运", "顺丰"),
        ("德邦物流", "德邦"),
        ("京东快递", "京东"),
        ("邮政快递包裹", "邮政"),
        ("快递", "快递"),
        (None, ""),
    ],
)
def test_a_carrier_is_found_by_its_short_name(written, short):
    assert carrier(written) == short


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("江苏、浙江、上海", ["江苏", "浙江", "上海"]),
        ("江浙沪/安徽省", ["江苏", "浙江", "上海", "安徽"]),
        ("新疆维吾尔自治区 西藏", ["新疆", "西藏"]),
        ("广东和福建", ["广东", "福建"]),
        ("全国其他", ["全国"]),
        ("其他地区", ["全国"]),
        ("", []),
    ],
)
def test_a_cell_of_provinces_is_taken_apart(cell, named):
    assert zones(cell) == named
