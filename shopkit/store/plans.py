"""Templates the shop keeps, begun for a day; and what comes back, made on each of its days."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from shopkit.errors import NotFound, Refused
from shopkit.plans import Plan, Step, dated
from shopkit.recurrence import DAY, Rule
from shopkit.roles import Role
from shopkit.store.acts import acting
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.schema import member, member_role, task, task_plan
from shopkit.store.tasks import added
from shopkit.tasks.states import OPEN
from shopkit.tasks.task import Check

NAME = 80


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A template of the shop; with a rule it comes back, next on `next_on`."""

    id: int
    plan: Plan
    every: Rule | None = None
    next_on: date | None = None


def plans(engine: Engine, shop_id: str) -> list[KeptPlan]:
    """The shop's templates and what comes back, by name; without those that were closed."""
    with told(), engine.connect() as db:
        rows = db.execute(_of(shop_id).order_by(task_plan.c.name)).all()
    return [_plan(row) for row in rows]


def plan_of(engine: Engine, shop_id: str, plan_id: int) -> KeptPlan:
    """The template with this number, or `NotFound`."""
    with told(), engine.connect() as db:
        return _one(db, shop_id, plan_id)


def save_plan(
    engine: Engine,
    shop_id: str,
    plan: Plan,
    stamp: Stamp,
    *,
    today: date,
    plan_id: int | None = None,
    every: Rule | None = None,
) -> int:
    """Keep a template, or change the one with this number; its number.

    With a rule it comes back, the first time today if that is one of its days. A name is one
    template's: another's is `Refused`, a closed one's is taken over.
    """
    if len(plan.name) > NAME:
        raise Refused("A name has at most {n} characters.", n=NAME)
    row = {"name": " ".join(plan.name.split()), "tasks": plan.as_json(), "closed_on": None}
    row |= {"every": every.as_json() if every else None}
    row |= {"next_on": every.next_on(today - DAY) if every else None}
    with acting(engine, shop_id, stamp) as db:
        same = _named(db, shop_id, row["name"])
        if same is None and plan_id is None:
            new = insert(task_plan).values(shop_id=shop_id, **row)
            return db.execute(new).inserted_primary_key[0]
        number = _free(same, row, plan_id)
        if plan_id is not None:
            _one(db, shop_id, number)
        db.execute(update(task_plan).where(task_plan.c.id == number).values(row))
        return number


def close_plan(engine: Engine, shop_id: str, plan_id: int, stamp: Stamp, *, on: date) -> None:
    """The template is no longer offered and no longer comes back; tasks it made stay."""
    with acting(engine, shop_id, stamp) as db:
        found = _one(db, shop_id, plan_id)
        db.execute(update(task_plan).where(task_plan.c.id == found.id).values(closed_on=on))


def begin(
    engine: Engine,
    shop_id: str,
    plan: Plan,
    day: date,
    *,
    stamp: Stamp,
    source: str,
    subject: str = "",
) -> list[int]:
    """A plan's steps as tasks for a day; their numbers, also when they were made before.

    `source` is the template's number or a built-in one's key, `subject` what it is done for: the
    same three are the same tasks. More than one step hang under a task for the whole.
    """
    making = _Making(f"plan:{source}:{day}", plan, day, subject=subject.strip())
    with acting(engine, shop_id, stamp) as db:
        return _made(db, shop_id, making, stamp)


def run_due(engine: Engine, shop_id: str, today: date, stamp: Stamp) -> list[int]:
    """Makes the tasks that come back today or came back since anybody looked; their numbers.

    Of days that passed unseen only the last is made: nobody does Monday's round on Thursday
    three times. Costs one look when nothing is due.
    """
    due = _of(shop_id).where(task_plan.c.next_on <= today).order_by(task_plan.c.id)
    with told(), engine.connect() as db:
        if db.execute(due.limit(1)).first() is None:
            return []
    made: list[int] = []
    with acting(engine, shop_id, stamp) as db:
        for kept in [_plan(row) for row in db.execute(due).all()]:
            made += _come_back(db, shop_id, kept, today, stamp)
    return made


@dataclass(frozen=True, slots=True)
class _Making:
    """A plan on its way to tasks."""

    key: str
    plan: Plan
    day: date
    subject: str = ""

    def named(self, n: int) -> str:
        """The key of the n-th task, 0 for the whole."""
        about = hashlib.sha256(self.subject.encode()).hexdigest()[:12] if self.subject else ""
        return ":".join(filter(None, [self.key, about, str(n)]))

    def titled(self, title: str) -> str:
        """A title with what the plan is done for."""
        return f"{title} · {self.subject}" if self.subject else title


