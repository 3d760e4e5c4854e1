"""Provinces by their short names, and the province and city an address begins with."""

import re
from functools import lru_cache

MUNICIPALITIES = ("北京", "天津", "上海", "重庆")
REGIONS = ("内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门", "台湾")
PLAIN = (
    "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东",
    "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海",
)  # fmt: skip
PROVINCES = MUNICIPALITIES + PLAIN + REGIONS

# All of an address that decides its place: group 1 is its first three words, the street not
# among them. `place` of that group is `place` of the whole, so a column of addresses is cut to
# it and looked up once per value.
PREFIX = r"^\s*(?:中国\s+)?(\S+(?:\s+\S+){0,2})"

_SUFFIX = "省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|地区"
_NAMED = re.compile(f"({'|'.join(PROVINCES)})({_SUFFIX})?")
_CITY_END = re.compile(r".+(?:市|自治州|州|地区|盟|自治县|县|林区|区|群岛|岛)$")
_CITY_HEAD = re.compile(r"[^\s\d]{1,8}?(?:市|自治州|地区|盟)")
_STEP = re.compile(r".*(?:直辖县|行政区划|行政单位|直辖).*")
_LONGEST_CITY = 12


def province(text: str | None) -> str | None:
    """A province's short Chinese name, from its short or its full one; None for anything else.

    >>> province("上海市"), province("内蒙古自治区"), province("黑龙江"), province("海南藏族自治州")
    ('上海', '内蒙古', '黑龙江', None)
    """
    found = _NAMED.fullmatch((text or "").strip())
    return found[1] if found else None


def place(address: str | None) -> tuple[str | None, str | None]:
    """The province and city an address begins with, never more of it; None where not told.

    An address is `province city district street(postcode)`; in a municipality the city is the
    municipality itself.

    >>> place("广东省 广州市 越秀区 街道1号(510180)"), place("上海"), place("上海 上海市 徐汇区")
    (('广东', '广州市'), ('上海', '上海市'), ('上海', '上海市'))
    """
    words = (address or "").split(None, 4)
    start = int(words[:1] == ["中国"] and len(words) > 1)
    return _place(tuple(words[start : start + 3]))


@lru_cache(maxsize=65536)
def _place(words: tuple[str, ...]) -> tuple[str | None, str | None]:
    if not words:
        return None, None
    short = province(words[0])
    if short is None:
        return _run_together(words[0])
    if short in MUNICIPALITIES:
        return short, f"{short}市"
    return short, next((word for word in words[1:3] if _is_city(word)), None)


def _is_city(word: str) -> bool:
    told = len(word) <= _LONGEST_CITY and not re.search(r"\d", word)
    return told and bool(_CITY_END.match(word)) and not _STEP.match(word)


def _run_together(text: str) -> tuple[str | None, str | None]:
    # Without blanks only a province written in full, or a municipality, is sure enough.
    found = _NAMED.match(text)
    if not found or not (found[2] or found[1] in MUNICIPALITIES):
        return None, None
    if found[1] in MUNICIPALITIES:
        return found[1], f"{found[1]}市"
    city = _CITY_HEAD.match(text, found.end())
    return found[1], city[0] if city else None
