"""A walk through the warehouse: findings, photos, and a task for each thing that is wrong."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from shopkit.clock import day_of, instant_of
from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.safety import (
    REPEAT_DAYS,
    Due,
    Finding,
    Item,
    Seen,
    due,
    judged,
    must_be_photo,
    priority,
    repeats,
)
from shopkit.store.acts import acting, done_before, past, signed
from shopkit.store.engine import told
from shopkit.store.goods import KEEPERS
from shopkit.store.ledger import Stamp
from shopkit.store.rounds.items import adopted, items
from shopkit.store.schema import (
    member,
    member_role,
    safety_finding,
    safety_item,
    safety_round,
    task,
)
from shopkit.store.tasks import added, changed, open_task
from shopkit.tasks.states import OPEN
from shopkit.tasks.task import Task


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What was found of an item; `task_id` is what came of it."""

    id: int
    item_id: int
    topic: str
    question: str
    unit: str
    is_ok: bool
    value: float | None
    note: str
    has_photo: bool
    task_id: int | None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One walk: when, by whom, what was found."""

    id: int
    walked_at: datetime
    by: str
    findings: tuple[FindingRow, ...]

    @property
    def wrong(self) -> int:
        """How many things were not right."""
        return sum(not finding.is_ok for finding in self.findings)


def rounds(engine: Engine, shop_id: str, *, last: int = 30) -> list[RoundRow]:
    """The newest walks with their findings, newest first."""
    newest = (
        select(safety_round, member.c.name.label("who"))
        .outerjoin(member, member.c.id == safety_round.c.member_id)
        .where(safety_round.c.shop_id == shop_id)
        .order_by(safety_round.c.walked_at.desc(), safety_round.c.id.desc())
        .limit(last)
    )
    with told(), engine.connect() as db:
        rows = db.execute(newest).all()
        found = _findings(db, [row.id for row in rows])
    return [RoundRow(row.id, row.walked_at, row.who or "", tuple(found[row.id])) for row in rows]


def seen(engine: Engine, shop_id: str, *, since: date | None = None) -> list[Seen]:
    """Every finding as the calendar and the repeats need it, oldest first."""
    with told(), engine.connect() as db:
        return _seen(db, shop_id, since=since)


def due_items(engine: Engine, shop_id: str, today: date) -> list[Due]:
    """What is to be looked at by `today`, the longest overdue first."""
    return due(items(engine, shop_id, today=today), seen(engine, shop_id), today)


def photo(engine: Engine, shop_id: str, finding_id: int) -> bytes | None:
    """The photo of a finding, or None without one; `NotFound` if it is another shop's."""
    wanted = (
        select(safety_finding.c.photo)
        .join(safety_round, safety_round.c.id == safety_finding.c.round_id)
        .where(safety_finding.c.id == finding_id, safety_round.c.shop_id == shop_id)
    )
    with told(), engine.connect() as db:
        row = db.execute(wanted).first()
    if row is None:
        raise NotFound("There is no finding {id} in this shop.", id=finding_id)
    return row.photo


def record_round(
    engine: Engine,
    shop_id: str,
    findings: Sequence[Finding],
    stamp: Stamp,
    *,
    at: datetime | None = None,
) -> int:
    """Keep a walk; its number. What is wrong becomes a task, or raises the one that is open."""
    if not findings:
        raise Refused("Look at one thing at least.")
    for finding in findings:
        must_be_photo(finding.photo)
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        number = done_before(db, safety_round, shop_id, stamp)
        if number is not None:
            return number
        known = adopted(db, shop_id)
        walked_at = past(at, stamp)
        row = {"shop_id": shop_id, "walked_at": walked_at} | signed(stamp)
        number = db.execute(insert(safety_round).values(row)).inserted_primary_key[0]
        looked: set[int] = set()
        for finding in findings:
            item = _item(known, finding, looked)
            found = _written(db, number, item, finding)
            if not found["is_ok"]:
                _raise_task(db, shop_id, item, found, stamp=stamp, on=day_of(walked_at))
        return number


def _item(known: dict[int, Item], finding: Finding, looked: set[int]) -> Item:
    item = known.get(finding.item_id)
    if item is None or item.id is None:
        raise NotFound("There is no safety item {id} in this shop.", id=finding.item_id)
    if item.id in looked:
        raise Refused("“{item}” was looked at twice on one walk.", item=item.question)
    looked.add(item.id)
    return item


