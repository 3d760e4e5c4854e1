"""How a task is written: one version a change, its fields before and after kept with it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from shopkit.errors import NotFound, Refused
from shopkit.store.ledger import Stamp
from shopkit.store.schema import (
    member,
    task,
    task_change,
    task_check,
    task_label,
    task_link,
    task_needs,
    task_watcher,
)
from shopkit.tasks.changes import SETS, Facts, check_id, value_of
from shopkit.tasks.states import DONE, OPEN
from shopkit.tasks.task import sound

# The table of each set, and the columns its members fill.
_SET_OF = {
    "labels": (task_label, ("label",)),
    "watchers": (task_watcher, ("member_id",)),
    "links": (task_link, ("kind", "reference")),
    "needs": (task_needs, ("needs_id",)),
}


def write(
    db: Connection,
    task_id: int,
    changes: dict[str, tuple[object, object]],
    stamp: Stamp,
    *,
    version: int,
) -> None:
    """Makes these changes the task's `version`, and keeps them as such."""
    columns: Facts = {"version": version}
    for field, (old, new) in changes.items():
        if field in SETS:
            write_sets(db, task_id, {field: (old or [], new or [])})
        elif (number := check_id(field)) is not None:
            _write_check(db, task_id, number, new)
        else:
            columns[field] = value_of(field, new)
    db.execute(update(task).where(task.c.id == task_id).values(columns))
    keep(db, task_id, changes, stamp, version=version)


def keep(
    db: Connection,
    task_id: int,
    changes: dict[str, tuple[object, object]],
    stamp: Stamp,
    *,
    version: int,
) -> None:
    """Only the record of a change."""
    row = {"task_id": task_id, "version": version, "changed_at": stamp.at}
    row |= {"changes": changes, "member_id": stamp.by, "key": stamp.key}
    db.execute(insert(task_change).values(row))


def new_check(db: Connection, task_id: int, text: str) -> int:
    """The number of a new, still empty line at the checklist's end."""
    sound("check", text)
    last = select(func.max(task_check.c.place)).where(task_check.c.task_id == task_id)
    row = {"task_id": task_id, "place": (db.execute(last).scalar() or 0) + 1, "text": ""}
    return db.execute(insert(task_check).values(row)).inserted_primary_key[0]


def write_sets(db: Connection, task_id: int, changes: dict[str, tuple[list, list]]) -> None:
    """Adds and takes away what differs in these sets."""
    for field, (old, new) in changes.items():
        table, columns = _SET_OF[field]
        for gone in (each for each in old if each not in new):
            same = [table.c[name] == value for name, value in _named(columns, gone)]
            db.execute(delete(table).where(table.c.task_id == task_id, *same))
        fresh = [dict(_named(columns, each)) for each in new if each not in old]
        if fresh:
            db.execute(insert(table), [{"task_id": task_id, **row} for row in fresh])


def check_sound(
    db: Connection, shop_id: str, task_id: int | None, changes: dict[str, tuple[object, object]]
) -> None:
    """Raises `Refused` or `NotFound` for new values that do not fit the task or the shop."""
    for field, (_, value) in changes.items():
        if check_id(field) is None:
            sound(field, value)
        elif value is not None:
            sound("check", value[0])
    come = {field: _come(*pair) for field, pair in changes.items()}
    _must_be(db, shop_id, come.get("owner_id", []) + come.get("watchers", []))
    _must_be_tasks(db, shop_id, come.get("parent_id", []) + come.get("needs", []))
    if task_id is not None:
        _no_ring(db, task_id, come)
        if "state" in come:
            _may_be_done(db, task_id, come["state"])


def _come(old: object, new: object) -> list:
    """What a change brings that was not there before."""
    if isinstance(new, list):
        return [each for each in new if each not in (old or [])]
    return [] if new is None else [new]


def _named(columns: tuple[str, ...], each: Any) -> Iterable[tuple[str, Any]]:
    return zip(columns, each if isinstance(each, list) else [each], strict=True)


def _write_check(db: Connection, task_id: int, number: int, line: Any) -> None:
    mine = (task_check.c.id == number) & (task_check.c.task_id == task_id)
    if line is None:
        db.execute(delete(task_check).where(mine))
        return
    row = dict(zip(("text", "is_done", "place"), line, strict=True))
    if not db.execute(update(task_check).where(mine).values(row)).rowcount:
        db.execute(insert(task_check).values(row | {"id": number, "task_id": task_id}))


def _must_be(db: Connection, shop_id: str, members: list) -> None:
    here = select(member.c.id).where(member.c.shop_id == shop_id, member.c.left_on.is_(None))
    if missing := _missing(db, here.where(member.c.id.in_(members)), members):
        raise NotFound("There is no member {id} in this shop.", id=min(missing))


def _must_be_tasks(db: Connection, shop_id: str, numbers: list) -> None:
    here = select(task.c.id).where(task.c.shop_id == shop_id, task.c.id.in_(numbers))
    if missing := _missing(db, here, numbers):
        raise NotFound("There is no task {id} in this shop.", id=min(missing))


def _missing(db: Connection, there: Any, numbers: list) -> set:
    return set(numbers) - set(db.execute(there).scalars()) if numbers else set()


def _no_ring(db: Connection, task_id: int, come: dict[str, list]) -> None:
    needs = select(task_needs.c.needs_id)
    if task_id in _reached(db, come.get("needs", []), needs, task_needs.c.task_id):
        raise Refused("These tasks would wait for each other in a ring. Take one of them away.")
    parents = select(task.c.parent_id).where(task.c.parent_id.is_not(None))
    if task_id in _reached(db, come.get("parent_id", []), parents, task.c.id):
        raise Refused("A task cannot be a part of itself. Choose another whole task.")


def _reached(db: Connection, start: list, step: Any, column: Any) -> set[int]:
    """Every number that steps from `start` lead to, a query a step."""
    reached: set[int] = set()
    edge = set(start)
    while edge:
        reached |= edge
        edge = set(db.execute(step.where(column.in_(edge))).scalars()) - reached
    return reached


def _may_be_done(db: Connection, task_id: int, state: list) -> None:
    if DONE not in state:
        return
    waits = (
        select(task.c.title)
        .join(task_needs, task_needs.c.needs_id == task.c.id)
        .where(task_needs.c.task_id == task_id, task.c.state.in_(OPEN))
    )
    if (first := db.execute(waits).scalars().first()) is not None:
        raise Refused(
            "It waits for “{other}”: finish that first, or take it off the list.", other=first
        )
    parts = select(task.c.title).where(task.c.parent_id == task_id, task.c.state.in_(OPEN))
    if (first := db.execute(parts).scalars().first()) is not None:
        raise Refused("Its part “{other}” is still open: finish or drop that first.", other=first)
