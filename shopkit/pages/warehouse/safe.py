"""The safety round: two minutes, each thing right or wrong, a photo of what is wrong, a task."""

from collections.abc import Sequence

from shopkit import clock
from shopkit.errors import NotFound
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse import standards
from shopkit.pages.warehouse.shift import Shift
from shopkit.safety import TOPICS, Due, Finding, Item, repeats
from shopkit.store import rounds, tasks
from shopkit.tasks.task import Task
from shopkit.text import message
from shopkit.text.numbers import count
from shopkit.widgets import Reply

KEY, TITLE = "safety", message("Safety")
ASKED = frozenset[str]()
ON_PAPER = "safety:"
SHOWN = 12


def badge(shift: Shift) -> int | None:
    """How many things are due to be looked at."""
    return len(_due(shift)) or None


def blocks(shift: Shift) -> list[Block]:
    """The round, what was found wrong, the calendar, and the list of things to look at."""
    due = _due(shift)
    return [
        _figures(shift, due),
        _round(shift, due),
        _wrong(shift),
        _found(shift),
        *standards.blocks(shift),
    ]


def _due(shift: Shift) -> list[Due]:
    return rounds.due_items(shift.shop.engine, shift.shop.id, shift.day)


def _figures(shift: Shift, due: list[Due]) -> Block:
    say, lang = shift.say, shift.lang
    walked = rounds.rounds(shift.shop.engine, shift.shop.id, last=1)
    last = f"{walked[0].walked_at.astimezone(clock.SHANGHAI):%m-%d %H:%M}" if walked else "–"
    return draw.tiles(
        "figures",
        draw.tile("due", say("To look at today"), count(len(due), lang)),
        draw.tile("wrong", say("Found wrong, open"), count(len(_tasks(shift)), lang)),
        draw.tile("last", say("Last look"), last, note=walked[0].by if walked else ""),
    )


def _round(shift: Shift, due: list[Due]) -> Block:
    say = shift.say
    plain = [each.item for each in due if not each.item.is_read]
    listed = [_row(shift, each.item) for each in due]
    block = draw.rows(
        "round",
        listed,
        say("Everything has been looked at. Come back tomorrow."),
        title=say("Today's round"),
    )
    if len(plain) > 1:
        all_right = draw.button(
            say("The other {n} are all right", n=len(plain)),
            "safety_all",
            {"items": [item.id for item in plain]},
            confirm=say("You have looked at each of them?"),
        )
        block["rows"].append(draw.row("all", say("The rest"), buttons=[all_right]))
    return block


def _row(shift: Shift, item: Item) -> Block:
    say = shift.say
    topic = f"{say(TOPICS[item.topic])} · {_limits(shift, item)}".rstrip(" ·")
    wrong = draw.button(
        say("Not right"), "safety_look", {"item": item.id, "is_ok": False}, tone="bad"
    )
    fields = [
        draw.field("note", say("What is wrong")),
        draw.field("photo", say("Photo"), "photo"),
    ]
    report = draw.form(
        f"wrong-{item.id}", "safety_look", fields, say("Report it"),
        values={"item": item.id, "is_ok": False}, tone="bad",
    )  # fmt: skip
    if item.is_read:
        reading = [draw.field("value", item.unit or say("Reading"), required=True)]
        record = draw.button(say("Record"), "safety_look", {"item": item.id}, tone="main")
        return draw.row(item.id, say(item.question), topic, fields=reading, buttons=[record])
    right = draw.button(say("Right"), "safety_look", {"item": item.id, "is_ok": True}, tone="good")
    return draw.row(item.id, say(item.question), topic, buttons=[right, wrong], open=[report])


def _limits(shift: Shift, item: Item) -> str:
    if item.low is not None and item.high is not None:
        return f"{item.low:g}–{item.high:g} {item.unit}"
    if item.low is not None:
        return shift.say("at least {n} {unit}", n=f"{item.low:g}", unit=item.unit)
    if item.high is not None:
        return shift.say("at most {n} {unit}", n=f"{item.high:g}", unit=item.unit)
    return ""


def _tasks(shift: Shift) -> list[Task]:
    found = tasks.open_tasks(shift.shop.engine, shift.shop.id)
    return [task for task in found if task.document.startswith(ON_PAPER)]


def _wrong(shift: Shift) -> Block:
    say = shift.say
    return draw.rows(
        "wrong",
        [_task(shift, task) for task in _tasks(shift)],
        say("Nothing is wrong."),
        title=say("Found wrong, not yet mended"),
    )


