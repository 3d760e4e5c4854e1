"""Meetings: begun, noted, and closed with the page as it was shown. A closed one stays as it is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from shopkit.errors import NotFound, Refused
from shopkit.meetings.values import Meeting, Note
from shopkit.roles import Role
from shopkit.store.acts import acting
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.meetings.people import name_of
from shopkit.store.schema import lake_version, meeting, member

MANY = 60


def begin(engine: Engine, shop_id: str, stamp: Stamp, *, kind: str, held_on: date) -> Meeting:
    """The meeting of this kind on this day, begun now if nobody has."""
    same = (meeting.c.kind == kind, meeting.c.held_on == held_on)
    with acting(engine, shop_id, stamp) as db:
        if row := db.execute(_meetings(shop_id).where(*same)).first():
            return _meeting(row)
        begun = {"shop_id": shop_id, "kind": kind, "held_on": held_on, "begun_at": stamp.at}
        db.execute(insert(meeting).values(begun | {"notes": {}, "member_id": stamp.by}))
        return _meeting(db.execute(_meetings(shop_id).where(*same)).one())


def meetings(
    engine: Engine, shop_id: str, *, kind: str | None = None, last: int = MANY
) -> list[Meeting]:
    """The meetings held, newest first; without their pages."""
    wanted = (
        _meetings(shop_id) if kind is None else _meetings(shop_id).where(meeting.c.kind == kind)
    )
    order = (meeting.c.held_on.desc(), meeting.c.id.desc())
    with told(), engine.connect() as db:
        return [_meeting(row) for row in db.execute(wanted.order_by(*order).limit(last))]


def note(
    engine: Engine,
    shop_id: str,
    meeting_id: int,
    stamp: Stamp,
    *,
    texts: Mapping[str, Note],
    roles: Sequence[Role] = (),
) -> Meeting:
    """Keeps texts of a meeting by name; each note's `version` is the one that was seen.

    Raises `Refused` with the other's words when somebody wrote one meanwhile, and for a member
    with none of `roles` if there are any.
    """
    with acting(engine, shop_id, stamp, *roles) as db:
        held = open_meeting(db, shop_id, meeting_id)
        by = name_of(db, stamp.by)
        kept = dict(held.notes)
        for name, given in texts.items():
            kept[name] = _written(held.note(name), given, by)
        told_as = {name: _as_row(each) for name, each in kept.items()}
        same = meeting.c.id == meeting_id
        changed = update(meeting).where(same).values(notes=told_as, version=meeting.c.version + 1)
        db.execute(changed)
        return _one(db, shop_id, meeting_id)


def close(
    engine: Engine,
    shop_id: str,
    meeting_id: int,
    stamp: Stamp,
    *,
    page: Mapping[str, Any],
    lake_version_id: int | None,
) -> Meeting:
    """Freezes a meeting with the page it showed and the data version that stood on.

    Raises `Refused` if it is closed already; the same key again is the same closing.
    """
    with acting(engine, shop_id, stamp) as db:
        if _is_repeat(db, shop_id, meeting_id, stamp):
            return _one(db, shop_id, meeting_id)
        open_meeting(db, shop_id, meeting_id)
        frozen = {"page": dict(page), "closed_at": stamp.at, "key": stamp.key}
        frozen |= {"lake_version_id": _version(db, shop_id, lake_version_id)}
        db.execute(update(meeting).where(meeting.c.id == meeting_id).values(**frozen))
        return _one(db, shop_id, meeting_id)


def minutes(engine: Engine, shop_id: str, meeting_id: int) -> tuple[Meeting, dict[str, Any]]:
    """A closed meeting and its page as it was frozen; `Refused` while it is open."""
    with told(), engine.connect() as db:
        held = _one(db, shop_id, meeting_id)
        page = db.execute(select(meeting.c.page).where(meeting.c.id == meeting_id)).scalar()
    if held.closed_at is None or page is None:
        raise Refused("This meeting has no minutes yet: it was not closed.")
    return held, page


def _written(was: Note, given: Note, by: str) -> Note:
    if was.text == given.text:
        return was
    if was.version != given.version:
        raise Refused(
            "{who} wrote this meanwhile: “{theirs}”. "
            "Yours is still here: save again to replace it.",
            who=was.by,
            theirs=was.text,
            version=was.version,
        )
    return Note(given.text, was.version + 1, by)


def open_meeting(db: Connection, shop_id: str, meeting_id: int) -> Meeting:
    """The meeting inside a transaction; raises `Refused` once it is closed."""
    held = _one(db, shop_id, meeting_id)
    if held.closed_at is not None:
        raise Refused("This meeting is closed; its minutes stay as they are.")
    return held


def _is_repeat(db: Connection, shop_id: str, meeting_id: int, stamp: Stamp) -> bool:
    same = select(meeting.c.key, meeting.c.closed_at).where(
        meeting.c.id == meeting_id, meeting.c.shop_id == shop_id
    )
    row = db.execute(same).first()
    return bool(row and row.closed_at and stamp.key and row.key == stamp.key)


def _version(db: Connection, shop_id: str, wanted: int | None) -> int | None:
    """The data version if it is one of this shop; a shop without files has none."""
    theirs = (lake_version.c.id == wanted) & (lake_version.c.shop_id == shop_id)
    return db.execute(select(lake_version.c.id).where(theirs)).scalar() if wanted else None


def _meetings(shop_id: str) -> Any:
    own = [column for column in meeting.c if column.name != "page"]
    return (
        select(*own, member.c.name.label("by"))
        .outerjoin(member, member.c.id == meeting.c.member_id)
        .where(meeting.c.shop_id == shop_id)
    )


def _one(db: Connection, shop_id: str, meeting_id: int) -> Meeting:
    row = db.execute(_meetings(shop_id).where(meeting.c.id == meeting_id)).first()
    if row is None:
        raise NotFound("There is no meeting {id} in this shop.", id=meeting_id)
    return _meeting(row)


def _meeting(row: Any) -> Meeting:
    notes = {name: Note(**each) for name, each in row.notes.items()}
    return Meeting(
        row.id,
        row.kind,
        row.held_on,
        row.begun_at,
        row.closed_at,
        notes,
        row.lake_version_id,
        row.by or "–",
    )


def _as_row(each: Note) -> dict[str, object]:
    return {"text": each.text, "version": each.version, "by": each.by}
