"""The morning's numbers, and what in them alarms: each alarm a task in one click."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from shopkit import store
from shopkit.errors import NotFound
from shopkit.festivals import events
from shopkit.kpis import TERMS
from shopkit.meetings.alarms import THRESHOLD, Alarm, alarms
from shopkit.meetings.standup import FIGURES_FROM
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.meeting.sitting import DAY, Sitting
from shopkit.pages.meeting.worded import kpi_name, short
from shopkit.pages.tiles import tiles
from shopkit.pages.warehouse import receive, shelf, ship, today
from shopkit.pages.warehouse.shift import Shift
from shopkit.periods import week_before, yesterday
from shopkit.store import meetings, tasks
from shopkit.tasks.states import BLOCKED
from shopkit.tasks.task import TITLE, Task
from shopkit.text import message
from shopkit.text.numbers import change, count, shown
from shopkit.text.numbers import day as shown_day

SETTING = "alarm_change"
TOLD = 4
URGENT = {"bad": 0, "warn": 1, "good": 2}
_LATER = message("Yesterday's figures are whole after {hour}:00; look again then.")
_MISSING = message("Yesterday's figures are not there yet: these are of {day}.")


def numbers(sitting: Sitting) -> list[Block]:
    """The last day's KPIs against the same weekday, or what is missing for them."""
    say = sitting.say
    if not sitting.has_figures:
        return [
            draw.lines(
                "missing", say("No figures yet: import the shop's files under “Start here”.")
            )
        ]
    return [*_doubts(sitting), draw.tiles("numbers", *_tiles(sitting))]


def told(sitting: Sitting) -> list[str]:
    """The first of the same numbers as lines of a message."""
    if not sitting.has_figures:
        return []
    head = shown_day(sitting.asof, sitting.lang)
    return [head, *(_said(tile) for tile in _tiles(sitting)[:TOLD])]


def _said(tile: Block) -> str:
    changes = " · ".join(f"{each['label']} {each['text']}" for each in tile["changes"])
    value = f"{tile['label']} {tile['value']}"
    return f"{value} ({changes})" if changes else value


def _tiles(sitting: Sitting) -> list[Block]:
    day = yesterday(sitting.asof)
    now, before = sitting.kpis(day), sitting.kpis(week_before(day))
    others = [(sitting.say("same weekday"), before)] if before else []
    month = sitting.shop.targets(f"{day.first:%Y-%m}")
    return tiles(now, others, targets=month, period=day, lang=sitting.lang, say=sitting.say)


def _doubts(sitting: Sitting) -> list[Block]:
    say, last = sitting.say, shown_day(sitting.asof, sitting.lang)
    if sitting.asof < sitting.today - DAY:
        return [draw.lines("doubts", (say(_MISSING, day=last), "warn"))]
    head = say("Figures of {day}", day=last)
    if sitting.now.astimezone(sitting.zone).hour < FIGURES_FROM:
        early = say(_LATER, hour=f"{FIGURES_FROM:02d}")
        return [draw.lines("doubts", head, (early, "warn"))]
    return [draw.lines("doubts", head)]


def alarmed(sitting: Sitting) -> Block:
    """What alarms: numbers, the warehouse, tasks late or stuck, decisions to look at."""
    say = sitting.say
    made = meetings.named(sitting.shop.engine, sitting.shop.id, _paper(sitting, ""))
    found = (*_numbers(sitting), *_warehouse(sitting))
    listed = [_row(sitting, each, is_task=_paper(sitting, each["key"]) in made) for each in found]
    listed += [*_stuck(sitting), *_looks(sitting)]
    listed.sort(key=lambda row: URGENT.get(row["tone"], len(URGENT)))
    empty = say("Nothing alarms this morning.")
    return draw.rows("alarms", listed, empty, title=say("Alarms"), half=True)


def alarm_lines(sitting: Sitting) -> list[str]:
    """What alarms as lines of a message, most urgent first."""
    found = [*_numbers(sitting), *_warehouse(sitting)]
    found.sort(key=lambda each: URGENT.get(each["tone"], len(URGENT)))
    lines = [" · ".join(_words(each)) for each in found]
    stuck = [f"{row['title']} · {row['badge']}" for row in (*_stuck(sitting), *_looks(sitting))]
    return [*lines, *stuck]


def _words(found: Block) -> list[str]:
    return [each for each in (found["title"], found.get("badge"), *found["lines"][:1]) if each]


def _row(sitting: Sitting, found: Block, *, is_task: bool) -> Block:
    say, lines = sitting.say, found.pop("lines")
    if is_task:
        return draw.row(found.pop("key"), found.pop("title"), *lines, say("is a task"), **found)
    make = draw.button(say("Make a task"), "alarm_task", {"alarm": found["key"]})
    return draw.row(found.pop("key"), found.pop("title"), *lines, **found, buttons=[make])


