"""A DataFrame that remembers how it was asked."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd


class Answer(pd.DataFrame):
    """An ordinary DataFrame with one thing more: `sql`, the text of the questions behind it."""

    _metadata = ("sql_text",)

    @property
    def _constructor(self) -> type:
        return Answer

    @property
    def sql(self) -> "Sql":
        """How the lake was asked, as SQL that DuckDB runs."""
        return Sql(getattr(self, "sql_text", "") or "")


class Sql(str):
    """SQL that shows itself as written, line by line."""

    def __repr__(self) -> str:
        return str(self)


def answer(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, sql: str) -> Answer:
    """Rows as an `Answer`, with its columns even where there are no rows."""
    table = Answer([dict(row) for row in rows], columns=list(columns))
    table.sql_text = sql
    return table
