"""Who may be written to: the shop's rules, and what customers said, by pseudonym."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import Connection, Engine, insert, select

from shopkit.customers.contact import CONSENTS, Rules
from shopkit.errors import Refused
from shopkit.roles import Role
from shopkit.store.acts import acting, done_before, signed
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.notes import keep_rule
from shopkit.store.schema import customer_consent, setting

KEEPERS = (Role.MANAGER, Role.OPERATIONS, Role.SERVICE)
RULES = "contact_rules"


def rules(engine: Engine, shop_id: str) -> Rules:
    """How often customers may be written to here, and which of them."""
    with told(), engine.connect() as db:
        return rules_of(db, shop_id)


def rules_of(db: Connection, shop_id: str) -> Rules:
    """The same inside a transaction."""
    kept = select(setting.c.value).where(setting.c.shop_id == shop_id, setting.c.name == RULES)
    return Rules(**(db.execute(kept).scalar() or {}))


def set_rules(engine: Engine, shop_id: str, new: Rules, *, by: int | None) -> None:
    """Keep other rules; the manager's alone."""
    if not (1 <= new.times <= 20 and 1 <= new.days <= 365 and 0 <= new.control_rate <= 0.5):
        raise Refused("Allow 1 to 20 contacts in 1 to 365 days, and leave out at most half.")
    if new.consent not in CONSENTS:
        raise Refused("Choose who may be written to from the list.")
    keep_rule(engine, shop_id, RULES, asdict(new), by=by)


def consents(engine: Engine, shop_id: str) -> dict[str, bool]:
    """Whether a buyer may be written to, for all who ever said; the newest word holds."""
    with told(), engine.connect() as db:
        return consents_of(db, shop_id)


def consents_of(db: Connection, shop_id: str) -> dict[str, bool]:
    """The same inside a transaction."""
    wanted = select(customer_consent.c.buyer, customer_consent.c.may_contact)
    mine = wanted.where(customer_consent.c.shop_id == shop_id).order_by(customer_consent.c.id)
    return {row.buyer: row.may_contact for row in db.execute(mine)}


def record_consents(
    engine: Engine, shop_id: str, said: Mapping[str, bool], stamp: Stamp, *, source: str = ""
) -> int:
    """Write down who agreed and who refused; how many rows are new."""
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        if done_before(db, customer_consent, shop_id, stamp) is not None:
            return 0
        return book(db, shop_id, said, stamp, source=source)


def book(
    db: Connection, shop_id: str, said: Mapping[str, bool], stamp: Stamp, *, source: str
) -> int:
    """The same inside a transaction that books something else too."""
    known = consents_of(db, shop_id)
    rows = [
        {"shop_id": shop_id, "buyer": buyer, "may_contact": may, "source": source}
        | {"said_at": stamp.at, **signed(stamp)}
        for buyer, may in said.items()
        if known.get(buyer) is not may
    ]
    if rows:
        db.execute(insert(customer_consent), rows)
    return len(rows)
