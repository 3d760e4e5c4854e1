"""The sample shop's calendar as its event ledger: what its manager would have written down."""

from datetime import datetime
from typing import TYPE_CHECKING

from shopkit.sample import definitions
from shopkit.sample.definitions import Event as Row
from shopkit.store import watch
from shopkit.store.ledger import Stamp
from shopkit.watch import Event

if TYPE_CHECKING:
    from sqlalchemy import Engine

KINDS = {
    "预售": "sale",
    "大促": "sale",
    "自办": "campaign",
    "假期": "festival",
    "回落": "lull",
    "停发": "closed",
    "断货": "stockout",
    "改价": "price",
    "批次": "mishap",
}
# These are told by the product they befell, not by a name of their own.
_OF_PRODUCTS = {"stockout", "price", "mishap"}


def remember(engine: "Engine", shop_id: str, *, at: datetime) -> None:
    """Write the sample shop's events into its ledger; nobody in particular did."""
    watch.add_events(engine, shop_id, happened(), Stamp(None, at))


def happened() -> list[Event]:
    """Every event of the sample shop that a ledger has a kind for."""
    return [_event(row) for row in definitions.events() if row.kind in KINDS]


def _event(row: Row) -> Event:
    kind = KINDS[row.kind]
    named = [
        sku for sku in definitions.catalogue() if sku.item_code in row.codes or sku.sku in row.codes
    ]
    items = tuple(sorted({sku.item_id for sku in named}))
    name = named[0].title if kind in _OF_PRODUCTS and named else row.name
    last = row.first if kind == "price" else row.last  # a new price is news on its first day
    return Event(kind, name, row.first, last, items, row.note)
