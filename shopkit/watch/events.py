"""What happened to a shop on which days: the events its figures are read beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from shopkit import festivals
from shopkit.clock import days_between
from shopkit.text import message

DAY = timedelta(days=1)
# An event this many days before an alarm may still be its cause.
NEAR_DAYS = 3
TYPED, FOUND, CALENDAR = "typed", "found", "calendar"


class Kind(NamedTuple):
    """A kind of event in words, and whether its days say nothing about an ordinary day."""

    words: str
    is_masking: bool


KINDS = {
    "sale": Kind(message("Platform sale"), True),
    "campaign": Kind(message("Own campaign"), True),
    "festival": Kind(message("Festival"), True),
    "lull": Kind(message("Lull after a sale"), True),
    "closed": Kind(message("Not shipping"), True),
    "stockout": Kind(message("Out of stock"), True),
    "price": Kind(message("Price change"), False),
    "page": Kind(message("Page change"), False),
    "mishap": Kind(message("Mishap"), False),
    "other": Kind(message("Something else"), False),
}
# What the shop types of these says more exactly when a window of the calendar begins.
_OF_CALENDAR = frozenset({"sale", "festival"})


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, both days included; of these `items`, or of the whole shop.

    `origin` is typed, found (in the data) or calendar; only a typed one has an `id`.
    """

    kind: str
    name: str
    first: date
    last: date
    items: tuple[str, ...] = ()
    note: str = ""
    origin: str = TYPED
    id: int | None = None

    def touches(self, first: date, last: date) -> bool:
        """Whether any of its days lies between these two."""
        return self.first <= last and self.last >= first

    def concerns(self, item: str | None) -> bool:
        """Whether it touches this product's figures; without one, the whole shop's."""
        return not self.items or (item is not None and item in self.items)


def calendar(first: date, last: date, own: Sequence[Event] = ()) -> list[Event]:
    """The sale windows and festivals of the calendar from `first` to `last`.

    They are as wide as in recent years; one that the shop has typed itself begins with that.
    """
    ours = [event for event in own if event.kind in _OF_CALENDAR]
    return [_begun(window, ours) for window in festivals.events(first, last)]


def masked_days(
    events: Iterable[Event], first: date, last: date, *, item: str | None = None
) -> frozenset[date]:
    """The days from `first` to `last` that say nothing about an ordinary day of this series.

    An own campaign lifts the whole shop, whatever it is for; what is out of stock concerns the
    product alone.

    >>> day = date(2026, 9, 10)
    >>> gone = Event("stockout", "Mug", day, day, items=("1",))
    >>> len(masked_days([gone], day, day)), len(masked_days([gone], day, day, item="1"))
    (0, 1)
    """
    return frozenset(
        day
        for event in events
        if KINDS[event.kind].is_masking and (event.kind == "campaign" or event.concerns(item))
        for day in days_between(max(event.first, first), min(event.last, last))
    )


def near(
    events: Iterable[Event], first: date, last: date, *, item: str | None = None
) -> list[Event]:
    """The events that may have to do with the days from `first` to `last`, the latest first.

    Of an event that lasts, its first and last days are news: a price that rose in spring is none.
    """
    since = first - NEAR_DAYS * DAY
    found = [each for each in events if _is_news(each, since, last) and each.concerns(item)]
    return sorted(found, key=lambda each: (-each.first.toordinal(), each.name))


def untold(events: Iterable[Event]) -> list[Event]:
    """The events without the calendar's own where the shop has told of the same itself."""
    listed = list(events)
    typed = [each for each in listed if each.origin == TYPED]
    return [
        each
        for each in listed
        if each.origin != CALENDAR
        or not any(own.kind == each.kind and own.touches(each.first, each.last) for own in typed)
    ]


def _is_news(event: Event, since: date, last: date) -> bool:
    if KINDS[event.kind].is_masking:
        return event.touches(since, last)
    return since <= event.first <= last or since <= event.last <= last


def _begun(window: festivals.Event, ours: Sequence[Event]) -> Event:
    kind = "sale" if window.kind == festivals.SALE else "festival"
    made = Event(kind, window.name, window.first, window.last, origin=CALENDAR)
    begun = [each.first for each in ours if each.touches(window.first, window.last)]
    return replace(made, first=max(window.first, min(begun))) if begun else made
