"""What a section is made of: sentences, tables with units, and charts; and the figures in them.

Units: `text`, `day`, `fen` integer money, `money` yuan, `count`, `share` (0 to 1, also `rate`),
`score`, `points` (a difference of shares). A table's rows are dicts; each has a `key` that stays
the same in both languages and from month to month, so that a figure can be found again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Part = dict[str, Any]
TEXT = frozenset({"text", "day", "weekday"})


def words(*said: str) -> Part:
    """Sentences."""
    return {"kind": "words", "said": [each for each in said if each]}


def table(
    key: str,
    title: str,
    columns: Sequence[tuple[str, str, str]],
    rows: Iterable[Mapping[str, Any]],
    *,
    note: str = "",
) -> Part:
    """A table; columns are (name, label, unit). A row may hold `units` that differ from those."""
    heads = [{"name": name, "label": label, "unit": unit} for name, label, unit in columns]
    listed = [dict(row) for row in rows]
    return {"kind": "table", "key": key, "title": title, "columns": heads, "rows": listed,
            "note": note}  # fmt: skip


def chart(plot: Mapping[str, Any]) -> Part:
    """A compiled chart as pages draw it: key, title, note, rows, and the columns of its table."""
    columns = [
        {"name": name, "label": label, "unit": "share" if unit == "rate" else unit}
        for name, label, unit in plot["more"]["columns"]
    ]
    return {
        "kind": "chart",
        "key": plot["key"],
        "title": plot["title"],
        "note": plot.get("note", ""),
        "columns": columns,
        "rows": [{"key": _named(row, columns), **row} for row in plot["rows"]],
        "more": plot["more"],
    }


def unit_of(column: Mapping[str, str], row: Mapping[str, Any]) -> str:
    """The unit of one cell: the row's own where it has one, else the column's."""
    return row.get("units", {}).get(column["name"], column["unit"])


def figures(sections: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every figure of a review, by a key that finds it again."""
    for section in sections:
        for part in section["parts"]:
            if part["kind"] != "words":
                yield from _of(section, part)


def _of(section: Mapping[str, Any], part: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    label = part["columns"][0]["name"]
    for row in part["rows"]:
        for column in part["columns"]:
            unit, value = unit_of(column, row), row.get(column["name"])
            if unit in TEXT or not isinstance(value, int | float):
                continue
            yield {
                "key": "/".join((section["key"], part["key"], str(row["key"]), column["name"])),
                "section": section["title"],
                "table": part["title"],
                "row": str(row.get(label, "")),
                "column": column["label"],
                "unit": unit,
                "value": value,
            }


def _named(row: Mapping[str, Any], columns: Sequence[Mapping[str, str]]) -> str:
    """A chart's row is found by its texts, or by its first column."""
    texts = [str(row[each["name"]]) for each in columns
             if each["unit"] in TEXT and row.get(each["name"]) is not None]  # fmt: skip
    return "·".join(texts) or str(row[columns[0]["name"]])
