"""One commit of staged rows into a table: upsert by key, in months, without half-seen states."""

import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from deltalake import DeltaTable
from deltalake.transaction import AddAction, RemoveAction
from filelock import FileLock, Timeout

from shopkit.errors import Busy
from shopkit.lake.read import MEMORY, files, scan
from shopkit.lake.types import delta_schema
from shopkit.lake.upsert import fresh, merged, moves, touched
from shopkit.tables import Table

LOCK_SECONDS = 120
KEPT_HOURS = 24


@dataclass(frozen=True)
class Change:
    """What a commit did: rows that were new, rows that differ now, and the table's version."""

    new_rows: int
    changed_rows: int
    version: int | None


@contextmanager
def import_lock(folder: Path, *, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """The right to write this shop's lake, for one import at a time; waits, then raises `Busy`."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "import.lock", timeout=seconds):
            yield
    except Timeout as error:
        raise Busy(
            "Another import is running. Nothing was saved: try again when it is done."
        ) from error


def upsert(folder: Path, table: Table, staged: Path, *, version: int | None) -> Change:
    """Put the rows of a staged Parquet file into the table that readers see at `version`.

    The row seen later wins, for the columns its file had; so neither order nor repetition matters.
    A table left ahead of `version` by a killed import is put back first.
    Call it under `import_lock`.
    """
    place = folder / table.name
    delta = _settled(place, version)
    current = files(place, version=version) if delta else []
    work = place / f".work-{uuid.uuid4().hex}"
    db = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(work)})
    try:
        return _committed(db, table, place=place, staged=staged, current=current, delta=delta)
    finally:
        db.close()
        shutil.rmtree(work, ignore_errors=True)


def tidy(folder: Path, table: Table, *, keep: list[int]) -> int:
    """Delete files that no version in `keep`, nor the newest, needs any more; how many went.

    Files younger than a day stay: a page may still be reading them. Call it under `import_lock`.
    """
    gone = DeltaTable(folder / table.name).vacuum(
        retention_hours=KEPT_HOURS,
        dry_run=False,
        enforce_retention_duration=False,
        full=True,
        keep_versions=keep,
    )
    return len(gone)


def _committed(
    db: duckdb.DuckDBPyConnection,
    table: Table,
    *,
    place: Path,
    staged: Path,
    current: list[str],
    delta: DeltaTable | None,
) -> Change:
    source = f"read_parquet('{staged.as_posix()}')"
    db.execute(f"create view staged as {fresh(db, table, source)}")
    if not current:
        adds = [
            _written(db, f"select * from staged where month = '{month}'", place, month=month)
            for month in _months(db, "staged")
        ]
        new = sum(rows for _, rows in adds)
        return Change(new, 0, _commit(place, table, delta, [add for add, _ in adds]))
    db.execute(f"create view whole as select * from {scan(current)}")
    months = touched(db, table)
    within = [path for path in current if _month_of(path) in months]
    old = scan(within) if within else "whole where false"
    db.execute(f"create view existing as select * from {old}")
    new, changed, refreshed = moves(db, table)
    if not new + changed + refreshed:
        return Change(0, 0, delta.version() if delta else None)
    db.execute(f"create table merged as {merged(table)}")
    adds = [
        _written(db, f"select * from merged where month = '{month}'", place, month=month)[0]
        for month in _months(db, "merged")
    ]
    removes = [_gone(place, path) for path in within]
    return Change(new, changed, _commit(place, table, delta, [*adds, *removes]))


def _settled(place: Path, version: int | None) -> DeltaTable | None:
    if not DeltaTable.is_deltatable(str(place)):
        return None
    if version is None:
        shutil.rmtree(place)
        return None
    delta = DeltaTable(place)
    # tidying counts as a version too, but changes no file
    if set(delta.file_uris()) != set(DeltaTable(place, version=version).file_uris()):
        delta.restore(version)
        delta = DeltaTable(place)
    return delta


def _months(db: duckdb.DuckDBPyConnection, view: str) -> list[str]:
    return [
        row[0] for row in db.execute(f"select distinct month from {view} order by 1").fetchall()
    ]


def _written(
    db: duckdb.DuckDBPyConnection, query: str, place: Path, *, month: str
) -> tuple[AddAction, int]:
    name = f"month={month}/part-{uuid.uuid4().hex}.parquet"
    path = place / name
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = f"select * exclude (month) from ({query})"
    (rows,) = db.execute(
        f"copy ({columns}) to '{path.as_posix()}' (format parquet, compression zstd)"
    ).fetchone()
    stats = f'{{"numRecords":{rows}}}'
    changed = int(time.time() * 1000)
    return AddAction(name, path.stat().st_size, {"month": month}, changed, True, stats), rows


def _gone(place: Path, path: str) -> RemoveAction:
    name = Path(path).relative_to(place).as_posix()
    return RemoveAction(name, True, int(time.time() * 1000), None, {"month": _month_of(path)})


def _month_of(path: str) -> str:
    return Path(path).parent.name.removeprefix("month=")


def _commit(
    place: Path, table: Table, delta: DeltaTable | None, actions: list[AddAction | RemoveAction]
) -> int:
    if delta is None:
        delta = DeltaTable.create(place, delta_schema(table), partition_by=["month"])
    delta.create_write_transaction(actions, "append", delta_schema(table), partition_by=["month"])
    return DeltaTable(place).version()
