"""Lists of customers to write to: taken, taken back, read; nothing on them is changed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.store.acts import acting, done_before, signed
from shopkit.store.customers.consent import KEEPERS, consents_of, rules_of
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.schema import contact, contact_list, contact_outcome, customer_consent


@dataclass(frozen=True, slots=True)
class Contact:
    """One person on a list; `outcome` is the newest, "" until there is one."""

    id: int
    buyer: str
    reason: str
    order_id: str
    expected_fen: int
    is_control: bool
    outcome: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ContactList:
    """A list that was taken, with how many stand on it, are left alone and have an outcome."""

    id: int
    taken_at: datetime
    withdrawn_at: datetime | None
    member_id: int | None
    people: int
    control: int
    known: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Someone who is to be put on a list."""

    buyer: str
    reason: str
    order_id: str = ""
    expected_fen: int = 0
    is_control: bool = False


def contacted(engine: Engine, shop_id: str, *, since: datetime) -> dict[str, int]:
    """How often each buyer was put on a list since an instant; lists taken back do not count."""
    with told(), engine.connect() as db:
        return _contacted(db, shop_id, since)


def _contacted(db: Connection, shop_id: str, since: datetime) -> dict[str, int]:
    wanted = (
        select(contact.c.buyer, func.count())
        .join(contact_list, contact_list.c.id == contact.c.list_id)
        .where(
            contact.c.shop_id == shop_id,
            contact_list.c.withdrawn_at.is_(None),
            contact_list.c.taken_at >= since,
        )
    )
    return {buyer: n for buyer, n in db.execute(wanted.group_by(contact.c.buyer))}


def take_list(engine: Engine, shop_id: str, wanted: Sequence[Wanted], stamp: Stamp) -> int:
    """Write down a list of people to write to; its number.

    Consent and the cap are judged again here: who may not be written to any more is left out, and
    a list nobody is left on is `Refused`.
    """
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        done = done_before(db, contact_list, shop_id, stamp)
        if done is not None:
            return done
        rows = _allowed(db, shop_id, wanted, stamp.at)
        if not rows:
            raise Refused("Nobody on this list may be written to: open it again.")
        row = {"shop_id": shop_id, "taken_at": stamp.at, **signed(stamp)}
        number = db.execute(insert(contact_list).values(row)).inserted_primary_key[0]
        mine = {"shop_id": shop_id, "list_id": number}
        db.execute(insert(contact), [asdict(each) | mine for each in rows])
        return number


def _allowed(db: Connection, shop_id: str, wanted: Sequence[Wanted], at: datetime) -> list[Wanted]:
    held, said = rules_of(db, shop_id), consents_of(db, shop_id)
    times = _contacted(db, shop_id, at - timedelta(days=held.days))
    once = {each.buyer: each for each in wanted}
    return [
        each
        for each in once.values()
        if held.allows(may_contact=said.get(each.buyer), times=times.get(each.buyer, 0))
    ]


def withdraw(engine: Engine, shop_id: str, list_id: int, stamp: Stamp) -> None:
    """Take a list back that nobody was written to from; it no longer counts against the cap."""
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        row = list_of(db, shop_id, list_id)
        if row.withdrawn_at is not None:
            return
        ids = select(contact.c.id).where(contact.c.list_id == list_id)
        if db.execute(
            select(contact_outcome.c.id).where(contact_outcome.c.contact_id.in_(ids))
        ).first():
            raise Refused("People on this list have been written to: it stays.")
        here = update(contact_list).where(contact_list.c.id == list_id)
        db.execute(here.values(withdrawn_at=stamp.at))


def list_of(db: Connection, shop_id: str, list_id: int) -> object:
    """This list's row, or `NotFound`."""
    mine = select(contact_list).where(
        contact_list.c.id == list_id, contact_list.c.shop_id == shop_id
    )
    row = db.execute(mine).first()
    if row is None:
        raise NotFound("There is no list {id} in this shop.", id=list_id)
    return row


def lists(engine: Engine, shop_id: str, *, last: int = 20) -> list[ContactList]:
    """The lists that were taken, newest first."""
    said = select(contact_outcome.c.contact_id).distinct().subquery()
    wanted = (
        select(
            contact_list.c.id,
            contact_list.c.taken_at,
            contact_list.c.withdrawn_at,
            contact_list.c.member_id,
            func.count(contact.c.id).label("people"),
            func.count(contact.c.id).filter(contact.c.is_control).label("control"),
            func.count(said.c.contact_id).label("known"),
        )
        .join(contact, contact.c.list_id == contact_list.c.id)
        .outerjoin(said, said.c.contact_id == contact.c.id)
        .where(contact_list.c.shop_id == shop_id)
        .group_by(contact_list.c.id)
        .order_by(contact_list.c.id.desc())
        .limit(last)
    )
    with told(), engine.connect() as db:
        return [ContactList(**row._mapping) for row in db.execute(wanted)]


def waiting(engine: Engine, shop_id: str) -> int:
    """How many people on lists were to be written to and have no outcome."""
    said = select(contact_outcome.c.id).where(contact_outcome.c.contact_id == contact.c.id)
    wanted = (
        select(func.count())
        .select_from(contact)
        .join(contact_list, contact_list.c.id == contact.c.list_id)
        .where(
            contact.c.shop_id == shop_id,
            contact.c.is_control.is_(False),
            contact_list.c.withdrawn_at.is_(None),
            ~said.exists(),
        )
    )
    with told(), engine.connect() as db:
        return db.execute(wanted).scalar_one()


def contacts(engine: Engine, shop_id: str, list_id: int) -> list[Contact]:
    """Everyone on a list with the newest outcome; `NotFound` for another shop's list."""
    with told(), engine.connect() as db:
        list_of(db, shop_id, list_id)
        return contacts_of(db, shop_id, list_id)


def contacts_of(db: Connection, shop_id: str, list_id: int | None = None) -> list[Contact]:
    """The same inside a transaction; of every list if none is named."""
    newest = (
        select(func.max(contact_outcome.c.id).label("id"))
        .group_by(contact_outcome.c.contact_id)
        .subquery()
    )
    said = select(contact_outcome).join(newest, newest.c.id == contact_outcome.c.id).subquery()
    wanted = (
        select(
            *(contact.c[name] for name in Contact.__slots__[:6]),
            func.coalesce(said.c.outcome, "").label("outcome"),
            func.coalesce(said.c.note, "").label("note"),
        )
        .outerjoin(said, said.c.contact_id == contact.c.id)
        .where(contact.c.shop_id == shop_id)
        .order_by(contact.c.id)
    )
    if list_id is not None:
        wanted = wanted.where(contact.c.list_id == list_id)
    return [Contact(**row._mapping) for row in db.execute(wanted)]


def forget(engine: Engine, shop_id: str, buyer: str, stamp: Stamp) -> int:
    """Erase everything written down about a buyer here; how many rows went."""
    with acting(engine, shop_id, stamp, Role.MANAGER) as db:
        return sum(
            db.execute(
                delete(table).where(table.c.shop_id == shop_id, table.c.buyer == buyer)
            ).rowcount
            for table in (contact, customer_consent)
        )
