"""Who buys: invented nicknames in 31 provinces, most of them once, some again and again."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

# Shares of parcels by province (per mille) and one or two cities each; the streets are fake.
PLACES = {
    "广东省": (128, "广州市 深圳市 佛山市"), "江苏省": (98, "南京市 苏州市 无锡市"),
    "浙江省": (92, "杭州市 宁波市 温州市"), "山东省": (70, "济南市 青岛市"),
    "上海": (66, "上海市"), "北京": (56, "北京市"), "四川省": (54, "成都市 绵阳市"),
    "河南省": (51, "郑州市 洛阳市"), "湖北省": (43, "武汉市 宜昌市"),
    "福建省": (46, "福州市 厦门市 泉州市"), "湖南省": (38, "长沙市 株洲市"),
    "安徽省": (37, "合肥市 芜湖市"), "河北省": (37, "石家庄市 保定市"),
    "辽宁省": (28, "沈阳市 大连市"), "陕西省": (27, "西安市"), "江西省": (24, "南昌市 赣州市"),
    "重庆": (23, "重庆市"), "广西壮族自治区": (18, "南宁市 桂林市"), "云南省": (17, "昆明市"),
    "天津": (17, "天津市"), "黑龙江省": (15, "哈尔滨市"), "山西省": (16, "太原市"),
    "吉林省": (12, "长春市"), "贵州省": (12, "贵阳市"), "内蒙古自治区": (10, "呼和浩特市"),
    "甘肃省": (8, "兰州市"), "新疆维吾尔自治区": (8, "乌鲁木齐市"), "海南省": (7, "海口市"),
    "宁夏回族自治区": (4, "银川市"), "青海省": (3, "西宁市"), "西藏自治区": (2, "拉萨市"),
}  # fmt: skip
FAR = {"新疆维吾尔自治区": 1500, "西藏自治区": 1500, "青海省": 800, "甘肃省": 800,
       "内蒙古自治区": 800, "宁夏回族自治区": 800, "海南省": 800}  # fmt: skip
SURNAMES = "顾苏陆沈许吕施曹严华金魏陶姜戚谢邹喻柏窦章云潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
LETTERS = "0123456789abcdefghjkmnpqrstuvwxyz"
KNOWN_BEFORE = 5200
AGAIN = 0.30
FORGETTING_DAYS = 85


@dataclass(frozen=True)
class Buyers:
    """One value a buyer in each list; `last_before` is the day of the last earlier buy, or −999."""

    nick: list[str]
    province: np.ndarray
    address: list[str]
    receiver: list[str]
    far_fen: np.ndarray
    last_before: np.ndarray


def choose(day_of_order: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The buyer of each order, and each buyer's last day before the data starts (−999: none).

    Orders come sorted by day. A share goes to people met before: more to those who like to
    buy, less to those not seen for long.
    """
    room = KNOWN_BEFORE + len(day_of_order)
    heat = rng.gamma(0.55, 1.0, room) + 0.02
    heat[rng.random(room) < 0.30] = 0  # bought once, never again
    last = np.full(room, -999)
    last[:KNOWN_BEFORE] = -1 - np.minimum(rng.exponential(150, KNOWN_BEFORE).astype(int), 600)
    before = last.copy()
    buyer = np.empty(len(day_of_order), dtype=int)
    known = KNOWN_BEFORE
    starts = np.searchsorted(day_of_order, np.arange(day_of_order[-1] + 2))
    for day, (start, end) in enumerate(pairwise(starts)):
        again = rng.random(end - start) < AGAIN
        weight = np.cumsum(heat[:known] * np.exp((last[:known] - day) / FORGETTING_DAYS))
        chosen = np.searchsorted(weight, rng.random(again.sum()) * weight[-1])
        fresh = np.arange(known, known + (~again).sum())
        buyer[start:end][again], buyer[start:end][~again] = chosen, fresh
        known += len(fresh)
        last[buyer[start:end]] = day
    return buyer, before[:known]


def buyers(last_before: np.ndarray, rng: np.random.Generator) -> Buyers:
    """Everything the files say of each buyer, all of it invented or masked."""
    count = len(last_before)
    names = np.array(list(PLACES))
    weight = np.array([share for share, _ in PLACES.values()], dtype=float)
    province = rng.choice(len(names), count, p=weight / weight.sum())
    city = rng.random(count)
    towns = [cities.split() for _, cities in PLACES.values()]
    place = [
        f"{names[p]} {towns[p][int(c * len(towns[p]))]} 示例区 示例路{1 + n % 99}号(000000)"
        for n, (p, c) in enumerate(zip(province.tolist(), city.tolist(), strict=True))
    ]
    surname = rng.integers(0, len(SURNAMES), count).tolist()
    return Buyers(
        nick=_nicks(count, rng),
        province=names[province],
        address=place,
        receiver=[f"{SURNAMES[n]}**" for n in surname],
        far_fen=np.array([FAR.get(name, 0) for name in names])[province],
        last_before=last_before,
    )


def _nicks(count: int, rng: np.random.Generator) -> list[str]:
    """Unlike nicknames, `tb_` and five signs each."""
    numbers = rng.permutation(len(LETTERS) ** 4)[:count].tolist()
    lead = rng.integers(0, len(LETTERS), count).tolist()
    nicks = []
    for number, first in zip(numbers, lead, strict=True):
        word = LETTERS[first]
        for _ in range(4):
            number, sign = divmod(number, len(LETTERS))
            word += LETTERS[sign]
        nicks.append(f"tb_{word}")
    return nicks
