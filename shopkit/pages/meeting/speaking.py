"""Who says what at the stand-up: a card a person, filled in from the board, tasks in one click."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from shopkit.meetings.standup import Said, lines_of, new_lines, prefilled
from shopkit.meetings.values import Entry
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.meeting import typed
from shopkit.pages.meeting.sitting import MOST_NUMBER, Sitting
from shopkit.store import meetings, tasks
from shopkit.store.ledger import Stamp
from shopkit.store.members import Member
from shopkit.tasks.task import TITLE
from shopkit.text import message
from shopkit.widgets import Reply

NOBODY = "0"
LABELS = {
    "blocker": message("What blocks, and needs somebody else"),
    "needs": message("Who is needed"),
    "today": message("Today"),
    "yesterday": message("Done since last time"),
}


def cards(sitting: Sitting) -> Block:
    """A card for each person, whose turn it is unfolded; who is away comes last."""
    say, turn = sitting.say, whose_turn(sitting)
    listed = [_card(sitting, each, is_open=each.id == turn) for each in _order(sitting)]
    empty = say("Nobody works here yet. Add the members of the team under “Start here”.")
    return draw.rows("people", listed, empty, title=say("Round the table"), half=True)


def whose_turn(sitting: Sitting) -> int | None:
    """The person asked for, else the first who is here and has not spoken."""
    wanted = str(sitting.ask.get("person", ""))
    if wanted == NOBODY:
        return None
    if any(str(each.id) == wanted for each in sitting.members):
        return int(wanted)
    return next((each.id for each in silent(sitting)), None)


def silent(sitting: Sitting) -> Iterator[Member]:
    """Who is here and has not spoken."""
    for each in _order(sitting):
        if each.works_on(sitting.today) and each.id not in sitting.entries:
            yield each


def entry_of(sitting: Sitting, person: Member) -> Entry:
    """What a person said, or what the board says for them."""
    kept = sitting.entries.get(person.id)
    done, ahead = sitting.done_tasks, sitting.open_tasks
    return kept or prefilled(person, sitting.today, done=done, open=ahead)


def said(sitting: Sitting) -> list[Said]:
    """Everybody's part with names in place of numbers, as the summary tells it."""
    return [_said(sitting, each) for each in _order(sitting)]


def _said(sitting: Sitting, person: Member) -> Said:
    entry, is_here = entry_of(sitting, person), person.works_on(sitting.today)
    if not entry.is_said:
        entry = Entry(sitting.today, person.id)
    needs = sitting.named(entry.needs_id) if entry.needs_id else ""
    return Said(person.name, is_here, entry.yesterday, entry.today, entry.blocker, needs)


def _order(sitting: Sitting) -> list[Member]:
    return sorted(sitting.members, key=lambda each: not each.works_on(sitting.today))


def _card(sitting: Sitting, person: Member, *, is_open: bool) -> Block:
    entry = entry_of(sitting, person)
    badge, tone = _state(sitting, person, entry)
    return draw.row(
        person.id,
        person.name,
        *_lines(sitting, entry),
        badge=badge,
        tone=tone,
        ask={"person": NOBODY if is_open else str(person.id)},
        opened=is_open,
        open=[_form(sitting, person, entry)] if is_open else None,
        buttons=_buttons(sitting, person, entry),
    )


def _state(sitting: Sitting, person: Member, entry: Entry) -> tuple[str, str | None]:
    say = sitting.say
    if entry.blocker:
        return say("blocked"), "bad"
    if entry.is_said:
        return say("said"), "good"
    if not person.works_on(sitting.today):
        return say("away"), None
    return say("from the board"), "warn"


def _lines(sitting: Sitting, entry: Entry) -> Iterator[Any]:
    say = sitting.say
    if entry.blocker:
        text, who = _flat(entry.blocker), sitting.named(entry.needs_id)
        needed = say("{what} → needs {who}", what=text, who=who) if entry.needs_id else text
        yield needed, "bad"
    for label, text in ((say("Today"), entry.today), (say("Done"), entry.yesterday)):
        if text:
            yield f"{label}: {_flat(text)}"


