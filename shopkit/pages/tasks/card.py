"""One task opened: what it is, its checklist, what was said, its history, and two versions."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime

from shopkit.clock import SHANGHAI
from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.store import tasks
from shopkit.tasks.changes import Conflict, field_name
from shopkit.tasks.states import DONE, PATHS, PRIORITIES, STATES
from shopkit.tasks.task import Task
from shopkit.widgets import Reply

LAST, KEPT = 12, 50
# What two people typed into one field, until one of them chooses; their words stay in the form too.
_CLASHES: OrderedDict[str, tuple[int, Conflict, dict[str, object]]] = OrderedDict()


def panel(shift: Shift) -> list[Block]:
    """The opened card beside the board, or nothing."""
    wanted = shift.ask.get("card", "")
    if not wanted.isdecimal():
        return []
    task = tasks.task_of(shift.shop.engine, shift.shop.id, int(wanted))
    drawn = [
        *_choice(shift, task),
        _form(shift, task),
        _steps(shift, task),
        _checks(shift, task),
        _said(shift, task),
        _past(shift, task),
    ]
    return [block | {"panel": True} for block in drawn]


def _form(shift: Shift, task: Task) -> Block:
    say = shift.say
    people = [["", "–"], *([str(each.id), each.name] for each in shift.members)]
    fields = [
        draw.field("title", say("Title"), value=task.title, required=True),
        draw.field(
            "owner_id", say("Owner"), "choice", value=str(task.owner_id or ""), options=people
        ),
        draw.field(
            "due_on", say("Due"), "day", value=task.due_on.isoformat() if task.due_on else ""
        ),
        draw.field(
            "priority",
            say("Priority"),
            "choice",
            value=str(task.priority),
            options=[[str(key), say(words)] for key, words in PRIORITIES.items()],
        ),
        draw.field(
            "estimate_minutes", say("Minutes"), "number", value=task.estimate_minutes, min=0
        ),
        draw.field("labels", say("Labels"), value=" ".join(task.labels)),
        draw.field("description", say("Description"), "area", value=task.description),
        draw.field("blocked_because", say("Blocked because"), value=task.blocked_because),
    ]
    return draw.form(
        f"task-{task.id}",
        "task_save",
        fields,
        say("Save"),
        title=task.title,
        values={"card": task.id, "version": task.version},
        since=["version"],  # what was typed belongs to the version it was begun on
    )


def _steps(shift: Shift, task: Task) -> Block:
    say = shift.say
    fixed = {"card": task.id, "version": task.version}
    paths = [
        draw.button(
            say(STATES[state]), "task_state", fixed | {"to": state},
            tone="good" if state == DONE else None,
        )
        for state in PATHS[task.state]
    ]  # fmt: skip
    put_away = draw.button(say("Put away"), "task_archive", {"card": task.id}, confirm=True)
    undo = draw.button(say("Undo the last change"), "task_undo", fixed, confirm=True)
    return draw.buttons("steps", *paths, put_away, undo, title=say(STATES[task.state]))


def _checks(shift: Shift, task: Task) -> Block:
    say = shift.say
    listed = [
        draw.row(
            check.id,
            check.text,
            badge="✓" if check.is_done else None,
            tone="good" if check.is_done else None,
            buttons=[
                draw.button(
                    say("Not yet") if check.is_done else say("Done"),
                    "task_check",
                    {"card": task.id, "check": check.id, "is_done": not check.is_done},
                )
            ],
        )
        for check in task.checks
    ]
    more = draw.form(
        "more", "task_line", [draw.field("text", say("One more line"), required=True)], say("Add"),
        values={"card": task.id},
    )  # fmt: skip
    listed.append(draw.row("more", say("Add to the checklist"), open=[more]))
    return draw.rows("checks", listed, "", title=say("Checklist"))


def _said(shift: Shift, task: Task) -> Block:
    say = shift.say
    told = tasks.comments(shift.shop.engine, shift.shop.id, task.id)[-LAST:]
    fields = [draw.field("text", say("Say something"), "area", required=True)]
    note = "\n".join(f"{each.by} {_time(each.said_at)}: {each.text}" for each in told)
    return draw.form(
        f"say-{task.id}", "task_say", fields, say("Say it"), title=say("What was said"), note=note,
        values={"card": task.id},
    )  # fmt: skip


def _past(shift: Shift, task: Task) -> Block:
    say = shift.say
    listed = tasks.history(shift.shop.engine, shift.shop.id, task.id)[-LAST:]
    return draw.rows(
        "past",
        [
            draw.row(
                change.version,
                f"{change.by or '–'} · {_time(change.changed_at)}",
                ", ".join(say(field_name(name)) for name in change.changes),
            )
            for change in reversed(listed)
        ],
        say("Nothing was changed yet."),
        title=say("History"),
    )


def _choice(shift: Shift, task: Task) -> list[Block]:
    """Two versions of a field, side by side, while whoever typed one has not chosen."""
    known = _CLASHES.get(shift.ask.get("clash", ""))
    if known is None or known[0] != task.id:
        return []
    say, clash = shift.say, known[1].clashes[0]
    fixed = {"clash": shift.ask["clash"]}
    theirs = known[1].shown(clash.field, clash.theirs, say)
    yours = known[1].shown(clash.field, clash.yours, say)
    title = say(
        "{who} changed “{field}” too", who=clash.who or "–", field=say(field_name(clash.field))
    )
    return [
        {
            "kind": "choice",
            "id": "choice",
            "title": title,
            "sides": [
                {
                    "label": say("Theirs"),
                    "text": theirs,
                    "act": "task_choose",
                    "values": fixed | {"mine": False},
                },
                {
                    "label": say("Yours"),
                    "text": yours,
                    "act": "task_choose",
                    "values": fixed | {"mine": True},
                },
            ],
        }
    ]


def saved(shift: Shift, *, key: str, card: object, version: object, **typed: object) -> Reply:
    """Keeps what was changed; where another changed the same, both versions are shown."""
    number = given.whole(card, shift.say("Task"), most=10**12)
    seen = given.whole(version, shift.say("Task"), most=10**9)
    values = _typed(shift, typed)
    try:
        tasks.change(
            shift.shop.engine, shift.shop.id, number, shift.stamp(key), version=seen, values=values
        )
    except Conflict as conflict:
        _CLASHES[key] = (number, conflict, values)
        while len(_CLASHES) > KEPT:
            _CLASHES.popitem(last=False)
        return Reply(conflict.told(shift.say), tone="warn", keep=True, ask={"clash": key})
    return Reply(shift.say("Saved."), ask={"clash": ""})


def _typed(shift: Shift, typed: Mapping[str, object]) -> dict[str, object]:
    say = shift.say
    readers = {
        "title": lambda value: given.words(value, say("Title"), most=300),
        "description": lambda value: str(value or "")[:20_000],
        "blocked_because": lambda value: given.words(value, say("Blocked because")),
        "owner_id": lambda value: given.maybe(value, say("Owner"), most=10**12),
        "due_on": lambda value: given.day(value, say("Due")),
        "priority": lambda value: given.whole(value, say("Priority"), least=1, most=4),
        "estimate_minutes": lambda value: given.maybe(value, say("Minutes")),
        "labels": lambda value: tuple(str(value or "").replace("#", " ").split()),
    }
    if unknown := typed.keys() - readers.keys():
        raise Refused("There is no field {field}.", field=min(unknown))
    return {name: readers[name](value) for name, value in typed.items()}


def chosen(shift: Shift, *, key: str, clash: str, mine: object) -> Reply:
    """Keeps one of two versions; the other stays in the history."""
    known = _CLASHES.pop(clash, None)
    if known is None:
        raise Refused("This was chosen already. Look at the task again.")
    number, conflict, values = known
    if mine is True:
        tasks.change(
            shift.shop.engine, shift.shop.id, number, shift.stamp(key),
            version=conflict.version, values=values,
        )  # fmt: skip
    return Reply(shift.say("Saved."), ask={"clash": ""})


def stepped(shift: Shift, *, key: str, card: object, to: object, version: object) -> str:
    """Takes a step on a task's path."""
    given.one_of(to, STATES, shift.say("State"))
    task = tasks.change(
        shift.shop.engine, shift.shop.id, *_numbers(shift, card), shift.stamp(key),
        version=given.whole(version, shift.say("Task"), most=10**9), values={"state": to},
    )  # fmt: skip
    return f"{task.title}: {shift.say(STATES[task.state])}"


