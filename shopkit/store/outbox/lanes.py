"""What the sender does with the outbox: claim, write down that a try begins, write how it ended.

Each robot has two lanes, the urgent one and the other; in each the oldest goes first. A try is on
disk before its request leaves, so a sender that dies in between leaves “begun”, never silence.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, func, insert, select, text, update

from shopkit.chat.pace import FAILED, SENDING, UNSURE, WAITING
from shopkit.chat.robots import UNCLEAR, Verdict
from shopkit.errors import Busy
from shopkit.store.engine import told, writing
from shopkit.store.outbox.reading import AGAIN, ARRIVED, Message, one
from shopkit.store.schema import message as posted
from shopkit.store.schema import message_attempt
from shopkit.text import message

LOCK_SECONDS = 3
_POSTGRES_LOCK = 0x63686174
_ENDED = message("The sender ended before the answer came.")


@dataclass(frozen=True, slots=True)
class Lane:
    """A robot's line of messages: the urgent one or the other."""

    robot: str
    is_urgent: bool


@contextmanager
def sole(engine: Engine) -> Iterator[None]:
    """Holds the right to send while the block runs; `Busy` when another sender has it.

    It ends with the process, however that ends.
    """
    if engine.dialect.name == "postgresql":
        with told(), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            if not _taken(db):
                raise _busy()
            try:
                yield
            finally:
                db.execute(text("select pg_advisory_unlock(:key)"), {"key": _POSTGRES_LOCK})
        return
    try:
        with _lock(engine, LOCK_SECONDS):
            yield
    except Timeout as error:
        raise _busy() from error


def is_running(engine: Engine) -> bool:
    """Whether a sender is at work on this store."""
    if engine.dialect.name == "postgresql":
        held = "select count(*) from pg_locks where locktype = 'advisory' and objid = :key"
        with told(), engine.connect() as db:
            return bool(db.execute(text(held), {"key": _POSTGRES_LOCK}).scalar())
    try:
        with _lock(engine, 0):
            return False
    except Timeout:
        return True
    except OSError:  # a folder that may only be read has no sender
        return False


def settle(engine: Engine, now: datetime) -> int:
    """Put in order what a dead sender left; how many messages. Only under `sole`.

    A try without an answer is unclear, and so is its message: it is not sent again by itself.
    """
    left = select(posted.c.id).where(posted.c.state == SENDING)
    with told(), engine.connect() as db:
        if not db.execute(left.limit(1)).scalar():
            return 0
    with writing(engine) as db:
        numbers = list(db.execute(left.with_for_update()).scalars())
        for number in numbers:
            _settled(db, number, now)
    return len(numbers)


def lanes(engine: Engine, now: datetime) -> list[Lane]:
    """The lanes in which something may go by now, urgent ones first."""
    heads = _in_line(now).with_only_columns(func.min(posted.c.id))
    firsts = heads.group_by(posted.c.robot, posted.c.is_urgent)
    due = select(posted.c.robot, posted.c.is_urgent).where(
        posted.c.id.in_(firsts), posted.c.state == WAITING, posted.c.next_at <= now
    )
    with told(), engine.connect() as db:
        found = [Lane(row.robot, bool(row.is_urgent)) for row in db.execute(due)]
    return sorted(found, key=lambda lane: (not lane.is_urgent, lane.robot))


def begun(engine: Engine, robot: str, *, since: datetime) -> list[datetime]:
    """When this robot was written to since that instant, whatever came of it."""
    tries = message_attempt.c
    wanted = (
        select(tries.begun_at)
        .join(posted, posted.c.id == tries.message_id)
        .where(posted.c.robot == robot, tries.begun_at >= since)
        .where(tries.result.not_in((ARRIVED, AGAIN)))
    )
    with told(), engine.connect() as db:
        return list(db.execute(wanted).scalars())


def claim(engine: Engine, lane: Lane, now: datetime) -> Message | None:
    """Take the first message of a lane, or None when it must still wait or another has it."""
    first = (
        _in_line(now)
        .where(posted.c.robot == lane.robot, posted.c.is_urgent == int(lane.is_urgent))
        .order_by(posted.c.id)
        .limit(1)
        # Not SKIP LOCKED: who finds the first taken must wait, or the second would overtake it.
        .with_for_update()
    )
    with writing(engine) as db:
        head = db.execute(first).first()
        if head is None or head.state == SENDING or head.next_at > now:
            return None
        db.execute(update(posted).where(posted.c.id == head.id).values(state=SENDING))
        return one(db, head.id)


def begin(engine: Engine, message_id: int, part: int, at: datetime) -> int:
    """Write down that a part is about to be sent; the attempt's number."""
    row = {"message_id": message_id, "part": part, "begun_at": at}
    with writing(engine) as db:
        return db.execute(insert(message_attempt).values(row)).inserted_primary_key[0]


def end(
    engine: Engine, attempt_id: int, verdict: Verdict, *, at: datetime, then: tuple[str, datetime]
) -> None:
    """Write down how a try ended, and the state of its message from then on."""
    tries = message_attempt.c
    whose = select(tries.message_id).where(tries.id == attempt_id).scalar_subquery()
    with writing(engine) as db:
        values = {"result": verdict.result, "detail": verdict.detail, "ended_at": at}
        db.execute(update(message_attempt).where(tries.id == attempt_id).values(values))
        # What somebody has decided meanwhile stands.
        ours = posted.c.state.in_((SENDING, UNSURE)) & (posted.c.id == whose)
        db.execute(update(posted).where(ours).values(state=then[0], next_at=then[1]))


def put_back(engine: Engine, message_id: int, *, state: str, next_at: datetime) -> None:
    """Give a claimed message another state without a try."""
    ours = (posted.c.id == message_id) & (posted.c.state == SENDING)
    with writing(engine) as db:
        db.execute(update(posted).where(ours).values(state=state, next_at=next_at))


def fail(engine: Engine, message_id: int, why: str, at: datetime) -> None:
    """Give a claimed message up without a try, and say why."""
    row = {"message_id": message_id, "part": 1, "begun_at": at, "ended_at": at}
    row |= {"result": "refused", "detail": why}
    ours = (posted.c.id == message_id) & (posted.c.state == SENDING)
    with writing(engine) as db:
        db.execute(insert(message_attempt).values(row))
        db.execute(update(posted).where(ours).values(state=FAILED, next_at=at))


def _in_line(now: datetime) -> Any:
    """What is being sent or waits, without what is kept for a later hour."""
    return (
        select(posted.c.id, posted.c.state, posted.c.next_at)
        .where(posted.c.state.in_((WAITING, SENDING)))
        .where(posted.c.not_before.is_(None) | (posted.c.not_before <= now))
    )


def _settled(db: Connection, number: int, now: datetime) -> None:
    tries = message_attempt.c
    open_try = (tries.message_id == number) & (tries.result == "begun")
    values = {"result": UNCLEAR, "detail": _ENDED, "ended_at": now}
    lost = db.execute(update(message_attempt).where(open_try).values(values)).rowcount
    state = UNSURE if lost else WAITING
    db.execute(update(posted).where(posted.c.id == number).values(state=state, next_at=now))


def _lock(engine: Engine, patience: float) -> AbstractContextManager[object]:
    if engine.url.database in (None, "", ":memory:"):
        return nullcontext()
    return FileLock(f"{engine.url.database}.chat.lock", timeout=patience)


def _taken(db: Connection) -> bool:
    return bool(
        db.execute(text("select pg_try_advisory_lock(:key)"), {"key": _POSTGRES_LOCK}).scalar()
    )


def _busy() -> Busy:
    return Busy("Another program is sending the messages already.")