def _written(db: Connection, number: int, item: Item, finding: Finding) -> dict[str, Any]:
    row = {
        "round_id": number,
        "item_id": item.id,
        "is_ok": judged(item, finding),
        "value": finding.value,
        "note": finding.note.strip(),
        "photo": finding.photo,
    }
    written = db.execute(insert(safety_finding).values(row))
    return row | {"id": written.inserted_primary_key[0]}


def _raise_task(
    db: Connection, shop_id: str, item: Item, found: dict[str, Any], *, stamp: Stamp, on: date
) -> None:
    times = repeats(_seen(db, shop_id, since=on - timedelta(days=REPEAT_DAYS)), on)
    urgency = priority(times.get(item.id, 1))
    due_on = on if urgency == 1 else on + timedelta(days=1)
    standing, unkeyed = _standing(db, shop_id, item), Stamp(stamp.by, stamp.at)
    if standing is None:
        number = added(
            db,
            shop_id,
            item.question,
            unkeyed,
            description=found["note"],
            owner_id=_owner(db, shop_id, stamp),
            priority=urgency,
            due_on=due_on,
            document=f"safety:{found['id']}",
        )
    else:
        number = standing.id
        values = {
            "priority": min(standing.priority, urgency),
            "due_on": min(standing.due_on or due_on, due_on),
        }
        changed(db, shop_id, number, unkeyed, version=standing.version, values=values)
    mine = safety_finding.c.id == found["id"]
    db.execute(update(safety_finding).where(mine).values(task_id=number))


def _standing(db: Connection, shop_id: str, item: Item) -> Task | None:
    """The open task of an item, if there is one."""
    wanted = (
        select(task.c.id)
        .join(safety_finding, safety_finding.c.task_id == task.c.id)
        .where(safety_finding.c.item_id == item.id, task.c.shop_id == shop_id)
        .where(task.c.state.in_(OPEN))
        .order_by(task.c.id.desc())
        .limit(1)
    )
    number = db.execute(wanted).scalar()
    return None if number is None else open_task(db, shop_id, number)


def _owner(db: Connection, shop_id: str, stamp: Stamp) -> int | None:
    """Who keeps the warehouse: the one who walked, if it is theirs, else the longest here."""
    keepers = (
        select(member.c.id)
        .join(member_role, member_role.c.member_id == member.c.id)
        .where(member.c.shop_id == shop_id, member.c.left_on.is_(None))
        .where(member_role.c.role == Role.WAREHOUSE.value)
        .order_by(member.c.id != (stamp.by or 0), member.c.id)
    )
    return db.execute(keepers.limit(1)).scalar() or stamp.by


def _seen(db: Connection, shop_id: str, *, since: date | None = None) -> list[Seen]:
    wanted = (
        select(safety_finding.c.item_id, safety_round.c.walked_at, safety_finding.c.is_ok)
        .join(safety_round, safety_round.c.id == safety_finding.c.round_id)
        .where(safety_round.c.shop_id == shop_id)
        .order_by(safety_round.c.walked_at, safety_finding.c.id)
    )
    if since is not None:
        wanted = wanted.where(
            safety_round.c.walked_at >= instant_of(datetime.combine(since, time()))
        )
    return [Seen(row.item_id, day_of(row.walked_at), row.is_ok) for row in db.execute(wanted)]


def _findings(db: Connection, numbers: list[int]) -> dict[int, list[FindingRow]]:
    kept = safety_finding.c
    wanted = (
        select(
            kept.round_id, kept.id, kept.item_id, kept.is_ok, kept.value, kept.note, kept.task_id,
            kept.photo.is_not(None).label("has_photo"),
            safety_item.c.topic, safety_item.c.question, safety_item.c.unit,
        )
        .join(safety_item, safety_item.c.id == kept.item_id)
        .where(kept.round_id.in_(numbers))
        .order_by(kept.id)
    )  # fmt: skip
    found: dict[int, list[FindingRow]] = defaultdict(list)
    for row in db.execute(wanted):
        values = {name: getattr(row, name) for name in FindingRow.__dataclass_fields__}
        found[row.round_id].append(FindingRow(**values))
    return found
