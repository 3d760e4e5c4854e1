"""The proof of a frozen month: made again, the same bytes; or the input that is not the same."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopkit.review import files, inputs
from shopkit.review.freezing import MANIFEST, folder_of, place
from shopkit.shop import Shop
from shopkit.store import reviews
from shopkit.text import Say


@dataclass(frozen=True)
class Proof:
    """What came of making a version again.

    `differing` files came out otherwise, `damaged` ones lie on disk otherwise than they were
    written, `missing` ones are gone; `changed` inputs are pairs of a name and its parts.
    """

    month: str
    version: int
    changed: tuple[tuple[str, str], ...]
    differing: tuple[str, ...]
    damaged: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether every file came out as it was frozen and lies there as it was written."""
        return not (self.differing or self.damaged or self.missing)

    def told(self, say: Say) -> list[str]:
        """The sentences a person is told."""
        said = [say("{month}, version {version}: made again, the same bytes.", month=self.month,
                    version=self.version)] if self.is_same else []  # fmt: skip
        if self.differing:
            said.append(say("Made again, these come out otherwise: {names}.",
                            names=", ".join(self.differing)))  # fmt: skip
        if self.damaged:
            said.append(say("These files were changed after they were frozen: {names}.",
                            names=", ".join(self.damaged)))  # fmt: skip
        if self.missing:
            said.append(say("These files are gone: {names}.", names=", ".join(self.missing)))
        said += [
            say("Changed since: {what}.", what=say(inputs.NAMES[name], what=what or "–"))
            for name, what in self.changed
        ]
        if self.differing and not self.changed:
            said.append(say("No known input changed: the computer itself reckons otherwise."))
        return said


def verify(shop: Shop, month: str, version: int | None = None, *, out: Path | None = None) -> Proof:
    """Make a frozen version again and compare every byte; nothing is written.

    Raises `NotFound` for one that was never frozen.
    """
    kept = reviews.frozen(shop.engine, shop.id, month, version)
    then, lost = kept.manifest or {}, []
    changed = tuple(inputs.changed(then["inputs"], inputs.inputs(shop, kept)))
    found, _ = files.made(shop, kept)
    marks = {name: inputs.digest(body) for name, body in found.items()}
    folder = _folder(shop, then, kept.month, version=kept.version, out=out)
    damaged = []
    for name, mark in then["files"].items():
        path = folder / name
        if not path.is_file():
            lost.append(name)
        elif inputs.digest(path.read_bytes()) != mark:
            damaged.append(name)
    if not _is_manifest(folder / MANIFEST, then):
        damaged.append(MANIFEST)
    differing = sorted(
        name for name in {*marks, *then["files"]} if marks.get(name) != then["files"].get(name)
    )
    return Proof(kept.month, kept.version, changed, tuple(differing), tuple(damaged), tuple(lost))


def _folder(
    shop: Shop, then: Mapping[str, Any], month: str, *, version: int, out: Path | None
) -> Path:
    """Where the files lie: as asked, as written down, or beside the data if those have moved."""
    written = Path(then.get("folder", ""))
    if out is None and then.get("folder") and written.is_dir():
        return written
    return folder_of(place(shop, out), month, version)


def _is_manifest(path: Path, then: Mapping[str, Any]) -> bool:
    if not path.is_file():
        return False
    kept = json.dumps({name: each for name, each in then.items() if name != "folder"},
                      ensure_ascii=False, indent=1)  # fmt: skip
    return path.read_text(encoding="utf-8") == kept
