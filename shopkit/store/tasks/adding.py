"""New tasks, whole from the start."""

from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from shopkit.store.acts import acting, done_before
from shopkit.store.ledger import Stamp
from shopkit.store.schema import task, task_check
from shopkit.store.tasks.places import last_place
from shopkit.store.tasks.writing import check_sound, keep, write_sets
from shopkit.tasks.changes import FIELDS, SETS, Facts, check_field, differences, facts_of, plain
from shopkit.tasks.states import BLOCKED, DOING, DONE
from shopkit.tasks.task import Draft

_OWN = """
    title description owner_id priority state due_on estimate_minutes blocked_because parent_id
    document
""".split()


def add_task(engine: Engine, shop_id: str, title: str, stamp: Stamp, **facts: Any) -> int:
    """A new task at the end of the board; its number. `facts` are the fields of a `Draft`."""
    with acting(engine, shop_id, stamp) as db:
        number = done_before(db, task, shop_id, stamp)
        return added(db, shop_id, title, stamp, **facts) if number is None else number


def added(db: Connection, shop_id: str, title: str, stamp: Stamp, **facts: Any) -> int:
    """The same inside a transaction that books something else too."""
    draft = Draft(title, **facts)
    hung = facts_of(draft)
    check_sound(db, shop_id, None, differences({}, hung))
    row = {field: getattr(draft, field) for field in _OWN} | _since(draft, stamp)
    row |= {"shop_id": shop_id, "place": last_place(db, shop_id), "key": stamp.key}
    row |= {"created_at": stamp.at, "created_by": stamp.by}
    number = db.execute(insert(task).values(row)).inserted_primary_key[0]
    write_sets(db, number, {field: ([], hung[field]) for field in SETS})
    lines = _checklist(db, number, draft)
    kept = {field: plain(field, row[field]) for field in row if field in FIELDS}
    keep(db, number, differences({}, hung | kept | lines), stamp, version=1)
    return number


def _checklist(db: Connection, task_id: int, draft: Draft) -> Facts:
    """Writes the lines; the facts they are."""
    rows = [
        {"task_id": task_id, "place": place, "text": check.text.strip(), "is_done": check.is_done}
        for place, check in enumerate(draft.checks, 1)
    ]
    if rows:
        db.execute(insert(task_check), rows)
    # numbers come back in no sure order from an insert of many
    order = select(task_check).where(task_check.c.task_id == task_id)
    written = db.execute(order).all() if rows else []
    return {check_field(row.id): [row.text, row.is_done, row.place] for row in written}


def _since(draft: Draft, stamp: Stamp) -> dict[str, object]:
    """A task that is begun, done or archived when it comes is so from this instant."""
    return {
        "started_at": stamp.at if draft.state == DOING else None,
        "done_at": stamp.at if draft.state == DONE else None,
        "archived_at": stamp.at if draft.is_archived else None,
        "blocked_because": draft.blocked_because if draft.state == BLOCKED else "",
    }
