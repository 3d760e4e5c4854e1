"""What each kind of column is in DuckDB and in Delta."""

from deltalake import Field, Schema
from deltalake.schema import PrimitiveType

from shopkit.tables import Table

SQL = {
    "text": "VARCHAR",
    "count": "BIGINT",
    "fen": "BIGINT",
    "share": "DOUBLE",
    "seconds": "DOUBLE",
    "score": "DOUBLE",
    "instant": "TIMESTAMP",
    "day": "DATE",
    "flag": "BOOLEAN",
}
_DELTA = {
    "VARCHAR": "string",
    "BIGINT": "long",
    "DOUBLE": "double",
    "TIMESTAMP": "timestamp_ntz",
    "DATE": "date",
    "BOOLEAN": "boolean",
}
# Which of the file's columns a row has ever had, one bit each, so that a narrow export
# never wipes out what a wider one said.
KNOWN = "known"


def stored(table: Table) -> dict[str, str]:
    """Every column of the table's files and its SQL type; `month` last, as the partition."""
    columns = {name: SQL[kind] for name, kind in table.stored.items() if name != "month"}
    return columns | {KNOWN: "BIGINT", "month": "VARCHAR"}


def delta_schema(table: Table) -> Schema:
    """The table's Delta schema."""
    return Schema([Field(name, PrimitiveType(_DELTA[sql])) for name, sql in stored(table).items()])


def known_bits(table: Table, columns: list[str]) -> int:
    """The `known` mask of these columns."""
    return sum(1 << place for place, name in enumerate(table.columns) if name in columns)
