"""Putting a message into the outbox: one row a robot, once a key, nothing asked of the network."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, Engine, insert, select

from shopkit.chat.letters import Letter
from shopkit.chat.pace import WAITING
from shopkit.store.engine import writing
from shopkit.store.ledger import Stamp
from shopkit.store.members import allowed
from shopkit.store.schema import message as posted

KEY_LONGEST = 80


def write(
    engine: Engine, shop_id: str, letter: Letter, stamp: Stamp, *, robots: Sequence[str]
) -> list[int]:
    """Keep this letter for each of these robots; the messages' numbers.

    The same key writes once. Raises `NotFound` for somebody who does not work here.
    """
    with writing(engine) as db:
        allowed(db, shop_id, stamp.by)
        return written(db, shop_id, letter, stamp, robots=robots)


def written(
    db: Connection, shop_id: str, letter: Letter, stamp: Stamp, *, robots: Sequence[str]
) -> list[int]:
    """The same inside a transaction that books something else too."""
    return [_kept(db, shop_id, letter, stamp, robot=robot) for robot in robots]


def _kept(db: Connection, shop_id: str, letter: Letter, stamp: Stamp, *, robot: str) -> int:
    key = _key(stamp.key, letter.kind, robot)
    same = select(posted.c.id).where(posted.c.shop_id == shop_id, posted.c.key == key)
    number = db.execute(same).scalar() if key else None
    if number is not None:
        return number
    row = {
        "shop_id": shop_id,
        "kind": letter.kind,
        "robot": robot,
        "title": letter.title,
        "text": letter.text,
        "written_at": stamp.at,
        "not_before": letter.not_before,
        "is_urgent": int(letter.is_urgent),
        "state": WAITING,
        "next_at": max(stamp.at, letter.not_before or stamp.at),
        "member_id": stamp.by,
        "key": key,
    }
    return db.execute(insert(posted).values(row)).inserted_primary_key[0]


def _key(key: str | None, kind: str, robot: str) -> str | None:
    """One submission's key a kind and robot, short enough for its column.

    With the kind in it nobody can take the key that a program will use for an alarm.
    """
    if key is None:
        return None
    whole = f"{kind}/{key}/{robot}"
    return whole if len(whole) <= KEY_LONGEST else hashlib.sha256(whole.encode()).hexdigest()
