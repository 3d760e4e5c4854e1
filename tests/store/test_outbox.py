"""The outbox: written once, claimed in order, every try on record, somebody's word for the rest."""

from datetime import UTC, datetime, timedelta

import pytest

from shopkit import store
from shopkit.chat.letters import Letter, digest
from shopkit.chat.robots import Verdict
from shopkit.chat.urgent import Step
from shopkit.errors import Busy, NotFound, Refused
from shopkit.store import outbox
from shopkit.store.ledger import Stamp
from shopkit.store.outbox import lanes, urgent

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
PLAIN, PRESSING = lanes.Lane("team", False), lanes.Lane("team", True)


def put(room, text="hi", *, key=None, robots=("team",), **more):
    letter = Letter(more.pop("kind", "note"), text, **more)
    return outbox.write(room.engine, room.id, letter, room.stamp(key), robots=robots)


def claimed(room, lane=PLAIN, *, minutes=0):
    found = lanes.claim(room.engine, lane, NOW + timedelta(minutes=minutes))
    return found and found.letter.text


def tried(room, verdict, then, *, lane=PLAIN, part=1):
    found = lanes.claim(room.engine, lane, NOW)
    attempt = lanes.begin(room.engine, found.id, part, NOW)
    lanes.end(room.engine, attempt, verdict, at=NOW, then=then)
    return found.id


def state(room, number):
    [found] = [each for each in outbox.messages(room.engine, room.id) if each.id == number]
    return found.state


def unclear(room):
    put(room)
    return tried(room, Verdict("unclear"), ("unclear", NOW))


def test_a_letter_is_one_message_a_robot_and_one_key_writes_once(room):
    first = put(room, key="k", robots=["team", "bosses"])
    assert put(room, key="k", robots=["team", "bosses"]) == first
    assert len(outbox.messages(room.engine, room.id)) == len(first) == 2


def test_a_long_key_writes_once_too(room):
    assert put(room, key="k" * 64, robots=["r" * 24]) == put(room, key="k" * 64, robots=["r" * 24])


def test_the_oldest_goes_first_and_nothing_overtakes_it(room):
    put(room, "one")
    put(room, "two")
    assert (claimed(room), claimed(room)) == ("one", None)


def test_a_message_that_waits_for_its_next_try_keeps_its_place(room):
    put(room, "one")
    put(room, "two")
    tried(room, Verdict("refused"), ("waiting", NOW + timedelta(minutes=2)))
    assert lanes.lanes(room.engine, NOW) == [] and claimed(room) is None
    assert claimed(room, minutes=2) == "one"


def test_an_urgent_message_has_a_lane_of_its_own(room):
    put(room, "slow")
    put(room, "now", is_urgent=True)
    assert lanes.lanes(room.engine, NOW) == [PRESSING, PLAIN]
    assert claimed(room, PRESSING) == "now"


def test_what_is_kept_for_later_holds_nobody_up(room):
    put(room, "tonight", not_before=NOW + timedelta(hours=9))
    put(room, "now")
    assert claimed(room) == "now"


def test_two_senders_claim_a_message_once(room, url):
    put(room)
    other = store.open_store(url)
    got = [lanes.claim(each, PLAIN, NOW) for each in (room.engine, other)]
    other.dispose()
    assert [bool(each) for each in got] == [True, False]


def test_only_one_sender_is_at_work(room, url, monkeypatch):
    monkeypatch.setattr(lanes, "LOCK_SECONDS", 0)
    assert not lanes.is_running(room.engine)
    with lanes.sole(room.engine):
        assert lanes.is_running(room.engine)
        with pytest.raises(Busy), lanes.sole(room.engine):
            pass
    assert not lanes.is_running(room.engine)


def test_a_try_that_began_and_never_ended_is_unclear(room):
    put(room)
    found = lanes.claim(room.engine, PLAIN, NOW)
    lanes.begin(room.engine, found.id, 1, NOW)
    assert lanes.settle(room.engine, NOW) == 1
    [kept] = outbox.troubled(room.engine, room.id)
    assert (kept.state, kept.results) == ("unclear", ["unclear"])
    assert lanes.lanes(room.engine, NOW) == []


def test_a_message_that_was_claimed_and_not_begun_waits_again(room):
    number = put(room)[0]
    lanes.claim(room.engine, PLAIN, NOW)
    lanes.settle(room.engine, NOW)
    assert state(room, number) == "waiting"


def test_an_answer_that_comes_after_all_is_written_down(room):
    put(room)
    found = lanes.claim(room.engine, PLAIN, NOW)
    attempt = lanes.begin(room.engine, found.id, 1, NOW)
    lanes.settle(room.engine, NOW)
    lanes.end(room.engine, attempt, Verdict("sent", digest("hi")), at=NOW, then=("sent", NOW))
    assert state(room, found.id) == "sent"


