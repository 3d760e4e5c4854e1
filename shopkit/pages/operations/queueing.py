"""The queue of goods: when each goes on or off, its checklist, and its title judged."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from shopkit.clock import SHANGHAI, instant_of
from shopkit.compliance.lexicon import PASS, Lexicon
from shopkit.compliance.lint import TITLE, lint
from shopkit.errors import Refused
from shopkit.listing import DONE, KINDS, WORDED, Entry, queue
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.operations import judged
from shopkit.pages.shift import Shift
from shopkit.store import listing
from shopkit.store import wording as kept
from shopkit.text import message
from shopkit.text.numbers import day as shown_day
from shopkit.widgets import Reply

SHOWN, LATEST = 40, 8
_NO_TIME = message("“{field}” is written as 09:30.")


def blocks(shift: Shift) -> list[Block]:
    """What waits, the next first; a form for another; what was done last."""
    engine, shop_id = shift.shop.engine, shift.shop.id
    waiting = queue(listing.entries(engine, shop_id))
    words, releases = kept.words(engine, shop_id), kept.released(engine, shop_id)
    say, more = shift.say, len(waiting) - SHOWN
    return [
        _tiles(shift, waiting),
        draw.rows(
            "queue",
            [_row(shift, each, words, releases) for each in waiting[:SHOWN]],
            say("Nothing waits to go online or offline."),
            title=say("What goes online, offline or changes"),
            note=say("{n} more after these.", n=more) if more > 0 else "",
        ),
        _form(shift),
        _past(shift),
    ]


def _tiles(shift: Shift, waiting: list[Entry]) -> Block:
    say = shift.say
    late = sum(each.is_due(shift.now) for each in waiting)
    ready = sum(not each.left for each in waiting)
    return draw.tiles(
        "figures",
        draw.tile("waiting", say("In the queue"), str(len(waiting))),
        draw.tile("late", say("Their time has come"), str(late)),
        draw.tile("ready", say("Checklist done"), str(ready)),
    )


def _row(shift: Shift, entry: Entry, words: Lexicon, releases: judged.Releases) -> Block:
    say, is_due = shift.say, entry.is_due(shift.now)
    n = len(entry.steps)
    finish = draw.button(
        say("Done"),
        "listing_finish",
        {"entry": entry.id},
        tone="main",
        disabled=bool(entry.left),
    )
    drop = draw.button(
        say("Drop"), "listing_drop", {"entry": entry.id}, tone="bad", confirm=say("Drop it?")
    )
    return draw.row(
        entry.id,
        entry.title,
        *_lines(shift, entry, words, releases),
        badge=f"{n - len(entry.left)}/{n}",
        tone="bad" if is_due else None,
        buttons=[finish, drop],
        opened=shift.ask.get("entry") == str(entry.id),
        open=[_steps(shift, entry), *_judged(shift, entry, words, releases), _change(shift, entry)],
    )


def _lines(shift: Shift, entry: Entry, words: Lexicon, releases: judged.Releases) -> Iterator[Any]:
    say = shift.say
    at = entry.at.astimezone(SHANGHAI) if entry.at else None
    when = f"{shown_day(at.date(), shift.lang)} {at:%H:%M}" if at else say("no time set")
    told = [say(KINDS[entry.kind]), when, shift.named(entry.owner_id)]
    yield " · ".join(told), "bad" if entry.is_due(shift.now) else None
    if entry.note:
        yield entry.note
    if entry.kind in WORDED:
        verdict = lint(entry.title, TITLE, words)
        stands = judged.level(verdict, releases)
        if stands != PASS:
            found = "、".join(hit.words for hit in verdict.hits)
            yield say("Title not clean: {words}", words=found or "–"), judged.TONES[stands]


def _steps(shift: Shift, entry: Entry) -> Block:
    say = shift.say
    listed = [
        draw.row(
            step,
            f"✓ {say(words)}" if step in entry.done else say(words),
            buttons=[
                draw.button(
                    say("Untick") if step in entry.done else say("Tick"),
                    "listing_tick",
                    {"entry": entry.id, "step": step, "is_done": step not in entry.done},
                    tone=None if step in entry.done else "good",
                )
            ],
        )
        for step, words in entry.steps.items()
    ]
    return draw.rows(f"steps-{entry.id}", listed, "", title=say("Checklist"))


def _judged(shift: Shift, entry: Entry, words: Lexicon, releases: judged.Releases) -> list[Block]:
    if entry.kind not in WORDED:
        return []
    verdict = lint(entry.title, TITLE, words)
    row = judged.row(shift, f"t{entry.id}", verdict, releases, opened=True)
    return [draw.rows(f"title-{entry.id}", [row], "", title=shift.say("The title judged"))]


def _change(shift: Shift, entry: Entry) -> Block:
    at = entry.at.astimezone(SHANGHAI) if entry.at else None
    return draw.form(
        f"change-{entry.id}",
        "listing_change",
        _fields(shift, entry, at),
        shift.say("Save"),
        values={"entry": entry.id, "version": entry.version},
        since=["version"],
        title=shift.say("Change it"),
    )


def _fields(shift: Shift, entry: Entry | None = None, at: datetime | None = None) -> list[Block]:
    say = shift.say
    people = [[str(each.id), each.name] for each in shift.members]
    return [
        draw.field("title", say("Title"), value=entry.title if entry else "", required=True),
        draw.field("on", say("Day"), "day", value=at.date().isoformat() if at else ""),
        draw.field("time", say("Time"), value=f"{at:%H:%M}" if at else "", placeholder="10:00"),
        draw.field(
            "owner",
            say("Owner"),
            "choice",
            options=people,
            value=str(entry.owner_id) if entry and entry.owner_id else None,
        ),
        draw.field("note", say("Note"), value=entry.note if entry else ""),
    ]


def _form(shift: Shift) -> Block:
    say = shift.say
    kind = draw.field(
        "kind",
        say("What to do"),
        "choice",
        options=[[kind, say(words)] for kind, words in KINDS.items()],
        value="list",
        required=True,
    )
    item = draw.field("item", say("Item number"), hint=say("If it is online already"))
    return draw.form(
        "new",
        "listing_add",
        [kind, *_fields(shift), item],
        say("Add to the queue"),
        title=say("Another product"),
    )


def _past(shift: Shift) -> Block:
    say = shift.say
    done = listing.entries(shift.shop.engine, shift.shop.id, state=DONE, last=LATEST)
    heads = [(say("What to do"), "text"), (say("Title"), "text"), (say("Note"), "text")]
    listed = [[say(KINDS[each.kind]), each.title, each.note] for each in done]
    return draw.table(
        "past", heads, listed, title=say("Done last"), empty=say("Nothing was done yet.")
    )


def add(
    shift: Shift, *, key: str, kind: object, title: object, on: object = None,
    time: object = "", owner: object = None, note: object = "", item: object = "",
) -> Reply:  # fmt: skip
    """Puts a product into the queue."""
    say, stamp = shift.say, shift.stamp(key)
    number = listing.add_entry(
        shift.shop.engine,
        shift.shop.id,
        given.words(title, say("Title"), most=listing.TITLE_LONGEST),
        stamp,
        kind=given.one_of(kind, KINDS, say("What to do")),
        at=_at(shift, on, time),
        owner_id=_owner(shift, owner),
        note=given.words(note, say("Note"), most=listing.NOTE_LONGEST),
        item_id=given.words(item, say("Item number"), most=40),
    )
    return Reply(say("It is in the queue."), ask={"entry": number})


def change(
    shift: Shift, *, key: str, entry: object, version: object, title: object,
    on: object = None, time: object = "", owner: object = None, note: object = "",
) -> str:  # fmt: skip
    """Changes a product of the queue."""
    say, stamp = shift.say, shift.stamp(key)
    listing.change_entry(
        shift.shop.engine,
        shift.shop.id,
        given.whole(entry, say("Queue")),
        stamp,
        version=given.whole(version, say("Queue")),
        title=given.words(title, say("Title"), most=listing.TITLE_LONGEST),
        at=_at(shift, on, time),
        owner_id=_owner(shift, owner),
        note=given.words(note, say("Note"), most=listing.NOTE_LONGEST),
    )
    return say("Saved.")


def tick(shift: Shift, *, key: str, entry: object, step: object, is_done: object) -> Reply:
    """Ticks a step of a checklist, or takes it back."""
    number = given.whole(entry, shift.say("Queue"))
    listing.tick(
        shift.shop.engine, shift.shop.id, number, shift.stamp(key), step=str(step),
        is_done=is_done is True,
    )  # fmt: skip
    return Reply("", ask={"entry": number})


def finish(shift: Shift, *, key: str, entry: object) -> str:
    """Closes a product whose checklist is done."""
    number = given.whole(entry, shift.say("Queue"))
    listing.finish(shift.shop.engine, shift.shop.id, number, shift.stamp(key))
    return shift.say("Done. Buyers see it once the platform does.")


def drop(shift: Shift, *, key: str, entry: object) -> str:
    """Takes a product out of the queue."""
    number = given.whole(entry, shift.say("Queue"))
    listing.drop(shift.shop.engine, shift.shop.id, number, shift.stamp(key))
    return shift.say("Dropped.")


def _at(shift: Shift, on: object, at: object) -> datetime | None:
    """The instant of a typed day and time; a day alone begins at nine."""
    day = given.day(on, shift.say("Day"))
    word = given.words(at, shift.say("Time"), most=5) or "09:00"
    try:
        hour = time.fromisoformat(word.rjust(5, "0"))
    except ValueError:
        raise Refused(_NO_TIME, field=shift.say("Time")) from None
    return instant_of(datetime.combine(day, hour.replace(tzinfo=None))) if day else None


def _owner(shift: Shift, owner: object) -> int | None:
    known = {str(each.id): each.id for each in shift.members}
    return known[given.one_of(owner, known, shift.say("Owner"))] if owner else None


ACTS = {
    "listing_add": add,
    "listing_change": change,
    "listing_tick": tick,
    "listing_finish": finish,
    "listing_drop": drop,
}
