"""Stock counts: planned, counted blind, counted again, approved into the ledger."""

from shopkit.store.counts.counting import approve, enter
from shopkit.store.counts.differences import differences
from shopkit.store.counts.planning import add_line, due_counts, plan_count
from shopkit.store.counts.reading import accuracy, count_lines, count_sheet, counts, open_lines

__all__ = [
    "accuracy",
    "add_line",
    "approve",
    "count_lines",
    "count_sheet",
    "counts",
    "differences",
    "due_counts",
    "enter",
    "open_lines",
    "plan_count",
]
