"""A user's own files, from the command line or the upload page: looked at, then taken in."""

import shutil
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from shopkit import clock, store
from shopkit.intake import Preview, preview
from shopkit.intake.commit import Taken, take
from shopkit.intake.secret import secret
from shopkit.periods import Period
from shopkit.shop import Shop

Progress = Callable[[str, float], None]
FORGOTTEN_SECONDS = 24 * 3600  # a preview nobody answered


def look_at(
    shop: Shop,
    path: Path,
    *,
    name: str | None = None,
    kind: str | None = None,
    mapping: Mapping[str, str] | None = None,
    period: Period | None = None,
    leave_out_faulty: bool = False,
    trusted: bool = False,
    progress: Progress | None = None,
) -> Preview:
    """The preview of a file: kind, control totals and every fault; nothing is kept yet.

    Headers mapped once are recognised from then on. Raises `BadFile` for an unreadable file.
    """

    def look(kind: str | None, mapping: Mapping[str, str] | None) -> Preview:
        return preview(
            path,
            staging=_staging(shop),
            secret=secret(shop.settings, has_buyers=_has_buyers(shop)),
            name=name or path.name,
            kind=kind,
            mapping=mapping,
            asof=clock.today(),
            period=(period.first, period.last) if period else None,
            leave_out_faulty=leave_out_faulty,
            trusted=trusted,
            progress=progress,
        )

    seen = look(kind, mapping)
    if mapping and seen.kind:
        _remember(shop, seen, mapping)
    if mapping or seen.unknown is None:
        return seen
    remembered = store.mapping_for(shop.engine, shop.id, seen.unknown.headers)
    return look(*remembered) if remembered else seen


def _remember(shop: Shop, seen: Preview, mapping: Mapping[str, str]) -> None:
    headers = [*seen.taken, *seen.ignored]
    store.remember_mapping(
        shop.engine, shop.id, headers, kind=seen.kind, mapping=mapping, at=clock.now()
    )


def take_in(shop: Shop, checked: Preview, *, by: str = "") -> Taken:
    """Commit a preview and drop its staged copy; see `intake.take` for what may be refused."""
    taken = take(shop, checked, by=by, at=clock.now())
    drop(checked)
    return taken


def drop(checked: Preview) -> None:
    """Forget a preview's staged rows."""
    if checked.staged is not None:
        shutil.rmtree(Path(checked.staged).parent, ignore_errors=True)


@contextmanager
def uploaded(shop: Shop, content: bytes) -> Iterator[Path]:
    """An upload as a file of our own naming, gone afterwards: its name is never used as a path."""
    folder = _staging(shop)
    path = folder / "upload"
    try:
        path.write_bytes(content)
        yield path
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _staging(shop: Shop) -> Path:
    room = shop.settings.data / "staging"
    for left in room.glob("*"):
        if time.time() - left.stat().st_mtime > FORGOTTEN_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    folder = room / uuid.uuid4().hex
    folder.mkdir(parents=True)
    return folder


def _has_buyers(shop: Shop) -> bool:
    return any(store.imports(shop.engine, row.id, last=1) for row in store.shops(shop.engine))
