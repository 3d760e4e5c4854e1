"""Tasks read with all that hangs on them, in a fixed number of queries however many there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, case, exists, func, or_, select

from shopkit.errors import NotFound
from shopkit.roles import Role
from shopkit.store.engine import told
from shopkit.store.schema import (
    member,
    member_role,
    task,
    task_check,
    task_label,
    task_link,
    task_needs,
    task_watcher,
)
from shopkit.tasks.states import CANCELLED, DONE, OPEN
from shopkit.tasks.task import Check, Link, Other, Person, Task

MOST = 1000
# Above so many numbers a query asks again for what was found instead of naming each.
_NAMED = 50
_OWNER, _MAKER, _PARENT = member.alias("owner"), member.alias("maker"), task.alias("parent")
_PRESSING = (task.c.priority, task.c.due_on.is_(None), task.c.due_on, task.c.id)
_TOLD = {
    "owner": func.coalesce(_OWNER.c.name, ""),
    "creator": func.coalesce(_MAKER.c.name, ""),
    "parent": func.coalesce(_PARENT.c.title, ""),
}
_FIELDS = [field.name for field in fields(Task)]
_HANGING = ("labels", "watchers", "checks", "links", "needs")
HUNG = (*_HANGING, "subtasks")
_WHOLE = (
    select(*(_TOLD.get(name, task.c.get(name)) for name in _FIELDS[: _FIELDS.index("labels")]))
    .select_from(task)
    .outerjoin(_OWNER, _OWNER.c.id == task.c.owner_id)
    .outerjoin(_MAKER, _MAKER.c.id == task.c.created_by)
    .outerjoin(_PARENT, _PARENT.c.id == task.c.parent_id)
)


def tasks(
    engine: Engine,
    shop_id: str,
    *,
    states: Sequence[str] | None = OPEN,
    owner_id: int | None = None,
    role: Role | None = None,
    label: str = "",
    search: str = "",
    parent_id: int | None = None,
    link: Link | None = None,
    done_since: datetime | None = None,
    archived: bool | None = False,
    limit: int | None = MOST,
    hung: Collection[str] = HUNG,
) -> list[Task]:
    """The shop's tasks in the order of its board; `states` and `archived` of None mean any.

    `role` finds those whose owner holds it; `search` wants every word in the title, the text
    or a label, or the task's number after #. Of what hangs on them only `hung` is read.
    """
    found = [*_in(states), *_words(search)]
    if owner_id is not None:
        found.append(task.c.owner_id == owner_id)
    if role is not None:
        found.append(_of_role(role))
    if label:
        found.append(_has(task_label, task_label.c.label == label))
    if parent_id is not None:
        found.append(task.c.parent_id == parent_id)
    if link is not None:
        found.append(_linked(link))
    if done_since is not None:
        found.append(task.c.done_at >= done_since)
    if archived is not None:
        found.append(task.c.archived_at.is_not(None) if archived else task.c.archived_at.is_(None))
    with told(), engine.connect() as db:
        return read(db, shop_id, *found, limit=limit, hung=hung)


def open_tasks(
    engine: Engine, shop_id: str, *, role: Role | None = None, owner_id: int | None = None
) -> list[Task]:
    """What is not done: most pressing first; of one person, or of those who hold a role."""
    found = [task.c.state.in_(OPEN), task.c.archived_at.is_(None)]
    if owner_id is not None:
        found.append(task.c.owner_id == owner_id)
    if role is not None:
        found.append(_of_role(role))
    with told(), engine.connect() as db:
        return read(db, shop_id, *found, order=_PRESSING)


def task_of(engine: Engine, shop_id: str, task_id: int) -> Task:
    """The task with this number, archived or not; or `NotFound`."""
    with told(), engine.connect() as db:
        return one(db, shop_id, task_id)


def open_task(db: Connection, shop_id: str, task_id: int) -> Task | None:
    """The task if it is not done yet, inside a transaction."""
    found = one(db, shop_id, task_id)
    return found if found.is_open else None


def labels(engine: Engine, shop_id: str) -> list[tuple[str, int]]:
    """Every label of the shop's open tasks with how many have it, the most used first."""
    many = func.count().label("many")
    used = (
        select(task_label.c.label, many)
        .join(task, task.c.id == task_label.c.task_id)
        .where(task.c.shop_id == shop_id, task.c.state.in_(OPEN), task.c.archived_at.is_(None))
        .group_by(task_label.c.label)
        .order_by(many.desc(), task_label.c.label)
    )
    with told(), engine.connect() as db:
        return [(row.label, row.many) for row in db.execute(used)]


