"""Decisions: written down with what is expected, closed with what came of it. Nothing is edited."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from shopkit.errors import NotFound, Refused
from shopkit.kpis import TERMS
from shopkit.meetings.values import Decision, Expected
from shopkit.store.acts import acting, done_before, signed
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.meetings.holding import open_meeting
from shopkit.store.meetings.people import a_member
from shopkit.store.schema import decision, member

MANY = 200


def decide(
    engine: Engine,
    shop_id: str,
    what: str,
    stamp: Stamp,
    *,
    decided_on: date,
    owner_id: int,
    why: str = "",
    kpi: str = "",
    expected: Expected | None = None,
    look_on: date | None = None,
    meeting_id: int | None = None,
) -> int:
    """A new decision; its number. Raises `Refused` for one that could never be looked at."""
    _sound(what, kpi, expected, decided_on=decided_on, look_on=look_on)
    row = {"what": what.strip(), "why": why, "owner_id": owner_id, "kpi": kpi}
    row |= {"decided_on": decided_on, "look_on": look_on, "meeting_id": meeting_id}
    row |= {"expected": None if expected is None else asdict(expected), "recorded_at": stamp.at}
    with acting(engine, shop_id, stamp) as db:
        if number := done_before(db, decision, shop_id, stamp):
            return number
        a_member(db, shop_id, owner_id)
        if meeting_id is not None:
            open_meeting(db, shop_id, meeting_id)
        written = insert(decision).values(row | signed(stamp) | {"shop_id": shop_id})
        return db.execute(written).inserted_primary_key[0]


def decisions(
    engine: Engine, shop_id: str, *, is_open: bool | None = None, last: int = MANY
) -> list[Decision]:
    """What was decided: the next to be looked at first, then newest first."""
    wanted = _decisions(shop_id)
    if is_open is not None:
        closed = decision.c.closed_at
        wanted = wanted.where(closed.is_(None) if is_open else closed.is_not(None))
    order = (
        decision.c.closed_at.is_not(None),
        decision.c.look_on.is_(None),
        decision.c.look_on,
        decision.c.id.desc(),
    )
    with told(), engine.connect() as db:
        return [_decision(row) for row in db.execute(wanted.order_by(*order).limit(last))]


def decision_of(engine: Engine, shop_id: str, decision_id: int) -> Decision:
    """The decision with this number, or `NotFound`."""
    with told(), engine.connect() as db:
        return _one(db, shop_id, decision_id)


def close_decision(
    engine: Engine,
    shop_id: str,
    decision_id: int,
    stamp: Stamp,
    *,
    word: str,
    effect: Mapping[str, Any] | None = None,
) -> Decision:
    """Closes a decision with a word on it and the effect as it was measured then."""
    if not word.strip():
        raise Refused("Say in a word what came of it.")
    with acting(engine, shop_id, stamp) as db:
        found = _one(db, shop_id, decision_id)
        if found.closed_at is not None:
            if found.outcome and stamp.key and found.outcome.get("key") == stamp.key:
                return found
            raise Refused("“{what}” is closed already.", what=found.what)
        outcome = {"word": word.strip(), "effect": effect, "by": stamp.by, "key": stamp.key}
        closed = update(decision).where(decision.c.id == decision_id)
        db.execute(closed.values(outcome=outcome, closed_at=stamp.at))
        return _one(db, shop_id, decision_id)


def _sound(
    what: str, kpi: str, expected: Expected | None, *, decided_on: date, look_on: date | None
) -> None:
    if not what.strip():
        raise Refused("Write what was decided.")
    if kpi and kpi not in TERMS:
        raise Refused("There is no KPI {kpi}.", kpi=kpi[:40])
    if expected is not None and not kpi:
        raise Refused("An expected effect needs the KPI it should be seen in.")
    if look_on is not None and look_on <= decided_on:
        raise Refused("The day to look again comes after the day it was decided.")
    if kpi and look_on is None:
        raise Refused("Say on which day to look at the KPI again.")


def _decisions(shop_id: str) -> Any:
    return (
        select(decision, member.c.name.label("owner"))
        .outerjoin(member, member.c.id == decision.c.owner_id)
        .where(decision.c.shop_id == shop_id)
    )


def _one(db: Connection, shop_id: str, decision_id: int) -> Decision:
    row = db.execute(_decisions(shop_id).where(decision.c.id == decision_id)).first()
    if row is None:
        raise NotFound("There is no decision {id} in this shop.", id=decision_id)
    return _decision(row)


def _decision(row: Any) -> Decision:
    values = {field.name: getattr(row, field.name) for field in fields(Decision)}
    hoped = Expected(**row.expected) if row.expected else None
    return Decision(**values | {"owner": row.owner or "–", "expected": hoped})
