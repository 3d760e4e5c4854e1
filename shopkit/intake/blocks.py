"""A block's cells as typed columns, and every cell that cannot be read explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import pyarrow as pa
import pyarrow.compute as pc

from shopkit.intake import columns
from shopkit.intake.faults import SHOWN, Fault
from shopkit.intake.kinds import plain
from shopkit.intake.persons import hint
from shopkit.intake.plan import Plan
from shopkit.text import message

IDS = frozenset(
    "order_id line_id refund_id flow_id item_id sku_id plan_id unit_id creative_id".split()
)
SHORTENED = r"^\d(\.\d+)?[Ee]\+?\d+$"
# Excel keeps 15 digits and writes zeros for the others.
ZEROED = r"^\d{15}0{2,}$"
CLOCK = r"^\d{1,2}:\d{2}(:\d{2})?$"
UNREAD = {
    "fen": message("“{value}” is not an amount of money."),
    "count": message("“{value}” is not a whole number."),
    "share": message("“{value}” is not a share such as 12.34%."),
    "seconds": message("“{value}” is not a length of time."),
    "score": message("“{value}” is not a number."),
    "instant": message("“{value}” is not a date and time."),
    "day": message("“{value}” is not a day, or covers several where one is asked."),
}
DAMAGED = message("“{value}” is a long number that Excel has shortened: its last digits are lost.")
EMPTY = message("The cell is empty, and without it the row cannot be told from others.")
MEND = message("Correct the cell, or export the file again.")
RAW = message("Do not save the file in Excel: export it again and import that file as it is.")


@dataclass(frozen=True)
class Sound:
    """Columns without any faulty row."""

    columns: dict[str, pa.Array]
    size: int


@dataclass(frozen=True)
class Read:
    """A block as our columns, which rows are sound, and the faults of the others."""

    columns: dict[str, pa.Array]
    good: pa.Array
    faults: list[Fault]
    count: int

    @property
    def sound(self) -> "Sound":
        """The rows that have no fault."""
        if pc.all(self.good).as_py():
            return Sound(self.columns, len(self.good))
        kept = {name: values.filter(self.good) for name, values in self.columns.items()}
        return Sound(kept, pc.sum(self.good).as_py())


def read(plan: Plan, lines: Sequence[int], rows: list[list[str]]) -> Read:
    """Our columns as the rows' cells have them; `day` may come with the `days` it covers."""
    found, tidied = {}, {}
    good, faults, count = pa.array([True] * len(rows)), [], 0
    for name, place in plan.match.places.items():
        cells = columns.tidy(list(map(itemgetter(place), rows)))
        if plan.table.columns.get(name) == "instant":
            cells = _with_day(plan, place, cells, rows)
        values, bad = _values(plan, name, cells)
        found |= values
        tidied[name] = cells
        for template, step, wrong in _wrong(plan, name, cells, bad):
            good = pc.and_not(good, wrong)
            count += pc.sum(wrong).as_py()
            at = pc.indices_nonzero(wrong)[:SHOWN].to_pylist()
            for n in at:
                facts = {"value": hint(cells[n].as_py() or "")}
                faults.append(
                    Fault(lines[n], plan.header[place], template, facts, step, plan.sheet)
                )
    if plan.multiplied:
        found["paid_fen"] = columns.line_fen(found["qty"], tidied["price_fen"])
    return Read(found, good, sorted(faults, key=lambda fault: fault.line), count)


def _with_day(plan: Plan, place: int, cells: pa.Array, rows: list[list[str]]) -> pa.Array:
    """Times of day joined to the day that the column beside them tells (入帐日期, 入帐时间)."""
    beside = plan.header[place].replace("时间", "日期")
    clock = pc.fill_null(pc.match_substring_regex(cells, CLOCK), False)
    if beside not in plan.header or not pc.any(clock).as_py():
        return cells
    days = columns.tidy([row[plan.header.index(beside)] for row in rows])
    start = pc.list_element(pc.split_pattern(pc.fill_null(days, ""), " "), 0)
    return pc.if_else(clock, pc.binary_join_element_wise(start, cells, " "), cells)


def _values(plan: Plan, name: str, cells: pa.Array) -> tuple[dict[str, pa.Array], pa.Array | None]:
    # A pseudo column such as `address` is text that a later step cuts up.
    kind = plan.table.columns.get(name, "text")
    if kind == "day":
        return _days(plan, name, cells)
    values, bad = columns.READ[kind](cells)
    times = plan.match.kind.units.get(plain(plan.header[plan.match.places[name]]))
    if times:
        values = pc.multiply(values, times)
    return {name: values}, bad


def _days(plan: Plan, name: str, cells: pa.Array) -> tuple[dict[str, pa.Array], pa.Array | None]:
    if "days" not in plan.table.columns:
        values, bad = columns.READ["day"](cells)
        return {name: values}, bad
    values, bad = columns.first_days(cells)
    lengths = columns.lengths(cells)
    return {name: values, "days": lengths}, bad


def _wrong(
    plan: Plan, name: str, cells: pa.Array, bad: pa.Array | None
) -> list[tuple[str, str, pa.Array]]:
    found = []
    if bad is not None:
        found.append((UNREAD[plan.table.columns[name]], MEND, bad))
    if name in IDS:
        found.append((DAMAGED, RAW, _damaged(cells)))
    if name in plan.required:
        found.append((EMPTY, MEND, cells.is_null()))
    return [each for each in found if pc.any(each[2]).as_py()]


def _damaged(cells: pa.Array) -> pa.Array:
    shortened = pc.fill_null(pc.match_substring_regex(cells, SHORTENED), False)
    zeroed = pc.fill_null(pc.match_substring_regex(cells, ZEROED), False)
    # One number in a hundred ends so by chance; most of a column never does.
    if pc.sum(zeroed).as_py() * 2 > max(len(cells) - cells.null_count, 4):
        return pc.or_(shortened, zeroed)
    return shortened
