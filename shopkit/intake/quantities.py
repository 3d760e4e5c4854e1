"""Cells of lists that people keep by hand: numbers with their units, places, yes and no.

A reader takes the cell and the unit of its header; ValueError for what it cannot mean.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from shopkit.intake.cells import MISSING, moment, number
from shopkit.shipping.names import NATIONWIDE, PROVINCES, zones
from shopkit.text import message

Reader = Callable[[str, str], object]
GRAMS = {"kg": 1000, "千克": 1000, "公斤": 1000, "g": 1, "克": 1, "斤": 500, "t": 1_000_000}
MILLIMETRES = {"mm": 1, "毫米": 1, "cm": 10, "厘米": 10, "公分": 10, "m": 1000, "米": 1000}
MONEY = frozenset("元 块 圆 rmb ¥ yuan".split())
EXCLUDED = frozenset("不发 不到 停发 不派 不派送 不收 不寄 拒收 无法送达 不可达 × ✗".split())
NOT_SENT = "not sent"
# More than this is no weight of a parcel in kilograms; whoever wrote it meant grams.
MOST_KG = 200

_WITH_UNIT = re.compile(r"([+-]?[\d,]*\.?\d+)\s*([a-z克千公斤毫厘米分]*)\s*(?:/.*)?")
_MONEY = re.compile(r"[¥$]?\s*([+-]?[\d,]*\.?\d+)\s*(?:元|块|圆|rmb|yuan)?\s*(?:/.*)?")
_SHORTENED = re.compile(r"\d(?:\.\d+)?e\+\d+", re.IGNORECASE)
_WRAPPED = re.compile(r'^="(.*)"$')
_REMARK = re.compile(r"\(([^)]*)\)")
_HARMLESS = frozenset("省内 本省 同城 省外 全境".split())
_YES = frozenset("是 y yes true 1 √ ✓ 有".split()) | EXCLUDED
_NO = frozenset("否 n no false 0 发 到 可发 可到 正常 无".split())
_PLACES = {
    "storage": "storage 库位 货位 货架 仓位 拣货位 存储 存储位 正品 良品",
    "damaged": "damaged 不良 不良品 残次 残次品 次品 报损 坏品",
    "transit": "transit 在途 中转 暂存 收货区",
}
PLACES = {word: kind for kind, words in _PLACES.items() for word in words.split()}


def tidy(cell: str) -> str:
    """A cell without blanks, width and wrappers; "" for one that says nothing.

    >>> tidy(' ="0123" '), tidy("１２ｋｇ"), tidy("--")
    ('0123', '12kg', '')
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    text = _WRAPPED.sub(r"\1", text).removeprefix("'").strip()
    return "" if text in MISSING else text


def text(cell: str, unit: str) -> str:
    """Words in one line."""
    return " ".join(cell.split())


def prose(cell: str, unit: str) -> str:
    """Words that people wrote, with their line breaks."""
    return cell.strip()


def code(cell: str, unit: str) -> str:
    """A SKU, barcode or tracking number; not one whose last digits Excel has thrown away."""
    if _SHORTENED.fullmatch(cell):
        raise ValueError(cell)
    return "".join(cell.split())


def fen(cell: str, unit: str) -> int:
    """Money in fen, also with its unit: 3.5元, ￥3.5, 3.5元/kg.

    >>> fen("3.5元/kg", ""), fen("¥1,200", "")
    (350, 120000)
    """
    found = _MONEY.fullmatch(cell.casefold())
    return _whole(_number(found) * 100, cell)


def fee(cell: str, unit: str) -> int | str:
    """Money in fen, or `NOT_SENT` for a word that says the carrier does not go there."""
    return NOT_SENT if cell in EXCLUDED else fen(cell, unit)


def count(cell: str, unit: str) -> int:
    """A whole number, also with what is counted behind it: 12件."""
    amount = number(re.sub(r"\s*(?:件|个|箱|只|pcs)$", "", cell.casefold()))
    if amount is None or amount != int(amount):
        raise ValueError(cell)
    return int(amount)


def kilograms(cell: str, unit: str) -> int:
    """A weight in grams; without any unit it is kilograms, as carriers write it.

    >>> kilograms("1.5", ""), kilograms("500g", ""), kilograms("500", "g"), kilograms("2斤", "")
    (1500, 500, 500, 1000)
    """
    amount, factor = _measured(cell, unit, GRAMS)
    if not factor and amount > MOST_KG:
        raise ValueError(cell)
    return _whole(amount * (factor or 1000), cell)


