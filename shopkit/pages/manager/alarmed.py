"""An alarm in words: what it was, what was to be expected, since when, and what was near."""

from datetime import date, timedelta

from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.manager import trend
from shopkit.pages.shift import Shift
from shopkit.pages.watching import Series, Watched, event_name
from shopkit.store.watch import CONFIRMED, SILENCED, Mark
from shopkit.text import message
from shopkit.text.numbers import change, shown
from shopkit.text.numbers import day as shown_day
from shopkit.watch import Alarm, Event, near, untold

SILENT_DAYS, MOST_EVENTS = 7, 3
# Causes that no calendar knows; the first that is near stands before them.
CAUSES = {
    "ads": message("We changed our ads"),
    "page": message("We changed the page or the price"),
    "rival": message("A rival or the platform moved"),
    "data": message("The data is wrong or not whole"),
    "chance": message("Nothing: chance"),
}


def row(shift: Shift, seen: Watched, alarm: Alarm, *, is_opened: bool = False) -> Block:
    """An alarm that waits for an answer, with its three answers and its chart."""
    say, series = shift.say, seen.series[alarm.series]
    values = {"alarm": alarm.series, "day": alarm.first.isoformat()}
    beside = events_near(seen, alarm)
    buttons = [
        draw.button(say("Silence for {n} days", n=SILENT_DAYS), "watch_silence", values),
        draw.button(say("Make a task"), "watch_task", values, tone="main"),
    ]
    if beside:
        cause = event_name(beside[0], say)
        confirm = draw.button(say("It was: {event}", event=cause), "watch_confirm",
                              values | {"cause": cause}, tone="good")  # fmt: skip
        buttons.insert(0, confirm)
    return draw.row(
        f"{alarm.series}@{alarm.first}",
        title(shift, alarm, series),
        *lines(shift, seen, alarm),
        tone=tone(alarm, series),
        badge=say("still") if alarm.is_on else None,
        buttons=buttons,
        open=[
            trend.plot(shift, seen, series, id=f"trend-{alarm.series}-{alarm.first}"),
            _form(shift, alarm, beside),
        ],
        opened=is_opened,
    )


def title(shift: Shift, alarm: Alarm, series: Series) -> str:
    """What is wrong and by how much."""
    what, by = series.named(shift.lang), change(alarm.size)
    if alarm.is_slide:
        return shift.say("{what} {change} for days", what=what, change=by)
    return f"{what} {by}"


def lines(shift: Shift, seen: Watched, alarm: Alarm) -> list[str]:
    """What it was and what was expected, since when, what else moved with it, what was near."""
    say, series = shift.say, seen.series[alarm.series]
    said = [_figures(shift, alarm, series), _since(shift, alarm)]
    if alarm.also:
        names = comma(shift).join(seen.series[key].named(shift.lang) for key in alarm.also)
        said.append(say("With it: {names}.", names=names))
    beside = events_near(seen, alarm)
    if beside:
        names = comma(shift).join(_dated(event, say) for event in beside)
        said.append(say("Near it: {events}.", events=names))
    else:
        said.append(say("No event is known near it."))
    return said


def tone(alarm: Alarm, series: Series) -> str:
    """Bad on the side that costs money."""
    if not series.worse:
        return "warn"
    return "bad" if alarm.side == series.worse else "good"


def events_near(seen: Watched, alarm: Alarm) -> list[Event]:
    """The events that may be its cause, those of the product itself and typed ones first."""
    item = seen.series[alarm.series].item
    found = untold(near(seen.events, alarm.first, alarm.last, item=item))
    return sorted(found, key=lambda each: not each.items)[:MOST_EVENTS]


def answer(shift: Shift, mark: Mark) -> str:
    """What was done about an alarm, by whom."""
    say, by = shift.say, mark.by or "–"
    if mark.kind == CONFIRMED:
        return say("Cause: {cause} · {who}", cause=mark.cause, who=by)
    if mark.kind == SILENCED:
        return say("Silent until {day} · {who}", day=mark.until, who=by)
    return say("Task {n} · {who}", n=mark.task_id, who=by)


def _form(shift: Shift, alarm: Alarm, beside: list[Event]) -> Block:
    say = shift.say
    options = [[event_name(each, say)] * 2 for each in beside]
    options += [[say(words)] * 2 for words in CAUSES.values()]
    fields = [
        draw.field("cause", say("It came from"), "choice", options=options),
        draw.field("words", say("or in your own words")),
    ]
    values = {"alarm": alarm.series, "day": alarm.first.isoformat()}
    key = f"cause-{alarm.series}-{alarm.first}"
    return draw.form(key, "watch_confirm", fields, say("Keep the cause"), values=values)


def _figures(shift: Shift, alarm: Alarm, series: Series) -> str:
    say, lang, unit = shift.say, shift.lang, series.unit
    if alarm.is_slide:
        week = [each for each in alarm.days if each.value is not None and each.expected is not None]
        was = sum(each.value for each in week) / len(week)
        usual = sum(each.expected for each in week) / len(week)
        return say("{was} a day, {expected} was to be expected: each day within its range, "
                   "all to one side.",
                   was=shown(was, unit, lang), expected=shown(usual, unit, lang))  # fmt: skip
    worst = alarm.worst
    return say(
        "{was} on {day}; {expected} was to be expected, between {low} and {high}.",
        was=shown(worst.value, unit, lang), day=shown_day(worst.day, lang),
        expected=shown(worst.expected, unit, lang),
        low=shown(worst.low, unit, lang), high=shown(worst.high, unit, lang),
    )  # fmt: skip


def _since(shift: Shift, alarm: Alarm) -> str:
    say, first = shift.say, shown_day(alarm.first, shift.lang)
    count = len(alarm.days)
    if alarm.is_new_level:
        return say("Since {day}: after seven days this is taken for the new level.", day=first)
    if alarm.is_on:
        return say("Since {day}, {n} judged days.", day=first, n=count)
    last = shown_day(alarm.last, shift.lang)
    if alarm.is_slide:
        return say("From {first} to {last}, {n} judged days.", first=first, last=last, n=count)
    if alarm.first == alarm.last:
        return say("That day only; the days after were ordinary.")
    return say("From {first} to {last}; ordinary since.", first=first, last=last)


def _dated(event: Event, say: object) -> str:
    name = event_name(event, say)
    if event.first == event.last:
        return f"{name} {event.first:%m-%d}"
    return f"{name} {event.first:%m-%d} – {event.last:%m-%d}"


def silent_until(today: date, days: int) -> date:
    """The last day of a silence that begins today."""
    return today + timedelta(days=days)


def comma(shift: Shift) -> str:
    """What stands between names in a row."""
    return "、" if shift.lang == "zh" else ", "
