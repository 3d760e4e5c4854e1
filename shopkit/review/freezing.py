"""A month frozen: its data pinned, its notebook run, its files laid down for good."""

import json
import os
import platform
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from shopkit import store
from shopkit.errors import Busy, Refused, ShopkitError
from shopkit.lake import Lake
from shopkit.pages.review.month import Month
from shopkit.pages.review.page import asked, drawn, figures_of, horizon
from shopkit.pages.review.past import Past
from shopkit.print.pdf import pdf
from shopkit.review import files, inputs
from shopkit.shop import Shop
from shopkit.store import reviews
from shopkit.store.ledger import Stamp
from shopkit.store.reviews import Review
from shopkit.text import message

MANIFEST, PDF = "manifest.json", "review.pdf"
FORMAT = 1
Report = Callable[[str, float], object]


@dataclass(frozen=True)
class Frozen:
    """A month's new version, where it lies, and why it has no PDF if it has none."""

    month: str
    version: int
    folder: Path
    without_pdf: ShopkitError | None = None


def place(shop: Shop, out: Path | None = None) -> Path:
    """The folder of a shop's frozen months: beside its data unless told otherwise."""
    return out if out is not None else shop.settings.data / "reviews" / shop.id


def folder_of(base: Path, month: str, version: int) -> Path:
    """Where a version lies: `2026-10`, then `2026-10.v2`, `2026-10.v3`."""
    return base / (month if version == 1 else f"{month}.v{version}")


def freeze(
    shop: Shop,
    month: str,
    stamp: Stamp,
    *,
    today: date,
    out: Path | None = None,
    again: bool = False,
    with_pdf: bool = True,
    report: Report = lambda _stage, _share: None,
) -> Frozen:
    """Freeze a month such as 2026-10, the last whole one when empty, and lay its files down.

    Raises `Refused` for a month that cannot be reviewed, or that is frozen already unless asked
    for `again`: then a further version is made. Nothing stays behind when it fails.
    """
    base = place(shop, out)
    base.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(base / "freezing.lock", timeout=0):
            return _frozen(shop, month, stamp, today=today, base=base, again=again,
                           with_pdf=with_pdf, report=report)  # fmt: skip
    except Timeout as error:
        raise Busy("Another program is freezing a month: try again when it is done.") from error


def _frozen(
    shop: Shop,
    month: str,
    stamp: Stamp,
    *,
    today: date,
    base: Path,
    again: bool,
    with_pdf: bool,
    report: Report,
) -> Frozen:
    report(message("Reading the shop's data"), 0.05)
    data = store.current_version(shop.engine, shop.id)
    lake = Lake(shop.folder, dict(data.tables))
    period = asked(month, lake, today=horizon(shop, lake, today))
    name = f"{period.first:%Y-%m}"
    _new(shop, name, again=again)
    past = Past()
    page = drawn(Month(shop, period, lake, shop.settings.lang, past))
    kept = reviews.begin(shop.engine, shop.id, name, stamp, lake_version_id=data.id,
                         lang=shop.settings.lang, answers=past.answers)  # fmt: skip
    try:
        return _laid(shop, kept, page, base=base, with_pdf=with_pdf, at=stamp.at, report=report)
    except BaseException:
        reviews.abandon(shop.engine, shop.id, kept.id)
        raise


def _new(shop: Shop, month: str, *, again: bool) -> None:
    known = reviews.reviews(shop.engine, shop.id, month=month)
    if known and not again:
        raise Refused(
            "{month} is frozen already, in version {version}. “--again” makes a further one.",
            month=month, version=known[0].version,
        )  # fmt: skip


def _laid(
    shop: Shop,
    kept: Review,
    page: Mapping[str, Any],
    *,
    base: Path,
    with_pdf: bool,
    at: datetime,
    report: Report,
) -> Frozen:
    report(message("Running the notebook"), 0.2)
    found, shown = files.made(shop, kept)
    if inputs.packed(shown["sections"]) != inputs.packed(page["sections"]):
        raise Refused("Two runs on the same data differ: nothing was frozen. Tell the developers.")
    report(message("Printing"), 0.7)
    paper, why = _paper(found[files.PAGE].decode()) if with_pdf else (None, None)
    manifest = told(shop, kept, found, figures_of(page), at=at)
    target = folder_of(base, kept.month, kept.version)
    whole = found | {MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode()}
    _written(base, target, whole if paper is None else whole | {PDF: paper})
    reviews.finish(shop.engine, kept.id, figures=figures_of(page), at=at,
                   manifest=manifest | {"folder": str(target)})  # fmt: skip
    report(message("Frozen"), 1.0)
    return Frozen(kept.month, kept.version, target, why)


def told(
    shop: Shop,
    kept: Review,
    found: Mapping[str, bytes],
    figures: list[dict[str, Any]],
    *,
    at: datetime,
) -> dict[str, Any]:
    """The manifest: what the files were made from, and a mark of each file and each figure.

    The PDF carries the instant of its making, so it is in no mark.
    """
    return {
        "format": FORMAT,
        "shop": shop.row.name,
        "month": kept.month,
        "version": kept.version,
        "frozen_at": at.isoformat(),
        "store": {"known_at": kept.known_at.isoformat(),
                  "answers": inputs.digest(inputs.packed(kept.answers))},
        "lake": dict(kept.tables),
        "commit": inputs.commit(),
        "python": platform.python_version(),
        "inputs": inputs.inputs(shop, kept),
        "files": {name: inputs.digest(body) for name, body in sorted(found.items())},
        "figures": {each["key"]: inputs.digest(inputs.packed(each["value"]))[:16]
                    for each in figures},
    }  # fmt: skip


def _paper(page: str) -> tuple[bytes | None, ShopkitError | None]:
    try:
        return pdf(page), None
    except Refused as refusal:
        return None, refusal


def _written(base: Path, target: Path, found: Mapping[str, bytes]) -> None:
    """All files at once: a reader sees the whole folder or none."""
    part = base / f".making-{uuid.uuid4().hex[:8]}"
    for name, body in found.items():
        path = part / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    if target.exists():  # of a run that was killed before it was written down
        os.replace(target, target.with_name(f"{target.name}.unfinished-{uuid.uuid4().hex[:8]}"))
    os.replace(part, target)
