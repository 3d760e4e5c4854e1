"""The safety round: what is looked at, what is right, what is due, what keeps coming back.

Distances and humidity are what is usually asked for (unverified): each shop keeps its own numbers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite

from shopkit.errors import Refused
from shopkit.text import message

TOPICS = {
    "fire": message("Fire"),
    "theft": message("Theft"),
    "damp": message("Damp"),
    "pests": message("Pests"),
}
UNVERIFIED = message("Limits are what is usually asked for; change them to fit your shop.")
REPEAT_DAYS = 30
# How often an item failed within those days: the priority of its task, 1 is the highest.
PRIORITY = {1: 3, 2: 2}
PHOTO_BYTES = 2 * 1024 * 1024
_PHOTOS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at: how it should be; with a reading where it has a lowest or a highest.

    An item with an id below zero is one of the defaults that the shop has not kept yet.
    """

    topic: str
    question: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    every_days: int = 1
    id: int | None = None
    closed_on: date | None = None

    def __post_init__(self) -> None:
        if self.topic not in TOPICS:
            raise Refused("A safety item is about one of {known}.", known=", ".join(TOPICS))
        if not self.question.strip():
            raise Refused("Say how it should be.")
        if self.every_days < 1:
            raise Refused("Say every how many days “{item}” is looked at.", item=self.question)
        if self.low is not None and self.high is not None and self.low > self.high:
            raise Refused("The lowest of “{item}” is above its highest.", item=self.question)

    @property
    def is_read(self) -> bool:
        """Whether it has a reading rather than a yes or no."""
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look at an item found; `is_ok` is judged from the value where it has limits."""

    item_id: int
    is_ok: bool | None = None
    value: float | None = None
    note: str = ""
    photo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding of the past: which item, which Shanghai day, right or not."""

    item_id: int
    found_on: date
    is_ok: bool


DEFAULTS = tuple(
    Item(topic, question, unit, low, high, days, -place)
    for place, (topic, question, unit, low, high, days) in enumerate(
        (
            ("fire", message("Extinguishers hang free, needle in the green."), "", None, None, 1),
            ("fire", message("Extinguishers are within their date."), "", None, None, 30),
            ("fire", message("The main aisle is free; its width"), "m", 2.0, None, 1),
            ("fire", message("Doors and ways out are free."), "", None, None, 1),
            ("fire", message("Nothing charges unattended."), "", None, None, 1),
            ("fire", message("Cables and plugs are whole and cool."), "", None, None, 7),
            ("fire", message("Stacks keep off the walls; the distance"), "m", 0.5, None, 7),
            ("fire", message("Stacks keep off each other; the distance"), "m", 1.0, None, 7),
            ("theft", message("Doors and windows lock."), "", None, None, 1),
            ("theft", message("Cameras run and record."), "", None, None, 1),
            ("theft", message("Every key is where it belongs."), "", None, None, 7),
            ("theft", message("The dearest goods are all there."), "", None, None, 7),
            ("damp", message("Humidity of the air"), "%", 45.0, 65.0, 1),
            ("damp", message("Goods stand on pallets, off floor and wall."), "", None, None, 7),
            ("damp", message("Roof, pipes and windows are dry."), "", None, None, 7),
            ("pests", message("Traps are set and empty."), "", None, None, 7),
            ("pests", message("No food lies about."), "", None, None, 1),
            ("pests", message("Gaps at doors and pipes are closed."), "", None, None, 30),
        ),
        start=1,
    )
)


def is_ok(item: Item, value: float) -> bool:
    """Whether a reading lies within the item's limits, ends included.

    >>> damp = Item("damp", "Humidity of the air", "%", 45, 65)
    >>> is_ok(damp, 45), is_ok(damp, 65.5)
    (True, False)
    """
    return (item.low is None or value >= item.low) and (item.high is None or value <= item.high)


def judged(item: Item, finding: Finding) -> bool:
    """Whether what was found is right: by its reading where the item has limits.

    Raises `Refused` without a reading, or without a yes or no.
    """
    if item.is_read:
        if finding.value is None or not isfinite(finding.value):
            raise Refused("Write the reading for “{item}”.", item=item.question)
        return is_ok(item, finding.value)
    if finding.is_ok is None:
        raise Refused("Say whether “{item}” is so.", item=item.question)
    return finding.is_ok


def must_be_photo(photo: bytes | None) -> None:
    """Raises `Refused` unless it is a JPEG or PNG of 2 MB at most, by its own first bytes."""
    if photo is None:
        return
    if len(photo) > PHOTO_BYTES:
        raise Refused("The photo is larger than 2 MB. Take it with a lower resolution.")
    if not photo.startswith(_PHOTOS):
        raise Refused("The photo is neither a JPEG nor a PNG. Take another.")


@dataclass(frozen=True, slots=True)
class Due:
    """An item and the day it is to be looked at next; `last_on` is when it was last."""

    item: Item
    due_on: date
    last_on: date | None


def calendar(items: Iterable[Item], seen: Iterable[Seen], today: date) -> list[Due]:
    """When each item in use is next due, soonest first; what nobody ever looked at is due today."""
    last: dict[int, date] = {}
    for one in seen:
        last[one.item_id] = max(one.found_on, last.get(one.item_id, one.found_on))
    dues = [
        Due(item, _next(item, last.get(item.id or 0), today), last.get(item.id or 0))
        for item in items
        if item.closed_on is None or item.closed_on > today
    ]
    return sorted(dues, key=lambda one: one.due_on)


def due(items: Iterable[Item], seen: Iterable[Seen], today: date) -> list[Due]:
    """What is to be looked at by `today`: the longest overdue first."""
    return [one for one in calendar(items, seen, today) if one.due_on <= today]


def repeats(seen: Iterable[Seen], today: date) -> dict[int, int]:
    """How often each item was not right within 30 days up to `today`."""
    since = today - timedelta(days=REPEAT_DAYS - 1)
    return dict(
        Counter(one.item_id for one in seen if not one.is_ok and since <= one.found_on <= today)
    )


def priority(times: int) -> int:
    """The priority of the task for what was wrong so many times: third 1, second 2, first 3.

    >>> [priority(times) for times in (1, 2, 3, 9)]
    [3, 2, 1, 1]
    """
    return PRIORITY.get(max(times, 1), 1)


@dataclass(frozen=True, slots=True)
class Share:
    """How often a topic was right, of how many looks."""

    topic: str
    right: int
    n: int


def by_topic(items: Iterable[Item], seen: Iterable[Seen]) -> list[Share]:
    """Looks by topic and how many found it right, in the topics' order."""
    topics = {item.id: item.topic for item in items}
    looks: dict[str, list[bool]] = defaultdict(list)
    for one in seen:
        if one.item_id in topics:
            looks[topics[one.item_id]].append(one.is_ok)
    return [Share(topic, sum(looks[topic]), len(looks[topic])) for topic in TOPICS]


def _next(item: Item, last: date | None, today: date) -> date:
    return today if last is None else last + timedelta(days=item.every_days)
