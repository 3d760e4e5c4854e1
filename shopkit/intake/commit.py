"""Taking a checked file in: one commit of its rows, one row that says so."""

from dataclasses import dataclass
from datetime import datetime

from shopkit import lake, store
from shopkit.errors import Refused
from shopkit.intake.preview import Preview
from shopkit.shop import Shop
from shopkit.tables import TABLES

TIDY_EVERY = 25  # versions: a month's file is rewritten by each import that touches it


@dataclass(frozen=True)
class Taken:
    """What an import did: rows of the file, rows that were new, rows that differ now."""

    name: str
    kind: str
    rows: int
    new_rows: int
    changed_rows: int


def take(shop: Shop, checked: Preview, *, by: str, at: datetime) -> Taken:
    """Commit a preview's staged rows to the shop, all or none; the same file twice adds nothing.

    Raises `Refused` when the file has faults or is of no known kind, `Busy` when another import
    does not end.
    """
    if checked.staged is None:
        raise Refused(
            "{name} was not imported: {faults} faults must be mended first.",
            name=checked.name,
            faults=checked.fault_count,
        )
    table = TABLES[checked.table]
    with lake.import_lock(shop.folder):
        seen = store.current_version(shop.engine, shop.id)
        change = lake.upsert(
            shop.folder, table, checked.staged, version=seen.tables.get(table.name)
        )
        is_new = change.version is not None and change.version != seen.tables.get(table.name)
        tables = dict(seen.tables) | {table.name: change.version} if is_new else None
        store.record_import(shop.engine, shop.id, _row(checked, change, by, at), tables=tables)
        if is_new and change.version % TIDY_EVERY == 0:
            pinned = store.pinned_versions(shop.engine, shop.id, table.name)
            lake.tidy(shop.folder, table, keep=[*pinned, change.version])
    return Taken(checked.name, checked.kind, checked.rows, change.new_rows, change.changed_rows)


def _row(checked: Preview, change: lake.Change, by: str, at: datetime) -> store.ImportRow:
    return store.ImportRow(
        name=checked.name,
        kind=checked.kind,
        sha256=checked.sha256,
        rows=checked.rows,
        new_rows=change.new_rows,
        changed_rows=change.changed_rows,
        totals=dict(checked.totals),
        first_on=checked.first_day,
        last_on=checked.last_day,
        imported_by=by,
        imported_at=at,
    )
