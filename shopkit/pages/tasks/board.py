"""The board: cards in lists by state, by person or by day; quick add; a card opened beside it."""

from datetime import date, timedelta

from shopkit.errors import Refused
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks import card
from shopkit.store import tasks
from shopkit.tasks.quick import quick
from shopkit.tasks.states import DONE, OPEN, PRIORITIES, STATES, TO_DO
from shopkit.tasks.task import Task
from shopkit.text import message

KEY, TITLE = "board", message("Board")
ASKED = frozenset({"card", "lists", "owner", "label", "role", "clash"})
WAYS = {
    "state": message("By state"),
    "person": message("By person"),
    "due": message("By day"),
}
SHOWN, DONE_DAYS = 60, 7
NOBODY, LATER, UNDATED = "nobody", "later", "undated"


def badge(shift: Shift) -> int | None:
    """How many tasks of whoever is on shift are late."""
    mine = tasks.tasks(shift.shop.engine, shift.shop.id, owner_id=shift.by) if shift.by else []
    return sum(task.is_overdue(shift.day) for task in mine) or None


def blocks(shift: Shift) -> list[Block]:
    """The board, and the card that is opened."""
    return [_board(shift), *card.panel(shift)]


def found(shift: Shift) -> list[Task]:
    """The tasks that the board is asked for: open ones, and what was done in the last week."""
    owner = shift.ask.get("owner", "")
    asked = {
        "owner_id": int(owner) if owner.isdecimal() else None,
        "label": shift.ask.get("label", ""),
    }
    shop = shift.shop
    since = shift.at - timedelta(days=DONE_DAYS)
    going = tasks.tasks(shop.engine, shop.id, **asked)
    if _way(shift) != "state":
        return going
    return going + tasks.tasks(shop.engine, shop.id, states=(DONE,), done_since=since, **asked)


def _way(shift: Shift) -> str:
    wanted = shift.ask.get("lists", "")
    return wanted if wanted in WAYS else "state"


def _board(shift: Shift) -> Block:
    say, listed = shift.say, found(shift)
    lists = {"state": _by_state, "person": _by_person, "due": _by_day}[_way(shift)](shift)
    held: dict[str, list[Task]] = {key: [] for key, *_ in lists}
    for task in listed:
        held.setdefault(_list_of(shift, task), []).append(task)
    return {
        "kind": "board",
        "id": "board",
        "lists": [_list(shift, head, held[head[0]]) for head in lists],
        "act_move": "task_move",
        "act_add": "task_quick",
        "quick": say("+ task @owner !high #label tomorrow 30m"),
        "filters": _filters(shift),
    }


def _list(shift: Shift, head: tuple[str, str, int | None], held: list[Task]) -> Block:
    key, title, limit = head
    return {
        "key": key,
        "title": title,
        "limit": limit,
        "count": len(held),
        "cards": [shown(shift, task) for task in held[:SHOWN]],
        "more": max(len(held) - SHOWN, 0),
        "next": str(held[SHOWN].id) if len(held) > SHOWN else None,
    }


def _filters(shift: Shift) -> list[Block]:
    say = shift.say
    people = [["", say("Everybody")], *([str(each.id), each.name] for each in shift.members)]
    words = tasks.labels(shift.shop.engine, shift.shop.id)
    ways = [[key, say(words)] for key, words in WAYS.items()]
    return [
        {"name": "lists", "label": say("Lists"), "value": _way(shift), "options": ways},
        {
            "name": "owner",
            "label": say("Whose"),
            "value": shift.ask.get("owner", ""),
            "options": people,
        },
        {
            "name": "label",
            "label": say("Label"),
            "value": shift.ask.get("label", ""),
            "options": [["", say("All")], *([word, f"#{word}"] for word in words)],
        },
    ]


def _by_state(shift: Shift) -> list[tuple[str, str, int | None]]:
    limits = tasks.limits(shift.shop.engine, shift.shop.id).states
    return [(state, shift.say(STATES[state]), limits.get(state)) for state in (*OPEN, DONE)]


def _by_person(shift: Shift) -> list[tuple[str, str, int | None]]:
    limit = tasks.limits(shift.shop.engine, shift.shop.id).person
    people = [(str(each.id), each.name, limit) for each in shift.members]
    return [(NOBODY, shift.say("Nobody's"), None), *people]