def _come_back(
    db: Connection, shop_id: str, kept: KeptPlan, today: date, stamp: Stamp
) -> list[int]:
    day = kept.every.last_until(today, kept.next_on)
    after = {"next_on": kept.every.next_on(today)}
    db.execute(update(task_plan).where(task_plan.c.id == kept.id).values(after))
    if day is None:
        return []
    return _made(db, shop_id, _Making(f"plan:{kept.id}:{day}", kept.plan, day), stamp)


def _made(db: Connection, shop_id: str, making: _Making, stamp: Stamp) -> list[int]:
    owners = _owners(db, shop_id, stamp.by)
    steps = dated(making.plan, making.day)
    parent = None
    if len(steps) > 1:
        last = max(each.due_on for each in steps)
        whole = {"owner_id": stamp.by, "due_on": last}
        parent = _task(db, shop_id, making, stamp, n=0, title=making.plan.name, **whole)
    made = [parent] if parent else []
    for n, each in enumerate(steps, 1):
        facts = {
            "owner_id": owners(each.step),
            "priority": each.step.priority,
            "due_on": each.due_on,
            "estimate_minutes": each.step.minutes,
            "parent_id": parent,
            "checks": tuple(Check(text) for text in each.step.checks),
        }
        made.append(_task(db, shop_id, making, stamp, n=n, title=each.step.title, **facts))
    return made


def _task(
    db: Connection,
    shop_id: str,
    making: _Making,
    stamp: Stamp,
    *,
    n: int,
    title: str,
    **facts: object,
) -> int:
    key = making.named(n)
    same = select(task.c.id).where(task.c.shop_id == shop_id, task.c.key == key)
    if (number := db.execute(same).scalar()) is not None:
        return number
    keyed = replace(stamp, key=key)
    return added(db, shop_id, making.titled(title), keyed, document=making.key, **facts)


def _owners(db: Connection, shop_id: str, by: int | None) -> Any:
    """A function: whose a step is. Of several who hold a role, the one with the least open."""
    open_ones = (task.c.owner_id == member.c.id) & task.c.state.in_(OPEN)
    busy = (
        select(member.c.id, func.count(task.c.id))
        .outerjoin(task, open_ones & task.c.archived_at.is_(None))
        .where(member.c.shop_id == shop_id, member.c.left_on.is_(None))
        .group_by(member.c.id)
        .order_by(func.count(task.c.id), member.c.id)
    )
    here = [number for number, _ in db.execute(busy)]
    held = select(member_role.c.member_id, member_role.c.role).where(
        member_role.c.member_id.in_(here)
    )
    holds = {(row.member_id, row.role) for row in db.execute(held)}

    def owner(step: Step) -> int | None:
        if step.owner_id in here:
            return step.owner_id
        if step.role is None:
            return by
        return _first(here, holds, step.role)

    return owner


def _first(here: Sequence[int], holds: set[tuple[int, str]], role: Role) -> int | None:
    return next((number for number in here if (number, role.value) in holds), None)


def _of(shop_id: str) -> Any:
    return select(task_plan).where(task_plan.c.shop_id == shop_id, task_plan.c.closed_on.is_(None))


def _one(db: Connection, shop_id: str, plan_id: int) -> KeptPlan:
    row = db.execute(_of(shop_id).where(task_plan.c.id == plan_id)).first()
    if row is None:
        raise NotFound("There is no template {id} in this shop.", id=plan_id)
    return _plan(row)


def _named(db: Connection, shop_id: str, name: str) -> Any:
    same = select(task_plan).where(task_plan.c.shop_id == shop_id, task_plan.c.name == name)
    return db.execute(same).first()


def _free(same: Any, row: Mapping[str, Any], plan_id: int | None) -> int:
    """The number of the row to write: the one asked for, a closed one, or the very same again."""
    if same is None or same.id == plan_id:
        return plan_id
    is_again = same.tasks == row["tasks"] and same.every == row["every"]
    if plan_id is None and (same.closed_on or is_again):
        return same.id
    raise Refused("There is already a template called “{name}”.", name=row["name"])


def _plan(row: Any) -> KeptPlan:
    every = Rule.of(row.every) if row.every else None
    return KeptPlan(row.id, Plan.of(row.name, row.tasks), every, row.next_on)
