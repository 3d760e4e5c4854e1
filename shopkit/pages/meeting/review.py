"""What a weekly and a monthly meeting share: figures compared, what was agreed, what comes next."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from shopkit.kpis import TERMS, change
from shopkit.meetings.standup import lines_of
from shopkit.meetings.values import MONTHLY, MOST_ACTIONS, WEEKLY, Decision, Entry, Meeting
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.meeting import decisions, record, typed
from shopkit.pages.meeting.morning import task_facts
from shopkit.pages.meeting.sitting import DAY, Sitting
from shopkit.pages.meeting.worded import difference, kpi_name, short
from shopkit.pages.tiles import ORDER
from shopkit.periods import Period
from shopkit.store import meetings
from shopkit.tasks.states import STATES
from shopkit.tasks.task import TITLE, Task
from shopkit.text.numbers import change as changed
from shopkit.text.numbers import day as shown_day
from shopkit.text.numbers import shown
from shopkit.widgets import Reply

SHOWN = 12
DUE_DAYS = 7
LOOK_AHEAD = 7


def days_of(sitting: Sitting, period: Period) -> str:
    """A period's first and last day in words."""
    return f"{shown_day(period.first, sitting.lang)} – {shown_day(period.last, sitting.lang)}"


def compared(
    sitting: Sitting, period: Period, others: Sequence[tuple[str, Period]], *, title: str
) -> Block:
    """A table of KPIs: the period, and the change against each of the others that has data."""
    say = sitting.say
    now = sitting.kpis(period) if sitting.has_figures else {}
    known = [(label, row) for label, each in others if (row := sitting.kpis(each))]
    goals = sitting.shop.targets(f"{period.first:%Y-%m}") if period.is_month else {}
    heads = [(say("KPI"), "text"), (title, "figure")]
    heads += [(head, "figure") for label, _ in known for head in (label, say("Moved by"))]
    heads += [(head, "figure") for head in (say("Target"), say("Reached"))] if goals else []
    rows = [
        [*_cells(sitting, name, now, known), *(_goal(sitting, name, now, goals) if goals else ())]
        for name in ORDER
        if now.get(name) is not None
    ]
    empty = say("No figures yet: import the shop's files under “Start here”.")
    return draw.table("kpis", heads, rows, empty=empty, title=say("Figures"))


def _cells(sitting: Sitting, name: str, now: Any, known: Iterable[tuple[str, Any]]) -> list[str]:
    lang, unit = sitting.lang, TERMS[name].unit
    cells = [kpi_name(name, lang), shown(now[name], unit, lang)]
    for _, row in known:
        cells += [shown(row.get(name), unit, lang), _change(sitting, name, now, row)]
    return cells


def _change(sitting: Sitting, name: str, now: Any, before: Any) -> str:
    unit = TERMS[name].unit
    if unit not in ("share", "score"):
        return changed(change(now[name], before.get(name)))
    step = None if before.get(name) is None else now[name] - before[name]
    return difference(step, unit, lang=sitting.lang, say=sitting.say)


def _goal(sitting: Sitting, name: str, now: Any, goals: Any) -> list[str]:
    if name not in goals:
        return ["–", "–"]
    unit = TERMS[name].unit
    return [shown(goals[name], unit, sitting.lang), f"{now[name] / goals[name]:.0%}"]


def agreed(sitting: Sitting, kind: str) -> list[Block]:
    """What the meeting before agreed on, and how far it is."""
    before = record.previous(sitting, kind)
    if before is None:
        return []
    say = sitting.say
    done = meetings.actions(sitting.shop.engine, sitting.shop.id, before.id)
    title = say("Agreed on {day}", day=shown_day(before.held_on, sitting.lang))
    return [
        draw.rows("agreed", [_action(sitting, each) for each in done],
                  say("Nothing was agreed on."), title=title)
    ]  # fmt: skip


def looked_at(sitting: Sitting, kind: str) -> Block:
    """The decisions of the meeting before, and those whose day has come or nearly has."""
    before = record.previous(sitting, kind)
    soon = sitting.today + LOOK_AHEAD * DAY

    def belongs(each: Decision) -> bool:
        is_last = before is not None and each.meeting_id == before.id
        return is_last or (
            each.closed_at is None and each.look_on is not None and each.look_on <= soon
        )

    say = sitting.say
    wanted = [each for each in sitting.decisions if belongs(each)]
    return decisions.listed(sitting, "decided", wanted, say("No decision to look at."),
                            title=say("What our decisions did"))  # fmt: skip


