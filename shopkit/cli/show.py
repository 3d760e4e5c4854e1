"""What commands print: tables for people, JSON for programs, one sentence for a refusal."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from shopkit.errors import ShopkitError
from shopkit.text import Say


def as_json(value: Any) -> None:
    """Print `value` as one JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def as_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows as a table, numbers to the right."""
    table = Table(box=None, pad_edge=False)
    for place, name in enumerate(columns):
        numbers = all(isinstance(row[place], (int, float)) for row in rows)
        table.add_column(name, justify="right" if numbers else "left")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    Console().print(table)


@contextmanager
def refusals(say: Say, *, is_json: bool) -> Iterator[None]:
    """Turn a refusal into its sentence and exit code 2."""
    try:
        yield
    except ShopkitError as error:
        sentence = error.told(say)
        if is_json:
            as_json({"error": sentence})
        else:
            print(sentence, file=sys.stderr)
        raise SystemExit(2) from None


@contextmanager
def progress(say: Say, *, is_shown: bool) -> Iterator[Any]:
    """A bar on the terminal for anything that takes a second; hands out `report(stage, share)`."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not is_shown,
    )
    with bar:
        task = bar.add_task("", total=1.0)
        yield lambda stage, share: bar.update(task, description=say(stage), completed=share)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return asdict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
