"""The sample shop: made as platform files, taken in through the same intake as a user's own."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from shopkit import store
from shopkit.errors import ShopkitError
from shopkit.pages.files import look_at, take_in
from shopkit.pages.operations import measured
from shopkit.settings import Settings
from shopkit.shop import Shop
from shopkit.text import message

Progress = Callable[[str, float], None]
MAKING, FURNISHED = 0.3, 0.8  # the shares of the time when the files are made and taken in


def load_sample(settings: Settings, *, at: datetime, progress: Progress | None = None) -> Shop:
    """The sample shop, loaded if it is not there; a load cut short is begun again."""
    from shopkit import sample  # it draws with pandas, which nobody else here needs

    tell = progress or (lambda stage, share: None)
    engine = store.open_store(settings.url)
    shop = _existing(settings)
    if shop and store.settings_of(engine, shop.id).get("is_complete"):
        return shop
    if shop:
        remove_sample(settings)
    shop = Shop(settings, engine, store.create_shop(engine, sample.NAME, at=at, is_sample=True))
    story = sample.Story()
    with tempfile.TemporaryDirectory() as folder:
        making = message("Making the sample shop's files")
        paths = sample.files(
            Path(folder), story=story, progress=lambda _, share: tell(making, share * MAKING)
        )
        for place, path in enumerate(paths):
            _taken(shop, path)
            done = MAKING + (FURNISHED - MAKING) * (place + 1) / len(paths)
            tell(message("Taking in the sample shop's files"), done)
    for person in sample.MEMBERS:
        shop.save_member(person)
    for kpi, month, target in sample.TARGETS:
        store.set_target(engine, shop.id, kpi, month=month, target=target)
    tell(message("Filling the sample shop's shelves"), FURNISHED)
    sample.furnish(engine, shop.id, story.history, at=at)
    sample.promote(engine, shop.id, at=at)
    sample.remember(engine, shop.id, at=at)
    sample.begin_work(engine, shop.id)
    sample.dress(engine, shop.id)
    sample.plan_campaigns(engine, shop.id)
    measured.measure_all(shop, today=sample.LAST + timedelta(days=1))
    store.set_setting(engine, shop.id, "is_complete", True)
    tell(message("Filling the sample shop's shelves"), 1.0)
    return shop


def remove_sample(settings: Settings) -> bool:
    """Remove the sample shop and its data; says whether there was one."""
    shop = _existing(settings)
    if shop is None:
        return False
    store.remove_shop(shop.engine, shop.id)
    shutil.rmtree(shop.folder, ignore_errors=True)
    return True


def has_sample(settings: Settings) -> bool:
    """Whether the sample shop is there."""
    return _existing(settings) is not None


def _existing(settings: Settings) -> Shop | None:
    engine = store.open_store(settings.url)
    found = [row for row in store.shops(engine) if row.is_sample]
    return Shop(settings, engine, found[0]) if found else None


def _taken(shop: Shop, path: Path) -> None:
    seen = look_at(shop, path, trusted=True)
    if seen.faults or seen.staged is None:
        first = str(seen.faults[0]) if seen.faults else "not recognised"
        raise ShopkitError(
            "The sample file {name} is damaged: {first}", name=path.name, first=first
        )
    take_in(shop, seen, by="sample")
