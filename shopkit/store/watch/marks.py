"""What became of alarms: confirmed with a cause, silenced, made a task."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, or_, select

from shopkit.clock import day_of
from shopkit.errors import Refused
from shopkit.store import tasks
from shopkit.store.acts import acting, done_before, signed
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.schema import alarm_mark, member
from shopkit.store.watch.events import WATCHERS, must_fit

CONFIRMED, SILENCED, TASK = "confirmed", "silenced", "task"
LONGEST_SILENCE = 90
CAUSE = 300


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody did about an alarm: `day` is one of its days, by which it is known again."""

    series: str
    day: date
    kind: str
    cause: str = ""
    until: date | None = None
    task_id: int | None = None
    at: datetime | None = None
    by: str = ""


def marks(engine: Engine, shop_id: str, *, since: date | None = None) -> list[Mark]:
    """What was done about alarms, newest first; with `since` about those of that day and later.

    A silence that lasts is told however old its alarm is.
    """
    kept = alarm_mark.c
    wanted = (
        select(
            kept.series, kept.day, kept.kind, kept.cause, kept.until_on, kept.task_id,
            kept.marked_at, func.coalesce(member.c.name, ""),
        )
        .outerjoin(member, member.c.id == kept.member_id)
        .where(kept.shop_id == shop_id)
        .order_by(kept.id.desc())
    )  # fmt: skip
    if since is not None:
        wanted = wanted.where(or_(kept.day >= since, kept.until_on >= since))
    with told(), engine.connect() as db:
        return [Mark(*row) for row in db.execute(wanted)]


def confirm(engine: Engine, shop_id: str, mark: Mark, stamp: Stamp) -> None:
    """Keep what an alarm came from: the `cause` of the mark."""
    if not mark.cause.strip():
        raise Refused("Write what it came from, or choose an event.")
    must_fit(mark.cause, CAUSE)
    kept = replace(mark, kind=CONFIRMED, cause=mark.cause.strip())
    with acting(engine, shop_id, stamp, *WATCHERS) as db:
        _marked(db, shop_id, kept, stamp)


def silence(engine: Engine, shop_id: str, mark: Mark, stamp: Stamp) -> None:
    """Keep a series quiet up to the day `until` of the mark, that one included."""
    latest = day_of(stamp.at) + timedelta(days=LONGEST_SILENCE)
    if mark.until is None or not mark.day <= mark.until <= latest:
        raise Refused("A silence lasts at most {n} days.", n=LONGEST_SILENCE)
    with acting(engine, shop_id, stamp, *WATCHERS) as db:
        _marked(db, shop_id, replace(mark, kind=SILENCED), stamp)


def make_task(
    engine: Engine, shop_id: str, mark: Mark, stamp: Stamp, *, title: str, **facts: Any
) -> int:
    """A task of an alarm, and the mark that says so; the task's number. Once an alarm."""
    kept = alarm_mark.c
    same = (kept.series == mark.series) & (kept.day == mark.day) & (kept.kind == TASK)
    with acting(engine, shop_id, stamp, *WATCHERS) as db:
        standing = select(kept.task_id).where(kept.shop_id == shop_id, same)
        if number := db.execute(standing).scalar():
            return number
        unkeyed = Stamp(stamp.by, stamp.at)
        number = tasks.added(db, shop_id, title, unkeyed, **facts)
        _marked(db, shop_id, Mark(mark.series, mark.day, TASK, task_id=number), stamp)
        return number


def _marked(db: Connection, shop_id: str, mark: Mark, stamp: Stamp) -> None:
    if done_before(db, alarm_mark, shop_id, stamp) is not None:
        return
    row = {
        "shop_id": shop_id, "series": mark.series, "day": mark.day, "kind": mark.kind,
        "cause": mark.cause, "until_on": mark.until, "task_id": mark.task_id,
        "marked_at": stamp.at,
    }  # fmt: skip
    db.execute(insert(alarm_mark).values(row | signed(stamp)))
