"""Questions put to one version of a shop's lake: a DuckDB SQL file each, over the tables' files."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import duckdb
from deltalake import DeltaTable

from shopkit.errors import NotFound
from shopkit.lake.sales import orders_from_lines
from shopkit.lake.types import stored
from shopkit.tables import ORDER_LINES, ORDERS, TABLES, Table

if TYPE_CHECKING:
    from shopkit.lake.answer import Answer

QUERIES = Path(__file__).parent / "queries"
# What several questions ask of the tables in the same words, said once.
VIEWS = Path(__file__).parent / "views"
MEMORY = "256MB"
# Buyers counted over ten million orders spill to disk below this; a small shop never takes it.
READING_MEMORY = "512MB"
# Up to here reading a table's commits is faster than opening it; Delta's own reader takes over.
COMMITS = 300


@dataclass(frozen=True)
class Lake:
    """One shop's tables at the versions that belong together; reading opens no other version.

    Two of the same folder and versions are equal: what was worked out from one holds for both.
    """

    folder: Path
    versions: Mapping[str, int] = field(default_factory=dict, hash=False)
    _seen: set[str] = field(default_factory=set, init=False, repr=False, compare=False)
    _lock: Any = field(default_factory=RLock, init=False, repr=False, compare=False)

    def rows(self, question: str, **asked: Any) -> list[dict[str, Any]]:
        """The answer to a question as plain rows: what a dashboard draws."""
        cursor = self._asked(question, asked)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def frame(self, question: str, **asked: Any) -> "Answer":
        """The answer as a DataFrame that shows its SQL, for exploring."""
        from shopkit.lake.answer import answer

        rows = self.rows(question, **asked)
        return answer(rows, self._columns(question, asked), sql=sql(question))

    def _columns(self, question: str, asked: Mapping[str, Any]) -> list[str]:
        return [column[0] for column in self._asked(question, asked).description]

    def _asked(self, question: str, asked: Mapping[str, Any]) -> duckdb.DuckDBPyConnection:
        text = sql(question)
        self._see(_named(text))
        return self._opened.cursor().execute(text, asked)

    @property
    def _db(self) -> duckdb.DuckDBPyConnection:
        self._see(TABLES)
        return self._opened

    def _see(self, names: Iterable[str]) -> None:
        # A table's files are looked up when a question first names it.
        with self._lock:
            for name in names:
                if name not in self._seen:
                    self._opened.execute(f"create view {name} as {self._shown(name)}")
                    self._seen.add(name)

    def _shown(self, name: str) -> str:
        if name in TABLES:
            return self._source(TABLES[name])
        text = (VIEWS / f"{name}.sql").read_text(encoding="utf-8")
        self._see(name for name in _named(text) if name in TABLES)
        return text

    @cached_property
    def _opened(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(
            config={"memory_limit": READING_MEMORY, "autoinstall_known_extensions": "false"}
        )

    def _source(self, table: Table) -> str:
        if table is ORDERS and "orders" not in self.versions and "order_lines" in self.versions:
            self._see([ORDER_LINES.name])
            return orders_from_lines()
        if table.name in self.versions:
            found = files(self.folder / table.name, version=self.versions[table.name])
            if found:
                return f"select * from {scan(found)}"
        nothing = ", ".join(f"null::{kind} as {name}" for name, kind in stored(table).items())
        return f"select {nothing} where false"


@cache
def sql(question: str) -> str:
    """The SQL text that answers a question; `NotFound` lists the questions there are."""
    path = QUERIES / f"{question}.sql"
    if path.parent != QUERIES or not path.exists():
        raise NotFound(
            "There is no question {question}. There are: {known}.",
            question=question,
            known=", ".join(questions()),
        )
    return path.read_text(encoding="utf-8")


@cache
def _named(text: str) -> tuple[str, ...]:
    known = (*TABLES, *sorted(path.stem for path in VIEWS.glob("*.sql")))
    return tuple(name for name in known if re.search(rf"\b{name}\b", text))


def questions() -> list[str]:
    """The names of all questions the lake answers."""
    return sorted(path.stem for path in QUERIES.glob("*.sql"))


def files(folder: Path, *, version: int | None = None) -> list[str]:
    """The Parquet files of a table at a version, as paths DuckDB can scan."""
    if version is not None and version < COMMITS:
        named = logged(folder, version)
        if named is not None:
            return named
    table = DeltaTable(folder, version=version)
    return [local(uri) for uri in table.file_uris()]


def logged(folder: Path, version: int) -> list[str] | None:
    """The table's files as its commits up to `version` tell, newest first; None if one is gone."""
    live: dict[str, None] = {}
    for step in range(version + 1):
        try:
            commit = (folder / "_delta_log" / f"{step:020}.json").read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        for action in map(json.loads, commit.splitlines()):
            if "add" in action:
                live[unquote(action["add"]["path"])] = None
            elif "remove" in action:
                live.pop(unquote(action["remove"]["path"]), None)
    return [str(folder / name) for name in reversed(live)]


def local(uri: str) -> str:
    """A file's path from its address in the table."""
    return uri.removeprefix("file://") if not uri.startswith("file:///") else _from_url(uri)


def scan(paths: list[str]) -> str:
    """SQL that reads these files with their month."""
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{listed}], hive_partitioning=true, hive_types={{'month': VARCHAR}})"


def _from_url(uri: str) -> str:
    from urllib.parse import urlparse
    from urllib.request import url2pathname

    return url2pathname(urlparse(uri).path)
