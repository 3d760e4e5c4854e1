"""What tasks were: each change with who and when, and the whole board at any instant."""

from datetime import datetime

from sqlalchemy import Connection, Engine, Row, select

from shopkit.store.engine import told
from shopkit.store.schema import member, task, task_change
from shopkit.store.tasks.reading import one, read
from shopkit.tasks.changes import Change
from shopkit.tasks.past import as_they_were
from shopkit.tasks.task import Task

_CHANGES = select(task_change, member.c.name.label("who")).outerjoin(
    member, member.c.id == task_change.c.member_id
)


def history(engine: Engine, shop_id: str, task_id: int) -> list[Change]:
    """Every change of a task, oldest first; the first is its making."""
    with told(), engine.connect() as db:
        one(db, shop_id, task_id)
        return changes_since(db, task_id, 0)


def changes_since(
    db: Connection, task_id: int, version: int, *, until: int | None = None
) -> list[Change]:
    """The changes after a version, oldest first, inside a transaction."""
    kept = task_change.c
    wanted = _CHANGES.where(kept.task_id == task_id, kept.version > version)
    if until is not None:
        wanted = wanted.where(kept.version <= until)
    return [_change(row) for row in db.execute(wanted.order_by(kept.version))]


def as_of(engine: Engine, shop_id: str, instant: datetime) -> list[Task]:
    """Every task of the shop as it was at an instant, in the order of the board then.

    Takes back what was changed since, so a recent instant costs little.
    """
    with told(), engine.connect() as db:
        there = read(db, shop_id, task.c.created_at <= instant)
        later = (
            _CHANGES.join(task, task.c.id == task_change.c.task_id)
            .where(task.c.shop_id == shop_id, task_change.c.changed_at > instant)
            .order_by(task_change.c.id.desc())
        )
        taken_back: dict[int, list[Change]] = {}
        for row in db.execute(later):
            taken_back.setdefault(row.task_id, []).append(_change(row))
        people = names(db, shop_id)
    return as_they_were(there, taken_back, people)


def names(db: Connection, shop_id: str) -> dict[int, str]:
    """Everybody who works or worked in the shop, by number."""
    everybody = select(member.c.id, member.c.name).where(member.c.shop_id == shop_id)
    return {row.id: row.name for row in db.execute(everybody)}


def _change(row: Row) -> Change:
    pairs = {field: (old, new) for field, (old, new) in row.changes.items()}
    return Change(row.task_id, row.version, pairs, row.changed_at, row.who or "", row.member_id)