def new_decisions(sitting: Sitting, now: Meeting | None) -> list[Block]:
    """What this meeting has decided so far."""
    found = [each for each in sitting.decisions if now and each.meeting_id == now.id]
    rows = [draw.row(each.id, each.what, each.owner) for each in found]
    empty = sitting.say("Nothing decided yet. Write it down under “Decisions”.")
    return [draw.rows("new", rows, empty, title=sitting.say("Decided in this meeting"))]


def late(sitting: Sitting) -> Block:
    """Tasks whose day has passed."""
    found = [each for each in sitting.open_tasks if each.is_overdue(sitting.today)]
    rows = [draw.row(each.id, each.title, task_facts(sitting, each), tone="bad") for each in found]
    more = len(rows) - SHOWN
    note = sitting.say("{n} more", n=more) if more > 0 else ""
    return draw.rows("overdue", rows[:SHOWN], sitting.say("Nothing is overdue."),
                     title=sitting.say("Overdue tasks"), note=note)  # fmt: skip


def blockers(sitting: Sitting, period: Period) -> list[Block]:
    """What was said to block at the stand-ups since the period began."""
    said = meetings.entries(sitting.shop.engine, sitting.shop.id, period.first, sitting.today)
    lines = [_blocked(sitting, each) for each in said if each.blocker]
    title = sitting.say("What blocked us at the stand-ups")
    return [draw.lines("blockers", *lines[:SHOWN], title=title)] if lines else []


def _blocked(sitting: Sitting, each: Entry) -> str:
    what = " / ".join(lines_of(each.blocker))
    return f"{short(each.held_on)} {sitting.named(each.member_id)}: {what}"


def next_steps(sitting: Sitting, kind: str, now: Meeting | None) -> Iterator[Block]:
    """The meeting's own actions, and a form for another while there may be one."""
    say = sitting.say
    found = meetings.actions(sitting.shop.engine, sitting.shop.id, now.id) if now else []
    title = say("Next: at most {n} actions", n=MOST_ACTIONS)
    yield draw.rows("actions", [_action(sitting, each) for each in found],
                    say("No action yet."), title=title)  # fmt: skip
    if len([each for each in found if each.state != "cancelled"]) >= MOST_ACTIONS:
        return
    due = sitting.today + DUE_DAYS * DAY
    fields = [
        draw.field("title", say("What to do"), required=True),
        draw.field("owner", say("Owner"), "choice", options=sitting.people, required=True),
        draw.field("due_on", say("Until"), "day", value=due.isoformat(), required=True),
    ]
    yield draw.form("action", "meeting_action", fields, say("Agree on it"),
                    values={"kind": kind})  # fmt: skip


def _action(sitting: Sitting, each: Task) -> Block:
    is_late = each.is_overdue(sitting.today)
    tone = "bad" if is_late else "good" if each.state == "done" else None
    state = sitting.say(STATES[each.state])
    return draw.row(each.id, each.title, task_facts(sitting, each), badge=state, tone=tone)


def head(sitting: Sitting, kind: str, now: Meeting | None, *, period: Period) -> Block:
    """The period the meeting is about, and whether it is on."""
    say, title = sitting.say, days_of(sitting, period)
    state, tone = record.begun(sitting, now)
    if now is not None:
        return draw.lines("head", (state, tone), title=title)
    begin = draw.button(say("Begin"), "meeting_begin", {"kind": kind}, tone="main")
    return draw.buttons("head", begin, title=title, note=state)


def last(sitting: Sitting, kind: str, now: Meeting | None) -> Block:
    """The button that closes the meeting."""
    say = sitting.say
    return draw.buttons(
        "close",
        draw.button(say("Close and keep the minutes"), "meeting_close", {"kind": kind},
                    tone="main", confirm=say("Close it? It stays as it is then."),
                    disabled=now is None),
    )  # fmt: skip


def agree(
    sitting: Sitting, *, key: str, kind: object, title: object, owner: object, due_on: object
) -> Reply:
    """One action of the meeting as a task; the meeting begins with it if it has not."""
    say = sitting.say
    wanted = given.one_of(kind, {WEEKLY: 1, MONTHLY: 1}, say("Meeting"))
    what = typed.line(title, say("What to do"), most=TITLE)
    person = sitting.person(owner, say("Owner"))
    day = given.day(due_on, say("Until")) or sitting.today + DUE_DAYS * DAY
    held = record.on(sitting, wanted, key)
    meetings.add_action(
        sitting.shop.engine, sitting.shop.id, held.id, sitting.stamp(key),
        title=what, owner_id=person.id, due_on=day,
    )  # fmt: skip
    return Reply(say("Agreed: {who} has it as a task.", who=person.name))


ACTS: dict[str, Any] = {"meeting_action": agree}
