"""The sample shop's calendar in its event ledger."""

from datetime import UTC, date, datetime

from shopkit import sample, store
from shopkit.sample.happenings import KINDS, happened
from shopkit.store import watch

# What the shop sold more of is for its people to find: nobody wrote it down.
UNSEEN = {"结构"}


def test_every_line_of_the_calendar_that_a_manager_would_write_down_is_an_event():
    assert {row.kind for row in sample.events()} - UNSEEN == set(KINDS)
    assert len(happened()) == len([row for row in sample.events() if row.kind not in UNSEEN])


def test_a_mishap_is_told_by_the_product_it_befell():
    (found,) = [event for event in happened() if event.kind == "mishap"]
    assert (len(found.items), found.first) == (1, date(2026, 5, 4))
    assert "公道杯" in found.name


def test_a_new_price_is_an_event_of_one_day():
    (found,) = [event for event in happened() if event.kind == "price"]
    assert found.first == found.last


def test_the_ledger_is_filled_the_same_each_time(tmp_path):
    engine = store.open_store(f"sqlite:///{(tmp_path / 'shopkit.db').as_posix()}")
    row = store.create_shop(engine, sample.NAME, at=datetime(2026, 11, 1, tzinfo=UTC))
    sample.remember(engine, row.id, at=datetime(2026, 11, 1, tzinfo=UTC))
    kept = [(each.kind, each.name, each.first, each.items) for each in watch.events(engine, row.id)]
    wanted = sorted(happened(), key=lambda each: each.first)
    assert kept == [(each.kind, each.name, each.first, each.items) for each in wanted]
    engine.dispose()
