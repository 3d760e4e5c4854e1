"""Entries, meetings, decisions and praise in the store."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.meetings.values import Entry, Expected, Note
from shopkit.roles import Role
from shopkit.store import meetings, tasks
from shopkit.store.ledger import Stamp

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
TODAY = date(2026, 10, 1)


def said(room, today="count", *, key=None, by="ann", **more):
    entry = Entry(TODAY, room.ann, today=today, **more)
    return meetings.say_entry(room.engine, room.id, entry, room.stamp(key, by=by))


def begun(room, kind="weekly", held_on=TODAY, **who):
    return meetings.begin(room.engine, room.id, room.stamp(**who), kind=kind, held_on=held_on)


def closed(room, held, *, key=None, page=None):
    return meetings.close(
        room.engine,
        room.id,
        held.id,
        room.stamp(key),
        page=page or {"blocks": []},
        lake_version_id=None,
    )


def decided(room, what="Raise the price", *, key=None, **more):
    facts = {"decided_on": TODAY, "owner_id": room.ann} | more
    return meetings.decide(room.engine, room.id, what, room.stamp(key), **facts)


def action(room, held, *, key=None, **more):
    facts = {"title": "Call the kiln", "owner_id": room.ann, "due_on": TODAY + timedelta(7)} | more
    return meetings.add_action(room.engine, room.id, held.id, room.stamp(key), **facts)


def other(room):
    return store.create_shop(room.engine, "Tees", at=NOW).id


# Entries


def test_what_was_said_is_there_and_changes_its_version(room):
    first = said(room)
    second = said(room, "pack", version=first.version, needs_id=room.bob)
    [kept] = meetings.entries(room.engine, room.id, TODAY)
    assert (first.version, second.version) == (1, 2)
    assert (kept.today, kept.needs_id, kept.written_by) == ("pack", room.bob, room.ann)


def test_one_submission_that_comes_twice_is_said_once(room):
    assert said(room, key="k") == said(room, key="k")


def test_who_has_not_seen_the_last_words_is_told_them(room):
    said(room, "pack")
    with pytest.raises(Refused) as caught:
        said(room, "count", by="bob")
    assert (caught.value.facts["theirs"], caught.value.facts["who"]) == ("pack", "ann")
    assert meetings.entries(room.engine, room.id, TODAY)[0].today == "pack"


def test_two_who_speak_at_once_for_one_are_not_both_kept(room):
    outcomes = []

    def speak(words):
        try:
            outcomes.append(said(room, words).today)
        except Refused:
            outcomes.append(None)

    both = [Thread(target=speak, args=(words,)) for words in ("pack", "count")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    [kept] = meetings.entries(room.engine, room.id, TODAY)
    assert sorted(outcomes, key=str) == sorted([None, kept.today], key=str)


def test_nobody_speaks_for_or_needs_a_stranger(room):
    for entry in (Entry(TODAY, 999), Entry(TODAY, room.ann, needs_id=999)):
        with pytest.raises(NotFound):
            meetings.say_entry(room.engine, room.id, entry, room.stamp())


def test_a_stranger_says_nothing(room):
    with pytest.raises(NotFound):
        said(room, by=999)


def test_after_the_stand_up_is_closed_nothing_more_is_said(room):
    closed(room, begun(room, "standup"))
    with pytest.raises(Refused):
        said(room)


def test_entries_are_found_by_days(room):
    said(room)
    later = Entry(TODAY + timedelta(3), room.bob, blocker="no tape")
    meetings.say_entry(room.engine, room.id, later, room.stamp())
    found = meetings.entries(room.engine, room.id, TODAY, TODAY + timedelta(6))
    assert [each.member_id for each in found] == [room.bob, room.ann]


# Meetings


def test_two_who_begin_one_meeting_begin_one(room):
    assert begun(room).id == begun(room, by="bob").id
    assert len(meetings.meetings(room.engine, room.id, kind="weekly")) == 1


def test_notes_are_kept_apart_and_by_version(room):
    held = begun(room)
    meetings.note(
        room.engine, room.id, held.id, room.stamp(), texts={"problems": Note("late parcels")}
    )
    kept = meetings.note(
        room.engine, room.id, held.id, room.stamp(by="bob"), texts={"points": Note("thanks")}
    )
    assert (kept.note("problems").text, kept.note("points").by) == ("late parcels", "bob")
    with pytest.raises(Refused) as caught:
        meetings.note(room.engine, room.id, held.id, room.stamp(), texts={"problems": Note("none")})
    assert caught.value.facts["theirs"] == "late parcels"


def test_the_managers_points_are_the_managers(room):
    held, texts = begun(room), {"points": Note("x")}
    with pytest.raises(Refused):
        meetings.note(
            room.engine, room.id, held.id, room.stamp(), texts=texts, roles=[Role.MANAGER]
        )


def test_the_same_words_twice_are_no_conflict(room):
    held = begun(room)
    for _ in range(2):
        kept = meetings.note(
            room.engine, room.id, held.id, room.stamp(), texts={"points": Note("x")}
        )
    assert kept.note("points").version == 1


def test_minutes_are_the_page_as_it_was_closed(room):
    held = begun(room)
    page = {"title": "周会", "blocks": [{"kind": "text", "id": "a"}]}
    for _ in range(2):
        closed(room, held, key="k", page=page)
    found, kept = meetings.minutes(room.engine, room.id, held.id)
    assert kept == page and found.closed_at == NOW


def test_a_closed_meeting_takes_nothing_more(room):
    held = begun(room)
    closed(room, held)
    for late in (
        lambda: closed(room, held),
        lambda: meetings.note(
            room.engine, room.id, held.id, room.stamp(), texts={"points": Note("x")}
        ),
        lambda: action(room, held),
        lambda: decided(room, meeting_id=held.id),
    ):
        with pytest.raises(Refused):
            late()


def test_an_open_meeting_has_no_minutes(room):
    with pytest.raises(Refused):
        meetings.minutes(room.engine, room.id, begun(room).id)


def test_a_meeting_of_another_shop_is_not_there(room):
    held, elsewhere = begun(room), other(room)
    for reach in (
        lambda: meetings.minutes(room.engine, elsewhere, held.id),
        lambda: meetings.note(
            room.engine, elsewhere, held.id, Stamp(None, NOW), texts={"a": Note("x")}
        ),
    ):
        with pytest.raises(NotFound):
            reach()


def test_a_data_version_of_another_shop_is_not_frozen(room):
    kept = meetings.close(
        room.engine, room.id, begun(room).id, room.stamp(), page={}, lake_version_id=77
    )
    assert kept.lake_version_id is None


# Actions


def test_a_fourth_action_is_one_too_many_until_one_is_dropped(room):
    held = begun(room)
    numbers = [action(room, held, title=f"step {n}") for n in range(3)]
    with pytest.raises(Refused):
        action(room, held)
    assert [each.id for each in meetings.actions(room.engine, room.id, held.id)] == numbers
    assert {each.title for each in tasks.open_tasks(room.engine, room.id)} == {
        "step 0",
        "step 1",
        "step 2",
    }


def test_an_action_pressed_twice_is_one(room):
    held = begun(room)
    assert action(room, held, key="k") == action(room, held, key="k")


def test_an_action_has_an_owner_of_the_shop_and_a_day_after_the_meeting(room):
    held = begun(room)
    for wrong in ({"owner_id": 999}, {"due_on": TODAY - timedelta(1)}, {"title": " "}):
        with pytest.raises((Refused, NotFound)):
            action(room, held, **wrong)


def test_an_action_of_another_shop_is_not_told(room):
    held = begun(room)
    action(room, held)
    assert meetings.actions(room.engine, other(room), held.id) == []


def test_papers_that_became_tasks_are_known(room):
    tasks.add_task(room.engine, room.id, "x", room.stamp(), document="entry:1%:today")
    assert meetings.named(room.engine, room.id, "entry:1%") == {"entry:1%:today"}
    assert meetings.named(room.engine, room.id, "entry:1_") == set()


# Decisions


def test_the_next_to_look_at_comes_first(room):
    decided(room, "someday")
    decided(room, "later", kpi="visitors", look_on=TODAY + timedelta(20))
    number = decided(
        room, "soon", kpi="visitors", look_on=TODAY + timedelta(2), expected=Expected(share=0.1)
    )
    listed = meetings.decisions(room.engine, room.id)
    assert [each.what for each in listed] == ["soon", "later", "someday"]
    found = meetings.decision_of(room.engine, room.id, number)
    assert found.expected == Expected(share=0.1) and found.is_due(TODAY + timedelta(2))


def test_a_decision_written_twice_with_one_key_is_one(room):
    assert decided(room, key="k") == decided(room, key="k")


def test_a_decision_is_closed_once_with_a_word_and_its_effect(room):
    number = decided(room)
    for _ in range(2):
        done = meetings.close_decision(
            room.engine, room.id, number, room.stamp("k"), word="kept", effect={"change": 1.5}
        )
    assert (done.outcome["word"], done.outcome["effect"]) == ("kept", {"change": 1.5})
    with pytest.raises(Refused):
        meetings.close_decision(room.engine, room.id, number, room.stamp(), word="again")
    assert meetings.decisions(room.engine, room.id, is_open=True) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": " "}, {"owner_id": 999}, {"kpi": "happiness", "look_on": TODAY + timedelta(1)},
        {"kpi": "visitors"}, {"expected": Expected(share=0.1)}, {"look_on": TODAY}, {"meeting_id": 9},
    ],
)  # fmt: skip
def test_a_decision_that_could_never_be_looked_at_is_refused(room, wrong):
    with pytest.raises((Refused, NotFound)):
        decided(room, **wrong)
    assert meetings.decisions(room.engine, room.id) == []


def test_a_decision_needs_a_word_to_close_and_its_own_shop(room):
    number = decided(room)
    with pytest.raises(Refused):
        meetings.close_decision(room.engine, room.id, number, room.stamp(), word=" ")
    with pytest.raises(NotFound):
        meetings.close_decision(room.engine, other(room), number, Stamp(None, NOW), word="x")


# Praise


def test_a_thank_you_says_who_and_what_for(room):
    for _ in range(2):
        meetings.thank(room.engine, room.id, room.stamp("k"), to_id=room.bob, why="stayed late")
    [kept] = meetings.praises(room.engine, room.id)
    assert (kept.to, kept.by, kept.why) == ("bob", "ann", "stayed late")
    assert meetings.praises(room.engine, room.id, since=NOW + timedelta(1)) == []


@pytest.mark.parametrize("wrong", [{"why": " "}, {"to_id": 999}])
def test_a_thank_you_needs_somebody_and_a_reason(room, wrong):
    with pytest.raises((Refused, NotFound)):
        meetings.thank(
            room.engine, room.id, room.stamp(), **{"to_id": room.bob, "why": "x"} | wrong
        )


def test_nobody_praises_himself(room):
    with pytest.raises(Refused):
        meetings.thank(room.engine, room.id, room.stamp(), to_id=room.ann, why="me")
