"""The minutes are the page itself: what it showed, without anything that could be pressed."""

from collections.abc import Iterable, Mapping
from typing import Any

Block = dict[str, Any]

# What of each kind of block is a record; the other kinds only serve to do something.
_KEPT = {
    "text": ("title", "big", "lines"),
    "tiles": ("title", "tiles"),
    "list": ("title", "empty", "rows"),
    "table": ("title", "heads", "rows", "empty"),
    "plot": ("title", "key", "rows", "more"),
}
_ROW = ("key", "title", "lines", "badge", "tone")
_LINE = ("text", "tone")


def frozen(blocks: Iterable[Mapping[str, Any]]) -> list[Block]:
    """These blocks with every act, field and question taken out; blocks that only act are gone.

    >>> frozen([{"kind": "form", "id": "a"}, {"kind": "text", "id": "b", "lines": [{"text": "x"}]}])
    [{'kind': 'text', 'id': 'b', 'lines': [{'text': 'x'}]}]
    """
    return [_block(each) for each in blocks if each.get("kind") in _KEPT]


def _block(block: Mapping[str, Any]) -> Block:
    kept = _only(block, ("kind", "id", "note", "tone", "half", *_KEPT[block["kind"]]))
    if block["kind"] == "list":
        kept["rows"] = [_row(row) for row in block.get("rows", ())]
    if block["kind"] == "table":
        kept["rows"] = [_only(row, ("cells", "tone")) for row in block.get("rows", ())]
    if block["kind"] == "text":
        kept["lines"] = [_only(line, _LINE) for line in block.get("lines", ())]
    return kept


def _row(row: Mapping[str, Any]) -> Block:
    kept = _only(row, _ROW)
    inside = frozen(row.get("open") or ())
    return kept | ({"open": inside} if inside else {})


def _only(each: Mapping[str, Any], names: Iterable[str]) -> Block:
    return {name: each[name] for name in names if each.get(name) is not None}
