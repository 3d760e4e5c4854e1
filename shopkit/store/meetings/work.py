"""What meetings and tasks share: actions agreed on, and which papers became tasks."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from shopkit.errors import Refused
from shopkit.meetings.values import MOST_ACTIONS
from shopkit.store import tasks
from shopkit.store.acts import acting, done_before
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.meetings.holding import open_meeting
from shopkit.store.schema import task, task_link
from shopkit.tasks.states import CANCELLED
from shopkit.tasks.task import Link, Task


def add_action(
    engine: Engine,
    shop_id: str,
    meeting_id: int,
    stamp: Stamp,
    *,
    title: str,
    owner_id: int,
    due_on: date,
) -> int:
    """One of a meeting's actions as a task with an owner and a day; the task's number.

    Raises `Refused` for a fourth.
    """
    with acting(engine, shop_id, stamp) as db:
        if number := done_before(db, task, shop_id, stamp):
            return number
        held = open_meeting(db, shop_id, meeting_id)
        if _agreed(db, meeting_id) >= MOST_ACTIONS:
            raise Refused(
                "A meeting agrees on at most {n} actions: drop one, or leave this for the next.",
                n=MOST_ACTIONS,
            )
        if due_on < held.held_on:
            raise Refused("An action's day is not before its meeting.")
        facts: dict[str, Any] = {"owner_id": owner_id, "due_on": due_on}
        return tasks.added(db, shop_id, title, stamp, **facts, links=(_link(meeting_id),))


def actions(engine: Engine, shop_id: str, meeting_id: int) -> list[Task]:
    """What a meeting agreed on, as its tasks stand now; what was dropped is still told."""
    found = tasks.tasks(engine, shop_id, states=None, archived=None, link=_link(meeting_id))
    return sorted(found, key=lambda each: each.id)


def named(engine: Engine, shop_id: str, beginning: str) -> set[str]:
    """The papers with this beginning that a task was made of."""
    paper = task.c.document
    wanted = select(paper).where(
        task.c.shop_id == shop_id, paper.startswith(beginning, autoescape=True)
    )
    with told(), engine.connect() as db:
        return set(db.execute(wanted.distinct()).scalars())


def _link(meeting_id: int) -> Link:
    return Link("meeting", str(meeting_id))


def _agreed(db: Connection, meeting_id: int) -> int:
    link = task_link.c
    same = (link.kind == "meeting") & (link.reference == str(meeting_id))
    kept = (
        select(func.count())
        .select_from(task_link.join(task, task.c.id == link.task_id))
        .where(same, task.c.state != CANCELLED)
    )
    return db.execute(kept).scalar() or 0
