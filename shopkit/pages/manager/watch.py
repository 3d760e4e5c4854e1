"""What is out of the ordinary, against what was to be expected: alarms, trends, events."""

from datetime import date
from typing import Any

from shopkit.errors import NotFound
from shopkit.pages import blocks as draw
from shopkit.pages import given, mine
from shopkit.pages.blocks import Block
from shopkit.pages.manager import alarmed, happened, trend
from shopkit.pages.shift import Shift
from shopkit.pages.watching import Watched, answered, event_name, watched
from shopkit.roles import Role
from shopkit.store import watch as kept
from shopkit.store.watch import Mark
from shopkit.tasks.task import TITLE as LONGEST_TITLE
from shopkit.text import message
from shopkit.text.numbers import count, shown
from shopkit.watch import Alarm, masked_days, untold
from shopkit.watch.worth import LEAST_A_DAY

KEY, TITLE = "watch", message("Watch")
ASKED = frozenset({"figure"})
MOST_ALARMS, MOST_ANSWERED = 12, 20


def badge(shift: Shift) -> int | None:
    """How many alarms nobody has answered."""
    seen = watched(shift.shop, shift.today)
    return len(_open(shift, seen)) or None if seen else None


def blocks(shift: Shift) -> list[Block]:
    """Alarms first, then every figure that is watched, then what happened in the shop."""
    seen = watched(shift.shop, shift.today)
    if seen is None:
        missing = shift.say("No figures yet: import the shop's files under “Start here”.")
        return [draw.lines("missing", missing), *happened.blocks(shift, None)]
    waiting = _open(shift, seen)
    return [
        *_head(shift, seen),
        _alarms(shift, seen, waiting),
        *_chosen(shift, seen),
        _figures(shift, seen),
        *_answered(shift, seen),
        *happened.blocks(shift, seen),
        *mine.my_tasks(shift, Role.MANAGER),
    ]


def _marks(shift: Shift) -> list[Mark]:
    return kept.marks(shift.shop.engine, shift.shop.id)


def _open(shift: Shift, seen: Watched) -> list[Alarm]:
    """The alarms without an answer: what costs money first, what goes on, then by size."""
    marks = _marks(shift)
    waiting = [alarm for alarm in seen.alarms if answered(alarm, marks) is None]
    order = {"bad": 0, "warn": 1, "good": 2}
    return sorted(
        waiting,
        key=lambda each: (
            order[alarmed.tone(each, seen.series[each.series])], not each.is_on, -abs(each.size),
        ),
    )  # fmt: skip


def _head(shift: Shift, seen: Watched) -> list[Block]:
    """Why a day is not judged, and what is too small to be."""
    say, lines = shift.say, []
    today = [each for each in seen.events if seen.asof in masked_days([each], seen.asof, seen.asof)]
    if today:
        names = alarmed.comma(shift).join(
            dict.fromkeys(event_name(each, say) for each in untold(today)[:3])
        )
        lines.append((say("{events}: these days are no ordinary ones, so they are not judged.",
                          events=names), "warn"))  # fmt: skip
    lines.append(_rule(shift, seen))
    return [draw.lines("head", *lines)]


def _rule(shift: Shift, seen: Watched) -> str:
    say = shift.say
    items = len({each.item for each in seen.series.values() if each.item})
    sources = len({each.title for each in seen.series.values() if each.title and not each.item})
    told = say("{n} figures are watched: the shop's, of {items} products and {sources} sources "
               "with {least} a day or more.", n=len(seen.series), items=items, sources=sources,
               least=LEAST_A_DAY)  # fmt: skip
    passed = sum(seen.passed.values())
    return f"{told} {say('{n} are smaller or too new.', n=passed)}" if passed else told


def _alarms(shift: Shift, seen: Watched, waiting: list[Alarm]) -> Block:
    say = shift.say
    listed = [
        alarmed.row(shift, seen, alarm, is_opened=place == 0)
        for place, alarm in enumerate(waiting[:MOST_ALARMS])
    ]
    return draw.rows(
        "alarms", listed, say("Nothing was out of the ordinary in the last four weeks."),
        title=say("Alarms nobody has answered: {n}", n=len(waiting)),
    )  # fmt: skip


def _chosen(shift: Shift, seen: Watched) -> list[Block]:
    """The trend of the figure that was asked for."""
    series = seen.series.get(shift.ask.get("figure", ""))
    return [trend.plot(shift, seen, series, id="trend")] if series else []


def _figures(shift: Shift, seen: Watched) -> Block:
    say = shift.say
    heads = [
        (say("Figure"), "text"), (say("Latest day"), "text"), (say("expected"), "text"),
        (say("Ordinary: between"), "text"), (say("Judged"), "text"),
    ]  # fmt: skip
    return draw.table(
        "figures", heads, [_figure(shift, seen, key) for key in seen.series],
        title=say("Every figure that is watched"), note=say("Press one to see its trend."),
    )  # fmt: skip