def test_what_somebody_decided_meanwhile_stands(room):
    put(room)
    found = lanes.claim(room.engine, PLAIN, NOW)
    attempt = lanes.begin(room.engine, found.id, 1, NOW)
    lanes.settle(room.engine, NOW)
    outbox.drop(room.engine, room.id, found.id, room.stamp())
    lanes.end(room.engine, attempt, Verdict("refused"), at=NOW, then=("waiting", NOW))
    assert state(room, found.id) == "dropped"


def test_an_unclear_message_is_sent_again_only_when_somebody_says_so(room):
    number = unclear(room)
    for _ in range(2):  # two people press it
        outbox.send_again(room.engine, room.id, number, room.stamp(by="bob"))
    found = lanes.claim(room.engine, PLAIN, NOW)
    assert found.is_repeated(1) and found.results == []
    assert [each.result for each in found.attempts] == ["unclear", "again"]
    assert found.attempts[-1].detail == "bob"


def test_a_part_that_somebody_saw_is_not_sent_again(room):
    number = unclear(room)
    outbox.confirm(room.engine, room.id, number, room.stamp())
    assert lanes.claim(room.engine, PLAIN, NOW).there == {1: None}


def test_what_is_not_needed_any_more_is_taken_back(room):
    number = put(room)[0]
    outbox.drop(room.engine, room.id, number, room.stamp())
    assert (state(room, number), outbox.waiting(room.engine, room.id)) == ("dropped", 0)


@pytest.mark.parametrize("choice", [outbox.send_again, outbox.confirm])
def test_a_message_that_waits_needs_nobodys_word(room, choice):
    number = put(room)[0]
    with pytest.raises(Refused):
        choice(room.engine, room.id, number, room.stamp())


@pytest.mark.parametrize("choice", [outbox.send_again, outbox.confirm, outbox.drop])
def test_nobody_decides_about_another_shops_message(room, choice):
    number = unclear(room)
    other = store.create_shop(room.engine, "Tees", at=NOW).id
    with pytest.raises(NotFound):
        choice(room.engine, other, number, Stamp(None, NOW))
    with pytest.raises(NotFound):
        choice(room.engine, room.id, number, room.stamp(by=999))


def test_a_stranger_writes_nothing(room):
    letter = Letter("note", "hi")
    with pytest.raises(NotFound):
        outbox.write(room.engine, room.id, letter, room.stamp(by=999), robots=["team"])
    assert outbox.messages(room.engine, room.id) == []


def told(found, now_with):
    text = f"{found.what}: {found.name(now_with.member_id)}"
    return Letter("urgent", text, is_urgent=True)


def taken(found):
    return Letter("urgent", f"{found.answered_by} has it", is_urgent=True)


def raised(room, key=None, **more):
    steps = [Step(room.ann, 10), Step(room.bob, 5)]
    given = {"steps": steps, "tell": told, "robots": ["team"]} | more
    what = given.pop("what", "Flood")
    return urgent.raise_urgent(room.engine, room.id, what, room.stamp(key), **given)


def advanced(room, minutes):
    now = NOW + timedelta(minutes=minutes)
    return urgent.advance(room.engine, now, tell=told, robots=["team"])


def words(room, *states):
    found = outbox.messages(room.engine, room.id, states=states or None)
    return [each.letter.text for each in reversed(found)]


def test_an_urgent_matter_is_told_to_one_after_the_other(room):
    assert raised(room, "k") == raised(room, "k")
    for minutes in (5, 10, 10, 16):
        advanced(room, minutes)
    assert words(room) == ["Flood: ann", "Flood: bob", "Flood: ann"]


def test_a_sender_that_was_away_tells_only_whose_turn_it_is(room):
    raised(room)
    assert advanced(room, 14) == 1
    assert words(room) == ["Flood: ann", "Flood: bob"]


def test_an_answered_matter_is_told_to_nobody_else(room):
    number = raised(room)
    answer = {"text": "on it", "tell": taken, "robots": ["team"]}
    for by in ("bob", "ann"):
        urgent.answer(room.engine, room.id, number, room.stamp(by=by), **answer)
    assert advanced(room, 60) == 0 and urgent.open_matters(room.engine, room.id) == []
    [found] = urgent.matters(room.engine, room.id)
    assert (found.answered_by, found.answer) == ("bob", "on it")
    assert words(room, "waiting") == ["bob has it"] and words(room, "dropped") == ["Flood: ann"]


@pytest.mark.parametrize("facts", [{"what": " "}, {"what": "x" * 501}, {"steps": []}])
def test_an_urgent_matter_says_what_and_whom_to_tell(room, facts):
    with pytest.raises(Refused):
        raised(room, **facts)
    assert urgent.matters(room.engine, room.id) == []


def test_only_people_of_the_shop_are_told(room):
    with pytest.raises(NotFound):
        raised(room, steps=[Step(999, 5)])


def test_a_matter_of_another_shop_is_not_answered(room):
    number = raised(room)
    other = store.create_shop(room.engine, "Tees", at=NOW).id
    with pytest.raises(NotFound):
        urgent.answer(room.engine, other, number, Stamp(None, NOW), text="", tell=taken, robots=[])