def _buttons(sitting: Sitting, person: Member, entry: Entry) -> list[Block]:
    say = sitting.say
    if not entry.is_said:
        if not person.works_on(sitting.today):
            return []
        shown = {name: getattr(entry, name) for name in ("blocker", "today", "yesterday")}
        values = {"member": person.id, "version": 0, "needs": None} | shown
        return [draw.button(say("So it is"), "standup_say", values, tone="good")]
    new = list(_new(sitting, entry))
    if not new:
        return []
    label = say("{n} to tasks", n=len(new))
    return [draw.button(label, "standup_tasks", {"member": person.id})]


def _form(sitting: Sitting, person: Member, entry: Entry) -> Block:
    say = sitting.say
    others = [("", "–"), *(each for each in sitting.people if each[0] != str(person.id))]
    needs = str(entry.needs_id) if entry.needs_id else ""
    fields = [
        draw.field("blocker", say(LABELS["blocker"]), "area", value=entry.blocker, focus=True),
        draw.field("needs", say(LABELS["needs"]), "choice", value=needs, options=others),
        draw.field("today", say(LABELS["today"]), "area", value=entry.today,
                   hint=say("One line each.")),
        draw.field("yesterday", say(LABELS["yesterday"]), "area", value=entry.yesterday),
    ]  # fmt: skip
    return draw.form(
        f"entry-{person.id}", "standup_say", fields, say("Save, next person"),
        values={"member": person.id, "version": entry.version},
    )  # fmt: skip


def say_it(
    sitting: Sitting,
    *,
    key: str,
    member: object,
    version: object,
    blocker: object = "",
    needs: object = None,
    today: object = "",
    yesterday: object = "",
) -> Reply:
    """Keeps what a person said; the next one's card opens."""
    say = sitting.say
    person = sitting.person(member, say("Member"))
    needed = sitting.person(needs, say(LABELS["needs"])) if needs not in (None, "") else None
    texts = {
        name: typed.several(value, say(LABELS[name]))
        for name, value in (("blocker", blocker), ("today", today), ("yesterday", yesterday))
    }
    entry = replace(
        Entry(sitting.today, person.id),
        **texts,
        needs_id=needed.id if needed else None,
        version=given.whole(version, say("Version"), most=MOST_NUMBER),
    )
    meetings.say_entry(sitting.shop.engine, sitting.shop.id, entry, sitting.stamp(key))
    return Reply(say("Kept."), ask={"person": ""})


def make_tasks(sitting: Sitting, *, key: str, member: object) -> str:
    """Makes a task of each line of an entry that is none yet."""
    say = sitting.say
    person = sitting.person(member, say("Member"))
    stamp = sitting.stamp(key)
    entry = sitting.entries.get(person.id)
    made = 0
    for paper, title, owner, priority in _new(sitting, entry) if entry else ():
        tasks.add_task(
            sitting.shop.engine, sitting.shop.id, title, Stamp(stamp.by, stamp.at, paper),
            owner_id=owner, priority=priority, due_on=sitting.today, document=paper,
        )  # fmt: skip
        made += 1
    return say("{n} tasks made.", n=made)


def _new(sitting: Sitting, entry: Entry) -> Iterator[tuple[str, str, int, int]]:
    """The lines that are no task yet: paper, title, owner, priority; a blocker's owner helps."""
    known = [each.title for each in (*sitting.open_tasks, *sitting.done_tasks)]
    made = meetings.named(sitting.shop.engine, sitting.shop.id, f"entry:{entry.id}:")
    name = sitting.named(entry.member_id)
    lines = [(line, line, entry.member_id, 2) for line in new_lines(entry.today, known)]
    if entry.needs_id:
        lines += [
            (line, sitting.say("Help {who}: {what}", who=name, what=line), entry.needs_id, 1)
            for line in lines_of(entry.blocker)
        ]
    for line, title, owner, priority in lines:
        paper = f"entry:{entry.id}:{hashlib.sha256(f'{owner}{line}'.encode()).hexdigest()[:16]}"
        if paper not in made:
            yield paper, title[:TITLE], owner, priority


def _flat(text: str) -> str:
    return " / ".join(lines_of(text))


ACTS: dict[str, Any] = {"standup_say": say_it, "standup_tasks": make_tasks}