def _numbers(sitting: Sitting) -> Iterator[Block]:
    if not sitting.has_figures:
        return
    day = yesterday(sitting.asof)
    before = week_before(day)
    found = alarms(sitting.kpis(day), sitting.kpis(before), threshold=_threshold(sitting))
    first, last = before.first, day.last
    touched = [
        each.name
        for each in events(first, last)
        if each.touches(first, first) != each.touches(last, last)
    ]
    for each in found:
        yield _number(sitting, each, touched)


def _number(sitting: Sitting, found: Alarm, touched: list[str]) -> Block:
    say, lang, unit = sitting.say, sitting.lang, TERMS[found.kpi].unit
    compared = say(
        "{now}, on the same weekday {before}",
        now=shown(found.now, unit, lang),
        before=shown(found.before, unit, lang),
    )
    sale = [say("{event} began or ended between the two days.", event=say(each))
            for each in touched]  # fmt: skip
    return {
        "key": f"kpi:{found.kpi}",
        "title": f"{kpi_name(found.kpi, lang)} {change(found.change)}",
        "lines": [compared, *sale],
        "tone": {True: "good", False: "bad", None: "warn"}[found.is_good],
    }


def _warehouse(sitting: Sitting) -> Iterator[Block]:
    for section, waiting in _waiting(_Seen(sitting)):
        if waiting:
            words, tone = today.WAITING[section]
            yield {
                "key": f"warehouse:{section}",
                "title": sitting.say(words),
                "lines": [],
                "badge": count(waiting, sitting.lang),
                "tone": tone or None,
            }


class _Seen:
    """A look at the warehouse, told apart by its minute and by what anybody else has written."""

    def __init__(self, sitting: Sitting) -> None:
        self.shift = Shift(sitting.shop, {}, sitting.lang, sitting.at)
        engine, minute = sitting.shop.engine, sitting.now.replace(second=0, microsecond=0)
        self.key = (str(engine.url), sitting.shop.id, minute, store.pulse(engine))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Seen) and self.key == other.key


@lru_cache(maxsize=4)
def _waiting(seen: _Seen) -> list[tuple[str, int | None]]:
    """How much waits in each part of the warehouse; no act of this page changes it."""
    return [(each.KEY, each.badge(seen.shift)) for each in (ship, shelf, receive)]


def _stuck(sitting: Sitting) -> Iterator[Block]:
    say = sitting.say
    late = [each for each in sitting.open_tasks if each.is_overdue(sitting.today)]
    blocked = [each for each in sitting.open_tasks if each.state == BLOCKED]
    for key, title, listed, tone in (
        ("blocked", say("Blocked tasks"), blocked, "bad"),
        ("overdue", say("Overdue tasks"), late, "warn"),
    ):
        if listed:
            lines = [task_line(sitting, each) for each in listed]
            inside = draw.lines(f"{key}-tasks", *lines)
            many = count(len(listed), sitting.lang)
            yield draw.row(key, title, *lines[:3], badge=many, tone=tone, open=[inside])


def _looks(sitting: Sitting) -> Iterator[Block]:
    due = [each for each in sitting.decisions if each.is_due(sitting.today)]
    if due:
        title = sitting.say("Decisions to look at today")
        many = count(len(due), sitting.lang)
        yield draw.row("looks", title, *(each.what for each in due[:3]), badge=many, tone="warn",
                       ask={"tab": "decisions"})  # fmt: skip


def task_line(sitting: Sitting, task: Task) -> str:
    """One task in a line: what, whose, until when, why it does not move."""
    return " · ".join(each for each in (task.title, task_facts(sitting, task)) if each)


def task_facts(sitting: Sitting, task: Task) -> str:
    """The same without what it is."""
    due = sitting.say("until {day}", day=short(task.due_on)) if task.due_on else ""
    return " · ".join(each for each in (task.owner, due, task.blocked_because) if each)


def make_task(sitting: Sitting, *, key: str, alarm: object) -> str:
    """Makes a task of one of this morning's alarms; the same alarm once a day."""
    found = {each["key"]: each for each in (*_numbers(sitting), *_warehouse(sitting))}
    wanted = found.get(str(alarm))
    if wanted is None:
        raise NotFound("This alarm is gone: the page shows what there is now.")
    paper = _paper(sitting, wanted["key"])
    stamp = sitting.stamp(paper)
    title = sitting.say("Look into: {what}", what=wanted["title"])
    lines = "\n".join(wanted["lines"])
    facts: dict[str, Any] = {"description": lines, "owner_id": stamp.by, "due_on": sitting.today}
    tasks.add_task(
        sitting.shop.engine, sitting.shop.id, title[:TITLE], stamp, **facts, document=paper,
        priority=1 if wanted["tone"] == "bad" else 2,
    )  # fmt: skip
    return sitting.say("It is a task of yours now.")


def _paper(sitting: Sitting, key: str) -> str:
    return f"alarm:{sitting.asof.isoformat()}:{key}"


def _threshold(sitting: Sitting) -> float:
    """The shop's own, if it is a share."""
    own = sitting.setting(SETTING)
    return float(own) if isinstance(own, (int, float)) and 0 < own <= 10 else THRESHOLD


ACTS: dict[str, Any] = {"alarm_task": make_task}