def _by_day(shift: Shift) -> list[tuple[str, str, int | None]]:
    say, today = shift.say, shift.day
    return [
        ("late", say("Late"), None),
        (today.isoformat(), say("Today"), None),
        ((today + timedelta(days=1)).isoformat(), say("Tomorrow"), None),
        (LATER, say("Later"), None),
        (UNDATED, say("Without a day"), None),
    ]


def _list_of(shift: Shift, task: Task) -> str:
    way = _way(shift)
    if way == "state":
        return task.state
    if way == "person":
        known = {str(each.id) for each in shift.members}
        return str(task.owner_id) if str(task.owner_id) in known else NOBODY
    if task.due_on is None:
        return UNDATED
    if task.due_on < shift.day:
        return "late"
    return task.due_on.isoformat() if task.due_on <= shift.day + timedelta(days=1) else LATER


def shown(shift: Shift, task: Task) -> Block:
    """A task as a card."""
    say, late = shift.say, task.is_overdue(shift.day)
    return {
        "key": str(task.id),
        "title": say(task.title) if task.document.startswith("safety:") else task.title,
        "owner": task.owner,
        "due": f"{task.due_on:%m-%d}" if task.due_on else None,
        "due_tone": "bad"
        if late
        else "warn"
        if task.is_open and task.due_on == shift.day
        else None,
        "labels": [{"text": label, "tone": None} for label in task.labels],
        "badge": say(PRIORITIES[1]) if task.priority == 1 else None,
        "checks": f"{task.checked}/{len(task.checks)}" if task.checks else None,
        "blocked": _blocked(shift, task),
        "tone": "warn" if task.priority == 1 and task.is_open else None,
        "version": task.version,
        "ask": {"card": str(task.id)},
    }


def _blocked(shift: Shift, task: Task) -> str | None:
    waits = ", ".join(other.title for other in task.waits_for)
    if task.blocked_because:
        return task.blocked_because
    return shift.say("waits for {titles}", titles=waits) if waits and task.is_open else None


def moved(
    shift: Shift, *, key: str, card: object, to: object, before: object = None, version: object = 1
) -> None:
    """Puts a card where it was dropped: before another, in a list that stands for something."""
    number = given.whole(card, shift.say("Task"), most=10**12)
    follows = given.maybe(before, shift.say("Task"), most=10**12)
    seen = given.whole(version, shift.say("Task"), most=10**9)
    tasks.move(
        shift.shop.engine, shift.shop.id, number, shift.stamp(key),
        version=seen, values=_stands_for(shift, str(to)), before=follows,
    )  # fmt: skip


def _stands_for(shift: Shift, to: str) -> dict[str, object]:
    """What a list means for a card in it."""
    way, today = _way(shift), shift.day
    if way == "state":
        given.one_of(to, STATES, shift.say("Lists"))
        return {"state": to}
    if way == "person":
        known = {NOBODY: None} | {str(each.id): each.id for each in shift.members}
        return {"owner_id": known[given.one_of(to, known, shift.say("Whose"))]}
    if to == "late":
        raise Refused("Nothing is put off to a day that has passed: choose another list.")
    known_days: dict[str, date | None] = {
        today.isoformat(): today,
        (today + timedelta(days=1)).isoformat(): today + timedelta(days=1),
        LATER: today + timedelta(days=7),
        UNDATED: None,
    }
    return {"due_on": known_days[given.one_of(to, known_days, shift.say("Lists"))]}


def added(shift: Shift, *, key: str, text: object, to: object = TO_DO) -> str:
    """A task from one line: what it says of owner, priority, label, day and length is read."""
    line = given.words(text, shift.say("Task"), most=400)
    read = quick(line, shift.members, shift.day)
    if read.faults:
        raise read.faults[0]
    fields = _stands_for(shift, str(to)) if str(to) != "late" else {}
    state = fields.pop("state", TO_DO)
    fields = {"owner_id": shift.by} | fields | read.fields
    start = TO_DO if state == DONE else state
    tasks.add_task(
        shift.shop.engine, shift.shop.id, read.title, shift.stamp(key), state=start, **fields
    )
    return shift.say("“{title}” is on the board.", title=read.title)


ACTS = {"task_move": moved, "task_quick": added, **card.ACTS}
