"""The board: cards in lists by state, by person or by day; quick add; a card opened beside it."""

from datetime import timedelta
from typing import Any

from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks import card, full, people
from shopkit.pages.tasks.face import ON_FACE, shown
from shopkit.pages.tasks.lists import WAYS, Head, heads, list_of, stands_for, way
from shopkit.pages.tasks.numbered import number, seen
from shopkit.roles import Role, title
from shopkit.store import tasks
from shopkit.tasks.quick import quick
from shopkit.tasks.states import DONE, TO_DO
from shopkit.tasks.task import Task
from shopkit.text import message
from shopkit.widgets import Reply

KEY, TITLE = "board", message("Board")
ASKED = frozenset({"lists", "owner", "label", "role", "more"}) | card.ASKED
SHOWN, ALL_SHOWN, DONE_DAYS = 60, 1000, 7


def badge(shift: Shift) -> int | None:
    """How many tasks of whoever is on shift are late."""
    if shift.by is None:
        return None
    late = {"owner_id": shift.by, "due_until": shift.today - timedelta(days=1)}
    return tasks.count_tasks(shift.shop.engine, shift.shop.id, **late) or None


def blocks(shift: Shift) -> list[Block]:
    """The board, and the card that is opened."""
    return [_board(shift), *card.panel(shift)]


def found(shift: Shift) -> list[Task]:
    """The tasks that the board is asked for: open ones, and what was done in the last week."""
    shop, asked = shift.shop, _narrowed(shift)
    since = shift.at - timedelta(days=DONE_DAYS)
    asked["hung"] = ON_FACE
    going = tasks.tasks(shop.engine, shop.id, **asked)
    if way(shift) != "state":
        return going
    return going + tasks.tasks(shop.engine, shop.id, states=(DONE,), done_since=since, **asked)


def _narrowed(shift: Shift) -> dict[str, Any]:
    """Whose tasks and with which label: of one person, or of those who hold a role."""
    owner, label = _whose(shift), shift.ask.get("label", "")
    asked: dict[str, Any] = {"label": label} if label else {}
    if owner.startswith(people.ROLE):
        return asked | {"role": Role(owner.removeprefix(people.ROLE))}
    return asked | ({"owner_id": int(owner)} if owner else {})


def _whose(shift: Shift) -> str:
    wanted = shift.ask.get("owner", "") or f"{people.ROLE}{shift.ask.get('role', '')}"
    return wanted if wanted in {key for key, _ in _everybody(shift)} else ""


def _everybody(shift: Shift) -> list[list[str]]:
    """Each role that somebody holds, then each person."""
    held = [role for role in Role if any(role in each.roles for each in shift.members)]
    roles = [[f"{people.ROLE}{role.value}", title(role, shift.lang)] for role in held]
    return [*roles, *([str(each.id), each.name] for each in shift.members)]


def _board(shift: Shift) -> Block:
    say, listed = shift.say, found(shift)
    lists = heads(shift, is_part=bool(_narrowed(shift)))
    held: dict[str, list[Task]] = {head.key: [] for head in lists}
    for task in listed:
        held.setdefault(list_of(shift, task), []).append(task)
    return {
        "kind": "board",
        "id": "board",
        "lists": [_list(shift, head, held[head.key]) for head in lists],
        "act_move": "task_move",
        "act_add": "task_quick",
        "quick": say("+ task @owner !high #label tomorrow 30m"),
        "filters": _filters(shift),
    }


def _list(shift: Shift, head: Head, held: list[Task]) -> Block:
    shown_now = ALL_SHOWN if shift.ask.get("more") == head.key else SHOWN
    more = max(len(held) - shown_now, 0)
    return {
        "key": head.key,
        "title": head.title,
        "limit": head.limit,
        "tone": "bad" if head.is_over else None,
        "count": len(held),
        "cards": [shown(shift, task) for task in held[:shown_now]],
        "more": more,
        "next": str(held[shown_now].id) if more else None,
        "ask": {"more": head.key} if more else None,
    }


def _filters(shift: Shift) -> list[Block]:
    say = shift.say
    whose = [["", say("Everybody")], *_everybody(shift)]
    words = tasks.labels(shift.shop.engine, shift.shop.id)
    ways = [[key, say(words)] for key, words in WAYS.items()]
    return [
        {"name": "lists", "label": say("Lists"), "value": way(shift), "options": ways},
        {
            "name": "owner",
            "label": say("Whose"),
            "value": _whose(shift),
            "options": whose,
        },
        {
            "name": "label",
            "label": say("Label"),
            "value": shift.ask.get("label", ""),
            "options": [["", say("All")], *([word, f"#{word}"] for word, _ in words)],
        },
    ]


def moved(
    shift: Shift, *, key: str, card: object, to: object, before: object = None, version: object = 1
) -> Reply | None:
    """Puts a card where it was dropped: before another, in a list that stands for something."""
    wanted, read = number(shift, card), seen(shift, version)
    follows = given.maybe(before, shift.say("Task"), most=10**12)
    values, stamp = stands_for(shift, str(to)), shift.stamp(key)
    if asked := full.asks(shift, wanted, values, before=follows):
        return asked
    tasks.move(
        shift.shop.engine, shift.shop.id, wanted, stamp,
        version=read, values=values, before=follows,
    )  # fmt: skip
    return None


def added(shift: Shift, *, key: str, text: object, to: object = TO_DO) -> Reply | str:
    """A task from one line: what it says of owner, priority, label, day and length is read.

    One that finds its list full is kept at the start of its path, and the page asks.
    """
    shop, stamp = shift.shop, shift.stamp(key)
    read = quick(given.words(text, shift.say("Task"), most=400), shift.members, shift.today)
    if read.faults:
        raise read.faults[0]
    fields = stands_for(shift, str(to)) if str(to) != "late" else {}
    state = str(fields.pop("state", TO_DO))
    fields = {"owner_id": shift.by} | fields | dict(read.fields)
    start = TO_DO if state == DONE else state
    is_full = full.room(shift, start, fields["owner_id"])
    first = TO_DO if is_full else start
    made = tasks.add_task(shop.engine, shop.id, read.title, stamp, state=first, **fields)
    if is_full:
        return full.kept(shift, made, start, is_full)
    return shift.say("“{title}” is on the board.", title=read.title)


ACTS = {"task_move": moved, "task_quick": added, **card.ACTS}
