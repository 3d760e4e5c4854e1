"""One shop, opened: its typed facts, its lake at the versions that belong together."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from shopkit import store
from shopkit.lake import Lake
from shopkit.settings import Settings
from shopkit.text import Say, message, speaker

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True)
class Shop:
    """A shop's name and folder, and what may be asked of it."""

    settings: Settings
    engine: "Engine"
    row: store.ShopRow

    @property
    def id(self) -> str:
        """The shop's id: its folder's name in the lake."""
        return self.row.id

    @property
    def folder(self) -> Path:
        """Where this shop's lake tables live."""
        return self.settings.lake / self.id

    @property
    def say(self) -> Say:
        """How this workbook speaks when nobody has chosen a language."""
        return speaker(self.settings.lang)

    def lake(self) -> Lake:
        """The lake at the newest versions that belong together."""
        version = store.current_version(self.engine, self.id)
        return _lake(self.folder, tuple(sorted(version.tables.items())))

    def members(self) -> list[store.Member]:
        """Everyone who works here now."""
        return store.members(self.engine, self.id)

    def save_member(self, person: store.Member) -> store.Member:
        """Add or change a member."""
        return store.save_member(self.engine, self.id, person)

    def remove_member(self, member_id: int, *, on: date) -> None:
        """Mark a member as gone since `on`."""
        store.remove_member(self.engine, self.id, member_id, on=on)

    def imports(self, *, last: int = 50) -> list[store.ImportRow]:
        """The files taken in, newest first."""
        return store.imports(self.engine, self.id, last=last)

    def targets(self, month: str) -> dict[str, int]:
        """The month's targets by KPI."""
        return store.targets(self.engine, self.id, month)


def open_shop(wanted: str | None = None, *, at: datetime, settings: Settings) -> Shop:
    """The shop called `wanted`; by default the own shop with data, else the sample, else a new one.

    `at` is the instant written down if a first shop must be created.
    """
    engine = _engine(settings.url)
    if wanted:
        return Shop(settings, engine, store.find_shop(engine, wanted))
    known = store.shops(engine)
    filled = [row for row in known if not row.is_sample and store.imports(engine, row.id, last=1)]
    for row in (*filled, *(row for row in known if row.is_sample), *known):
        return Shop(settings, engine, row)
    return own_shop(at=at, settings=settings)


def own_shop(*, at: datetime, settings: Settings) -> Shop:
    """The first shop that is not the sample, made when there is none: where own files go."""
    engine = _engine(settings.url)
    for row in store.shops(engine):
        if not row.is_sample:
            return Shop(settings, engine, row)
    name = speaker(settings.lang)(message("My shop"))
    return Shop(settings, engine, store.create_shop(engine, name, at=at))


def pulse(settings: Settings) -> tuple[int, int]:
    """Two numbers that change when any shop's data may have changed."""
    return store.pulse(_engine(settings.url))


@lru_cache(maxsize=8)
def _lake(folder: Path, versions: tuple[tuple[str, int], ...]) -> Lake:
    return Lake(folder, dict(versions))


@lru_cache(maxsize=4)
def _engine(url: str) -> "Engine":
    return store.open_store(url)
