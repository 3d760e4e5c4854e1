"""How many tasks there are of a kind, by one query: for badges and limits."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Engine, func, select

from shopkit.store.engine import told
from shopkit.store.schema import task
from shopkit.tasks.states import OPEN


def count_tasks(
    engine: Engine,
    shop_id: str,
    *,
    states: Sequence[str] = OPEN,
    owner_id: int | None = None,
    due_from: date | None = None,
    due_until: date | None = None,
    but: int | None = None,
) -> int:
    """The tasks on the board at these states, of one person, due within these days; not `but`."""
    found = [task.c.shop_id == shop_id, task.c.state.in_(states), task.c.archived_at.is_(None)]
    if owner_id is not None:
        found.append(task.c.owner_id == owner_id)
    if due_from is not None:
        found.append(task.c.due_on >= due_from)
    if due_until is not None:
        found.append(task.c.due_on <= due_until)
    if but is not None:
        found.append(task.c.id != but)
    with told(), engine.connect() as db:
        return db.execute(select(func.count()).select_from(task).where(*found)).scalar() or 0
