"""What the safety round looks at: when each thing is due, and the list to edit."""

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse.shift import Shift
from shopkit.safety import TOPICS, UNVERIFIED, Item, calendar
from shopkit.store import rounds


def blocks(shift: Shift) -> list[Block]:
    """The calendar, and the list itself."""
    return [_calendar(shift), _grid(shift)]


def _calendar(shift: Shift) -> Block:
    say = shift.say
    shop = shift.shop
    items = rounds.items(shop.engine, shop.id, today=shift.day)
    listed = calendar(items, rounds.seen(shop.engine, shop.id), shift.day)
    heads = [
        (say("What"), "text"), (say("Every, days"), "qty"), (say("Last"), "day"),
        (say("Next"), "day"),
    ]  # fmt: skip
    return draw.table(
        "calendar",
        heads,
        [
            {
                "cells": [
                    say(each.item.question),
                    each.item.every_days,
                    each.last_on.isoformat() if each.last_on else None,
                    each.due_on.isoformat(),
                ],
                "tone": "bad" if each.due_on < shift.day else None,
            }
            for each in listed
        ],
        title=say("Calendar"),
    )


def _grid(shift: Shift) -> Block:
    say = shift.say
    topics = [[key, say(words)] for key, words in TOPICS.items()]
    columns = [
        {"name": "topic", "label": say("Topic"), "type": "choice", "options": topics},
        {"name": "question", "label": say("How it should be"), "type": "text"},
        {"name": "low", "label": say("Lowest"), "type": "text"},
        {"name": "high", "label": say("Highest"), "type": "text"},
        {"name": "unit", "label": say("Unit"), "type": "text"},
        {"name": "every_days", "label": say("Every, days"), "type": "number"},
    ]
    listed = [
        {
            "key": str(item.id),
            "topic": item.topic,
            "question": say(item.question),
            "low": "" if item.low is None else f"{item.low:g}",
            "high": "" if item.high is None else f"{item.high:g}",
            "unit": item.unit,
            "every_days": item.every_days,
        }
        for item in rounds.items(shift.shop.engine, shift.shop.id, today=shift.day)
    ]
    return {
        "kind": "grid", "id": "items", "title": say("What is looked at"), "note": say(UNVERIFIED),
        "columns": columns, "rows": listed, "act": "safety_items",
    }  # fmt: skip


def kept(shift: Shift, *, key: str, rows: object) -> str:
    """Keeps the changed list of things to look at; one removed is closed today."""
    stamp = shift.stamp(key)
    changed = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    if not changed:
        raise Refused("Nothing was changed.")
    for row in changed:
        rounds.save_item(shift.shop.engine, shift.shop.id, _typed(shift, row), stamp)
    return shift.say("Saved.")


def _typed(shift: Shift, row: dict) -> Item:
    say = shift.say
    known = {str(item.id): item for item in rounds.items(shift.shop.engine, shift.shop.id)}
    old = known.get(str(row.get("key")))
    question = given.words(row.get("question"), say("How it should be"), most=200)
    # A default that was not reworded keeps its key, so that it is still said in both languages.
    same = old is not None and question in ("", say(old.question))
    return Item(
        given.one_of(row.get("topic", old.topic if old else ""), TOPICS, say("Topic")),
        old.question if same else question,
        given.words(row.get("unit", old.unit if old else ""), say("Unit"), most=12),
        given.decimal(row.get("low", old.low if old else None), say("Lowest")),
        given.decimal(row.get("high", old.high if old else None), say("Highest")),
        given.whole(row.get("every_days") or 1, say("Every, days"), least=1, most=366),
        old.id if old else None,
        shift.day if row.get("change") == "removed" else None,
    )


ACTS = {"safety_items": kept}
