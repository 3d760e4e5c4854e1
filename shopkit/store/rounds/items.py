"""What a shop looks at on its safety round: the defaults until it changes them."""

from dataclasses import asdict, fields
from datetime import date

from sqlalchemy import Connection, Engine, insert, select, update

from shopkit.errors import NotFound
from shopkit.safety import DEFAULTS, Item
from shopkit.store.acts import acting
from shopkit.store.engine import told
from shopkit.store.goods import KEEPERS
from shopkit.store.ledger import Stamp
from shopkit.store.schema import safety_item


def items(engine: Engine, shop_id: str, *, today: date | None = None) -> list[Item]:
    """What is looked at, by topic; the defaults (ids below zero) before a shop has its own.

    With `today`, items closed by then are left out.
    """
    with told(), engine.connect() as db:
        kept = kept_items(db, shop_id) or list(DEFAULTS)
    return [row for row in kept if today is None or not row.closed_on or row.closed_on > today]


def save_item(engine: Engine, shop_id: str, item: Item, stamp: Stamp) -> Item:
    """Add an item, or change the one with its id; the first change keeps all defaults."""
    values = {name: value for name, value in asdict(item).items() if name != "id"}
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        known = adopted(db, shop_id)
        number = item.id
        if number is None:
            new = insert(safety_item).values(values | {"shop_id": shop_id})
            number = db.execute(new).inserted_primary_key[0]
        elif number not in known:
            raise NotFound("There is no safety item {id} in this shop.", id=number)
        else:
            number = known[number].id
            db.execute(update(safety_item).where(safety_item.c.id == number).values(values))
        return next(row for row in kept_items(db, shop_id) if row.id == number)


def adopted(db: Connection, shop_id: str) -> dict[int, Item]:
    """The shop's items by id, the defaults kept first if it has none.

    Right after that the defaults are found by their ids below zero as well.
    """
    kept = kept_items(db, shop_id)
    if kept:
        return _named_as_default(kept) | {row.id: row for row in kept}
    for default in DEFAULTS:
        values = {name: value for name, value in asdict(default).items() if name != "id"}
        db.execute(insert(safety_item).values(values | {"shop_id": shop_id}))
    return adopted(db, shop_id)


def kept_items(db: Connection, shop_id: str) -> list[Item]:
    """The items the shop has kept, by topic, inside a transaction."""
    columns = [safety_item.c[field.name] for field in fields(Item)]
    mine = select(*columns).where(safety_item.c.shop_id == shop_id)
    rows = db.execute(mine.order_by(safety_item.c.id)).all()
    return [Item(**row._mapping) for row in rows]


def _named_as_default(kept: list[Item]) -> dict[int, Item]:
    """A page opened before the first round still names the defaults by theirs."""
    same = {(row.topic, row.question): row for row in kept}
    return {
        default.id: same[default.topic, default.question]
        for default in DEFAULTS
        if (default.topic, default.question) in same
    }
