"""Tasks of another tool taken in, each once however often its file comes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select

from shopkit.errors import Refused
from shopkit.incoming import Said
from shopkit.store.acts import acting
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.schema import task, task_comment
from shopkit.store.tasks import added
from shopkit.tasks.states import OPEN
from shopkit.tasks.task import TEXT, Draft

MOST, LOT = 5_000, 200
_NAMED = 500


@dataclass(frozen=True, slots=True)
class Arrival:
    """A task to be kept under its own key; `ended_at` is when it was over, `said` its comments.

    A comment's writer is a member's number, or None with the name at the head of its text.
    """

    key: str
    draft: Draft
    ended_at: datetime | None = None
    said: tuple[tuple[Said, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """The numbers of the tasks that are new, and how many were here already."""

    new: tuple[int, ...]
    known: int


def take_in(engine: Engine, shop_id: str, arrivals: Sequence[Arrival], stamp: Stamp) -> Taken:
    """Keep these tasks; those whose key is known stay as they are in the shop.

    What was over is booked at the instant it ended, so that this week's figures do not count it.
    They are kept in lots, so that nobody else waits long; stopped on the way, the same file taken
    in again brings the rest.
    """
    if len(arrivals) > MOST:
        raise Refused("At most {most} tasks are taken in at once. Split the list.", most=MOST)
    new: list[int] = []
    for first in range(0, len(arrivals), LOT):
        new += _lot(engine, shop_id, arrivals[first : first + LOT], stamp)
    return Taken(tuple(new), len(arrivals) - len(new))


def known(engine: Engine, shop_id: str, keys: Iterable[str]) -> set[str]:
    """Those of these keys whose task is here already."""
    with told(), engine.connect() as db:
        return _here(db, shop_id, list(keys))


def _lot(engine: Engine, shop_id: str, arrivals: Sequence[Arrival], stamp: Stamp) -> list[int]:
    new = []
    with acting(engine, shop_id, stamp) as db:
        here = _here(db, shop_id, [each.key for each in arrivals])
        for each in arrivals:
            if each.key not in here:
                here.add(each.key)
                new.append(_kept(db, shop_id, each, stamp))
    return new


def _here(db: Connection, shop_id: str, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for first in range(0, len(keys), _NAMED):
        some = task.c.key.in_(keys[first : first + _NAMED])
        found |= set(
            db.execute(select(task.c.key).where(task.c.shop_id == shop_id, some)).scalars()
        )
    return found


def _kept(db: Connection, shop_id: str, arrival: Arrival, stamp: Stamp) -> int:
    draft = arrival.draft
    is_over = draft.is_archived or draft.state not in OPEN
    at = min(arrival.ended_at or stamp.at, stamp.at) if is_over else stamp.at
    facts = {field.name: getattr(draft, field.name) for field in fields(draft)}
    title = facts.pop("title")
    number = added(db, shop_id, title, replace(stamp, at=at, key=arrival.key), **facts)
    rows = [
        {
            "task_id": number,
            "text": (said.text if by else f"{said.by}: {said.text}")[:TEXT],
            "said_at": min(said.at, stamp.at),
            "member_id": by,
            "key": said.key,
        }
        for said, by in arrival.said
    ]
    if rows:
        db.execute(insert(task_comment), rows)
    return number
