"""Which two stretches of days are set against each other, and how they are chosen."""

from datetime import date

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.periods import (
    Period,
    before,
    last_days,
    last_month,
    month_of,
    this_month,
    week_before,
    year_before,
)
from shopkit.text import message
from shopkit.widgets import Reply

ASKED = frozenset({"why", "why_from", "why_to", "why_than", "why_until"})
MOST_DAYS = 1100
Pair = tuple[Period, Period]


def whole_month(asof: date) -> Period:
    """The last month whose every day is there."""
    month = month_of(asof)
    return month if month.last == asof else last_month(asof)


def _month(asof: date) -> Pair:
    return whole_month(asof), before(whole_month(asof))


def _so_far(asof: date) -> Pair:
    return this_month(asof), before(this_month(asof))


def _year(asof: date) -> Pair:
    return whole_month(asof), year_before(whole_month(asof))


def _week(asof: date) -> Pair:
    week = last_days(7)(asof)
    return week, week_before(week)


def _thirty(asof: date) -> Pair:
    return last_days(30)(asof), before(last_days(30)(asof))


NAMED = {
    "month": (message("Last month against the one before"), _month),
    "so_far": (message("This month so far"), _so_far),
    "week": (message("Last 7 days"), _week),
    "thirty": (message("Last 30 days"), _thirty),
    "year": (message("Last month against a year ago"), _year),
}


def chosen(shift: Shift) -> Pair | None:
    """The two periods asked for; last month and the one before; None where no data is."""
    if shift.last_data is None:
        return None
    typed = [_day(shift.ask.get(name)) for name in ("why_from", "why_to", "why_than", "why_until")]
    first, last, than, until = typed
    if first and last and first <= last:
        now = Period(first, last)
        return now, Period(than, until) if than and until and than <= until else before(now)
    _, pair = NAMED.get(str(shift.ask.get("why", "")), NAMED["month"])
    return pair(shift.last_data)


def _day(word: object) -> date | None:
    try:
        return date.fromisoformat(str(word or ""))
    except ValueError:
        return None


def blocks(shift: Shift, pair: Pair) -> list[Block]:
    """Buttons for the usual pairs, and a form for any two."""
    say, (now, than) = shift.say, pair
    is_typed = bool(shift.ask.get("why_from"))
    wanted = "" if is_typed else str(shift.ask.get("why") or "month")
    pressed = [
        draw.button(say(title), "why_pair", {"pair": name}, tone="main" if name == wanted else None)
        for name, (title, _) in NAMED.items()
    ]
    fields = [
        draw.field("first", say("From"), "day", value=now.first.isoformat(), required=True),
        draw.field("last", say("to"), "day", value=now.last.isoformat(), required=True),
        draw.field("than", say("Against, from"), "day", value=than.first.isoformat()),
        draw.field("until", say("to"), "day", value=than.last.isoformat()),
    ]
    form = draw.form("why-days", "why_days", fields, say("Compare"))
    other = draw.row("days", say("Any other days"), open=[form], opened=is_typed)
    return [
        draw.buttons("why-pairs", *pressed, title=say("Compare other days")),
        draw.rows("why-other", [other], ""),
    ]


CLEARED = dict.fromkeys((*ASKED, "why_bar", "why_cell"), "")


def pair_of(shift: Shift, *, key: str, pair: object) -> Reply:
    """Shows one of the usual pairs."""
    name = given.one_of(pair, NAMED, shift.say("Compare"))
    return Reply("", ask=CLEARED | {"why": name})


def days_of(
    shift: Shift,
    *,
    key: str,
    first: object,
    last: object,
    than: object = None,
    until: object = None,
) -> Reply:
    """Shows two periods chosen by their days; without the second, the days before the first."""
    say = shift.say
    now = _period(first, last, say("From"), say("to"))
    if now is None:
        raise Refused("Choose the first and the last day.")
    ask = {"why_from": now.first.isoformat(), "why_to": now.last.isoformat()}
    if other := _period(than, until, say("Against, from"), say("to")):
        ask |= {"why_than": other.first.isoformat(), "why_until": other.last.isoformat()}
    return Reply("", ask=CLEARED | ask)


def _period(first: object, last: object, *labels: str) -> Period | None:
    start, end = (given.day(day, label) for day, label in zip((first, last), labels, strict=True))
    if start is None or end is None:
        return None
    if start > end:
        raise Refused(
            "The first day {first} comes after the last day {last}.", first=start, last=end
        )
    if (end - start).days >= MOST_DAYS:
        raise Refused("Choose at most {n} days.", n=MOST_DAYS)
    return Period(start, end)


ACTS = {"why_pair": pair_of, "why_days": days_of}
