"""A small shop drawn by hand: two products, two bins, three people, and no files at all."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from shopkit import store
from shopkit.pages.warehouse.shift import Shift
from shopkit.roles import Role
from shopkit.settings import Settings
from shopkit.shop import open_shop
from shopkit.stock.moves import StockMove
from shopkit.store import Member, books, goods
from shopkit.store.ledger import Stamp, record
from shopkit.widgets import Reply

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
BINS = [goods.Location("A-1", walk=1), goods.Location("A-2", walk=2)]
SKUS = [
    goods.Sku("MUG", title="Mug", barcode="690001", price_fen=1500, cost_fen=500),
    goods.Sku("TEE", title="Tee", barcode="690002", price_fen=4000, cost_fen=1200),
]


class Warehouse:
    """The shop, and what a person of it sees and does on a section's page."""

    def __init__(self, folder):
        self.settings = Settings(folder / "data", folder / "cache", folder / "config")
        self.days, self._keys = 0, count(1)
        self.shop = open_shop(at=NOW, settings=self.settings)
        self.engine, self.id = self.shop.engine, self.shop.id
        goods.prepare(self.engine, self.id)
        known = {each.name: each.id for each in self.shop.members()}
        self.who = known or {role.value: self.member(role.value, role) for role in Role}

    def member(self, name, role):
        """A new colleague's number."""
        return store.save_member(self.engine, self.id, Member(name, frozenset({role}))).id

    def stocked(self):
        """The same with goods, bins and ten mugs in A-1."""
        goods.save_skus(self.engine, self.id, SKUS)
        goods.save_locations(self.engine, self.id, BINS)
        self.lay("MUG", "A-1", 10)
        return self

    def lay(self, sku, place, qty, *, source="SUPPLIER"):
        """Units in a place, a month ago."""
        at = NOW - timedelta(days=30)
        record(self.engine, self.id, [StockMove(at, sku, source, place, qty)], Stamp(None, NOW))

    def held(self):
        """Units by product and place."""
        return {(row.sku, row.location): row.qty for row in books.balances(self.engine, self.id)}

    def shift(self, by="warehouse", lang="en", **ask):
        """A look at the page by one of the team, `days` after the first day."""
        asked = {"who": str(self.who.get(by, ""))} | {k: str(v) for k, v in ask.items()}
        return Shift(self.shop, asked, lang, NOW + timedelta(days=self.days))

    def work(self, section, by="warehouse", **ask):
        """The blocks of a section by id."""
        drawn = section.blocks(self.shift(by, **ask))
        json.dumps(drawn)
        ids = [block["id"] for block in drawn]
        assert len(ids) == len(set(ids))
        return dict(zip(ids, drawn, strict=True))

    def act(self, section, name, /, by="warehouse", key=None, ask=None, **values):
        """What is replied to an act; every one has a key of its own unless told."""
        given = key or f"key-{next(self._keys)}"
        done = section.ACTS[name](self.shift(by, **(ask or {})), key=given, **values)
        return done if isinstance(done, Reply) else Reply(done)


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    """The folder of a shop with people, made once: a store takes a while to set up."""
    folder = tmp_path_factory.mktemp("founded")
    Warehouse(folder).engine.dispose()
    return folder


@pytest.fixture
def empty(founded, tmp_path):
    """A shop with people and nothing to sell."""
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    return Warehouse(tmp_path)


@pytest.fixture
def shop(empty):
    """A shop with ten mugs in A-1."""
    return empty.stocked()
