"""Frozen months in the store: versions, pins, and targets as they stood."""

from datetime import UTC, datetime, timedelta

import pytest

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.store import reviews
from shopkit.store.ledger import Stamp

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
STAMP = Stamp(None, NOW)
IMPORT = store.ImportRow("a.csv", "orders", "0" * 64, 1, 1, 0, {}, None, None, "ann", NOW)


@pytest.fixture
def mugs(engine):
    """A shop with one import behind it."""
    row = store.create_shop(engine, "Mugs", at=NOW)
    store.record_import(engine, row.id, IMPORT, tables={"orders": 3})
    return row


def begun(engine, shop, month="2026-10"):
    data = store.current_version(engine, shop.id)
    return reviews.begin(engine, shop.id, month, STAMP, lake_version_id=data.id, lang="zh",
                         answers={"tasks": []})  # fmt: skip


def test_a_finished_version_is_never_changed_and_the_next_counts_on(engine, mugs):
    first = begun(engine, mugs)
    reviews.finish(engine, first.id, figures=[{"key": "a"}], manifest={"files": {}}, at=NOW)
    with pytest.raises(Refused):
        reviews.finish(engine, first.id, figures=[], manifest={}, at=NOW)
    assert begun(engine, mugs).version == 2
    found = reviews.frozen(engine, mugs.id, "2026-10")
    assert (found.version, found.figures, found.tables) == (1, [{"key": "a"}], {"orders": 3})


def test_data_stay_pinned_while_a_version_needs_them(engine, mugs):
    first = begun(engine, mugs)
    assert store.pinned_versions(engine, mugs.id, "orders") == [3]
    reviews.abandon(engine, mugs.id, first.id)
    assert store.pinned_versions(engine, mugs.id, "orders") == []
    with pytest.raises(NotFound):
        reviews.frozen(engine, mugs.id, "2026-10")


def test_a_shop_with_a_frozen_month_is_not_removed(engine, mugs):
    kept = begun(engine, mugs)
    reviews.finish(engine, kept.id, figures=[], manifest={}, at=NOW)
    with pytest.raises(Refused):
        store.remove_shop(engine, mugs.id)


def test_a_target_is_what_it_was_at_an_instant(engine, mugs):
    def told(days):
        return store.targets(engine, mugs.id, "2026-10", asof=NOW + timedelta(days=days))

    store.set_target(engine, mugs.id, "buyers", month="2026-10", target=7)
    store.set_target(engine, mugs.id, "paid_fen", month="2026-10", target=100, at=NOW)
    later = NOW + timedelta(days=10)
    store.set_target(engine, mugs.id, "paid_fen", month="2026-10", target=200, at=later)
    store.set_target(engine, mugs.id, "buyers", month="2026-10", target=9, at=later)
    assert told(-1) == {"buyers": 7}
    assert told(5) == {"buyers": 7, "paid_fen": 100}
    assert told(11) == store.targets(engine, mugs.id, "2026-10") == {"buyers": 9, "paid_fen": 200}
