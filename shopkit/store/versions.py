"""Which data versions belong together: one row a commit, and readers use only that row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Engine, func, insert, select, text

from shopkit.store.engine import told, writing
from shopkit.store.schema import import_file, lake_version


@dataclass(frozen=True)
class LakeVersion:
    """The version of each lake table that readers see; 0 and no tables before the first import."""

    id: int = 0
    tables: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportRow:
    """One file that was taken in, with its control totals."""

    name: str
    kind: str
    sha256: str
    rows: int
    new_rows: int
    changed_rows: int
    totals: Mapping[str, int]
    first_on: date | None
    last_on: date | None
    imported_by: str
    imported_at: datetime


def current_version(engine: Engine, shop_id: str) -> LakeVersion:
    """The newest row of data versions of a shop."""
    newest = (
        select(lake_version.c.id, lake_version.c.tables)
        .where(lake_version.c.shop_id == shop_id)
        .order_by(lake_version.c.id.desc())
        .limit(1)
    )
    with told(), engine.connect() as db:
        row = db.execute(newest).first()
    return LakeVersion(row.id, row.tables) if row else LakeVersion()


def pinned_versions(engine: Engine, shop_id: str, table: str) -> list[int]:
    """The versions of a lake table that frozen months need."""
    pinned = select(lake_version.c.tables).where(
        lake_version.c.shop_id == shop_id, lake_version.c.is_pinned
    )
    with told(), engine.connect() as db:
        found = db.execute(pinned).scalars().all()
    return sorted({tables[table] for tables in found if table in tables})


def record_import(
    engine: Engine, shop_id: str, taken: ImportRow, *, tables: Mapping[str, int] | None
) -> None:
    """Write the file's row and, when `tables` changed, the new row of data versions: together."""
    row = dict(taken.__dict__) | {"shop_id": shop_id, "totals": dict(taken.totals)}
    with writing(engine) as db:
        if tables is not None:
            version = insert(lake_version).values(
                shop_id=shop_id,
                tables=dict(tables),
                is_pinned=False,
                committed_at=taken.imported_at,
            )
            row["lake_version_id"] = db.execute(version).inserted_primary_key[0]
        db.execute(insert(import_file).values(**row))


def imports(engine: Engine, shop_id: str, *, last: int = 50) -> list[ImportRow]:
    """The files taken in, newest first."""
    names = [column for column in ImportRow.__dataclass_fields__]
    columns = [import_file.c[name] for name in names]
    newest = select(*columns).where(import_file.c.shop_id == shop_id)
    with told(), engine.connect() as db:
        rows = db.execute(newest.order_by(import_file.c.id.desc()).limit(last)).all()
    return [ImportRow(*row) for row in rows]


# A number that grows with every transaction that wrote anything.
_WRITTEN = {
    "sqlite": "PRAGMA data_version",
    "postgresql": "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint",
}


def pulse(engine: Engine) -> tuple[int, int]:
    """Two numbers that change when any shop's data may have: cheap enough for each second."""
    newest = select(func.max(lake_version.c.id))
    with told(), engine.connect() as db:
        written = db.execute(text(_WRITTEN[engine.dialect.name])).scalar() or 0
        return written, db.execute(newest).scalar() or 0
