"""What a kind of file is, and what it means that a header row matches one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shopkit.tables import Table


@dataclass(frozen=True)
class Kind:
    """A kind of platform file: the table it fills and the headers that mean each column.

    `columns` gives, for our column, the `plain` headers in order of preference. Every group in
    `needs` must have a column present; a header in `forbids` rules the kind out; where `signs`
    are given one of them must be there. `fixed` are constant columns, `fixed_by` further ones
    that the first group of headers with one present decides.
    `dated_by_name`: the day comes from the file's name or title rows; `named`: columns that may
    come from the name too. `key_optional`: key columns that may be missing (then "", or made
    from the row's content). `adds`: rows of one key are parts of one figure and are summed.
    `units`: what a header's numbers are multiplied by.
    """

    name: str
    title: str
    table: Table
    columns: Mapping[str, tuple[str, ...]]
    needs: tuple[tuple[str, ...], ...]
    forbids: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    fixed_by: tuple[tuple[tuple[str, ...], Mapping[str, str]], ...] = ()
    dated_by_name: bool = False
    named: tuple[str, ...] = ()
    key_optional: tuple[str, ...] = ()
    adds: bool = False
    units: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    """A header row read as a kind.

    `places` gives our column's index in the row; `ignored` the headers not used.
    `kind` carries the constants decided for this file, and is `dated_by_name` only where the
    row has no column for the day.
    """

    kind: Kind
    places: Mapping[str, int]
    ignored: tuple[str, ...]
