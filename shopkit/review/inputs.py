"""What a frozen month's bytes follow from: code, lock, data version, parameters, answers."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from shopkit.lake.read import files
from shopkit.settings import HOME
from shopkit.shop import Shop
from shopkit.store.reviews import Review
from shopkit.text import message

KINDS = {".py", ".sql", ".json", ".js", ".css", ".mo", ".ipynb"}
# what draws or reckons: the versions that are really installed, whatever the lock says
TOOLS = ("duckdb", "vl-convert-python", "nbformat")
# each input by the name that a person is told
NAMES = {
    "code": message("the code: {what}"),
    "lock": message("the lock file requirements.lock"),
    "tools": message("an installed package: {what}"),
    "data": message("the pinned data version: {what}"),
    "parameters": message("the parameters: {what}"),
    "answers": message("what the store had answered"),
}


def inputs(shop: Shop, kept: Review, *, home: Path = HOME) -> dict[str, Any]:
    """Every input as it is now, as plain values that may be compared."""
    return {
        "code": code(home),
        "lock": digest((home / "requirements.lock").read_bytes()),
        "tools": {name: version(name) for name in TOOLS},
        "data": data(shop.folder, kept.tables),
        "parameters": {"month": kept.month, "shop": shop.id, "version": kept.version,
                       "lang": kept.lang},
        "answers": digest(packed(kept.answers)),
    }  # fmt: skip


def changed(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The inputs that differ, each with the parts of it that do."""
    for name in NAMES:
        was, is_now = then.get(name), now.get(name)
        if was == is_now:
            continue
        parts = [key for key in sorted({*was, *is_now}) if was.get(key) != is_now.get(key)] \
            if isinstance(was, Mapping) and isinstance(is_now, Mapping) else []  # fmt: skip
        yield name, ", ".join(parts)


def code(home: Path = HOME) -> dict[str, str]:
    """A mark of each room's sources; line ends do not count, git may turn them on Windows."""
    rooms: dict[str, Any] = {}
    package = home / "shopkit"
    found = [path for path in package.rglob("*") if path.suffix in KINDS and _is_source(path)]
    found.append(home / "notebooks" / "monthly_review.ipynb")
    for path in sorted(found, key=lambda each: each.relative_to(home).as_posix()):
        inside = path.relative_to(home).parts
        room = "/".join(inside[:2]).removesuffix(".py")
        held = rooms.setdefault(room, hashlib.sha256())
        held.update("/".join(inside).encode() + b"\0")
        held.update(hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).digest())
    return {room: held.hexdigest()[:16] for room, held in sorted(rooms.items())}


def commit(home: Path = HOME) -> str:
    """The commit that is checked out, if this is a clone; sources changed since stand in `code`."""
    git = home / ".git"
    try:
        head = (git / "HEAD").read_text(encoding="utf-8").strip()
        if not head.startswith("ref: "):
            return head
        name = head.removeprefix("ref: ")
        if (git / name).is_file():
            return (git / name).read_text(encoding="utf-8").strip()
        packed_refs = (git / "packed-refs").read_text(encoding="utf-8").splitlines()
        return next((line.split()[0] for line in packed_refs if line.endswith(f" {name}")), "")
    except OSError:  # an installed package, or a clone of another shape
        return ""


def data(folder: Path, tables: Mapping[str, int]) -> dict[str, str]:
    """A mark of each lake table's files at its pinned version: their names and sizes."""
    found = {}
    for name, number in sorted(tables.items()):
        paths = sorted(Path(each) for each in files(folder / name, version=number))
        told = [[path.relative_to(folder).as_posix(), _size(path)] for path in paths]
        found[name] = f"{number}:{digest(packed(told))[:16]}"
    return found


def digest(content: bytes) -> str:
    """SHA-256 as text."""
    return hashlib.sha256(content).hexdigest()


def packed(value: object) -> bytes:
    """Plain values as the same bytes every time."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _is_source(path: Path) -> bool:
    return "__pycache__" not in path.parts and "static" not in path.parts


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else -1
