"""Tasks out: a workbook to go on working in, a calendar of due days, an empty list to fill in."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

from shopkit.clock import day_of
from shopkit.errors import NotFound
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.settings import Settings
from shopkit.shop import open_shop
from shopkit.store.tasks import tasks
from shopkit.tasks.states import CANCELLED, OPEN, PRIORITIES, STATES
from shopkit.tasks.task import Task
from shopkit.text import Say, message
from shopkit.widgets import Reply

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOK, DAYS = "xlsx", "ics"
FORMS = {
    WORKBOOK: message("All about them as Excel"),
    DAYS: message("Due days as a calendar file (iCalendar)"),
}
# By the import's own name of a column: its kind, and what stands in it.
COLUMNS: dict[str, tuple[str, Callable[[Task, Say], object]]] = {
    "number": ("text", lambda task, say: str(task.id)),
    "title": ("text", lambda task, say: task.title),
    "column": ("text", lambda task, say: say(STATES[task.state])),
    "owner": ("text", lambda task, say: task.owner),
    "priority": ("text", lambda task, say: say(PRIORITIES[task.priority])),
    "due_on": ("day", lambda task, say: task.due_on),
    "minutes": ("qty", lambda task, say: task.estimate_minutes),
    "labels": ("text", lambda task, say: "\n".join(task.labels)),
    "watchers": ("text", lambda task, say: "\n".join(each.name for each in task.watchers)),
    "checks": ("text", lambda task, say: "\n".join(map(_line, task.checks))),
    "description": ("text", lambda task, say: task.description),
    "archived": ("day", lambda task, say: task.archived_at and day_of(task.archived_at)),
}
# Where the server tells its calendar's address.
ADDRESS = "SHOPKIT_CALENDAR"
EXAMPLE = message("Photograph the blue mug")


def blocks(shift: Shift) -> list[Block]:
    """What is handed out, of whom, and how; and an empty list."""
    say = shift.say
    people = [["", say("Everybody")], *([str(each.id), each.name] for each in shift.members)]
    fields = [
        draw.field(
            "form",
            say("What for"),
            "choice",
            value=WORKBOOK,
            options=[[key, say(words)] for key, words in FORMS.items()],
        ),
        draw.field("whose", say("Whose tasks"), "choice", value="", options=people),
        draw.field("over", say("Also what is done, dropped or archived"), "check", value=False),
    ]
    empty = draw.button(say("Empty list as Excel"), "tasks_empty")
    return [
        draw.form("out", "tasks_file", fields, say("Make the file"), title=say("Tasks out")),
        *_subscribed(shift),
        draw.buttons("empty", empty),
    ]


def filed(shift: Shift, *, key: str, form: object, whose: object, over: object = False) -> Reply:
    """The file that was asked for."""
    say = shift.say
    kind = given.one_of(form, FORMS, say("What for"))
    known = {"": None} | {str(each.id): each.id for each in shift.members}
    owner = known[given.one_of(whose or "", known, say("Whose tasks"))]
    everything = over is True
    found = tasks(
        shift.shop.engine,
        shift.shop.id,
        states=None if everything else OPEN,
        archived=None if everything else False,
        owner_id=owner,
        limit=None,
    )
    return _calendar(shift, found) if kind == DAYS else _workbook(shift, found)


def empty(shift: Shift, *, key: str) -> Reply:
    """A list to fill in, with one row as an example."""
    from shopkit.print.workbook import workbook

    example = {"title": shift.say(EXAMPLE), "due_on": shift.day, "minutes": 60}
    row = [example.get(name) for name in COLUMNS if name != "number"]
    book = workbook([(shift.say("Tasks"), _heads(shift.say)[1:], [row])])
    said = shift.say("Replace the example row, then import it here.")
    return Reply(said, file=("tasks.xlsx", XLSX, book))


def _workbook(shift: Shift, found: Sequence[Task]) -> Reply:
    from shopkit.print.workbook import workbook

    say = shift.say
    rows = [[tell(task, say) for _, tell in COLUMNS.values()] for task in found]
    book = workbook([(say("Tasks"), _heads(say), rows)])
    return Reply(
        say("{n} tasks are in the file.", n=len(rows)), file=(f"tasks-{shift.day}.xlsx", XLSX, book)
    )


def _heads(say: Say) -> list[tuple[str, str]]:
    from shopkit.intake.tasks_list import NAMES

    return [(say(NAMES[name]), kind) for name, (kind, _) in COLUMNS.items()]


def _line(check: object) -> str:
    return f"[{'x' if check.is_done else ' '}] {check.text}"


def _calendar(shift: Shift, found: Sequence[Task]) -> Reply:
    from shopkit.print.calendar import MIME, calendar

    say = shift.say
    entries = [_entry(shift, task) for task in found if task.due_on]
    book = calendar(entries, name=f"{shift.shop.row.name} · {say('Tasks')}", at=shift.at)
    said = say("{n} due days are in the file: open it with the phone's calendar.", n=len(entries))
    return Reply(said, file=(f"tasks-{shift.day}.ics", MIME, book))


def feed(asked: Mapping[str, str], *, at: datetime, settings: Settings) -> bytes:
    """The due days of what is open as a calendar, of all or of the member `who`, for a subscriber.

    Raises `NotFound` for a shop or a member there is not.
    """
    from shopkit.pages.ask import checked
    from shopkit.print.calendar import calendar

    ask = checked({key: asked[key] for key in ("shop", "lang") if key in asked}, lang=settings.lang)
    shift = Shift(open_shop(ask.shop, at=at, settings=settings), dict(asked), ask.lang, at)
    if asked.get("who") and shift.by is None:
        raise NotFound("There is no member {id} in this shop.", id=str(asked["who"])[:20])
    found = tasks(shift.shop.engine, shift.shop.id, owner_id=shift.by, limit=None)
    entries = [_entry(shift, task) for task in found if task.due_on]
    name = f"{shift.shop.row.name} · {shift.say('Tasks')}"
    return calendar(entries, name=name, at=at)


def _subscribed(shift: Shift) -> list[Block]:
    """The address a calendar subscribes to, where a server told one."""
    address, say = os.environ.get(ADDRESS, ""), shift.say
    if not address:
        return []
    asked = {"shop": shift.shop.id, "lang": shift.lang}
    whole = f"{address}?{urlencode(asked)}"
    mine = [f"{address}?{urlencode(asked | {'who': shift.by})}"] if shift.by else []
    return [
        draw.lines(
            "subscribe",
            say("Everybody's: {address}", address=whole),
            *(say("Only mine: {address}", address=each) for each in mine),
            say("Give one of these to a calendar program as a subscription: it follows the tasks."),
            say("Whoever has the address can read the tasks' due days, and nothing else."),
            title=say("Due days in your own calendar"),
        )
    ]


def _entry(shift: Shift, task: Task) -> object:
    from shopkit.print.calendar import Entry

    told = [f"{shift.say(STATES[task.state])} · {task.owner or '–'}", task.description]
    told += map(_line, task.checks)
    return Entry(
        uid=f"task-{shift.shop.id}-{task.id}@shopkit",
        day=task.due_on,
        title=task.title,
        text="\n".join(part for part in told if part),
        labels=task.labels,
        priority=task.priority,
        version=task.version,
        is_cancelled=task.state == CANCELLED,
    )


ACTS = {"tasks_file": filed, "tasks_empty": empty}
