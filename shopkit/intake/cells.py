"""One cell of a platform's file as a value; a cell that says nothing is None, never 0."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from shopkit.clock import instant_of

MISSING = frozenset(
    ["", "-", "--", "—", "——", "nan", "NaN", "null", "NULL", "None", "N/A", "#N/A", "延迟统计"]
)
NO_REFUND = "无退款申请"
NUMBER = re.compile(r"[+-]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,20})?")
CLOCK = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})")
DATED = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?"
)
PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
SPAN = re.compile(r"(\d{4}-?\d{2}-?\d{2})\s*(?:~|至|到|_|-{1,2}|—)\s*(\d{4}-?\d{2}-?\d{2})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Excel counts days from here, once its leap day of 1900 that never was is allowed for.
EXCEL_DAY = datetime(1899, 12, 30)
YEARS = range(2000, 2100)


def number(text: str) -> Decimal | None:
    """A number as it is written: thousands, 元, ¥ and both widths; ValueError for anything else.

    >>> number("1,234.50"), number("0元"), number("－3"), number("--")
    (Decimal('1234.50'), Decimal('0'), Decimal('-3'), None)
    """
    if text in MISSING:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = plain.removesuffix("元").removeprefix("¥").strip()
    if not NUMBER.fullmatch(plain):
        raise ValueError(text)
    return Decimal(plain.replace(",", ""))


def fen(text: str) -> int | None:
    """Money in fen; `无退款申请` is nothing refunded."""
    if text == NO_REFUND:
        return 0
    amount = number(text)
    return None if amount is None else _whole(amount * 100)


def count(text: str) -> int | None:
    """A whole number, also one a workbook wrote as `3.0`."""
    amount = number(text)
    if amount is not None and amount != int(amount):
        raise ValueError(text)
    return None if amount is None else int(amount)


def real(text: str) -> float | None:
    """A number of points."""
    amount = number(text)
    return None if amount is None else float(amount)


def share(text: str) -> float | None:
    """A share of 1: `12.34%` and `0.1234` alike; above 1 without its sign is not told apart."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.endswith("%"):
        amount = number(plain[:-1])
        return None if amount is None else float(amount / 100)
    amount = number(plain)
    if amount is not None and abs(amount) > 1:
        raise ValueError(text)
    return None if amount is None else float(amount)


def seconds(text: str) -> float | None:
    """A length in seconds, a number or `1:02:03`."""
    if timed := CLOCK.fullmatch(text):
        hours, minutes, rest = map(int, timed.groups())
        return float(hours * 3600 + minutes * 60 + rest)
    return real(unicodedata.normalize("NFKC", text).removesuffix("秒"))


def moment(text: str) -> datetime | None:
    """A wall-clock time in Shanghai: dashes or slashes, with or without seconds, Excel's serial."""
    if text in MISSING or text.startswith("0000-00-00"):
        return None
    if found := DATED.fullmatch(text) or PACKED.fullmatch(text):
        local = datetime(*(int(part or 0) for part in found.groups()))
    elif SERIAL.fullmatch(text):
        local = EXCEL_DAY + timedelta(seconds=round(float(text) * 86_400))
    else:
        raise ValueError(text)
    if local.year not in YEARS:
        raise ValueError(text)
    return local


def instant(text: str) -> int | None:
    """A Shanghai time as UTC microseconds since 1970."""
    local = moment(text)
    return None if local is None else (instant_of(local) - EPOCH) // timedelta(microseconds=1)


def span(text: str) -> tuple[date, date] | None:
    """The first and last day a cell names; one day is both.

    >>> span("2026-07-20 ~ 2026-07-26")
    (datetime.date(2026, 7, 20), datetime.date(2026, 7, 26))
    """
    if found := SPAN.fullmatch(text):
        first, last = (moment(part).date() for part in found.groups())
        if last < first:
            raise ValueError(text)
        return first, last
    local = moment(text)
    return None if local is None else (local.date(), local.date())


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
