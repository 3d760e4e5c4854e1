"""The shops of this workbook, the sample among them."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, func, insert, select

from shopkit.errors import NotFound, Refused
from shopkit.store.engine import told, writing
from shopkit.store.schema import lake_version, shop


@dataclass(frozen=True)
class ShopRow:
    """A shop's id (its folder in the lake), its name, and whether it is the sample."""

    id: str
    name: str
    is_sample: bool


def shops(engine: Engine) -> list[ShopRow]:
    """Every shop: own ones first by age, then the sample."""
    by_age = select(shop).order_by(shop.c.is_sample, shop.c.created_at, shop.c.id)
    with told(), engine.connect() as db:
        return [ShopRow(row.id, row.name, row.is_sample) for row in db.execute(by_age)]


def find_shop(engine: Engine, wanted: str) -> ShopRow:
    """The shop with this id or name, or `NotFound` that lists what there is."""
    known = shops(engine)
    for row in known:
        if wanted in (row.id, row.name):
            return row
    raise NotFound(
        "There is no shop “{wanted}”. There are: {known}.",
        wanted=wanted,
        known=", ".join(f"{row.id} ({row.name})" for row in known) or "–",
    )


def create_shop(engine: Engine, name: str, *, at: datetime, is_sample: bool = False) -> ShopRow:
    """A new shop called `name`, or `Refused` when the name is empty or taken."""
    named = " ".join(name.split())
    if not named:
        raise Refused("A shop needs a name.")
    with writing(engine) as db:
        if db.execute(select(shop.c.id).where(shop.c.name == named)).first():
            raise Refused("There is already a shop called “{name}”.", name=named)
        taken = set(db.execute(select(shop.c.id)).scalars())
        row = ShopRow(_free_id("sample" if is_sample else named, taken), named, is_sample)
        db.execute(insert(shop).values(id=row.id, name=named, is_sample=is_sample, created_at=at))
    return row


def remove_shop(engine: Engine, shop_id: str) -> None:
    """Forget a shop and all that was typed for it, or `Refused` while a month of it is frozen."""
    frozen = select(func.count()).where(lake_version.c.shop_id == shop_id, lake_version.c.is_pinned)
    with writing(engine) as db:
        if months := db.execute(frozen).scalar():
            raise Refused("{months} frozen reviews need this shop's data.", months=months)
        db.execute(delete(shop).where(shop.c.id == shop_id))


def _free_id(name: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:24] or "shop"
    numbered = (f"{stem}-{n}" for n in range(2, len(taken) + 3))
    return next(word for word in (stem, *numbered) if word not in taken)