def archived(shift: Shift, *, key: str, card: object) -> Reply:
    """Puts a task away; it stays in the history."""
    tasks.archive(shift.shop.engine, shift.shop.id, *_numbers(shift, card), shift.stamp(key))
    return Reply(shift.say("Put away."), ask={"card": ""})


def undone(shift: Shift, *, key: str, card: object, version: object) -> str:
    """Takes the last change back."""
    tasks.undo(
        shift.shop.engine, shift.shop.id, *_numbers(shift, card), shift.stamp(key),
        version=given.whole(version, shift.say("Task"), most=10**9),
    )  # fmt: skip
    return shift.say("Taken back.")


def checked(shift: Shift, *, key: str, card: object, check: object, is_done: object) -> None:
    """Ticks a line of the checklist, or takes the tick away."""
    tasks.change_check(
        shift.shop.engine, shift.shop.id, *_numbers(shift, card), shift.stamp(key),
        check_id=given.whole(check, shift.say("Checklist"), most=10**12), is_done=is_done is True,
    )  # fmt: skip


def lined(shift: Shift, *, key: str, card: object, text: object) -> None:
    """One more line on the checklist."""
    line = given.words(text, shift.say("One more line"), most=300)
    tasks.add_check(
        shift.shop.engine, shift.shop.id, *_numbers(shift, card), shift.stamp(key), text=line
    )


def told(shift: Shift, *, key: str, card: object, text: object) -> None:
    """Keeps what somebody says about a task."""
    tasks.comment(
        shift.shop.engine, shift.shop.id, *_numbers(shift, card), shift.stamp(key),
        text=str(text or ""),
    )  # fmt: skip


def _numbers(shift: Shift, card: object) -> tuple[int]:
    return (given.whole(card, shift.say("Task"), most=10**12),)


def _time(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M}"


ACTS = {
    "task_save": saved,
    "task_choose": chosen,
    "task_state": stepped,
    "task_archive": archived,
    "task_undo": undone,
    "task_check": checked,
    "task_line": lined,
    "task_say": told,
}
