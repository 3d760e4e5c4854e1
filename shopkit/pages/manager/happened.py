"""The shop's event ledger on the page: what happened when, and a form to write it down."""

from datetime import timedelta
from typing import Any

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.watching import Watched, event_name, shop_events
from shopkit.store import goods
from shopkit.store import watch as kept
from shopkit.text import message
from shopkit.watch import KINDS, Event, untold

BACK_DAYS, AHEAD_DAYS, MOST, MOST_NUMBER = 120, 30, 30, 10**12
ORIGINS = {
    "typed": message("written down"),
    "found": message("found in the data"),
    "calendar": message("calendar"),
}


def blocks(shift: Shift, seen: Watched | None) -> list[Block]:
    """The events of the last months, newest first, and a form for another."""
    day = seen.asof if seen else shift.today
    first, last = day - timedelta(days=BACK_DAYS), shift.today + timedelta(days=AHEAD_DAYS)
    known = untold(shop_events(shift.shop, first, last, today=shift.today))
    found = sorted(known, key=lambda each: (each.first, each.name), reverse=True)
    say = shift.say
    listed = [_row(shift, event) for event in found[:MOST]]
    return [
        draw.rows(
            "events", listed, say("Nothing is written down yet."), title=say("What happened")
        ),
        _form(shift),
    ]


def _row(shift: Shift, event: Event) -> Block:
    say = shift.say
    days = f"{event.first}" if event.first == event.last else f"{event.first} – {event.last}"
    kind, origin = say(KINDS[event.kind].words), say(ORIGINS[event.origin])
    strike = draw.button(say("Strike it"), "watch_strike", {"event": event.id},
                         confirm=say("Strike this event? Its days are judged again."))  # fmt: skip
    return draw.row(
        f"{event.kind}-{event.first}-{event.name}-{event.id}",
        event_name(event, say),
        " · ".join(word for word in (days, kind, origin, event.note) if word),
        buttons=[strike] if event.id else [],
    )


def _form(shift: Shift) -> Block:
    say = shift.say
    items = {sku.item_id: sku.title for sku in goods.skus(shift.shop.engine, shift.shop.id)
             if sku.item_id}  # fmt: skip
    fields = [
        draw.field("name", say("What happened"), required=True),
        draw.field("kind", say("Kind"), "choice", required=True,
                   options=[[key, say(kind.words)] for key, kind in KINDS.items()]),
        draw.field("first", say("From"), "day", value=shift.today.isoformat(), required=True),
        draw.field("last", say("To, if longer"), "day"),
        draw.field("item", say("Of one product only"), "choice",
                   options=[[key, title or key] for key, title in sorted(items.items())]),
        draw.field("note", say("Note")),
    ]  # fmt: skip
    return draw.form(
        "event", "watch_event", fields, say("Write it down"), title=say("Something happened"),
        note=say("Days of sales, campaigns, festivals and stock-outs are not judged and teach "
                 "nothing; a change of price or page is drawn, and its days are judged."),
    )  # fmt: skip


def written(
    shift: Shift, *, key: str, name: object, kind: object, first: object, last: object = None,
    item: object = None, note: object = "",
) -> str:  # fmt: skip
    """Writes an event into the ledger."""
    say = shift.say
    begins = given.day(first, say("From"))
    if begins is None:
        raise Refused("“{field}” needs a day, such as 2026-11-11.", field=say("From"))
    ends = given.day(last, say("To, if longer")) or begins
    items: tuple[str, ...] = ()
    if item not in (None, ""):
        known = {sku.item_id: sku for sku in goods.skus(shift.shop.engine, shift.shop.id)}
        items = (given.one_of(item, known, say("Of one product only")),)
    event = Event(
        given.one_of(kind, KINDS, say("Kind")), given.words(name, say("What happened"), most=80),
        begins, ends, items, given.words(note, say("Note"), most=300),
    )  # fmt: skip
    kept.add_event(shift.shop.engine, shift.shop.id, event, shift.stamp(key))
    return say("Written down: {event}.", event=event.name)


def struck(shift: Shift, *, key: str, event: object) -> str:
    """Takes a wrong event out of the ledger."""
    number = given.whole(event, shift.say("event"), least=1, most=MOST_NUMBER)
    kept.strike_event(shift.shop.engine, shift.shop.id, number, shift.stamp(key))
    return shift.say("Struck: its days are judged again.")


ACTS: dict[str, Any] = {"watch_event": written, "watch_strike": struck}
