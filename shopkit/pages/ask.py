"""What a viewer asks of a page. It comes from a browser, so each value is checked here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shopkit.errors import Refused
from shopkit.periods import NAMED, Period, month_of
from shopkit.text import LANGS

NAMES = frozenset({"shop", "lang", "period", "from", "to", "month"})
DEFAULT = "last_30"


@dataclass(frozen=True)
class Ask:
    """A checked question: which shop, in which language, over which days."""

    shop: str | None = None
    lang: str = "zh"
    period: str = DEFAULT
    chosen: Period | None = None

    def days(self, asof: date) -> Period:
        """The days asked for, when `asof` is the last day of data."""
        return self.chosen or NAMED[self.period][1](asof)


def checked(asked: Mapping[str, object], *, lang: str) -> Ask:
    """The question in `asked`, or `Refused` with what may be asked instead."""
    words = {name: str(asked[name]).strip() for name in NAMES if asked.get(name)}
    spoken = words.get("lang", lang)
    if spoken not in LANGS:
        raise Refused("There is no language {lang}; choose zh or en.", lang=spoken[:20])
    chosen = _chosen(words)
    period = "custom" if chosen else words.get("period", DEFAULT)
    if not chosen and period not in NAMED:
        raise Refused(
            "There is no period {period}; choose one of {known}, or two days.",
            period=period[:20],
            known=", ".join(NAMED),
        )
    return Ask(words.get("shop"), spoken, period, chosen)


def a_day(text: str) -> date:
    """A day written as 2026-10-31, or `Refused`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("“{text}” is not a day; write it as 2026-10-31.", text=text[:20]) from error


def days(first: str, last: str) -> Period:
    """The days between two written days, or `Refused` when they are the wrong way round."""
    period = Period(a_day(first), a_day(last))
    if period.first > period.last:
        raise Refused(
            "The first day {first} comes after the last day {last}.", first=first, last=last
        )
    return period


def _chosen(words: Mapping[str, str]) -> Period | None:
    if "month" in words:
        return month_of(a_day(f"{words['month']}-01"))
    if words.get("period", "custom") != "custom" or not ("from" in words and "to" in words):
        return None
    return days(words["from"], words["to"])
