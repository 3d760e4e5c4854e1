"""Where a sheet's header is, and what its name and title rows say of its days."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shopkit.clock import instant_of
from shopkit.intake.kinds import Match, known, mapped, matched, named, plain_all, recognise

HEAD = 20
DAY = r"20\d{2}[-/.年]?(?:1[0-2]|0?[1-9])[-/.月]?(?:[12]\d|3[01]|0?[1-9])日?"
RANGE = re.compile(rf"(?<!\d)({DAY})\s*(?:~|～|至|到|_|-{{1,2}}|—)\s*({DAY})(?!\d)")
SINGLE = re.compile(r"(?<!\d)(20\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
# A further digit behind the stamp numbers the exports of one minute.
STAMP = re.compile(
    r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])_?([01]\d|2[0-3])([0-5]\d)([0-5]\d)?\d?(?!\d)"
)
PACKED = re.compile(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
ITEM = re.compile(r"(?<!\d)[1-9]\d{8,15}(?!\d)")
Period = tuple[date, date]


@dataclass(frozen=True)
class Layout:
    """A sheet's header: its place among the rows, its cells, and what it was recognised as."""

    place: int
    header: list[str]
    titles: list[str]
    match: Match | None


def layout(
    rows: Sequence[Sequence[str]], *, kind: str | None, mapping: Mapping[str, str] | None
) -> Layout:
    """The row with most known headers among the first 20, read as a kind if it can be."""
    head = rows[:HEAD]
    wanted = set(plain_all(list(mapping.values()))) if mapping else None
    place = max(range(len(head)), key=lambda n: _fit(head[n], wanted), default=0)
    header = [cell.strip() for cell in head[place]] if head else []
    while header and not header[-1]:
        header.pop()
    titles = [cell for row in head[:place] for cell in row if cell.strip()]
    return Layout(place, header, titles, _match(header, kind, mapping))


def _fit(row: Sequence[str], wanted: set[str] | None) -> tuple[int, int]:
    of_kinds = known(row) if wanted is None else len(wanted.intersection(plain_all(row)))
    return of_kinds, sum(bool(cell.strip()) for cell in row)


def _match(header: list[str], kind: str | None, mapping: Mapping[str, str] | None) -> Match | None:
    if mapping:
        return mapped(named(kind or "orders"), header, mapping)
    return matched(named(kind), header) if kind else recognise(header)


def period(texts: Sequence[str]) -> Period | None:
    """The days that names or titles speak of: a range if one is written, else a single day.

    >>> period(["商品_全部_2026-07-20_2026-07-26.xls"])
    (datetime.date(2026, 7, 20), datetime.date(2026, 7, 26))
    """
    for text in texts:
        for found in RANGE.finditer(text):
            first, last = (_written(part) for part in found.groups())
            if first and last and first <= last:
                return first, last
    for text in texts:
        if day := _single(text):
            return day, day
    return None


def exported_at(name: str) -> datetime | None:
    """The instant a file's name says it was exported, or the end of the days it names.

    >>> exported_at("ExportOrderList201903121048.csv").isoformat()
    '2019-03-12T02:48:00+00:00'
    """
    for found in STAMP.finditer(name):
        try:
            return instant_of(datetime(*(int(part or 0) for part in found.groups())))
        except ValueError:
            continue
    days = period([name])
    return end_of(days[1]) if days else None


def end_of(day: date) -> datetime:
    """The instant a Shanghai day is over."""
    return instant_of(datetime.combine(day + timedelta(days=1), datetime.min.time()))


def item_of(name: str) -> str | None:
    """The item number in a file's name, or None."""
    found = (each[0] for each in ITEM.finditer(name) if not STAMP.fullmatch(each[0]))
    return next((number for number in found if not PACKED.fullmatch(number)), None)


def _single(text: str) -> date | None:
    for pattern in (SINGLE, STAMP, PACKED):
        for found in pattern.finditer(text):
            if day := _date(*found.groups()[:3]):
                return day
    return None


def _written(text: str) -> date | None:
    parts = re.findall(r"\d+", text)
    if len(parts) == 3:
        return _date(*parts)
    packed = "".join(parts)
    return _date(packed[:4], packed[4:6], packed[6:8]) if len(packed) == 8 else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
