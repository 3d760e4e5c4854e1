"""Advertising files tell their platform and level by their headers."""

import json
from pathlib import Path

import pytest

from shopkit.intake.kinds import recognise

LISTS = json.loads((Path(__file__).parents[1] / "headers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "platform", "level"),
    [
        ("ztc_account", "直通车", "account"),
        ("ztc_plan", "直通车", "plan"),
        ("ztc_unit", "直通车", "unit"),
        ("wanxiangtai_creative", "万相台", "creative"),
        ("yinlimofang_creative", "引力魔方", "creative"),
        ("alimama_item_promo_2026_csv", "阿里妈妈", "item"),
        ("alimama_item_report_2026_zip_csv", "阿里妈妈", "item"),
    ],
)
def test_an_advertising_file_tells_its_platform_and_level(name, platform, level):
    assert recognise(LISTS[name]).kind.fixed == {"platform": platform, "level": level}


def test_a_crowd_report_is_kept_apart_from_the_items_it_repeats():
    headers = "日期 场景ID 场景名字 计划ID 计划名字 人群名字 主体ID 主体名称 展现量 花费 总成交金额"
    match = recognise(headers.split())
    assert match.kind.fixed == {"platform": "阿里妈妈", "level": "crowd"}
    assert headers.split()[match.places["unit_id"]] == "人群名字"


@pytest.mark.parametrize(
    ("older", "newer", "column"),
    [
        ("花费", "消耗", "spend_fen"),
        ("展现量", "曝光量", "impressions"),
        ("总购物车数", "添加购物车量", "carts"),
        ("总成交金额", "成交订单金额", "paid_fen"),
    ],
)
def test_an_advertising_synonym_is_the_same_column(older, newer, column):
    headers = LISTS["ztc_plan"]
    renamed = [newer if header == older else header for header in headers]
    assert renamed[recognise(renamed).places[column]] == newer
