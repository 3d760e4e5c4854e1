"""Where a hand-kept list's header is, and which of its columns are ours."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from shopkit.intake.kinds.headers import plain
from shopkit.intake.quantities import GRAMS, MILLIMETRES, MONEY

HEAD = 20
UNITS = sorted({*GRAMS, *MILLIMETRES, *MONEY, "天", "件", "个"}, key=len, reverse=True)
_UNIT = "|".join(map(re.escape, UNITS))
_ENDS_IN_UNIT = re.compile(rf"(.+?)(?:\(({_UNIT})\)|\[({_UNIT})\]|/({_UNIT})|({_UNIT}))")
# 首重(1kg): the weight stands in the header, so the cells below are its price.
_SIZED = re.compile(
    r"(.+?)\(?(\d+(?:\.\d+)?)(kg|公斤|千克|g|克|斤)(?:以?内)?\)?(?:\(?元\)?|价格|费用)?"
)
_KINDS_OF = {
    unit: kinds
    for units, kinds in (
        (GRAMS, ("kg", "g")),
        (MILLIMETRES, ("cm",)),
        (MONEY, ("fen", "fee")),
    )
    for unit in units
}


class Wanted(NamedTuple):
    """A column that is asked for: what its cells are (`quantities.KINDS`), and the header's names.

    A list without a `needed` column is refused, a row without a `filled` one is a fault. An empty
    cell of a column that goes `down` repeats the one above: merged cells.
    """

    kind: str
    names: tuple[str, ...]
    needed: bool = False
    filled: bool = False
    down: bool = False


Columns = Mapping[str, Wanted]


def wanted(drawn: str) -> dict[str, Wanted]:
    """Columns drawn one a line: name, kind, header names; `!` needed, `*` filled too, `+` down.

    >>> wanted("sku* code SKU 商家编码")["sku"]
    Wanted(kind='code', names=('sku', '商家编码'), needed=True, filled=True, down=False)
    """
    columns = {}
    for line in filter(None, map(str.strip, drawn.splitlines())):
        marked, kind, *names = line.split()
        marks = marked[len(marked.rstrip("!*+")) :]
        columns[marked.rstrip("!*+")] = Wanted(
            kind.replace("_", " "),
            tuple(map(plain, names)),
            needed="!" in marks or "*" in marks,
            filled="*" in marks,
            down="+" in marks,
        )
    return columns


@dataclass(frozen=True)
class Heads:
    """A header found: row `last` is its lowest; for each column its place, header and unit.

    `given` are values that the header itself tells, in the column's own unit (grams).
    """

    last: int
    places: dict[str, int]
    headers: dict[str, str]
    units: dict[str, str]
    given: dict[str, int] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    def lacks(self, columns: Columns) -> list[str]:
        """The needed columns that are not there."""
        return [name for name, each in columns.items() if each.needed and name not in self.places]


def heads(rows: Sequence[Sequence[str]], columns: Columns) -> Heads:
    """The header among the first 20 rows, of one row or of two (merged cells above)."""
    found = [_taken([cell.strip() for cell in rows[n]], n, columns) for n in range(_height(rows))]
    for n in range(_height(rows) - 1):
        found.append(_taken(_joined(rows[n], rows[n + 1]), n + 1, columns))
    nothing = Heads(-1, {}, {}, {})
    return max(found, key=lambda each: (len(each.places), -len(each.ignored)), default=nothing)


def _height(rows: Sequence[Sequence[str]]) -> int:
    return min(len(rows), HEAD)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two header rows as one: a cell merged across stands above each of its own."""
    joined, above = [], ""
    for n in range(max(len(upper), len(lower))):
        over = upper[n].strip() if n < len(upper) else ""
        below = lower[n].strip() if n < len(lower) else ""
        above = over or above
        joined.append(above + below if below else over)
    return joined


def _taken(header: list[str], last: int, columns: Columns) -> Heads:
    found = Heads(last, {}, {}, {})
    for place, cell in enumerate(header):
        if cell and not _take(found, place, cell, columns):
            object.__setattr__(found, "ignored", (*found.ignored, cell))
    _hand_over(found, columns)
    return found


def _take(found: Heads, place: int, cell: str, columns: Columns) -> bool:
    name = plain(cell)
    if sized := _SIZED.fullmatch(name):
        price = _of(columns, found, sized[1], ("fen", "fee"))
        weight = _of(columns, found, sized[1], ("kg", "g"))
        if price and weight:
            found.given[weight] = int(Decimal(sized[2]) * GRAMS[sized[3]])
            return _put(found, price, place, (cell, ""))
    if ours := _of(columns, found, name):
        return _put(found, ours, place, (cell, ""))
    with_unit = _ENDS_IN_UNIT.fullmatch(name)
    if with_unit:
        unit = next(filter(None, with_unit.groups()[1:]))
        ours = _of(columns, found, with_unit[1], _KINDS_OF.get(unit))
        return bool(ours) and _put(found, ours, place, (cell, unit))
    return False


def _of(
    columns: Columns, found: Heads, name: str, kinds: tuple[str, ...] | None = None
) -> str | None:
    return next(
        (
            ours
            for ours, each in columns.items()
            if name in each.names and ours not in found.places and (not kinds or each.kind in kinds)
        ),
        None,
    )


def _put(found: Heads, ours: str, place: int, header: tuple[str, str]) -> bool:
    found.places[ours] = place
    found.headers[ours], found.units[ours] = header
    return True


def _hand_over(found: Heads, columns: Columns) -> None:
    """A needed column takes a header that a mere wish took first: 首重 alone is its price."""
    for name in found.lacks(columns):
        for other in list(found.places):
            header = plain(found.headers[other])
            if header in columns[name].names and not columns[other].needed:
                _put(found, name, found.places.pop(other), (found.headers.pop(other), ""))
                found.units.pop(other)
                break
