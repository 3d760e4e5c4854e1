"""The queue of goods to put online, change or take offline, in the store."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from shopkit.compliance.lexicon import PASS
from shopkit.compliance.lint import TITLE, lint
from shopkit.errors import NotFound, Refused
from shopkit.listing import DONE, DROPPED, KINDS, OPEN, WORDED, Entry
from shopkit.roles import Role
from shopkit.store.acts import acting, done_before, signed
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.members import allowed
from shopkit.store.schema import listing
from shopkit.store.wording import known_words, released_of

LISTERS = (Role.MANAGER, Role.OPERATIONS)
TICKERS = (*LISTERS, Role.DESIGNER, Role.SERVICE, Role.WAREHOUSE)
TITLE_LONGEST, NOTE_LONGEST = 200, 1000


def entries(engine: Engine, shop_id: str, *, state: str = OPEN, last: int = 300) -> list[Entry]:
    """The entries in a state, newest first."""
    wanted = (
        select(listing)
        .where(listing.c.shop_id == shop_id, listing.c.state == state)
        .order_by(listing.c.id.desc())
        .limit(last)
    )
    with told(), engine.connect() as db:
        return [_entry(row) for row in db.execute(wanted)]


def due(engine: Engine, shop_id: str, now: datetime) -> int:
    """How many open entries' time has come."""
    wanted = select(func.count()).where(
        listing.c.shop_id == shop_id, listing.c.state == OPEN, listing.c.at <= now
    )
    with told(), engine.connect() as db:
        return db.execute(wanted).scalar() or 0


def add_entry(
    engine: Engine, shop_id: str, title: str, stamp: Stamp, *, kind: str, **facts: Any
) -> int:
    """A new entry; its number. `facts`: item_id, at, owner_id, note."""
    row = _sound(kind, title, facts)
    with acting(engine, shop_id, stamp, *LISTERS) as db:
        number = done_before(db, listing, shop_id, stamp)
        if number is not None:
            return number
        return _added(db, shop_id, row, stamp)


def take_off(
    engine: Engine, shop_id: str, items: Iterable[tuple[str, str]], stamp: Stamp
) -> list[int]:
    """An entry to take each (item, title) offline; those already waiting for it are left out."""
    wanted = [(item, _sound("delist", title, {"item_id": item})) for item, title in items]
    with acting(engine, shop_id, stamp, *LISTERS) as db:
        if done_before(db, listing, shop_id, stamp) is not None:
            return []
        held = select(listing.c.item_id).where(
            listing.c.shop_id == shop_id, listing.c.state == OPEN, listing.c.kind == "delist"
        )
        waiting = set(db.execute(held).scalars())
        new = [row for item, row in wanted if item not in waiting]
        # one key, one row: the first entry keeps it for all
        stamps = [stamp, *[Stamp(stamp.by, stamp.at)] * len(new)]
        return [_added(db, shop_id, row, each) for row, each in zip(new, stamps, strict=False)]


def change_entry(
    engine: Engine, shop_id: str, number: int, stamp: Stamp, *, version: int, **facts: Any
) -> None:
    """Change title, time, owner or note of an open entry that is still at `version`."""
    with acting(engine, shop_id, stamp, *LISTERS) as db:
        held = _open(db, shop_id, number)
        if held.version != version:
            raise Refused("“{title}” was changed meanwhile: look at it again.", title=held.title)
        row = _sound(held.kind, facts.pop("title", held.title), facts)
        values = {name: row[name] for name in ("title", *facts)}
        _put(db, number, values | {"version": held.version + 1})


def tick(
    engine: Engine, shop_id: str, number: int, stamp: Stamp, *, step: str, is_done: bool
) -> None:
    """Mark a step of an entry's checklist as done or not."""
    with acting(engine, shop_id, stamp, *TICKERS) as db:
        held = _open(db, shop_id, number)
        if step not in held.steps:
            raise NotFound("There is no step {step} in this checklist.", step=step)
        done = held.done | {step} if is_done else held.done - {step}
        _put(db, number, {"done": sorted(done), "version": held.version + 1})


def finish(engine: Engine, shop_id: str, number: int, stamp: Stamp) -> None:
    """Close an entry whose checklist is done; a title that is blocked or unreviewed is refused."""
    with acting(engine, shop_id, stamp, *LISTERS) as db:
        held = _entry_of(db, shop_id, number)
        if held.state == DONE:
            return
        if held.state != OPEN:
            raise Refused("“{title}” was dropped already.", title=held.title)
        if held.left:
            raise Refused(
                "{n} steps of “{title}” are not ticked yet.", n=len(held.left), title=held.title
            )
        if held.kind in WORDED:
            _well_worded(db, shop_id, held.title)
        _closed(db, number, DONE, stamp)


def drop(engine: Engine, shop_id: str, number: int, stamp: Stamp) -> None:
    """Close an entry without doing it."""
    with acting(engine, shop_id, stamp, *LISTERS) as db:
        if _entry_of(db, shop_id, number).state == OPEN:
            _closed(db, number, DROPPED, stamp)


def _well_worded(db: Connection, shop_id: str, title: str) -> None:
    found = lint(title, TITLE, known_words(db, shop_id))
    if found.left(released_of(db, shop_id, found.hash)) == PASS:
        return
    words = "、".join(hit.words for hit in found.hits) or title
    raise Refused(
        "The title is not clean: {words}. Change it, or release each word with its reason.",
        words=words,
    )


def _sound(kind: str, title: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    said = " ".join(title.split())
    if kind not in KINDS:
        raise Refused("Choose whether to put online, change or take offline.")
    if not 0 < len(said) <= TITLE_LONGEST:
        raise Refused("A title has 1 to {most} characters.", most=TITLE_LONGEST)
    if len(str(facts.get("note") or "")) > NOTE_LONGEST:
        raise Refused("A note has at most {most} characters.", most=NOTE_LONGEST)
    given = {name: facts[name] for name in ("item_id", "at", "owner_id", "note") if name in facts}
    return {"kind": kind, "title": said} | given


def _added(db: Connection, shop_id: str, row: Mapping[str, Any], stamp: Stamp) -> int:
    if row.get("owner_id") is not None:
        allowed(db, shop_id, row["owner_id"])
    whole = {"shop_id": shop_id, "done": [], "written_at": stamp.at} | dict(row) | signed(stamp)
    return db.execute(insert(listing).values(whole)).inserted_primary_key[0]


def _put(db: Connection, number: int, values: Mapping[str, Any]) -> None:
    db.execute(update(listing).where(listing.c.id == number).values(**values))


def _closed(db: Connection, number: int, state: str, stamp: Stamp) -> None:
    _put(db, number, {"state": state, "closed_at": stamp.at, "closed_by": stamp.by})


def _open(db: Connection, shop_id: str, number: int) -> Entry:
    held = _entry_of(db, shop_id, number)
    if held.state != OPEN:
        raise Refused("“{title}” is closed already.", title=held.title)
    return held


def _entry_of(db: Connection, shop_id: str, number: int) -> Entry:
    mine = select(listing).where(listing.c.id == number, listing.c.shop_id == shop_id)
    row = db.execute(mine).first()
    if row is None:
        raise NotFound("There is no entry {id} in this shop's queue.", id=number)
    return _entry(row)


def _entry(row: Any) -> Entry:
    return Entry(
        row.id, row.kind, row.title, row.item_id, row.state, row.at, row.owner_id, row.note,
        frozenset(row.done), row.version,
    )  # fmt: skip
