"""Carriers and places by one name each, however a sheet, a bill or an order writes them."""

import re
from functools import lru_cache

NATIONWIDE = "全国"
PROVINCES = frozenset(
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 "
    "广东 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 台湾".split()
)
# How price sheets lump provinces; only those that everybody reads alike.
GROUPS = {
    "江浙沪": "江苏 浙江 上海",
    "江浙沪皖": "江苏 浙江 上海 安徽",
    "京津冀": "北京 天津 河北",
    "京津": "北京 天津",
    "东三省": "辽宁 吉林 黑龙江",
    "东北三省": "辽宁 吉林 黑龙江",
    "云贵川": "云南 贵州 四川",
    "川渝": "四川 重庆",
    "两湖": "湖北 湖南",
    "两广": "广东 广西",
    "港澳台": "香港 澳门 台湾",
    "新疆西藏": "新疆 西藏",
}
NATIONWIDE_WORDS = frozenset(
    "全国 全国统一 全国其他 全国其它 默认 其他 其它 其余 其他地区 其它地区 其余地区".split()
)

_PROVINCE_END = re.compile(r"(?:壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|地区|省|市)$")
_CARRIER_END = re.compile(
    r"(?:快递包裹|国内标准快递|速递物流|快递|速递|速运|快运|物流|包裹|express)+$", re.IGNORECASE
)
_BETWEEN = re.compile(r"[\s、,，;；/|+]+|(?<=.)和(?=.)")


@lru_cache(maxsize=4096)
def province(name: str | None) -> str:
    """A province's short name, "全国" for what stands for all; other names as they are.

    >>> province("广东省"), province("内蒙古自治区"), province("其他地区"), province(None)
    ('广东', '内蒙古', '全国', '')
    """
    plain = (name or "").strip()
    if plain in NATIONWIDE_WORDS:
        return NATIONWIDE
    short = _PROVINCE_END.sub("", plain)
    return short if short in PROVINCES else plain


@lru_cache(maxsize=4096)
def carrier(name: str | None) -> str:
    """A carrier's short name, so that an order's 中通快递 is a sheet's 中通.

    >>> carrier("中通快递"), carrier("顺丰速运"), carrier("邮政快递包裹"), carrier("EMS")
    ('中通', '顺丰', '邮政', 'EMS')
    """
    plain = "".join((name or "").split())
    return _CARRIER_END.sub("", plain) or plain


def zones(text: str | None) -> list[str]:
    """Every province a cell names, in its order: lists and usual groups taken apart.

    >>> zones("江苏、浙江省，上海"), zones("江浙沪 安徽"), zones("全国")
    (['江苏', '浙江', '上海'], ['江苏', '浙江', '上海', '安徽'], ['全国'])
    """
    named: list[str] = []
    for part in filter(None, _BETWEEN.split((text or "").strip())):
        named += GROUPS[part].split() if part in GROUPS else [province(part)]
    return list(dict.fromkeys(named))
