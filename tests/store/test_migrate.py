"""First starts, old tables, new tables, locked and foreign ones."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from shopkit import store
from shopkit.errors import Busy, Refused
from shopkit.store.engine import _on_network
from shopkit.store.migrate import is_current
from shopkit.store.schema import facts

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)


def test_the_migrations_make_the_tables_of_this_version(engine):
    with engine.connect() as db:
        assert compare_metadata(MigrationContext.configure(db), facts) == []


def test_a_store_opened_again_is_current(engine):
    assert is_current(engine)


def test_a_newer_store_is_left_alone(engine):
    with engine.begin() as db:
        db.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(Refused) as caught:
        is_current(engine)
    assert caught.value.facts == {"version": "9999"}


def test_programs_that_start_together_make_the_tables_once(tmp_path):
    url = f"sqlite:///{(tmp_path / 'shopkit.db').as_posix()}"
    code = f"from shopkit import store; store.open_store({url!r})"
    starts = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [start.wait(120) for start in starts] == [0, 0, 0]


def test_a_locked_store_refuses_with_a_sentence_and_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("shopkit.store.engine.WAIT_SECONDS", 0.05)
    path = tmp_path / "shopkit.db"
    engine = store.open_store(f"sqlite:///{path.as_posix()}")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        store.create_shop(engine, "Mugs", at=NOW)
    holder.execute("ROLLBACK")
    holder.close()
    assert store.shops(engine) == []
    engine.dispose()


def test_a_database_on_a_network_disk_is_recognised(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x {tmp_path.as_posix()} nfs4 rw 0 0\n/dev/a / ext4 rw 0 0\n")
    assert _on_network(tmp_path / "shop", mounts)
    assert not _on_network(tmp_path.parent, mounts)
