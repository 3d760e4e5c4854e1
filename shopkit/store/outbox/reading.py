"""What was told to the group, what waits, and what somebody must look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from shopkit.chat.letters import Letter
from shopkit.chat.pace import FAILED, SENDING, UNSURE, WAITING
from shopkit.chat.robots import SENT
from shopkit.store.engine import told
from shopkit.store.schema import member, message_attempt, shop
from shopkit.store.schema import message as posted

# What somebody decided: the part was seen in the group, or is to be sent once more.
ARRIVED, AGAIN = "arrived", "again"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to deliver one part, or what somebody decided about it; parts count from 1."""

    part: int
    begun_at: datetime
    ended_at: datetime | None
    result: str
    detail: str


@dataclass(frozen=True, slots=True)
class Message:
    """One letter for one robot, and every try so far, oldest first."""

    id: int
    shop_id: str
    is_sample: bool
    robot: str
    letter: Letter
    by: str
    written_at: datetime
    state: str
    next_at: datetime
    attempts: tuple[Attempt, ...]

    @property
    def there(self) -> dict[int, str | None]:
        """The parts that are in the group, each with the mark of its words if the robot took it."""
        told = (each for each in self.attempts if each.result in (SENT, ARRIVED))
        return {each.part: each.detail if each.result == SENT else None for each in told}

    @property
    def since(self) -> datetime:
        """When this round of tries began: written, or sent again by somebody."""
        begun = [each.begun_at for each in self.attempts if each.result == AGAIN]
        return max([max(self.written_at, self.letter.not_before or self.written_at), *begun])

    @property
    def results(self) -> list[str]:
        """The results of this round of tries."""
        found: list[str] = []
        for each in self.attempts:
            found = [] if each.result == AGAIN else [*found, each.result]
        return found

    def is_repeated(self, part: int) -> bool:
        """Whether this part may be in the group already."""
        return any(each.part == part and each.result == UNSURE for each in self.attempts)


def messages(
    engine: Engine, shop_id: str, *, states: Sequence[str] | None = None, last: int = 50
) -> list[Message]:
    """The newest messages of a shop, newest first; only those in `states` if given."""
    wanted = _messages().where(posted.c.shop_id == shop_id)
    if states is not None:
        wanted = wanted.where(posted.c.state.in_(states))
    with told(), engine.connect() as db:
        return read(db, wanted.order_by(posted.c.id.desc()).limit(last))


def troubled(engine: Engine, shop_id: str) -> list[Message]:
    """What did not arrive for certain and waits for somebody's word, newest first."""
    return messages(engine, shop_id, states=(UNSURE, FAILED), last=200)


def waiting(engine: Engine, shop_id: str) -> int:
    """How many messages are still to be sent."""
    still = posted.c.state.in_((WAITING, SENDING)) & (posted.c.shop_id == shop_id)
    with told(), engine.connect() as db:
        return db.execute(select(func.count()).select_from(posted).where(still)).scalar() or 0


def one(db: Connection, message_id: int) -> Message | None:
    """The message with this number, inside a transaction."""
    return next(iter(read(db, _messages().where(posted.c.id == message_id))), None)


def read(db: Connection, wanted: Any) -> list[Message]:
    """The messages that a query of them finds, in its order."""
    rows = db.execute(wanted).all()
    tries = _attempts(db, [row.id for row in rows])
    return [_message(row, tries.get(row.id, ())) for row in rows]


def _messages() -> Any:
    return (
        select(posted, shop.c.is_sample, member.c.name.label("by"))
        .join(shop, shop.c.id == posted.c.shop_id)
        .outerjoin(member, member.c.id == posted.c.member_id)
    )


def _attempts(db: Connection, numbers: Sequence[int]) -> dict[int, list[Attempt]]:
    tries = message_attempt.c
    wanted = select(message_attempt).where(tries.message_id.in_(numbers)).order_by(tries.id)
    found: dict[int, list[Attempt]] = {}
    for row in db.execute(wanted) if numbers else ():
        attempt = Attempt(row.part, row.begun_at, row.ended_at, row.result, row.detail)
        found.setdefault(row.message_id, []).append(attempt)
    return found


def _message(row: Any, tries: Iterable[Attempt]) -> Message:
    letter = Letter(row.kind, row.text, row.title, bool(row.is_urgent), row.not_before)
    return Message(
        row.id, row.shop_id, row.is_sample, row.robot, letter, row.by or "",
        row.written_at, row.state, row.next_at, tuple(tries),
    )  # fmt: skip