def one(db: Connection, shop_id: str, task_id: int) -> Task:
    """The task with this number inside a transaction, or `NotFound`."""
    for found in read(db, shop_id, task.c.id == task_id):
        return found
    raise NotFound("There is no task {id} in this shop.", id=task_id)


def read(
    db: Connection,
    shop_id: str,
    *found: Any,
    order: Iterable[Any] = (task.c.place, task.c.id),
    limit: int | None = None,
    hung: Collection[str] = HUNG,
) -> list[Task]:
    """Tasks where all of `found` holds, inside a transaction, with `hung` of what hangs on them."""
    wanted = _WHOLE.where(task.c.shop_id == shop_id, *found).order_by(*order).limit(limit)
    rows = db.execute(wanted).all()
    again = select(task.c.id).where(task.c.shop_id == shop_id, *found).correlate(None)
    there = _hung(db, hung, again=again, ids=[row.id for row in rows])
    return [Task(*row, *_values(there, row.id)) for row in rows]


def _in(states: Sequence[str] | None) -> list[Any]:
    return [] if states is None else [task.c.state.in_(states)]


def _of_role(role: Role) -> Any:
    held = member_role.c
    theirs = exists().where(held.member_id == task.c.owner_id, held.role == role.value)
    return theirs.correlate(task)


def _linked(link: Link) -> Any:
    same = (task_link.c.kind == link.kind) & (task_link.c.reference == link.reference)
    return _has(task_link, same)


def _has(table: Table, what: Any) -> Any:
    """Whether a row of `table` hangs on the task; said outright which task, for inner queries."""
    return exists().where(table.c.task_id == task.c.id, what).correlate(task)


def _words(search: str) -> list[Any]:
    return [_word(word) for word in search.split()[:8]]


def _word(word: str) -> Any:
    if word.startswith("#") and word[1:].isdecimal() and len(word) < 16:
        return task.c.id == int(word[1:])
    label = task_label.c.label.icontains(word.removeprefix("#"), autoescape=True)
    return or_(
        task.c.title.icontains(word, autoescape=True),
        task.c.description.icontains(word, autoescape=True),
        _has(task_label, label),
    )


def _hung(
    db: Connection, wanted: Collection[str], *, again: Any, ids: list[int]
) -> dict[str, dict[int, list]]:
    """What hangs on these tasks, and maybe on others: by the task's field, then by its number."""
    hung: dict[str, dict[int, list]] = {field: defaultdict(list) for field in _QUERIES}
    if not ids:
        return hung
    for field in wanted:
        make, number, query = _QUERIES[field]
        these = _among(number, ids, again)
        for task_id, *values in db.execute(query.where(these)).all():
            hung[field][task_id].append(make(*values))
    return hung


def _among(number: Any, ids: list[int], again: Any) -> Any:
    if len(ids) == 1:
        return number == ids[0]
    return number.in_(ids if len(ids) <= _NAMED else again)


def _values(hung: dict[str, dict[int, list]], number: int) -> Iterable[Any]:
    yield from (tuple(hung[field].get(number, ())) for field in _HANGING)
    yield from hung["subtasks"].get(number, [(0, 0)])[0]


def _counted(all_of_them: int, done: int) -> tuple[int, int]:
    return all_of_them, done


_LABEL, _CHECK, _LINK = task_label.c, task_check.c, task_link.c
_WATCHER, _NEEDS = task_watcher.c, task_needs.c
# By field: the value it makes, the column that names the task, the query without its tasks.
_QUERIES = {
    "labels": (str, _LABEL.task_id, select(_LABEL.task_id, _LABEL.label).order_by(_LABEL.label)),
    "watchers": (
        Person,
        _WATCHER.task_id,
        select(_WATCHER.task_id, member.c.id, member.c.name)
        .join(member, member.c.id == _WATCHER.member_id)
        .order_by(member.c.name),
    ),
    "checks": (
        Check,
        _CHECK.task_id,
        select(_CHECK.task_id, _CHECK.text, _CHECK.is_done, _CHECK.id, _CHECK.place).order_by(
            _CHECK.place, _CHECK.id
        ),
    ),
    "links": (
        Link,
        _LINK.task_id,
        select(_LINK.task_id, _LINK.kind, _LINK.reference).order_by(_LINK.kind, _LINK.reference),
    ),
    "needs": (
        Other,
        _NEEDS.task_id,
        select(_NEEDS.task_id, task.c.id, task.c.title, task.c.state)
        .join(task, task.c.id == _NEEDS.needs_id)
        .order_by(task.c.id),
    ),
    "subtasks": (
        _counted,
        task.c.parent_id,
        select(task.c.parent_id, func.count(), func.sum(case((task.c.state == DONE, 1), else_=0)))
        .where(task.c.state != CANCELLED)
        .group_by(task.c.parent_id),
    ),
}
