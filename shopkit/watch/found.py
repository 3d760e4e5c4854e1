"""Events that the data tells itself: prices that changed for good, products out of stock."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median_low

from shopkit.watch.events import FOUND, Event

DAY = timedelta(days=1)
# A price holds when it is the usual one of the three weeks before and of those after: longer
# than any discount runs. A step below three per cent is a rounding.
HELD_DAYS, LEAST_SEEN, LEAST_STEP = 21, 5, 0.03


def price_changes(
    item: str,
    title: str,
    prices: Sequence[tuple[date, int]],
    *,
    masked: Collection[date] = frozenset(),
) -> list[Event]:
    """The days from which a product cost more or less than before, for good.

    `prices` are its usual price in fen on each day it sold, in order; days of a sale say nothing.
    """
    plain = [(day, price) for day, price in prices if day not in masked and price > 0]
    days = [day for day, _ in plain]
    found: list[Event] = []
    for place in range(LEAST_SEEN, len(plain) - LEAST_SEEN + 1):
        day, price = plain[place]
        if plain[place - 1][1] == price:
            continue
        old = _usual(plain[bisect_left(days, day - HELD_DAYS * DAY) : place])
        new = _usual(plain[place : bisect_left(days, day + HELD_DAYS * DAY)])
        if old is None or new is None or abs(new / old - 1) < LEAST_STEP:
            continue
        if abs(price - new) > abs(price - old):
            continue
        if found and day - found[-1].first < HELD_DAYS * DAY:
            continue
        name, note = f"{title} {new / old - 1:+.0%}", f"{old / 100:.2f} → {new / 100:.2f}"
        found.append(Event("price", name, day, day, (item,), note, FOUND))
    return found


def stockouts(
    titles: Mapping[str, str], gone: Mapping[str, Iterable[date]], *, least: int = 1
) -> list[Event]:
    """Runs of days on which nothing of a product was there, of at least so many days."""
    found = []
    for item, days in gone.items():
        for first, last in _runs(sorted(days)):
            if (last - first).days + 1 >= least:
                name = titles.get(item, item)
                found.append(Event("stockout", name, first, last, (item,), origin=FOUND))
    return sorted(found, key=lambda each: (each.first, each.name))


def _usual(prices: Sequence[tuple[date, int]]) -> int | None:
    return median_low(price for _, price in prices) if len(prices) >= LEAST_SEEN else None


def _runs(days: Sequence[date]) -> Iterable[tuple[date, date]]:
    if not days:
        return
    start = days[0]
    for before, after in pairwise(days):
        if after - before > DAY:
            yield start, before
            start = after
    yield start, days[-1]
