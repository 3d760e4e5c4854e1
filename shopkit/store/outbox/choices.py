"""What somebody decides about a message that waits or did not arrive for certain."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, insert, select, update

from shopkit.chat.pace import DROPPED, FAILED, UNSURE, WAITING
from shopkit.chat.robots import UNCLEAR
from shopkit.errors import NotFound, Refused
from shopkit.store.acts import acting
from shopkit.store.ledger import Stamp
from shopkit.store.outbox.reading import AGAIN, ARRIVED, Message, one
from shopkit.store.schema import member, message_attempt
from shopkit.store.schema import message as posted


def send_again(engine: Engine, shop_id: str, message_id: int, stamp: Stamp) -> None:
    """Send what failed or is unclear once more; parts that arrived are not repeated.

    Raises `Refused` for a message in another state, `NotFound` for one of another shop.
    """
    with _deciding(engine, shop_id, message_id, stamp) as (db, found):
        if not _is_decided(found, AGAIN):
            _must_be(found, (UNSURE, FAILED))
            _noted(db, found, AGAIN, stamp)
            _becomes(db, found, WAITING, stamp)


def confirm(engine: Engine, shop_id: str, message_id: int, stamp: Stamp) -> None:
    """Somebody saw the unclear part in the group: it is not sent again, what follows it is."""
    with _deciding(engine, shop_id, message_id, stamp) as (db, found):
        if not _is_decided(found, ARRIVED):
            _must_be(found, (UNSURE,))
            _noted(db, found, ARRIVED, stamp)
            _becomes(db, found, WAITING, stamp)


def drop(engine: Engine, shop_id: str, message_id: int, stamp: Stamp) -> None:
    """Take a message back that has not been sent, or that nobody needs any more."""
    with _deciding(engine, shop_id, message_id, stamp) as (db, found):
        if found.state != DROPPED:
            _must_be(found, (WAITING, UNSURE, FAILED))
            _becomes(db, found, DROPPED, stamp)


@contextmanager
def _deciding(
    engine: Engine, shop_id: str, message_id: int, stamp: Stamp
) -> Iterator[tuple[Connection, Message]]:
    here = select(posted.c.id).where(posted.c.id == message_id, posted.c.shop_id == shop_id)
    with acting(engine, shop_id, stamp) as db:
        # The sender claims by this row too: what is decided here is not being sent meanwhile.
        db.execute(here.with_for_update())
        found = one(db, message_id)
        if found is None or found.shop_id != shop_id:
            raise NotFound("There is no message {id} in this shop.", id=message_id)
        yield db, found


def _is_decided(found: Message, wanted: str) -> bool:
    last = found.attempts[-1].result if found.attempts else ""
    return last == wanted and found.state == WAITING


def _must_be(found: Message, states: Sequence[str]) -> None:
    if found.state not in states:
        raise Refused("This message has gone on meanwhile. Look at the list again.")


def _noted(db: Connection, found: Message, result: str, stamp: Stamp) -> None:
    unsure = [each.part for each in found.attempts if each.result == UNCLEAR]
    who = db.execute(select(member.c.name).where(member.c.id == stamp.by)).scalar()
    row = {"message_id": found.id, "part": unsure[-1] if unsure else 1, "result": result}
    row |= {"begun_at": stamp.at, "ended_at": stamp.at, "detail": who or ""}
    db.execute(insert(message_attempt).values(row))


def _becomes(db: Connection, found: Message, state: str, stamp: Stamp) -> None:
    same = posted.c.id == found.id
    db.execute(update(posted).where(same).values(state=state, next_at=stamp.at))