def _task(shift: Shift, task: Task) -> Block:
    say = shift.say
    late = task.is_overdue(shift.day)
    due = say("until {day} · {who}", day=task.due_on or "–", who=task.owner or "–")
    done = draw.button(
        say("Mended"), "safety_mended", {"task": task.id, "version": task.version}, tone="good"
    )
    return draw.row(
        task.id,
        say(task.title),
        *([task.description] if task.description else []),
        (due, "bad" if late else None),
        badge=say("urgent") if task.priority == 1 else None,
        tone="bad" if task.priority == 1 or late else None,
        buttons=[done],
    )


def _found(shift: Shift) -> Block:
    say = shift.say
    walked = rounds.rounds(shift.shop.engine, shift.shop.id, last=60)
    known = {item.id: item for item in rounds.items(shift.shop.engine, shift.shop.id)}
    again = repeats(rounds.seen(shift.shop.engine, shift.shop.id), shift.day)
    wrong = [(each, one) for each in walked for one in each.findings if not one.is_ok]
    return draw.rows(
        "found",
        [_finding(shift, walk, one, known, again) for walk, one in wrong[:SHOWN]],
        say("No finding in the last rounds."),
        title=say("Findings"),
    )


def _finding(shift: Shift, walk: object, one: object, known: dict, again: dict) -> Block:
    say = shift.say
    times = again.get(one.item_id, 1)
    when = f"{walk.walked_at.astimezone(clock.SHANGHAI):%m-%d %H:%M} · {walk.by}"
    read = f"{one.value:g}" if one.value is not None else ""
    photo = draw.button(say("Photo"), "safety_photo", {"finding": one.id})
    item = known.get(one.item_id)
    return draw.row(
        one.id,
        say(item.question) if item else "–",
        " · ".join(word for word in (when, read, one.note) if word),
        badge=say("{n} times in 30 days", n=times) if times > 1 else None,
        tone="bad" if times > 2 else None,
        buttons=[photo] if one.has_photo else [],
    )


def looked(
    shift: Shift,
    *,
    key: str,
    item: object,
    is_ok: object = None,
    value: object = None,
    note: object = "",
    photo: object = None,
) -> Reply:
    """Keeps what one look found; what is wrong becomes a task."""
    found = _item(shift, item)
    reading = given.decimal(value, shift.say("Reading")) if found.is_read else None
    finding = Finding(
        found.id,
        is_ok if isinstance(is_ok, bool) else None,
        reading,
        given.words(note, shift.say("What is wrong")),
        getattr(photo, "content", None),
    )
    before = {task.id for task in _tasks(shift)}
    rounds.record_round(shift.shop.engine, shift.shop.id, [finding], shift.stamp(key))
    if {task.id for task in _tasks(shift)} - before:
        return Reply(shift.say("Kept, and a task was made of it."), tone="warn")
    return Reply(shift.say("Kept."))


def all_right(shift: Shift, *, key: str, items: object) -> str:
    """Keeps that each of these things is right."""
    wanted = items if isinstance(items, Sequence) and not isinstance(items, str) else []
    findings = [Finding(_item(shift, each).id, True) for each in wanted[:200]]
    rounds.record_round(shift.shop.engine, shift.shop.id, findings, shift.stamp(key))
    return shift.say("Kept.")


def mended(shift: Shift, *, key: str, task: object, version: object) -> str:
    """Closes the task of something that is right again."""
    number = given.whole(task, shift.say("Task"), most=10**12)
    seen = given.whole(version, shift.say("Task"))
    tasks.finish_task(shift.shop.engine, shift.shop.id, number, shift.stamp(key), version=seen)
    return shift.say("Mended: thank you.")


def photo(shift: Shift, *, key: str, finding: object) -> Reply:
    """The photo of a finding as a file."""
    number = given.whole(finding, shift.say("Photo"), most=10**12)
    content = rounds.photo(shift.shop.engine, shift.shop.id, number)
    if content is None:
        raise NotFound("There is no photo of this.")
    ending = "png" if content.startswith(b"\x89PNG") else "jpeg"
    return Reply(shift.say("Photo"), file=(f"{number}.{ending}", f"image/{ending}", content))


def _item(shift: Shift, wanted: object) -> Item:
    for item in rounds.items(shift.shop.engine, shift.shop.id):
        if str(item.id) == str(wanted):
            return item
    raise NotFound("There is no safety item {id} in this shop.", id=str(wanted)[:20])


ACTS = {
    "safety_look": looked,
    "safety_all": all_right,
    "safety_mended": mended,
    "safety_photo": photo,
    **standards.ACTS,
}
