"""Whole columns of cells as typed arrays, with the places of cells that cannot be read."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from shopkit.intake import cells

# Without a zone: every instant kept is UTC, and a zone would be applied a second time by SQL.
INSTANT = pa.timestamp("us")
TYPES = {
    "text": pa.string(),
    "count": pa.int64(),
    "fen": pa.int64(),
    "share": pa.float64(),
    "seconds": pa.float64(),
    "score": pa.float64(),
    "instant": INSTANT,
    "day": pa.date32(),
    "flag": pa.bool_(),
}
MISSING = pa.array(sorted(cells.MISSING))
MONEY = r"^[+-]?\d{1,12}(\.\d{1,2})?$"
WHOLE = r"^[+-]?\d{1,15}$"
STAMP = r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$"
MICRO = 1_000_000
OFFSET = pa.scalar(8 * 3600 * 1_000_000, pa.duration("us"))
FIRST, LAST = (pa.scalar(f"{year}-01-01").cast(INSTANT) for year in (2000, 2100))
Read = tuple[pa.Array, pa.Array | None]


def tidy(raw: Sequence[str]) -> pa.Array:
    """Cells without outer blanks, `="…"` wrappers and Excel's leading `'`; missing ones null."""
    text = pc.utf8_trim_whitespace(pa.array(raw, pa.string()))
    if pc.any(pc.starts_with(text, "=")).as_py():
        text = pc.utf8_trim_whitespace(pc.replace_substring_regex(text, r'^="([^"]*)"?$', r"\1"))
    if pc.any(pc.starts_with(text, "'")).as_py():
        text = pc.utf8_ltrim(text, "'")
    return pc.if_else(pc.is_in(text, MISSING), pa.scalar(None, pa.string()), text)


def by_value(text: pa.Array, parse: Callable[[str], object], kind: pa.DataType) -> Read:
    """Each distinct cell parsed once; a ValueError marks every cell that says the same."""
    coded = text.dictionary_encode()
    values, refused = [], []
    for cell in coded.dictionary.to_pylist():
        try:
            values.append(parse(cell))
            refused.append(False)
        except (ValueError, OverflowError):
            values.append(None)
            refused.append(True)
    read = pa.array(values, kind).take(coded.indices)
    if not any(refused):
        return read, None
    return read, pc.fill_null(pa.array(refused).take(coded.indices), False)


def fens(text: pa.Array) -> Read:
    """Money in fen; `0元` as `0`."""
    if pc.any(pc.ends_with(text, "元")).as_py():
        text = pc.utf8_rtrim(text, "元")
    if _all(text, MONEY):
        # Exact: 14 digits fit a double's 53 bits.
        return pc.round(pc.multiply(text.cast(pa.float64()), 100.0)).cast(pa.int64()), None
    return by_value(text, cells.fen, pa.int64())


def counts(text: pa.Array) -> Read:
    """Whole numbers."""
    if _all(text, WHOLE):
        return pc.utf8_ltrim(text, "+").cast(pa.int64()), None
    return by_value(text, cells.count, pa.int64())


def instants(text: pa.Array) -> Read:
    """Shanghai wall-clock times as UTC instants."""
    if _all(text, STAMP):
        try:
            local = text.cast(INSTANT)
        except pa.ArrowInvalid:
            return _instants_by_value(text)
        found = pc.min_max(local)
        if local.null_count == len(local) or (
            pc.and_(pc.greater_equal(found["min"], FIRST), pc.less(found["max"], LAST)).as_py()
        ):
            return pc.subtract(local, OFFSET), None
    return _instants_by_value(text)


def _instants_by_value(text: pa.Array) -> Read:
    read, bad = by_value(text, cells.instant, pa.int64())
    return read.cast(INSTANT), bad


def first_days(text: pa.Array) -> Read:
    """The first day of what each cell covers."""
    return by_value(text, lambda cell: (days := cells.span(cell)) and days[0], pa.date32())


def lengths(text: pa.Array) -> pa.Array:
    """How many days each cell covers; one where it cannot be read."""
    return by_value(text, _length, pa.int64())[0]


def _length(text: str) -> int | None:
    days = cells.span(text)
    return (days[1] - days[0]).days + 1 if days else None


def shanghai_days(instant: pa.Array) -> pa.Array:
    """The Shanghai day of each UTC instant."""
    return pc.add(instant, OFFSET).cast(pa.date32(), safe=False)


def months(days: pa.Array) -> pa.Array:
    """Each day's month as `2026-10`; `0000-00` where the day is unknown."""
    return pc.fill_null(pc.utf8_slice_codeunits(days.cast(pa.string()), 0, 7), "0000-00")


def _one_day(text: str) -> date | None:
    days = cells.span(text)
    if days and days[0] != days[1]:
        raise ValueError(text)
    return days and days[0]


def line_fen(qty: pa.Array, price: pa.Array) -> pa.Array:
    """What each line cost, from the exact price as written, rounded to the fen once a line."""
    micro, _ = by_value(price, _micro, pa.int64())
    exact = pc.multiply_checked(qty, micro).to_pylist()
    return pa.array([None if each is None else _fen(each) for each in exact], pa.int64())


def _micro(text: str) -> int | None:
    amount = cells.number(text)
    return None if amount is None else int((amount * MICRO).to_integral_value())


def _fen(micro: int) -> int:
    return cells.fen(str(Decimal(micro) / MICRO))


def _all(text: pa.Array, pattern: str) -> bool:
    fits = pc.all(pc.match_substring_regex(text, pattern), min_count=0).as_py()
    return bool(fits)


READ: dict[str, Callable[[pa.Array], Read]] = {
    "text": lambda text: (text, None),
    "fen": fens,
    "count": counts,
    "instant": instants,
    "day": lambda text: by_value(text, _one_day, pa.date32()),
    "share": lambda text: by_value(text, cells.share, pa.float64()),
    "seconds": lambda text: by_value(text, cells.seconds, pa.float64()),
    "score": lambda text: by_value(text, cells.real, pa.float64()),
}
