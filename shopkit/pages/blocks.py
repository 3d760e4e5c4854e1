"""The blocks of a desk page as plain values: what a section returns and the browser draws."""

from collections.abc import Mapping, Sequence
from typing import Any

Block = dict[str, Any]
Values = Mapping[str, object]


def lines(id: str, *said: str | tuple[str, str], title: str = "", big: bool = False) -> Block:
    """Sentences, each with a tone if it is a pair of text and tone."""
    shown = [
        {"text": each, "tone": None} if isinstance(each, str) else _toned(each) for each in said
    ]
    return {"kind": "text", "id": id, "title": title, "big": big, "lines": shown}


def scan(id: str, act: str, label: str, **more: Any) -> Block:
    """One large box for a scanner: Enter hands its text to `act` as `text`."""
    return {"kind": "scan", "id": id, "act": act, "label": label, "values": {}, **more}


def field(name: str, label: str, type: str = "text", **more: Any) -> Block:
    """One field of a form: text, number, day, choice, check, area, photo or file."""
    return {"name": name, "label": label, "type": type, **more}


def form(id: str, act: str, fields: Sequence[Block], submit: str, **more: Any) -> Block:
    """Fields handed to `act` together."""
    return {"kind": "form", "id": id, "act": act, "fields": list(fields), "submit": submit, **more}


def button(label: str, act: str, values: Values | None = None, **more: Any) -> Block:
    """One button; `confirm` asks back in place, `tone` is main, good or bad."""
    return {"label": label, "act": act, "values": dict(values or {}), **more}


def buttons(id: str, *pressed: Block, **more: Any) -> Block:
    """A row of buttons."""
    return {"kind": "buttons", "id": id, "buttons": list(pressed), **more}


def row(key: object, title: str, *said: Any, **more: Any) -> Block:
    """One row of a list: a title, lines, a badge, buttons, fields, or blocks that unfold."""
    return {"key": str(key), "title": title, "lines": [_line(each) for each in said], **more}


def rows(id: str, listed: Sequence[Block], empty: str, **more: Any) -> Block:
    """A list of rows; `empty` is said when there is none."""
    return {"kind": "list", "id": id, "rows": list(listed), "empty": empty, **more}


def table(
    id: str,
    heads: Sequence[tuple[str, str]],
    listed: Sequence[Sequence[object] | Block],
    **more: Any,
) -> Block:
    """A table of (label, kind) heads; kinds are text, qty, fen, day, share, and figure.

    A `figure` is a number already put into words, with its own unit.
    """
    return {
        "kind": "table",
        "id": id,
        "heads": [{"label": label, "kind": kind} for label, kind in heads],
        "rows": [each if isinstance(each, dict) else {"cells": list(each)} for each in listed],
        **more,
    }


def plot(
    id: str,
    key: str,
    title: str,
    listed: Sequence[Block],
    *,
    columns: Sequence[Sequence[str]],
    **more: Any,
) -> Block:
    """A compiled chart over its rows; columns (name, label, kind) make the table behind it."""
    told = {"columns": [list(each) for each in columns]}
    return {
        "kind": "plot",
        "id": id,
        "key": key,
        "title": title,
        "rows": list(listed),
        "more": told,
        **more,
    }


def slider(name: str, label: str, value: float, **more: Any) -> Block:
    """A slider that asks the page anew as `name`; min, max, step, unit, and the words shown."""
    return {"name": name, "label": label, "value": value, **more}


def sliders(id: str, *moved: Block, **more: Any) -> Block:
    """Sliders side by side."""
    return {"kind": "sliders", "id": id, "sliders": list(moved), **more}


def grid(
    id: str, act: str, columns: Sequence[Block], listed: Sequence[Block], **more: Any
) -> Block:
    """A table to type in: `act` is handed the `rows` that were changed, added or removed."""
    return {
        "kind": "grid",
        "id": id,
        "act": act,
        "columns": list(columns),
        "rows": list(listed),
        **more,
    }


def tile(key: str, label: str, value: str, **more: Any) -> Block:
    """One figure with its label."""
    return {"key": key, "label": label, "value": value, "unit": "", "changes": [], **more}


def tiles(id: str, *shown: Block) -> Block:
    """A row of figures."""
    return {"kind": "tiles", "id": id, "tiles": list(shown)}


def _toned(pair: tuple[str, str]) -> Block:
    return {"text": pair[0], "tone": pair[1]}


def _line(each: Any) -> Any:
    return _toned(each) if isinstance(each, tuple) else each
