"""The shop's event ledger: what happened on which days, as somebody wrote it down."""

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, insert, select, update

from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.store.acts import acting, done_before, signed
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.schema import shop_event
from shopkit.watch.events import KINDS, TYPED, Event

WATCHERS = (Role.MANAGER, Role.OPERATIONS)
LONGEST_DAYS = 400
NAME, NOTE = 80, 300


def events(engine: Engine, shop_id: str) -> list[Event]:
    """Every event of the ledger that was not struck, by day."""
    kept = shop_event.c
    wanted = (
        select(kept.id, kept.kind, kept.name, kept.first_on, kept.last_on, kept["items"], kept.note)
        .where(kept.shop_id == shop_id, kept.struck_at.is_(None))
        .order_by(kept.first_on, kept.id)
    )
    with told(), engine.connect() as db:
        rows = db.execute(wanted).all()
    return [
        Event(kind, name, first, last, tuple(items), note, TYPED, id)
        for id, kind, name, first, last, items, note in rows
    ]


def add_event(engine: Engine, shop_id: str, event: Event, stamp: Stamp) -> int:
    """Write an event into the ledger; its number."""
    with acting(engine, shop_id, stamp, *WATCHERS) as db:
        number = done_before(db, shop_event, shop_id, stamp)
        return _added(db, shop_id, event, stamp) if number is None else number


def add_events(engine: Engine, shop_id: str, listed: Iterable[Event], stamp: Stamp) -> list[int]:
    """The same for many at once, without a key of their own."""
    unkeyed = Stamp(stamp.by, stamp.at)
    with acting(engine, shop_id, stamp, *WATCHERS) as db:
        return [_added(db, shop_id, event, unkeyed) for event in listed]


def strike_event(engine: Engine, shop_id: str, event_id: int, stamp: Stamp) -> None:
    """Take a wrong event out of the ledger; the row stays, struck."""
    kept = shop_event.c
    mine = (kept.id == event_id) & (kept.shop_id == shop_id)
    with acting(engine, shop_id, stamp, *WATCHERS) as db:
        row = db.execute(select(kept.struck_at).where(mine)).first()
        if row is None:
            raise NotFound("There is no event {id} in this shop.", id=event_id)
        if row.struck_at is None:
            struck = {"struck_at": stamp.at, "struck_by": stamp.by}
            db.execute(update(shop_event).where(mine).values(struck))


def _added(db: Connection, shop_id: str, event: Event, stamp: Stamp) -> int:
    if event.kind not in KINDS:
        raise Refused("An event is one of these: {known}.", known=", ".join(KINDS))
    if not event.name.strip():
        raise Refused("Write what happened.")
    if not 0 <= (event.last - event.first).days <= LONGEST_DAYS:
        raise Refused("An event ends on the day it begins or later, within {n} days.",
                      n=LONGEST_DAYS)  # fmt: skip
    must_fit(event.name, NAME)
    must_fit(event.note, NOTE)
    row = {
        "shop_id": shop_id, "kind": event.kind, "name": event.name.strip(),
        "first_on": event.first, "last_on": event.last, "items": list(event.items),
        "note": event.note.strip(), "written_at": stamp.at,
    }  # fmt: skip
    return db.execute(insert(shop_event).values(row | signed(stamp))).inserted_primary_key[0]


def must_fit(text: str, most: int) -> None:
    """Raises `Refused` for a text that is too long."""
    if len(text) > most:
        raise Refused("This is too long: at most {n} characters.", n=most)
