"""Stand-up entries: one a person and day, changed only by who has seen the last version."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from shopkit.errors import Refused
from shopkit.meetings.values import STANDUP, Entry
from shopkit.store.acts import acting
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.meetings.people import a_member, name_of
from shopkit.store.schema import meeting, standup_entry

SAID = ("yesterday", "today", "blocker", "needs_id")


def entries(engine: Engine, shop_id: str, first: date, last: date | None = None) -> list[Entry]:
    """What was said on a day, or on the days from `first` to `last`; newest day first."""
    within = standup_entry.c.held_on.between(first, last or first)
    wanted = select(standup_entry).where(standup_entry.c.shop_id == shop_id, within)
    order = (standup_entry.c.held_on.desc(), standup_entry.c.id)
    with told(), engine.connect() as db:
        return [_entry(row) for row in db.execute(wanted.order_by(*order))]


def say_entry(engine: Engine, shop_id: str, entry: Entry, stamp: Stamp) -> Entry:
    """Keeps what a person said; `entry.version` is the version that was seen, 0 for none.

    Raises `Refused` with the other's words when somebody changed it meanwhile, and once the
    stand-up is closed.
    """
    with acting(engine, shop_id, stamp) as db:
        a_member(db, shop_id, entry.member_id)
        if entry.needs_id is not None:
            a_member(db, shop_id, entry.needs_id)
        row = _row(db, shop_id, entry)
        if row is not None and stamp.key is not None and row.key == stamp.key:
            return _entry(row)
        _still_open(db, shop_id, entry.held_on)
        _as_seen(db, row, entry)
        values = {name: getattr(entry, name) for name in SAID}
        _write(db, shop_id, entry, values | _signed(stamp, entry))
        return _entry(_row(db, shop_id, entry))


def _still_open(db: Connection, shop_id: str, held_on: date) -> None:
    closed = select(meeting.c.closed_at).where(
        meeting.c.shop_id == shop_id, meeting.c.kind == STANDUP, meeting.c.held_on == held_on
    )
    if db.execute(closed).scalar() is not None:
        raise Refused("This meeting is closed; its minutes stay as they are.")


def _as_seen(db: Connection, row: Any, entry: Entry) -> None:
    if row is None or row.version == entry.version:
        return
    raise Refused(
        "{who} wrote this meanwhile: “{theirs}”. Yours is still here: save again to replace it.",
        who=name_of(db, row.written_by),
        theirs=" / ".join(word for word in (row.blocker, row.today, row.yesterday) if word),
        version=row.version,
    )


def _signed(stamp: Stamp, entry: Entry) -> dict[str, object]:
    return {
        "said_at": stamp.at,
        "written_by": stamp.by,
        "key": stamp.key,
        "version": entry.version + 1,
    }


def _write(db: Connection, shop_id: str, entry: Entry, values: Mapping[str, object]) -> None:
    same = _same(shop_id, entry)
    if entry.version:
        db.execute(update(standup_entry).where(*same).values(**values))
        return
    own = {"shop_id": shop_id, "held_on": entry.held_on, "member_id": entry.member_id}
    db.execute(insert(standup_entry).values(own | dict(values)))


def _row(db: Connection, shop_id: str, entry: Entry) -> Any:
    return db.execute(select(standup_entry).where(*_same(shop_id, entry))).first()


def _same(shop_id: str, entry: Entry) -> tuple[Any, ...]:
    own = standup_entry.c
    return own.shop_id == shop_id, own.held_on == entry.held_on, own.member_id == entry.member_id


def _entry(row: Any) -> Entry:
    return Entry(**{field.name: getattr(row, field.name) for field in fields(Entry)})
