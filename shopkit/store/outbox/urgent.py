"""Urgent matters: raised, told to one after the other, answered once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from shopkit.chat.letters import Letter
from shopkit.chat.pace import DROPPED, WAITING
from shopkit.chat.urgent import Stage, Step, checked, stage
from shopkit.errors import NotFound, Refused
from shopkit.store.acts import acting, done_before, signed
from shopkit.store.engine import told, writing
from shopkit.store.ledger import Stamp
from shopkit.store.outbox.writing import written
from shopkit.store.schema import member, urgent
from shopkit.store.schema import message as posted

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Urgent:
    """One matter: what, whom to tell in turn, how far the telling has come, who took it."""

    id: int
    shop_id: str
    what: str
    steps: tuple[Step, ...]
    raised_at: datetime
    by: str
    number: int
    next_at: datetime | None
    answered_at: datetime | None
    answered_by: str
    answer: str
    names: Mapping[int, str]

    def stage(self, now: datetime) -> Stage:
        """Whose turn it is at `now` while nobody has answered."""
        return stage(self.steps, self.raised_at, now)

    def name(self, member_id: int) -> str:
        """What a person of this shop is called."""
        return self.names.get(member_id, "–")


Tell = Callable[[Urgent, Stage], Letter]


def raise_urgent(
    engine: Engine, shop_id: str, what: str, stamp: Stamp, *,
    steps: Sequence[Step], tell: Tell, robots: Sequence[str],
) -> int:  # fmt: skip
    """A new urgent matter, told to the first person at once; its number.

    `tell` makes the letter of a stage. Raises `Refused` without words, `NotFound` for a person
    who does not work here.
    """
    said, told_in_turn = " ".join(what.split()), checked(steps)
    if not said or len(said) > LONGEST:
        raise Refused("Say what is urgent, in at most {most} characters.", most=LONGEST)
    with acting(engine, shop_id, stamp) as db:
        if (number := done_before(db, urgent, shop_id, stamp)) is not None:
            return number
        _work_here(db, shop_id, told_in_turn)
        first = stage(told_in_turn, stamp.at, stamp.at)
        row = {"shop_id": shop_id, "what": said, "raised_at": stamp.at, "next_at": first.until}
        row |= {"steps": [[step.member_id, step.minutes] for step in told_in_turn]}
        made = insert(urgent).values(row | signed(stamp))
        number = db.execute(made).inserted_primary_key[0]
        _tell(db, number, first, stamp.at, tell=tell, robots=robots)
    return number


def advance(engine: Engine, now: datetime, *, tell: Tell, robots: Sequence[str]) -> int:
    """Tell the next person of each matter whose time is up; how many matters went on."""
    due = select(urgent.c.id).where(urgent.c.answered_at.is_(None), urgent.c.next_at <= now)
    with told(), engine.connect() as db:
        if db.execute(due.limit(1)).scalar() is None:
            return 0
    with writing(engine) as db:
        numbers = list(db.execute(due.with_for_update()).scalars())
        for number in numbers:
            found = _one(db, number)
            now_with = found.stage(now)
            values = {"step": now_with.number, "next_at": now_with.until}
            db.execute(update(urgent).where(urgent.c.id == number).values(values))
            _tell(db, number, now_with, now, tell=tell, robots=robots)
    return len(numbers)


def answer(
    engine: Engine, shop_id: str, urgent_id: int, stamp: Stamp, *,
    text: str, tell: Callable[[Urgent], Letter], robots: Sequence[str],
) -> Urgent:  # fmt: skip
    """Somebody takes it: nobody else is told, and the group hears who. Answered once.

    Raises `NotFound` for a matter of another shop.
    """
    with acting(engine, shop_id, stamp) as db:
        db.execute(select(urgent.c.id).where(urgent.c.id == urgent_id).with_for_update())
        found = _one(db, urgent_id)
        if found is None or found.shop_id != shop_id:
            raise NotFound("There is no urgent matter {id} in this shop.", id=urgent_id)
        if found.answered_at is not None:
            return found
        values = {"answered_at": stamp.at, "answered_by": stamp.by, "answer": text[:LONGEST]}
        same = urgent.c.id == urgent_id
        db.execute(update(urgent).where(same).values(**values, next_at=None))
        _untold(db, found)
        done = _one(db, urgent_id)
        key = Stamp(stamp.by, stamp.at, f"{urgent_id}/answered")
        written(db, shop_id, tell(done), key, robots=robots)
    return done


def open_matters(engine: Engine, shop_id: str) -> list[Urgent]:
    """What nobody has taken yet, oldest first."""
    wanted = _matters().where(urgent.c.shop_id == shop_id, urgent.c.answered_at.is_(None))
    return _read(engine, wanted.order_by(urgent.c.id))


def matters(engine: Engine, shop_id: str, *, last: int = 20) -> list[Urgent]:
    """The newest urgent matters, newest first."""
    wanted = _matters().where(urgent.c.shop_id == shop_id)
    return _read(engine, wanted.order_by(urgent.c.id.desc()).limit(last))


def _work_here(db: Connection, shop_id: str, steps: Sequence[Step]) -> None:
    here = select(member.c.id).where(member.c.shop_id == shop_id, member.c.left_on.is_(None))
    known = set(db.execute(here).scalars())
    if missing := [step.member_id for step in steps if step.member_id not in known]:
        raise NotFound("There is no member {id} in this shop.", id=missing[0])


def _tell(
    db: Connection, number: int, now_with: Stage, at: datetime, *, tell: Tell, robots: Sequence[str]
) -> None:
    found = _one(db, number)
    stamp = Stamp(None, at, f"{number}/{now_with.number}")
    written(db, found.shop_id, tell(found, now_with), stamp, robots=robots)


def _untold(db: Connection, found: Urgent) -> None:
    """What was not sent yet need not be: somebody has taken it."""
    theirs = posted.c.shop_id == found.shop_id, posted.c.state == WAITING
    same = posted.c.key.like(f"urgent/{found.id}/%")
    db.execute(update(posted).where(*theirs, same).values(state=DROPPED))


def _matters() -> Any:
    taker = member.alias("taker")
    return (
        select(urgent, member.c.name.label("by"), taker.c.name.label("taker"))
        .outerjoin(member, member.c.id == urgent.c.member_id)
        .outerjoin(taker, taker.c.id == urgent.c.answered_by)
    )


def _read(engine: Engine, wanted: Any) -> list[Urgent]:
    with told(), engine.connect() as db:
        rows = db.execute(wanted).all()
        names = _names(db, rows)
    return [_urgent(row, names) for row in rows]


def _one(db: Connection, number: int) -> Urgent | None:
    row = db.execute(_matters().where(urgent.c.id == number)).first()
    return _urgent(row, _names(db, [row])) if row else None


def _names(db: Connection, rows: Sequence[Any]) -> dict[int, str]:
    shops = {row.shop_id for row in rows}
    wanted = select(member.c.id, member.c.name).where(member.c.shop_id.in_(shops))
    return {row.id: row.name for row in db.execute(wanted)} if rows else {}


def _urgent(row: Any, names: Mapping[int, str]) -> Urgent:
    return Urgent(
        row.id, row.shop_id, row.what, tuple(Step(*each) for each in row.steps), row.raised_at,
        row.by or "", row.step, row.next_at, row.answered_at, row.taker or "", row.answer, names,
    )  # fmt: skip
