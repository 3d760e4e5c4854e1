"""What platforms export: Delta tables by month, asked in SQL. Only this room knows DuckDB."""

from shopkit.lake.read import Lake, questions, sql
from shopkit.lake.write import Change, import_lock, tidy, upsert

__all__ = ["Change", "Lake", "import_lock", "questions", "sql", "tidy", "upsert"]
