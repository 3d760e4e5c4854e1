"""Tasks: somebody's next step, with a priority and a day."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, exists, insert, select, update

from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.store.acts import acting, done_before
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.schema import member, member_role, task
from shopkit.text import message

TO_DO, DONE = "to do", "done"
STATES = {
    TO_DO: message("To do"),
    "doing": message("Doing"),
    "blocked": message("Blocked"),
    DONE: message("Done"),
    "cancelled": message("Dropped"),
}
OPEN = ("to do", "doing", "blocked")


@dataclass(frozen=True, slots=True)
class Task:
    """One task; priority 1 is the highest. `version` changes with every change of it."""

    id: int
    title: str
    description: str
    owner_id: int | None
    owner: str
    priority: int
    state: str
    due_on: date | None
    document: str
    created_at: datetime
    done_at: datetime | None
    version: int

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.state in OPEN and self.due_on is not None and self.due_on < today


def open_tasks(
    engine: Engine, shop_id: str, *, role: Role | None = None, owner_id: int | None = None
) -> list[Task]:
    """What is not done: most pressing first; of one person, or of those who hold a role."""
    wanted = _tasks(shop_id).where(task.c.state.in_(OPEN))
    if owner_id is not None:
        wanted = wanted.where(task.c.owner_id == owner_id)
    if role is not None:
        held = member_role.c
        wanted = wanted.where(
            exists().where(held.member_id == task.c.owner_id, held.role == role.value)
        )
    order = (task.c.priority, task.c.due_on.is_(None), task.c.due_on, task.c.id)
    with told(), engine.connect() as db:
        return [_task(row) for row in db.execute(wanted.order_by(*order))]


def task_of(engine: Engine, shop_id: str, task_id: int) -> Task:
    """The task with this number, or `NotFound`."""
    with told(), engine.connect() as db:
        return _one(db, shop_id, task_id)


def add_task(
    engine: Engine,
    shop_id: str,
    title: str,
    stamp: Stamp,
    *,
    description: str = "",
    owner_id: int | None = None,
    priority: int = 2,
    due_on: date | None = None,
    document: str = "",
) -> int:
    """A new task to do; its number."""
    facts = {"description": description, "owner_id": owner_id, "priority": priority}
    facts |= {"due_on": due_on, "document": document}
    with acting(engine, shop_id, stamp) as db:
        number = done_before(db, task, shop_id, stamp)
        return added(db, shop_id, title, stamp, **facts) if number is None else number


def added(db: Connection, shop_id: str, title: str, stamp: Stamp, **facts: object) -> int:
    """The same inside a transaction that books something else too."""
    if not title.strip():
        raise Refused("A task needs a title.")
    if facts.get("priority", 2) not in (1, 2, 3, 4):
        raise Refused("A priority is 1 (highest) to 4.")
    owner = facts.get("owner_id")
    here = select(member.c.id).where(
        member.c.id == owner, member.c.shop_id == shop_id, member.c.left_on.is_(None)
    )
    if owner is not None and db.execute(here).scalar() is None:
        raise NotFound("There is no member {id} in this shop.", id=owner)
    row = {"shop_id": shop_id, "title": title.strip(), "state": TO_DO, "key": stamp.key}
    row |= {"created_at": stamp.at, "created_by": stamp.by}
    return db.execute(insert(task).values(row | facts)).inserted_primary_key[0]


def finish_task(engine: Engine, shop_id: str, task_id: int, stamp: Stamp, *, version: int) -> Task:
    """Mark a task as done. Raises `Refused` when somebody changed it after `version` was read."""
    with acting(engine, shop_id, stamp) as db:
        found = _one(db, shop_id, task_id)
        if found.state == DONE:
            return found
        changed(db, found, {"state": DONE, "done_at": stamp.at}, version=version)
        return _one(db, shop_id, task_id)


def changed(db: Connection, found: Task, values: Mapping[str, object], *, version: int) -> None:
    """Changes a task that is still at `version`, inside a transaction."""
    same = (task.c.id == found.id) & (task.c.version == version)
    done = db.execute(update(task).where(same).values(**values, version=version + 1))
    if not done.rowcount:
        raise Refused(
            "Somebody has changed “{title}” meanwhile. Look at it again, then decide.",
            title=found.title,
        )


def open_task(db: Connection, shop_id: str, task_id: int) -> Task | None:
    """The task if it is not done yet, inside a transaction."""
    found = _one(db, shop_id, task_id)
    return found if found.state in OPEN else None


def _tasks(shop_id: str) -> Any:
    return (
        select(task, member.c.name.label("owner"))
        .outerjoin(member, member.c.id == task.c.owner_id)
        .where(task.c.shop_id == shop_id)
    )


def _one(db: Connection, shop_id: str, task_id: int) -> Task:
    row = db.execute(_tasks(shop_id).where(task.c.id == task_id)).first()
    if row is None:
        raise NotFound("There is no task {id} in this shop.", id=task_id)
    return _task(row)


def _task(row: Any) -> Task:
    values = {field.name: getattr(row, field.name) for field in fields(Task)}
    return Task(**values | {"owner": row.owner or ""})
