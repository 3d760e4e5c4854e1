"""Orders drawn small, staged as intake stages them."""

from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shopkit import lake
from shopkit.tables import TABLES

EIGHT_HOURS = timedelta(hours=8)
ARROW = {
    "text": pa.string(),
    "count": pa.int64(),
    "fen": pa.int64(),
    "share": pa.float64(),
    "seconds": pa.float64(),
    "score": pa.float64(),
    "instant": pa.timestamp("us"),
    "day": pa.date32(),
}


def stage(folder: Path, name: str, rows: list[dict], *, seen: str = "2026-11-01") -> Path:
    """Rows as a staged file: Shanghai wall times become instants, days and months are derived."""
    table = TABLES[name]
    staged = []
    for row in rows:
        full = {column: _value(table.columns[column], value) for column, value in row.items()}
        for day, instant in table.days.items():
            if instant in row:
                moment = full[instant]
                full[day] = (moment + EIGHT_HOURS).date() if moment else None
        dated = [row[column] for column in table.dated if row.get(column)]
        full["month"] = dated[0][:7] if dated else "0000-00"
        full["seen_at"] = datetime.fromisoformat(seen)
        staged.append(full)
    kinds = {column: ARROW[kind] for column, kind in table.stored.items() if column in staged[0]}
    path = folder / f"{name}-{len(list(folder.iterdir()))}.parquet"
    pq.write_table(pa.Table.from_pylist(staged, schema=pa.schema(kinds.items())), path)
    return path


def _value(kind: str, value: object) -> object:
    if kind == "instant" and value:
        return datetime.fromisoformat(value) - EIGHT_HOURS
    if kind == "day":
        return datetime.fromisoformat(value).date()
    return value


class Drawn:
    """A lake written to in a test, at the versions it has reached."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.staging, self.versions = folder / "lake", folder / "staging", {}
        self.staging.mkdir()

    def add(self, name: str, *rows: dict, seen: str = "2026-11-01") -> lake.Change:
        staged = stage(self.staging, name, list(rows), seen=seen)
        with lake.import_lock(self.folder):
            change = lake.upsert(self.folder, TABLES[name], staged, version=self.versions.get(name))
        self.versions[name] = change.version
        return change

    def rows(self, question: str, **asked: object) -> list[dict]:
        return self.lake.rows(question, **asked)

    @property
    def lake(self) -> lake.Lake:
        return lake.Lake(self.folder, dict(self.versions))

    def orders(self) -> list[tuple]:
        query = "select order_id, status, paid_fen, month from orders order by order_id"
        return self.lake._db.execute(query).fetchall()


@pytest.fixture
def drawn(tmp_path):
    """An empty lake to draw into."""
    return Drawn(tmp_path)


@pytest.fixture
def draw_lake(tmp_path_factory):
    """As many empty lakes as a property needs."""
    return lambda: Drawn(tmp_path_factory.mktemp("lake"))
