"""The SQL of an upsert: which rows are new, which differ, and what the months hold after it.

Views it speaks of: `staged` (all stored columns, from the file), `whole` (the table),
`existing` (the table's rows in the months touched).
"""

import duckdb

from shopkit.lake.types import KNOWN, known_bits, stored
from shopkit.tables import Table


def fresh(db: duckdb.DuckDBPyConnection, table: Table, source: str) -> str:
    """A staged file as the table's columns: those it lacks are null, `known` says which it had."""
    present = {row[0] for row in db.execute(f"describe select * from {source}").fetchall()}
    bits = known_bits(table, [name for name in table.columns if name in present])
    columns = {
        name: f"{name}::{kind} as {name}" if name in present else f"null::{kind} as {name}"
        for name, kind in stored(table).items()
    }
    columns[KNOWN] = f"{bits}::BIGINT as {KNOWN}"
    return f"select {', '.join(columns.values())} from {source}"


def touched(db: duckdb.DuckDBPyConnection, table: Table) -> set[str]:
    """The months an upsert rewrites: the staged rows' own, and those where their keys stand now."""
    rows = db.execute(
        f"select month from staged union "
        f"select month from whole semi join staged using ({', '.join(table.key)})"
    ).fetchall()
    return {row[0] for row in rows}


def moves(db: duckdb.DuckDBPyConnection, table: Table) -> tuple[int, int, int]:
    """How many staged rows are new, how many change a fact, how many only were seen later."""
    differs = " or ".join(
        f"({_winner(table, name)}) is distinct from old.{name}" for name in _facts(table)
    )
    return db.execute(f"""
        select
            count(*) filter (old.is_there is null),
            count(*) filter (old.is_there and ({differs})),
            count(*) filter (old.is_there and not ({differs})
                and (new.seen_at > old.seen_at or (new.{KNOWN} & ~old.{KNOWN}) <> 0))
        from staged new
        left join (select *, true as is_there from existing) old using ({", ".join(table.key)})
    """).fetchone()


def merged(table: Table) -> str:
    """The touched months after the upsert, every stored column in order, `month` last."""
    facts = [f"{_either(table, name)} as {name}" for name in _facts(table)]
    days = [f"({_shanghai(instant)}) as {day}" for day, instant in table.days.items()]
    keys = ", ".join(table.key)
    inner = f"""
        select {keys}, {", ".join(facts)},
            greatest(old.seen_at, new.seen_at) as seen_at,
            (coalesce(old.{KNOWN}, 0) | coalesce(new.{KNOWN}, 0)) as {KNOWN}
        from (select *, true as is_there from existing) old
        full join (select *, true as is_there from staged) new using ({keys})
    """
    dated = f"(select *, {', '.join(days)} from ({inner}))" if days else f"({inner})"
    columns = [name for name in stored(table) if name != "month"]
    return f"select {', '.join(columns)}, {_month(table)} as month from {dated}"


def _facts(table: Table) -> list[str]:
    return [name for name in table.columns if name not in table.key]


def _winner(table: Table, name: str) -> str:
    bit = known_bits(table, [name])
    return f"""case
        when new.{KNOWN} & {bit} = 0 then old.{name}
        when old.{KNOWN} & {bit} = 0 then new.{name}
        when new.seen_at > old.seen_at then new.{name}
        when new.seen_at = old.seen_at then greatest(new.{name}, old.{name})
        else old.{name} end"""


def _either(table: Table, name: str) -> str:
    return f"""case
        when old.is_there is null then new.{name}
        when new.is_there is null then old.{name}
        else {_winner(table, name)} end"""


def _shanghai(instant: str) -> str:
    return f"cast({instant} + interval 8 hour as date)"


def _month(table: Table) -> str:
    days = [
        f"strftime({_shanghai(name)}, '%Y-%m')"
        if table.columns[name] == "instant"
        else f"strftime({name}, '%Y-%m')"
        for name in table.dated
    ]
    return f"coalesce({', '.join(days)}, '0000-00')"
