"""The safety round: limits, calendar, what keeps coming back."""

from datetime import date, timedelta

import pytest

from shopkit.errors import Refused
from shopkit.safety import (
    DEFAULTS,
    Finding,
    Item,
    Seen,
    by_topic,
    calendar,
    due,
    judged,
    must_be_photo,
    priority,
    repeats,
)

TODAY = date(2026, 10, 1)
DAMP = Item("damp", "Humidity", "%", 45, 65, 7, id=1)
LOCK = Item("theft", "Locked", id=2)


def ago(days, item=1, *, is_ok=False):
    return Seen(item, TODAY - timedelta(days=days), is_ok)


@pytest.mark.parametrize(("value", "is_ok"), [(44.9, False), (45, True), (65, True), (65.1, False)])
def test_a_reading_is_right_within_its_limits(value, is_ok):
    assert judged(DAMP, Finding(1, value=value)) == is_ok


def test_an_open_end_has_no_limit():
    assert judged(Item("fire", "Aisle", "m", 2), Finding(1, value=9))
    assert judged(Item("damp", "Air", "%", None, 65), Finding(1, value=0))


def test_what_was_not_said_is_not_judged():
    for item, finding in ((DAMP, Finding(1, True)), (LOCK, Finding(2))):
        with pytest.raises(Refused):
            judged(item, finding)


@pytest.mark.parametrize(
    "wrong",
    [
        {"topic": "noise"},
        {"question": " "},
        {"every_days": 0},
        {"low": 3, "high": 2},
    ],
)
def test_an_item_can_be_looked_at(wrong):
    with pytest.raises(Refused):
        Item(**{"topic": "fire", "question": "Free"} | wrong)


def test_what_was_never_seen_is_due_and_what_was_seen_comes_round():
    seen = [ago(6, is_ok=True), ago(20)]
    assert [(one.item.id, one.due_on) for one in calendar([DAMP, LOCK], seen, TODAY)] == [
        (2, TODAY),
        (1, TODAY + timedelta(days=1)),
    ]
    assert [one.item.id for one in due([DAMP, LOCK], seen, TODAY)] == [2]


def test_a_closed_item_is_not_due():
    gone = Item("fire", "Old", id=3, closed_on=TODAY)
    assert due([gone], [], TODAY) == []


def test_failures_of_thirty_days_count():
    seen = [ago(0), ago(29), ago(30), ago(1, is_ok=True), ago(2, item=2)]
    assert repeats(seen, TODAY) == {1: 2, 2: 1}


def test_the_third_failure_is_the_most_pressing():
    assert [priority(times) for times in (1, 2, 3, 4)] == [3, 2, 1, 1]


def test_a_photo_is_known_by_its_first_bytes():
    must_be_photo(None)
    must_be_photo(b"\xff\xd8\xff\xe0 jpeg")
    for wrong in (b"", b"<script>", b"\xff\xd8\xff" + bytes(2 * 1024 * 1024)):
        with pytest.raises(Refused):
            must_be_photo(wrong)


def test_the_usual_items_cover_every_topic():
    assert {item.topic for item in DEFAULTS} == {"fire", "theft", "damp", "pests"}
    assert len({item.id for item in DEFAULTS}) == len(DEFAULTS)


def test_a_topic_tells_how_often_it_was_right():
    shares = by_topic([DAMP, LOCK], [ago(0), ago(1, is_ok=True), ago(0, item=2, is_ok=True)])
    assert [(one.topic, one.right, one.n) for one in shares] == [
        ("fire", 0, 0),
        ("theft", 1, 1),
        ("damp", 1, 2),
        ("pests", 0, 0),
    ]
