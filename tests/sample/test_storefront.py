"""What the sample shop lists, the rules it keeps, the rivals it sees: invented, and always alike."""

from datetime import timedelta

import pytest

from shopkit import sample, store
from shopkit.competitors import moves
from shopkit.compliance import lint
from shopkit.sample import storefront
from shopkit.store import listing, rivals, rules, wording


@pytest.fixture(scope="module")
def dressed(tmp_path_factory):
    """The engine and id of a shop with its team and its storefront; not to be written to."""
    path = tmp_path_factory.mktemp("dressed") / "shopkit.db"
    engine = store.open_store(f"sqlite:///{path.as_posix()}")
    row = store.create_shop(engine, sample.NAME, at=storefront._at("2026-10-31T20:00"))
    for person in sample.members():
        store.save_member(engine, row.id, person)
    sample.dress(engine, row.id)
    yield engine, row.id
    engine.dispose()


def test_the_queue_shows_a_clean_an_asking_and_a_blocked_title(dressed):
    waiting = listing.entries(*dressed)
    assert {lint(each.title).level for each in waiting} == {"pass", "ask", "block"}
    assert len(listing.entries(*dressed, state="done")) == 1


def test_rules_have_readers_and_what_was_not_compared_says_so(dressed):
    known = rules.rules(*dressed, today=sample.LAST)
    assert {each.is_verified for each in known} == {True, False}
    assert any(each.readers for each in known) and any(not each.readers for each in known)
    assert all(each.is_verified or "广告法" not in each.source for each in known)


def test_a_word_was_released_with_its_reason(dressed):
    [held] = wording.released(*dressed).values()
    assert [each.reason for each in held.values()] == ["tenet"]


def test_rivals_made_every_kind_of_move_in_the_last_week(dressed):
    today = sample.LAST + timedelta(days=1)
    kinds = {move.kind for move in moves(rivals.seen(*dressed), asof=today)}
    assert {"cheaper", "begun", "picture", "selling"} <= kinds


def test_every_rival_is_marked_as_an_example_and_told_alike_each_time():
    shots = storefront.snapshots()
    assert shots == storefront.snapshots()
    assert all(each.rival.startswith("示例") for each in shots)
