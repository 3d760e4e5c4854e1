"""Provinces and cities are told by how an address begins, and nothing more of it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.intake import kinds
from shopkit.intake.kinds.provinces import PREFIX, PROVINCES


@pytest.mark.parametrize("short", PROVINCES)
def test_each_province_is_its_short_name(short):
    assert kinds.province(short) == short
    assert kinds.place(f"{short} 某某市 某区")[0] == short


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("上海市", "上海"),
        ("广东省", "广东"),
        (" 内蒙古自治区 ", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("广西壮族自治区", "广西"),
        ("宁夏回族自治区", "宁夏"),
        ("香港特别行政区", "香港"),
        ("黑龙江省", "黑龙江"),
        ("海南藏族自治州", None),
        ("United Kingdom", None),
        ("", None),
        (None, None),
    ],
)
def test_a_province_is_told_by_its_full_name(written, short):
    assert kinds.province(written) == short


@pytest.mark.parametrize(
    ("address", "province", "city"),
    [
        ("广东省 广州市 越秀区 示例路1号(510180)", "广东", "广州市"),
        ("上海 上海市 浦东新区 示例路1号(200120)", "上海", "上海市"),
        ("北京", "北京", "北京市"),
        ("内蒙古自治区", "内蒙古", None),
        ("新疆维吾尔自治区 乌鲁木齐市 水磨沟区", "新疆", "乌鲁木齐市"),
        ("湖北省 省直辖县级行政区划 仙桃市 示例路", "湖北", "仙桃市"),
        ("云南省 大理白族自治州 大理市", "云南", "大理白族自治州"),
        ("中国 四川省 成都市 武侯区", "四川", "成都市"),
        ("广东省广州市越秀区示例路1号", "广东", "广州市"),
        ("上海市徐汇区示例路1号", "上海", "上海市"),
        ("吉林市示例路1号", "吉林", None),
        ("广东省 示例路1号2室", "广东", None),
        ("示例路1号", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_place_is_the_province_and_city_of_an_address(address, province, city):
    assert kinds.place(address) == (province, city)


@given(st.text(), st.text(min_size=1))
def test_a_place_never_tells_a_street(street, house):
    told = kinds.place(f"广东省 广州市 越秀区 {street}{house}")
    assert told == ("广东", "广州市")


@given(
    st.lists(st.sampled_from(["中国", "广东省", "广州市", "仙桃市", "省直辖县", "路1号", "上海"]))
)
def test_the_prefix_of_an_address_tells_as_much_as_the_whole(words):
    address = " ".join(words)
    prefix = re.match(PREFIX, address)
    assert kinds.place(prefix[1] if prefix else "") == kinds.place(address)
