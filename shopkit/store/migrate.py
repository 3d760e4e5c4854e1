"""Brings the store's tables up to this version, once, however many programs start together."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine, inspect, text

from shopkit.errors import Busy, Refused
from shopkit.store.engine import told

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0010"
LOCK_SECONDS = 60
_POSTGRES_LOCK = 0x73686F70


def is_current(engine: Engine) -> bool:
    """Whether the tables are this version's: one query, without importing Alembic.

    Raises `Refused` when a newer shopkit has already changed them.
    """
    with told(), engine.connect() as db:
        if not inspect(db).has_table("alembic_version"):
            return False
        version = db.execute(text("select version_num from alembic_version")).scalar()
    if version and version > HEAD:
        raise Refused(
            "This data was written by a newer version of the workbook ({version}). "
            "Update the workbook, then open it again.",
            version=version,
        )
    return version == HEAD


def migrate(engine: Engine) -> None:
    """Apply the steps these tables have not had, under a lock; does nothing when up to date."""
    if is_current(engine):
        return
    try:
        with _lock(engine):
            if not is_current(engine):
                _upgrade(engine)
    except Timeout as error:
        raise Busy(
            "Another program is preparing the shop's data. Wait a minute, try again."
        ) from error


def _lock(engine: Engine) -> AbstractContextManager[object]:
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or file == ":memory:":
        return nullcontext()  # PostgreSQL takes its lock inside the transaction
    return FileLock(f"{file}.migration.lock", timeout=LOCK_SECONDS)


def _upgrade(engine: Engine) -> None:
    # Alembic costs 0.8 s to import, so it is read only when there is something to do.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix())
    with told(), engine.execution_options(sqlite_begin="BEGIN IMMEDIATE").begin() as db:
        if engine.dialect.name == "postgresql":
            db.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
        config.attributes["connection"] = db
        command.upgrade(config, "head")
