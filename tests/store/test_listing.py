"""The queue, checked words, rules and rivals in the store."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from shopkit.competitors import Seen
from shopkit.compliance import lint
from shopkit.compliance.lexicon import BLOCK, PASS
from shopkit.errors import NotFound, Refused
from shopkit.listing import STEPS
from shopkit.roles import Role
from shopkit.store import listing, rivals, rules, tasks, wording
from shopkit.store.ledger import Stamp
from shopkit.store.schema import lint_check

TODAY = date(2026, 10, 1)
CLEAN, BOASTS, BLOCKED = "Hand made mug", "独家茶杯", "顶级茶杯"


def added(room, title=CLEAN, kind="list", *, key=None, by="bob", **facts):
    return listing.add_entry(
        room.engine, room.id, title, room.stamp(key, by=by), kind=kind, **facts
    )


def entry(room, state="open"):
    [one] = listing.entries(room.engine, room.id, state=state)
    return one


def ticked(room, number):
    for step in STEPS["list"]:
        listing.tick(room.engine, room.id, number, room.stamp(by="bob"), step=step, is_done=True)
    return number


def finished(room, number, *, by="bob"):
    listing.finish(room.engine, room.id, number, room.stamp(by=by))


def released(room, text, phrase, *, reason="fact", by="bob", key=None):
    stamp = room.stamp(key, by=by)
    wording.release(room.engine, room.id, text, stamp, phrase=phrase, reason=reason)


def test_an_entry_waits_with_what_was_said_of_it(room):
    at = room.stamp().at + timedelta(days=2)
    number = added(room, item_id="77", at=at, owner_id=room.ann, note="soon")
    one = entry(room)
    assert (one.id, one.at, one.owner_id, one.note, one.item_id) == (
        number,
        at,
        room.ann,
        "soon",
        "77",
    )
    assert listing.due(room.engine, room.id, at - timedelta(seconds=1)) == 0
    assert listing.due(room.engine, room.id, at) == 1


def test_the_same_key_adds_one_entry(room):
    assert added(room, key="k") == added(room, key="k")
    assert len(listing.entries(room.engine, room.id)) == 1


@pytest.mark.parametrize(
    "facts", [{"title": " "}, {"title": "x" * 201}, {"kind": "burn"}, {"note": "x" * 1001}]
)
def test_an_entry_that_says_nothing_is_refused(room, facts):
    with pytest.raises(Refused):
        added(room, **facts)
    with pytest.raises(NotFound):
        added(room, owner_id=999)


def test_a_change_of_an_older_version_is_refused(room):
    number = added(room)
    listing.change_entry(room.engine, room.id, number, room.stamp(by="bob"), version=1, title="Cup")
    with pytest.raises(Refused):
        listing.change_entry(
            room.engine, room.id, number, room.stamp(by="bob"), version=1, title="No"
        )
    assert (entry(room).title, entry(room).version) == ("Cup", 2)


def test_an_entry_is_done_only_with_its_checklist(room):
    number = added(room)
    with pytest.raises(Refused) as caught:
        finished(room, number)
    assert caught.value.facts["n"] == len(STEPS["list"])
    finished(room, ticked(room, number))
    finished(room, number)  # a second press changes nothing
    assert entry(room, "done").id == number


def test_a_step_is_taken_back(room):
    number = ticked(room, added(room))
    listing.tick(room.engine, room.id, number, room.stamp(), step="title", is_done=False)
    assert entry(room).left == ["title"]
    with pytest.raises(NotFound):
        listing.tick(room.engine, room.id, number, room.stamp(), step="dance", is_done=True)


def test_a_title_goes_online_once_its_words_are_released(room):
    number = ticked(room, added(room, BOASTS))
    with pytest.raises(Refused):
        finished(room, number)
    released(room, BOASTS, "独家")
    finished(room, number)


def test_a_blocked_title_never_goes_online(room):
    number = ticked(room, added(room, BLOCKED))
    with pytest.raises(Refused):
        released(room, BLOCKED, "顶级")
    with pytest.raises(Refused):
        finished(room, number)


def test_an_item_is_queued_to_go_offline_once(room):
    items = [("1", "Mug"), ("2", "Tee")]
    assert len(listing.take_off(room.engine, room.id, items, room.stamp("k", by="bob"))) == 2
    assert listing.take_off(room.engine, room.id, items, room.stamp("k", by="bob")) == []
    more = listing.take_off(room.engine, room.id, [*items, ("3", "Cup")], room.stamp("l", by="bob"))
    assert len(more) == 1


def test_only_those_who_run_the_shop_queue_and_close(room):
    number = ticked(room, added(room))
    for act in (lambda: added(room, by="ann"), lambda: finished(room, number, by="ann")):
        with pytest.raises(Refused):
            act()


def test_another_shops_entry_is_not_there(room):
    with pytest.raises(NotFound):
        listing.drop(room.engine, "other", added(room), Stamp(None, room.stamp().at))


def test_what_was_checked_is_kept_once_with_its_words_and_version(room):
    for _ in range(2):
        found = wording.check(
            room.engine,
            room.id,
            [("title", "1", BOASTS), ("title", "2", CLEAN)],
            room.stamp(by="bob"),
        )
    first, second = reversed(wording.checks(room.engine, room.id))
    assert [each.level for each in found] == ["ask", PASS]
    assert (first.text, first.hits, first.by) == (BOASTS, (("独家", "独家"),), room.bob)
    assert first.text_hash == lint(BOASTS).hash and first.words_version == lint(BOASTS).version
    assert second.level == PASS


def test_new_words_check_a_text_anew(room):
    wording.check(room.engine, room.id, [("title", "", CLEAN)], room.stamp(by="bob"))
    wording.save_phrases(
        room.engine, room.id, [("mug", BLOCK, "own")], room.stamp(by="bob"), on=TODAY
    )
    [verdict] = wording.check(room.engine, room.id, [("title", "", CLEAN)], room.stamp(by="bob"))
    assert verdict.level == BLOCK and len(wording.checks(room.engine, room.id)) == 2


def test_evidence_has_no_function_that_changes_it():
    assert not [name for name in dir(wording) if name.startswith(("change_", "edit", "update_"))]


def test_a_release_says_who_and_why_and_holds_for_this_text_only(room):
    for key in ("a", "b"):
        released(room, BOASTS, "独家", key=key)
    [(text_hash, held)] = wording.released(room.engine, room.id).items()
    assert text_hash == lint(BOASTS).hash
    assert (held["独家"].by, held["独家"].reason) == (room.bob, "fact")


@pytest.mark.parametrize(
    ("phrase", "reason", "by"),
    [("独家", "because", "bob"), ("唯一", "fact", "bob"), ("独家", "fact", "ann")],
)
def test_a_release_without_a_listed_reason_or_word_or_right_is_refused(room, phrase, reason, by):
    with pytest.raises(Refused):
        released(room, BOASTS, phrase, reason=reason, by=by)


def test_own_words_are_saved_changed_and_dropped(room):
    def save(rows, **more):
        wording.save_phrases(room.engine, room.id, rows, room.stamp(by="bob"), on=TODAY, **more)

    save([("养 生", BLOCK, "us"), ("独家", PASS, "")])
    save([("独家", "ask", "")], without=["养生"])
    assert [(each.phrase, each.level) for each in wording.phrases(room.engine, room.id)] == [
        ("独家", "ask")
    ]


def ruled(room, *, key=None, by="bob", **facts):
    facts = {"title": "Say how warm", "dated_on": TODAY} | facts
    return rules.add_rule(room.engine, room.id, stamp=room.stamp(key, by=by), **facts)


def rule(room):
    [one] = rules.rules(room.engine, room.id, today=TODAY)
    return one


def test_a_rule_is_read_by_each_and_anew_when_it_changes(room):
    number = ruled(room, words=["mug", "mug", " "], source="here", meaning="write it")
    rules.read_rule(room.engine, room.id, number, room.stamp(), version=1)
    rules.read_rule(room.engine, room.id, number, room.stamp(), version=1)
    assert rule(room).readers == {room.ann} and rule(room).words == ("mug",)
    assert rules.unread(room.engine, room.id, room.ann) == 0
    rules.change_rule(room.engine, room.id, number, room.stamp(by="bob"), version=1, meaning="new")
    assert rule(room).readers == frozenset() and rule(room).version == 2
    assert rules.unread(room.engine, room.id, room.ann) == 1
    with pytest.raises(Refused):
        rules.read_rule(room.engine, room.id, number, room.stamp(), version=1)


def test_a_rule_saved_as_it_was_is_not_read_anew(room):
    number = ruled(room)
    stamp = room.stamp(by="bob")
    assert (
        rules.change_rule(room.engine, room.id, number, stamp, version=1, title="Say how warm") == 1
    )


def test_a_rule_that_ended_is_in_force_no_more(room):
    number = ruled(room)
    rules.change_rule(
        room.engine, room.id, number, room.stamp(by="bob"), version=1, closed_on=TODAY
    )
    assert rules.rules(room.engine, room.id, today=TODAY) == []


def test_a_rule_makes_one_task_an_item_and_version(room):
    number, items = ruled(room, key="k"), [("1", "Mug", "Check"), ("2", "Tee", "Check")]
    assert ruled(room, key="k") == number

    def make():
        stamp = room.stamp(by="bob")
        return rules.make_tasks(room.engine, room.id, number, stamp, items=items, due_on=TODAY)

    assert (make(), make()) == (2, 0)
    assert {each.title for each in tasks.open_tasks(room.engine, room.id)} == {
        "Check: Mug",
        "Check: Tee",
    }
    assert rules.open_items(room.engine, room.id, number, 1) == {"1", "2"}
    rules.change_rule(room.engine, room.id, number, room.stamp(by="bob"), version=1, meaning="more")
    assert make() == 2


def test_violations_are_written_down_once_and_lifted_once(room):
    def log(**facts):
        told = {"happened_on": TODAY, "kind": "general", "points": 3} | facts
        return rules.log_violation(room.engine, room.id, "late", room.stamp("v", by="bob"), **told)

    number = log()
    assert log() == number
    for day in (TODAY, TODAY + timedelta(days=9)):
        rules.lift(room.engine, room.id, number, room.stamp(by="bob"), on=day)
    [one] = rules.violations(room.engine, room.id)
    assert (one.points, one.lifted_on) == (3, TODAY)
    for facts in ({"kind": "tiny"}, {"points": 49}, {"points": -1}):
        with pytest.raises(Refused):
            log(**facts)


def shots(*prices, on=TODAY):
    return [Seen(f"r{n}", "Mug", on, price, "1") for n, price in enumerate(prices)]


def kept(room, rows, *, by="bob"):
    return rivals.record_seen(room.engine, room.id, rows, room.stamp(by=by))


def test_the_same_snapshots_again_add_nothing_and_a_correction_replaces(room):
    assert (kept(room, shots(900, 800)), kept(room, shots(900, 800))) == (2, 0)
    assert kept(room, shots(900, 700)) == 1
    assert [each.price_fen for each in rivals.seen(room.engine, room.id)] == [900, 700]


def test_snapshots_are_read_from_a_day_on(room):
    kept(room, shots(900) + shots(800, on=TODAY - timedelta(days=9)))
    assert [each.price_fen for each in rivals.seen(room.engine, room.id, since=TODAY)] == [900]


@pytest.mark.parametrize(
    "row",
    [
        Seen("", "Mug", TODAY, 1),
        Seen("a", "Mug", TODAY, 0),
        Seen("a", "x" * 201, TODAY, 1),
        Seen("a", "b", TODAY, 5, deal_fen=0),
    ],
)
def test_a_snapshot_that_cannot_be_compared_is_refused_with_all_others(room, row):
    with pytest.raises(Refused):
        kept(room, [*shots(900), row])
    assert rivals.seen(room.engine, room.id) == []


def test_a_product_is_forgotten_whole(room):
    kept(room, shots(900) + shots(800, on=TODAY - timedelta(days=9)))
    assert rivals.forget(room.engine, room.id, "r0", room.stamp(by="bob"), title="Mug") == 2


def test_a_keeper_of_the_warehouse_tells_no_rivals_or_rules(room):
    room.member("cat", Role.DESIGNER)
    for act in (lambda: kept(room, shots(900), by="ann"), lambda: ruled(room, by="ann")):
        with pytest.raises(Refused):
            act()


def test_no_check_is_kept_of_a_refused_act(room):
    with pytest.raises(Refused):
        wording.check(room.engine, room.id, [("title", "", CLEAN)], room.stamp(by="ann"))
    with room.engine.connect() as db:
        assert db.execute(select(lint_check)).all() == []
