"""Typed columns as rows of a table: nameless, placed, dated and keyed."""

import pyarrow as pa
import pyarrow.compute as pc

from shopkit.intake import columns, words
from shopkit.intake.keys import Keys
from shopkit.intake.persons import masked, pseudonym
from shopkit.intake.plan import Plan

FREE = frozenset("text follow_up reply description reason".split())
# The day a row is dated by, kept beside it until the staged file is written.
DATED = "_day"


def finished(plan: Plan, found: dict[str, pa.Array], keys: Keys) -> pa.Table:
    """Rows with every column of the table that the file and its name can give."""
    size = len(next(iter(found.values())))
    ours = _nameless(plan, found)
    for name, value in plan.constants.items():
        if name not in ours:
            kind = columns.TYPES[plan.table.columns[name]]
            ours[name] = pa.repeat(pa.scalar(value, kind), size)
    ours |= _keyed(plan, ours, keys, size)
    for name, instant in plan.table.days.items():
        if instant in ours:
            ours[name] = columns.shanghai_days(ours[instant])
    ours[DATED] = _dated(plan, ours, size)
    ours["month"] = columns.months(ours[DATED])
    order = [*plan.table.stored, DATED]
    return pa.table({name: ours[name] for name in order if name in ours})


def produced(plan: Plan) -> set[str]:
    """The names of the columns that `finished` gives for a sheet."""
    table, named = plan.table, set(plan.match.places) | set(plan.constants) | set(plan.table.key)
    if "address" in named:
        named |= {"province", "city"}
    if plan.multiplied:
        named.add("paid_fen")
    derived = {name for name, instant in table.days.items() if instant in named}
    return (named & table.columns.keys()) | derived | {"month", DATED}


def _nameless(plan: Plan, found: dict[str, pa.Array]) -> dict[str, pa.Array]:
    ours = dict(found)
    if "address" in ours:
        place = words.place(ours.pop("address"))
        ours = {name: place[name] for name in place if name in plan.table.columns} | ours
    if "province" in found:
        ours["province"] = words.province(found["province"])
    if "buyer" in ours:
        ours["buyer"], _ = columns.by_value(
            ours["buyer"], lambda value: pseudonym(plan.secret, "buyer", value), pa.string()
        )
    for name in FREE & ours.keys():
        ours[name], _ = columns.by_value(ours[name], masked, pa.string())
    for name in {"status", "refund_status"} & ours.keys():
        ours[name] = words.status(ours[name], name=name, table=plan.table.name)
    if "tracking_no" in ours:
        ours["tracking_no"] = words.without_mark(ours["tracking_no"])
    return ours


def _keyed(plan: Plan, ours: dict[str, pa.Array], keys: Keys, size: int) -> dict[str, pa.Array]:
    """Every key column, none of them null: SQL would not match a null with itself."""
    filled = {}
    for name in plan.table.key:
        blank = 1 if name == "days" else ""
        if name in ours:
            filled[name] = pc.fill_null(ours[name], blank) if ours[name].null_count else ours[name]
        elif name != plan.made:
            kind = columns.TYPES[plan.table.columns[name]]
            filled[name] = pa.repeat(pa.scalar(blank, kind), size)
    if plan.made:
        before = "order_id" if plan.made == "line_id" else None
        filled[plan.made] = keys.made(ours, before=before)
    return filled


def _dated(plan: Plan, ours: dict[str, pa.Array], size: int) -> pa.Array:
    days = [
        columns.shanghai_days(ours[name]) if plan.table.columns[name] == "instant" else ours[name]
        for name in plan.table.dated
        if name in ours
    ]
    return pc.coalesce(*days) if days else pa.nulls(size, pa.date32())
