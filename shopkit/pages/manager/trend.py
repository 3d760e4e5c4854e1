"""One watched figure by day: what it was, what was expected, and what happened beside it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.watching import Series, Watched, event_name
from shopkit.text import Say, message
from shopkit.watch import Alarm, Event, Judged, alarms, untold

DAYS, LANES = 90, 3
CHARTS = {"fen": "watched_money", "share": "watched_rate", "score": "watched_score"}
KINDS = {"fen": "money", "share": "rate", "score": "text"}
BELOW, ABOVE = message("below"), message("above")


def plot(shift: Shift, seen: Watched, series: Series, *, id: str) -> Block:
    """The last three months of a series as a chart with its table."""
    say = shift.say
    listed = [each for each in seen.judged[series.key] if _since(seen.asof) <= each.day]
    found = alarms(series.key, seen.judged[series.key], since=_since(seen.asof))
    return draw.plot(
        id,
        CHARTS.get(series.unit, "watched_count"),
        say("{what}: was each day what was to be expected?", what=series.named(shift.lang)),
        rows(listed, found, series=series, events=seen.events, say=say),
        columns=_columns(series, say),
        note=say("From the days before alone. Shaded days lie in an event and are not judged."),
    )


def rows(
    judged: Sequence[Judged],
    found: Iterable[Alarm],
    *,
    series: Series,
    events: Iterable[Event],
    say: Say,
) -> list[Block]:
    """A row a day, in the unit that is shown; an event's name stands on its first day here."""
    words = {each.day: say(BELOW if alarm.side < 0 else ABOVE)
             for alarm in found for each in alarm.days}  # fmt: skip
    named = _named(judged, [each for each in events if each.concerns(series.item)], say)
    each_fen = 100 if series.unit == "fen" else 1
    return [
        {
            "day": each.day.isoformat(),
            **{
                name: _rounded(getattr(each, name), each_fen)
                for name in ("value", "expected", "low", "high")
            },
            "flag": words.get(each.day, ""),
            "is_masked": int(each.is_masked),
            "event": named.get(each.day, (None, 0))[0],
            "lane": named.get(each.day, (None, 0))[1],
        }
        for each in judged
    ]


def _since(asof: date) -> date:
    return asof - timedelta(days=DAYS - 1)


def _rounded(value: float | None, each: int) -> float | None:
    return None if value is None else round(value / each, 4)


def _named(
    judged: Sequence[Judged], events: Sequence[Event], say: Say
) -> dict[date, tuple[str, int]]:
    """The events that begin on each day shown, or run since before it, and their line."""
    if not judged:
        return {}
    first, last = judged[0].day, judged[-1].day
    begun: dict[date, list[str]] = {}
    for each in untold(events):
        if each.touches(first, last):
            begun.setdefault(max(each.first, first), []).append(event_name(each, say))
    return {
        day: (" / ".join(begun[day][:2]) + (" …" if len(begun[day]) > 2 else ""), place % LANES)
        for place, day in enumerate(sorted(begun))
    }


def _columns(series: Series, say: Say) -> list[tuple[str, str, str]]:
    kind = KINDS.get(series.unit, "count")
    return [
        ("day", say("day"), "text"),
        ("value", say("was"), kind),
        ("expected", say("expected"), kind),
        ("low", say("from"), kind),
        ("high", say("to"), kind),
        ("flag", say("out of the ordinary"), "text"),
        ("event", say("event"), "text"),
    ]
