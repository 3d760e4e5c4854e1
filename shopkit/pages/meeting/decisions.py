"""Decisions: what was expected of each, and what its KPI did, before and after, with the doubt."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from shopkit.errors import Refused
from shopkit.festivals import events
from shopkit.kpis import TERMS
from shopkit.meetings.effects import Effect, measured, windows
from shopkit.meetings.values import MONTHLY, WEEKLY, Decision, Expected
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.meeting import numbers, record, typed
from shopkit.pages.meeting.sitting import MOST_NUMBER, Sitting
from shopkit.pages.meeting.worded import MEASURED, happened, hoped, kpi_name, short
from shopkit.periods import Period
from shopkit.store import meetings
from shopkit.text import message
from shopkit.text.numbers import day as shown_day
from shopkit.widgets import Reply

KEY, TITLE = "decisions", message("Decisions")
ASKED = frozenset[str]()
LOOK_DAYS = 14
CLOSED_SHOWN = 30
SCALE = {"fen": 100, "share": 0.01}
UNITS = {"fen": message("yuan"), "share": "%"}
_PROOF = message(
    "Before against after is no proof: sales, seasons and other changes move a figure too."
)


def badge(sitting: Sitting) -> int | None:
    """How many decisions are to be looked at."""
    return len([each for each in sitting.decisions if each.is_due(sitting.today)]) or None


def blocks(sitting: Sitting) -> list[Block]:
    """What is open, a form for what was just decided, and what came of the rest."""
    say = sitting.say
    ahead = [each for each in sitting.decisions if each.closed_at is None]
    closed = [each for each in sitting.decisions if each.closed_at is not None]
    late = sorted(closed, key=lambda each: each.closed_at, reverse=True)
    return [
        listed(sitting, "open", ahead, say("No open decision."), title=say("Open decisions")),
        _form(sitting),
        listed(sitting, "done", late[:CLOSED_SHOWN], say("No closed decision yet."),
               title=say("What came of them")),
    ]  # fmt: skip


def listed(
    sitting: Sitting, id: str, wanted: Iterable[Decision], empty: str, *, title: str
) -> Block:
    """Decisions as rows with their measured effect."""
    chosen = list(wanted)
    found = effects(sitting, chosen)
    rows = [_row(sitting, each, found.get(each.id)) for each in chosen]
    note = sitting.say(_PROOF) if any(each.is_known for each in found.values()) else ""
    return draw.rows(id, rows, empty, title=title, note=note)


def effects(sitting: Sitting, wanted: Iterable[Decision]) -> dict[int, Effect]:
    """The effect of each decision on its KPI; of a closed one as it was measured then."""
    spans = {each.id: span for each in wanted if (span := _span(sitting, each))}
    known = {each.id: each for each in wanted}
    first = min((before.first for before, _ in spans.values()), default=sitting.asof)
    days = numbers.days(sitting.files, Period(first, sitting.asof)) if spans else ()
    found = {
        number: measured(*(_within(days, known[number].kpi, each) for each in span),
                         known[number].expected)
        for number, span in spans.items()
    }  # fmt: skip
    return found | {
        each.id: Effect(**each.outcome["effect"])
        for each in wanted
        if each.outcome and each.outcome.get("effect")
    }


def _span(sitting: Sitting, decision: Decision) -> tuple[Period, Period] | None:
    if decision.closed_at is not None or decision.kpi not in TERMS or not sitting.has_figures:
        return None
    return windows(decision.decided_on, decision.look_on, sitting.asof)


def _within(days: Iterable[Mapping[str, Any]], kpi: str, period: Period) -> list[float]:
    return [
        float(row[kpi])
        for row in days
        if period.first <= row["period"] <= period.last and row.get(kpi) is not None
    ]


def _row(sitting: Sitting, each: Decision, effect: Effect | None) -> Block:
    say, is_due = sitting.say, each.is_due(sitting.today)
    return draw.row(
        each.id,
        each.what,
        *_lines(sitting, each, effect),
        badge=_badge(sitting, each),
        tone="warn" if is_due else None,
        fields=None if each.closed_at else [draw.field("word", say("What came of it"))],
        buttons=[]
        if each.closed_at
        else [draw.button(say("Close it"), "decision_close", {"decision": each.id})],
    )


def _badge(sitting: Sitting, each: Decision) -> str | None:
    if each.closed_at is not None:
        return sitting.say("closed")
    if each.is_due(sitting.today):
        return sitting.say("look at it now")
    return sitting.say("look on {day}", day=short(each.look_on)) if each.look_on else None


def _lines(sitting: Sitting, each: Decision, effect: Effect | None) -> Iterator[Any]:
    say, lang = sitting.say, sitting.lang
    decided = shown_day(each.decided_on, lang)
    yield say("{who}, decided {day}", who=each.owner, day=decided)
    if each.why:
        yield say("Why: {why}", why=each.why)
    if each.kpi:
        name, wanted = kpi_name(each.kpi, lang), hoped(each.expected, each.kpi, lang=lang)
        yield say("Expected: {kpi} {change}", kpi=name, change=wanted) if wanted else name
    yield from _told(sitting, each, effect)
    if each.outcome:
        yield say("What came of it: {word}", word=each.outcome.get("word", ""))


def _told(sitting: Sitting, each: Decision, effect: Effect | None) -> Iterator[Any]:
    if effect is None:
        return
    say = sitting.say
    if effect.is_known and each.kpi in TERMS:
        yield happened(effect, each.kpi, lang=sitting.lang, say=say)
    tone = effect.tone if effect.tone != "none" else None
    early = each.closed_at is None and each.look_on is not None and each.look_on > sitting.today
    verdict = say(effect.verdict)
    yield say("So far: {verdict}", verdict=verdict) if early else verdict, tone
    yield from _sales(sitting, each)


def _sales(sitting: Sitting, each: Decision) -> Iterator[str]:
    """Sale windows among the days that were compared."""
    span = _span(sitting, each)
    if span is not None:
        names = {sitting.say(event.name): None for event in events(span[0].first, span[1].last)}
        if names:
            yield sitting.say("These days hold {events}.", events=", ".join(names))


def _form(sitting: Sitting) -> Block:
    say = sitting.say
    kpis = [("", "–"), *((name, _with_unit(sitting, name)) for name in MEASURED)]
    look = sitting.today + timedelta(days=LOOK_DAYS)
    fields = [
        draw.field("what", say("What was decided"), required=True),
        draw.field("why", say("Why"), "area"),
        draw.field("owner", say("Owner"), "choice", options=sitting.people, required=True,
                   value=str(sitting.by) if sitting.by else None),
        draw.field("kpi", say("It should show in"), "choice", options=kpis, value=""),
        draw.field("percent", say("by how many percent"), hint=say("Such as 10 or -5")),
        draw.field("start", say("or from")),
        draw.field("goal", say("to")),
        draw.field("look_on", say("Look again on"), "day", value=look.isoformat()),
    ]  # fmt: skip
    return draw.form("decide", "decision_add", fields, say("Write it down"),
                     title=say("A new decision"))  # fmt: skip


def _with_unit(sitting: Sitting, kpi: str) -> str:
    unit = UNITS.get(TERMS[kpi].unit)
    name = kpi_name(kpi, sitting.lang)
    return f"{name} ({sitting.say(unit)})" if unit else name


def add(
    sitting: Sitting,
    *,
    key: str,
    what: object,
    owner: object,
    why: object = "",
    kpi: object = "",
    percent: object = "",
    start: object = "",
    goal: object = "",
    look_on: object = None,
) -> Reply:
    """Writes a decision down; it belongs to the weekly or monthly meeting that is on."""
    say = sitting.say
    named = given.one_of(kpi, dict.fromkeys(("", *MEASURED)), say("It should show in"))
    hope = _expected(
        named,
        given.decimal(percent, say("by how many percent")),
        given.decimal(start, say("or from")),
        given.decimal(goal, say("to")),
    )
    meetings.decide(
        sitting.shop.engine, sitting.shop.id, typed.line(what, say("What was decided")),
        sitting.stamp(key), decided_on=sitting.today, why=typed.several(why, say("Why")),
        owner_id=sitting.person(owner, say("Owner")).id, kpi=named,
        expected=hope, look_on=given.day(look_on, say("Look again on")),
        meeting_id=_meeting(sitting),
    )  # fmt: skip
    return Reply(say("Written down."))


def _expected(
    kpi: str, percent: float | None, start: float | None, goal: float | None
) -> Expected | None:
    """What was typed, in the KPI's own unit."""
    if percent is None and start is None and goal is None:
        return None
    if not kpi:
        raise Refused("An expected effect needs the KPI it should be seen in.")
    scale = SCALE.get(TERMS[kpi].unit, 1)
    start, goal = (None if each is None else each * scale for each in (start, goal))
    return Expected(None if percent is None else percent / 100, start, goal)


def _meeting(sitting: Sitting) -> int | None:
    for kind in (WEEKLY, MONTHLY):
        now = record.current(sitting, kind)
        if now is not None and not now.closed_at:
            return now.id
    return None


def close(sitting: Sitting, *, key: str, decision: object, word: object) -> str:
    """Closes a decision with a word and the effect as it is measured now."""
    say = sitting.say
    number = given.whole(decision, say("Decision"), most=MOST_NUMBER)
    stamp, told = sitting.stamp(key), typed.several(word, say("What came of it"))
    found = meetings.decision_of(sitting.shop.engine, sitting.shop.id, number)
    effect = effects(sitting, [found]).get(number)
    meetings.close_decision(
        sitting.shop.engine, sitting.shop.id, number, stamp,
        word=told, effect=asdict(effect) if effect else None,
    )  # fmt: skip
    return say("Closed.")


ACTS: dict[str, Any] = {"decision_add": add, "decision_close": close}
