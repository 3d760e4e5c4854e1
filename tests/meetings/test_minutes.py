"""Minutes are the page without anything to press."""

import json

from shopkit.meetings.minutes import frozen
from shopkit.pages import blocks as draw

ACTIVE = ("buttons", "act", "fields", "ask", "values", "submit")


def test_nothing_in_the_minutes_can_be_pressed():
    form = draw.form("f", "say", [draw.field("x", "X")], "Save")
    row = draw.row(
        1, "ann", ("late", "bad"), buttons=[draw.button("Go", "go")], ask={"a": 1}, fields=[],
        open=[form, draw.lines("in", "inside")], badge="2",
    )  # fmt: skip
    table = draw.table("t", [("A", "text")], [{"cells": ["x"], "act": "go", "values": {}}])
    page = [draw.rows("r", [row], "none", search="find"), form, table, draw.buttons("b")]
    kept = frozen(page)
    assert [each["id"] for each in kept] == ["r", "t"]
    assert not [name for name in ACTIVE if f'"{name}"' in json.dumps(kept)]
    assert kept[0]["rows"][0]["open"][0]["lines"] == [{"text": "inside"}]
    assert kept[0]["rows"][0]["lines"] == [{"text": "late", "tone": "bad"}]


def test_lines_that_are_plain_words_stay():
    kept = frozen([draw.rows("r", [draw.row(1, "ann", "said")], "none")])
    assert kept[0]["rows"][0]["lines"] == ["said"]


def test_freezing_twice_changes_nothing():
    once = frozen(
        [draw.lines("a", "x") | {"half": True}, draw.tiles("b", draw.tile("k", "K", "3"))]
    )
    assert frozen(once) == once