def _figure(shift: Shift, seen: Watched, key: str) -> Block:
    say, lang, series, last = shift.say, shift.lang, seen.series[key], seen.judged[key][-1]
    unit = series.unit
    verdict = say("event day") if last.is_masked else say("ordinary")
    if last.expected is None:
        verdict = say("too new")
    elif last.flag or last.slide:
        verdict = say(trend.BELOW if (last.flag or last.slide) < 0 else trend.ABOVE)
    between = "–"
    if last.expected is not None:
        between = f"{shown(last.low, unit, lang)} – {shown(last.high, unit, lang)}"
    cells = [series.named(lang), shown(last.value, unit, lang), shown(last.expected, unit, lang),
             between, verdict]  # fmt: skip
    is_bad = bool(last.flag) and last.flag == series.worse
    return {"cells": cells, "ask": {"figure": key}, **({"tone": "bad"} if is_bad else {})}


def _answered(shift: Shift, seen: Watched) -> list[Block]:
    say, marks = shift.say, _marks(shift)
    pairs = [(alarm, answered(alarm, marks)) for alarm in seen.alarms]
    listed = [
        draw.row(f"{alarm.series}@{alarm.first}",
                 alarmed.title(shift, alarm, seen.series[alarm.series]),
                 alarmed.answer(shift, mark), alarmed.lines(shift, seen, alarm)[1],
                 open=[draw.lines(f"was-{alarm.series}-{alarm.first}",
                                  *alarmed.lines(shift, seen, alarm))])
        for alarm, mark in pairs if mark
    ]  # fmt: skip
    if not listed:
        return []
    title = say("Answered: {n}", n=count(len(listed), shift.lang))
    return [draw.rows("answered", listed[:MOST_ANSWERED], "", title=title)]


def _found(shift: Shift, alarm: object, day: object) -> tuple[Watched, Alarm]:
    """The alarm a button names, if it is still there."""
    seen = watched(shift.shop, shift.today)
    wanted = given.day(day, shift.say("day"))
    for each in seen.alarms if seen else ():
        if each.series == alarm and wanted and each.first <= wanted <= each.last:
            return seen, each
    raise NotFound("This alarm is gone: the page shows what there is now.")


def confirmed(
    shift: Shift, *, key: str, alarm: object, day: object, cause: object = None, words: object = ""
) -> str:
    """Keeps what an alarm came from."""
    _, found = _found(shift, alarm, day)
    typed = given.words(words, shift.say("or in your own words"), most=300)
    said = typed or given.words(cause, shift.say("It came from"), most=300)
    mark = Mark(found.series, found.first, kept.CONFIRMED, said)
    kept.confirm(shift.shop.engine, shift.shop.id, mark, shift.stamp(key))
    return shift.say("Kept: it was {cause}.", cause=said)


def silenced(
    shift: Shift, *, key: str, alarm: object, day: object, days: object = alarmed.SILENT_DAYS
) -> str:
    """Keeps a figure quiet for some days."""
    _, found = _found(shift, alarm, day)
    length = given.whole(days, shift.say("days"), least=1, most=90)
    until: date = alarmed.silent_until(shift.today, length)
    mark = Mark(found.series, found.first, kept.SILENCED, until=until)
    kept.silence(shift.shop.engine, shift.shop.id, mark, shift.stamp(key))
    return shift.say("Silent until {day}.", day=until)


def made_task(shift: Shift, *, key: str, alarm: object, day: object) -> str:
    """Makes a task of an alarm; the same alarm once."""
    seen, found = _found(shift, alarm, day)
    say, stamp, series = shift.say, shift.stamp(key), seen.series[found.series]
    title = say("Look into: {what}", what=alarmed.title(shift, found, series))
    facts: dict[str, Any] = {
        "description": "\n".join(alarmed.lines(shift, seen, found)),
        "owner_id": stamp.by,
        "due_on": shift.day,
        "priority": 1 if alarmed.tone(found, series) == "bad" else 2,
        "document": f"watch:{found.first}:{found.series}",
    }
    mark = Mark(found.series, found.first, kept.TASK)
    kept.make_task(shift.shop.engine, shift.shop.id, mark, stamp, title=title[:LONGEST_TITLE],
                   **facts)  # fmt: skip
    return say("It is a task of yours now.")


ACTS: dict[str, Any] = {
    "watch_confirm": confirmed,
    "watch_silence": silenced,
    "watch_task": made_task,
    **happened.ACTS,
    **mine.ACTS,
}
