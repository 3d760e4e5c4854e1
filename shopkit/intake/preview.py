"""What a file holds, shown before anything of it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from pathlib import Path

from shopkit.intake.faults import Fault


@dataclass(frozen=True)
class Unknown:
    """A table that no kind fits: its headers and first rows, for a person to map; names masked."""

    headers: list[str]
    sample: list[list[str]]


@dataclass(frozen=True)
class Preview:
    """What a file is, what it would add, and what is wrong in it.

    `rows` are staged; `dropped` are summary rows as (line, word); `repeated` rows gave way to a
    later one of the same key; `left_out` are faulty. `totals` are control sums by column, of the
    staged rows. `taken` maps the file's headers to our columns. `seen_at` is the UTC instant the
    file speaks from, by its name or its rows. `asks` names what only a person can tell ("period",
    "asof" or "item_id"). `staged` is a Parquet file of the table's columns, or None while anything
    is wrong. `fault_count` counts also the faults beyond those listed.
    """

    name: str
    sha256: str
    container: str
    encoding: str
    kind: str = ""
    title: str = ""
    table: str = ""
    rows: int = 0
    left_out: int = 0
    repeated: int = 0
    dropped: tuple[tuple[int, str], ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    first_day: date | None = None
    last_day: date | None = None
    taken: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheets_ignored: tuple[str, ...] = ()
    seen_at: datetime | None = None
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    asks: tuple[str, ...] = ()
    staged: Path | None = None
    unknown: Unknown | None = None

    def as_json(self) -> dict:
        """This preview as plain values; `Preview.from_json` reads it back."""
        plain = asdict(self)
        for name in ("first_day", "last_day", "seen_at"):
            plain[name] = plain[name] and plain[name].isoformat()
        return plain | {"staged": self.staged and str(self.staged)}

    @classmethod
    def from_json(cls, plain: Mapping) -> "Preview":
        """The preview that `as_json` wrote."""
        ours = {each.name: plain[each.name] for each in fields(cls) if each.name in plain}
        for name, read in _READ.items():
            if ours.get(name) is not None:
                ours[name] = read(ours[name])
        return cls(**ours)


_READ: dict[str, Callable] = {
    "dropped": lambda pairs: tuple((line, word) for line, word in pairs),
    "first_day": date.fromisoformat,
    "last_day": date.fromisoformat,
    "ignored": tuple,
    "columns": tuple,
    "sheets": tuple,
    "sheets_ignored": tuple,
    "asks": tuple,
    "seen_at": datetime.fromisoformat,
    "faults": lambda listed: tuple(Fault(**each) for each in listed),
    "staged": Path,
    "unknown": lambda table: Unknown(**table),
}