def grams(cell: str, unit: str) -> int:
    """A weight in grams; without any unit it is grams, and must then be whole ones."""
    amount, factor = _measured(cell, unit, GRAMS)
    if not factor and amount != int(amount):
        raise ValueError(cell)
    return _whole(amount * (factor or 1), cell)


def centimetres(cell: str, unit: str) -> int:
    """A length in millimetres; without any unit it is centimetres, as on a tape."""
    amount, factor = _measured(cell, unit, MILLIMETRES)
    return _whole(amount * (factor or 10), cell)


def divisor(cell: str, unit: str) -> int:
    """A volume divisor: 6000, 1:6000, /6000; in thousands of cm³ where it is written so."""
    found = re.fullmatch(r"(?:1?[:/÷])?(\d+)(?:cm3/kg)?", cell.replace(" ", "").casefold())
    if not found:
        raise ValueError(cell)
    return int(found[1])


def days(cell: str, unit: str) -> float:
    """A number of days; of 2-3天 the longer.

    >>> days("2-3天", ""), days("48小时", "")
    (3.0, 2.0)
    """
    found = re.fullmatch(r"(?:[\d.]+[-~至到])?(\d+(?:\.\d+)?)(天|日|d|小时|h)?(?:达|到)?", cell)
    if not found:
        raise ValueError(cell)
    return float(found[1]) / (24 if found[2] in ("小时", "h") else 1)


def day(cell: str, unit: str) -> date | None:
    """A day, whatever time stands behind it."""
    local = moment(cell)
    return local and local.date()


def flag(cell: str, unit: str) -> bool:
    """Yes or no, in either language or as a tick."""
    word = cell.casefold()
    if word not in _YES | _NO:
        raise ValueError(cell)
    return word in _YES


def places(cell: str, unit: str) -> tuple[list[str], bool]:
    """The provinces a cell names, and whether it says that parcels do not go there.

    >>> places("江浙沪", ""), places("新疆、西藏(不发)", "")
    ((['江苏', '浙江', '上海'], False), (['新疆', '西藏'], True))
    """
    remarks = {part.strip() for part in _REMARK.findall(cell)}
    named = zones(_REMARK.sub("", cell))
    known = PROVINCES | {NATIONWIDE}
    if not named or not known.issuperset(named) or remarks - EXCLUDED - _HARMLESS:
        raise ValueError(cell)
    return named, bool(remarks & EXCLUDED)


def place_kind(cell: str, unit: str) -> str:
    """What a location is for: storage, damaged or transit."""
    if cell.casefold() not in PLACES:
        raise ValueError(cell)
    return PLACES[cell.casefold()]


def _measured(cell: str, unit: str, units: dict[str, int]) -> tuple[Decimal, int | None]:
    """The number, and what its unit or its header's is worth; None where neither has one."""
    found = _WITH_UNIT.fullmatch(cell.casefold())
    amount = _number(found)
    written = found[2] or unit
    if written and written not in units:
        raise ValueError(cell)
    return amount, units.get(written)


def _number(found: re.Match | None) -> Decimal:
    amount = number(found[1]) if found else None
    if amount is None:
        raise ValueError("" if found is None else found[0])
    return amount


def _whole(amount: Decimal, cell: str) -> int:
    if abs(amount) >= 10**12:
        raise ValueError(cell)
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


# Each kind of cell: its reader, and what is said of a cell that it refuses.
KINDS: dict[str, tuple[Reader, str]] = {
    "text": (text, ""),
    "prose": (prose, ""),
    "code": (
        code,
        message("“{value}” is a long number that Excel has shortened: its last digits are lost."),
    ),
    "fen": (fen, message("“{value}” is not an amount of money.")),
    "fee": (fee, message("“{value}” is not an amount of money.")),
    "count": (count, message("“{value}” is not a whole number.")),
    "kg": (kilograms, message("“{value}” is not a weight. Write it with its unit: 0.5kg or 500g.")),
    "g": (grams, message("“{value}” is not a weight. Write it with its unit: 0.5kg or 500g.")),
    "cm": (centimetres, message("“{value}” is not a length. Write it with its unit: 30cm.")),
    "divisor": (divisor, message("“{value}” is not a volume divisor such as 6000.")),
    "days": (days, message("“{value}” is not a number of days.")),
    "day": (day, message("“{value}” is not a day, or covers several where one is asked.")),
    "flag": (flag, message("“{value}” is neither yes nor no.")),
    "places": (
        places,
        message("“{value}” is no province. Write provinces or 全国, set off by 、."),
    ),
    "place kind": (
        place_kind,
        message("“{value}” is no kind of location. Write storage, damaged or transit."),
    ),
}
