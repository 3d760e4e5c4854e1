"""One engine for SQLite or PostgreSQL, with the settings that keep every acknowledged write."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from shopkit.errors import Busy, Refused
from shopkit.text import message

WAIT_SECONDS = 10
BEGIN = "sqlite_begin"

# What the driver's words mean for the person who clicked.
_REFUSALS = {
    "locked": (
        Busy,
        message("Another program is writing to the shop's data. Nothing was saved: try again."),
    ),
    "disk is full": (
        Refused,
        message("The disk is full. Nothing was saved: free some space, then try again."),
    ),
    "readonly": (
        Refused,
        message("The data folder may not be written to. Nothing was saved: check its permissions."),
    ),
}
_NETWORK_DISKS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs"}


def opened(url: str) -> Engine:
    """An engine on the store at `url`; makes the data folder of a SQLite file if it is missing.

    Raises `Refused` for a SQLite file on a network disk, where its locks do not hold.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    if address.database and address.database != ":memory:":
        _local_folder(Path(address.database).parent)
    engine = create_engine(address, connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _sqlite_connected)
    event.listen(engine, "begin", _sqlite_begun)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, its write lock taken first: what it checks is true when it writes.

    Raises `Busy` or `Refused` with nothing written.
    """
    with told(), engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"}).begin() as db:
        yield db


@contextmanager
def told() -> Iterator[None]:
    """Turns the driver's refusals into sentences; anything unforeseen stays loud."""
    try:
        yield
    except DatabaseError as error:
        known = [_REFUSALS[words] for words in _REFUSALS if words in str(error.orig)]
        if not known:
            raise
        refusal, sentence = known[0]
        raise refusal(sentence) from error


def _sqlite_connected(raw: Any, _record: Any) -> None:
    raw.isolation_level = None  # SQLAlchemy, not the driver, says when a transaction begins
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        raw.execute(f"PRAGMA {pragma}")


def _sqlite_begun(db: Connection) -> None:
    db.exec_driver_sql(db.get_execution_options().get(BEGIN, "BEGIN"))


def _local_folder(folder: Path) -> None:
    if _on_network(folder):
        raise Refused(
            "{folder} is on a network disk, where two computers can damage the data. "
            "Choose a folder on this computer with SHOPKIT_DATA, or use PostgreSQL.",
            folder=folder,
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            "The data folder {folder} cannot be made: {reason}. Choose another with SHOPKIT_DATA.",
            folder=folder,
            reason=error.strerror or error,
        ) from error


def _on_network(folder: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    if str(folder).startswith("\\\\"):
        return True
    if not mounts.exists():
        return False
    rows = [line.split() for line in mounts.read_text(encoding="utf-8").splitlines()]
    holding = [(row[1], row[2]) for row in rows if folder.is_relative_to(row[1])]
    return max(holding, key=lambda row: len(row[0]), default=("", ""))[1] in _NETWORK_DISKS
