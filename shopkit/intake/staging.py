"""Clean rows on their way into one Parquet file, by month, never all in memory at once."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from shopkit.intake.columns import INSTANT, TYPES
from shopkit.intake.rows import DATED
from shopkit.tables import Table

PLACE = "_place"
GROUP = 131_072
LZ4 = pa.ipc.IpcWriteOptions(compression="lz4")


@dataclass
class Staged:
    """What was staged: rows, control totals, the days they span, rows that a later one replaced."""

    rows: int = 0
    repeated: int = 0
    totals: dict[str, int] = field(default_factory=dict)
    first_day: date | None = None
    last_day: date | None = None


class Spool:
    """Rows set down by month in `folder` as they come; `write` makes one file of them."""

    def __init__(self, folder: Path, table: Table, names: list[str], *, adds: bool = False) -> None:
        self._folder, self._table, self._adds = folder, table, adds
        kinds = {**{name: TYPES[kind] for name, kind in table.stored.items()}, DATED: pa.date32()}
        self._schema = pa.schema(
            [(name, kinds[name]) for name in kinds if name in names] + [(PLACE, pa.int64())]
        )
        self._open, self._stack = {}, ExitStack()
        self._keys: list[pa.Table] = []
        self._rows = 0
        self.latest: datetime | None = None
        self.days: set[date] = set()
        folder.mkdir(parents=True)

    @property
    def names(self) -> list[str]:
        """The columns that rows are set down with."""
        return self._schema.names

    @property
    def rows(self) -> int:
        """How many rows were set down."""
        return self._rows

    def add(self, rows: pa.Table) -> None:
        """Set down some rows; columns that only other sheets have are null."""
        size = rows.num_rows
        places = pa.array(range(self._rows, self._rows + size), pa.int64())
        filled = {
            each.name: rows[each.name]
            if each.name in rows.column_names
            else pa.nulls(size, each.type)
            for each in self._schema
            if each.name != PLACE
        }
        rows = pa.table({**filled, PLACE: places}, schema=self._schema)
        self._rows += size
        self._keys.append(rows.select([*self._table.key, PLACE]))
        self._notice(rows)
        months = rows["month"].unique().to_pylist()
        for month in months:
            part = rows if len(months) == 1 else rows.filter(pc.equal(rows["month"], month))
            self._writer(month).write_table(part)

    def write(self, path: Path, *, seen_at: datetime, days: int | None = None) -> Staged:
        """One Parquet file of all rows, by month, the last of each key; then the spool goes."""
        self._stack.close()
        replaced = None if self._adds else self._replaced()
        staged = Staged(repeated=0 if replaced is None else len(replaced))
        names = [name for name in self._schema.names if name not in (DATED, PLACE)]
        names.insert(names.index("month"), "seen_at")
        schema = pa.schema([(name, TYPES[self._table.stored[name]]) for name in names])
        with pq.ParquetWriter(path, schema, compression="zstd", compression_level=1) as writer:
            for part in self._parts(replaced, staged):
                part = part.append_column(
                    "seen_at",
                    pa.repeat(pa.scalar(seen_at.replace(tzinfo=None), INSTANT), len(part)),
                )
                if days and "days" in part.column_names:
                    at = part.column_names.index("days")
                    part = part.set_column(at, "days", pa.repeat(pa.scalar(days), len(part)))
                self._count(part, staged)
                writer.write_table(part.select(names), row_group_size=GROUP)
        self.close()
        return staged

    def close(self) -> None:
        """Take the spool away."""
        self._stack.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _writer(self, month: str) -> pa.ipc.RecordBatchFileWriter:
        if month not in self._open:
            # Numbered, not named: what a file says is never used as a path.
            sink = self._stack.enter_context(
                pa.OSFile(str(self._folder / f"{len(self._open)}.arrow"), "wb")
            )
            self._open[month] = self._stack.enter_context(
                pa.ipc.new_file(sink, self._schema, options=LZ4)
            )
        return self._open[month]

    def _notice(self, rows: pa.Table) -> None:
        instants = [name for name, kind in self._table.columns.items() if kind == "instant"]
        for name in instants:
            if name in rows.column_names:
                last = pc.max(rows[name]).as_py()
                self.latest = max(filter(None, (self.latest, last)), default=None)
        self.days |= {day for day in pc.min_max(rows[DATED]).as_py().values() if day}

    def _replaced(self) -> pa.Array | None:
        """The places of rows whose key comes again further down; None where no key does."""
        keys = pa.concat_tables(self._keys)
        self._keys.clear()
        last = keys.group_by(list(self._table.key)).aggregate([(PLACE, "max")])
        if last.num_rows == keys.num_rows:
            return None
        stay = pc.is_in(keys[PLACE], last[f"{PLACE}_max"].combine_chunks())
        return keys[PLACE].filter(pc.invert(stay)).combine_chunks()

    def _parts(self, replaced: pa.Array | None, staged: Staged) -> Iterator[pa.Table]:
        for number, _ in sorted(enumerate(self._open), key=lambda each: each[1]):
            with pa.OSFile(str(self._folder / f"{number}.arrow"), "rb") as source:
                reader, waiting = pa.ipc.open_file(source), []
                for batch in range(reader.num_record_batches):
                    waiting.append(self._kept(reader.get_batch(batch), replaced))
                    if not self._adds and sum(map(len, waiting)) >= GROUP:
                        yield pa.Table.from_batches(waiting)
                        waiting = []
                if waiting:
                    yield self._summed(pa.Table.from_batches(waiting), staged)

    def _kept(self, batch: pa.RecordBatch, replaced: pa.Array | None) -> pa.RecordBatch:
        if replaced is None:
            return batch
        return batch.filter(pc.invert(pc.is_in(batch[PLACE], replaced)))

    def _summed(self, part: pa.Table, staged: Staged) -> pa.Table:
        """Rows of one key as one row: counts and money added, the rest from the last."""
        if not self._adds:
            return part
        key, sums = list(self._table.key), self._table.totals
        rest = [name for name in part.column_names if name not in key]
        how = [(name, "sum" if name in sums else "last") for name in rest]
        one = part.group_by(key, use_threads=False).aggregate(how)
        staged.repeated += len(part) - len(one)
        one = (
            one.rename_columns([*key, *rest])
            if one.column_names[: len(key)] == key
            else (one.rename_columns([*rest, *key]))
        )
        return one.select(part.column_names).cast(part.schema)

    def _count(self, part: pa.Table, staged: Staged) -> None:
        staged.rows += len(part)
        for name in self._table.totals:
            if name in part.column_names and name != "days":
                staged.totals[name] = staged.totals.get(name, 0) + (pc.sum(part[name]).as_py() or 0)
        found = pc.min_max(part[DATED]).as_py()
        if found["min"]:
            staged.first_day = min(filter(None, (staged.first_day, found["min"])))
            staged.last_day = max(filter(None, (staged.last_day, found["max"])))
