"""The sample shop's days: how many orders and visitors each should bring, and which offers run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from shopkit.sample.definitions import FIRST, LAST, Event, Sku

# Monday to Sunday: Sunday evening is when people buy tea ware.
WEEKDAY = np.array([1.0, 1.0, 1.02, 0.99, 0.94, 0.98, 1.09])
MONTH = np.array([1.0, 0.95, 1.04, 1.05, 1.0, 0.97, 0.93, 0.95, 1.03, 1.03, 1.0, 1.02])
# The story of the last month pair: visitors +30 %, conversion −20 %, so buyers +4 %.
STORY_MONTH, STORY_BEFORE = np.datetime64("2026-10"), np.datetime64("2026-09")
STORY_VISITORS, STORY_BUYERS = 1.30, 1.045
STANDING_OFFER = (19900, 1500)


@dataclass(frozen=True)
class Calendar:
    """One value a day in each array, from the first day to the last."""

    days: np.ndarray = field(repr=False)
    orders: np.ndarray = field(repr=False)
    visits: np.ndarray = field(repr=False)
    deposits: np.ndarray = field(repr=False)
    events: tuple[Event, ...] = ()

    @property
    def count(self) -> int:
        """How many days there are."""
        return len(self.days)

    @property
    def months(self) -> np.ndarray:
        """The month of each day."""
        return self.days.astype("datetime64[M]")

    def place(self, day: date) -> int:
        """Where a day stands in the arrays."""
        return int((np.datetime64(day) - self.days[0]).astype(int))

    def span(self, event: Event) -> slice:
        """The places of an event's days."""
        return slice(self.place(event.first), self.place(event.last) + 1)

    def of(self, *kinds: str) -> Iterable[Event]:
        """The events of these kinds, in calendar order."""
        return (event for event in self.events if event.kind in kinds)

    def painted(self, start: float, value: Callable[[Event], float], *kinds: str) -> np.ndarray:
        """One value a day: `start`, multiplied by `value(event)` on each event's days."""
        painted = np.full(self.count, start, dtype=float)
        for event in self.of(*kinds):
            painted[self.span(event)] *= value(event)
        return painted


SWAYING = ("大促", "自办", "假期", "回落")


def calendar(events: tuple[Event, ...]) -> Calendar:
    """The days with the orders, visits and presale deposits that may be expected on each."""
    days = np.arange(np.datetime64(FIRST), np.datetime64(LAST) + 1)
    plain = np.ones(len(days))
    bare = Calendar(days, plain, plain, plain, events)
    weekday = (days.astype(int) + 3) % 7  # day 0 of the epoch was a Thursday
    season = WEEKDAY[weekday] * MONTH[days.astype("datetime64[M]").astype(int) % 12]
    growth = np.linspace(57, 70, len(days))
    return Calendar(
        days,
        growth * season * bare.painted(1, lambda event: event.orders, *SWAYING),
        growth * season**0.8 * bare.painted(1, lambda event: event.visits, *SWAYING, "预售"),
        _deposits(bare),
        events,
    )


def _deposits(bare: Calendar) -> np.ndarray:
    deposits = np.zeros(bare.count)
    for event in bare.of("预售"):
        deposits[bare.span(event)] = event.orders
    return deposits


def day_counts(calendar: Calendar, rng: np.random.Generator) -> np.ndarray:
    """Orders placed each day; the story month is held to its share of the month before."""
    noisy = calendar.orders * rng.lognormal(0, 0.07, calendar.count)
    return held(calendar, noisy, STORY_BUYERS)


def held(calendar: Calendar, daily: np.ndarray, share: float) -> np.ndarray:
    """Whole numbers near `daily`, the story month's sum being `share` of the month before's."""
    whole = np.rint(daily).astype(int)
    story = np.flatnonzero(calendar.months == STORY_MONTH)
    wanted = round(whole[calendar.months == STORY_BEFORE].sum() * share)
    exact = daily[story] * wanted / daily[story].sum()
    whole[story] = np.floor(exact)
    short = wanted - whole[story].sum()
    whole[story[np.argsort(-(exact % 1), kind="stable")[:short]]] += 1
    return whole


def prices(calendar: Calendar, skus: tuple[Sku, ...]) -> np.ndarray:
    """The price in fen of each SKU (column) on each day (row), with the discounts of the day."""
    listed = list_prices(calendar, skus)
    cut = np.ones(listed.shape)
    for event in calendar.of("大促", "自办"):
        cut[calendar.span(event), _columns(event, skus)] *= event.discount
    return np.rint(listed * cut / 10).astype(int) * 10


def list_prices(calendar: Calendar, skus: tuple[Sku, ...]) -> np.ndarray:
    """The price in fen of each SKU (column) on each day (row) before any discount."""
    listed = np.tile(np.array([sku.price_fen for sku in skus], dtype=float), (calendar.count, 1))
    for event in calendar.of("改价"):
        listed[calendar.span(event), _columns(event, skus)] *= event.discount
    return np.rint(listed / 10) * 10


def liking(calendar: Calendar, skus: tuple[Sku, ...]) -> np.ndarray:
    """How each day's pieces spread over the SKUs: rows add up to one."""
    base = np.tile(np.array([sku.liking for sku in skus]), (calendar.count, 1))
    _season(base, calendar, skus)
    for event in calendar.of("自办", "结构", "改价"):
        base[calendar.span(event), _columns(event, skus) if event.codes else slice(0, 0)] *= LIFT[
            event.kind
        ]
    for event in calendar.of("断货"):
        _spill(base[calendar.span(event)], _columns(event, skus), skus)
    return base / base.sum(axis=1, keepdims=True)


LIFT = {"自办": 1.9, "结构": 1.38, "改价": 0.85}
SEASONS = {"SP-LS": (1.9, 7), "SP-WC": (1.2, 8), "SP-MH": (1.7, 12), "SP-LH": (2.2, 1)}


def _season(base: np.ndarray, calendar: Calendar, skus: tuple[Sku, ...]) -> None:
    month = calendar.months.astype(int) % 12 + 1
    for code, (strength, peak) in SEASONS.items():
        wave = strength ** np.cos((month - peak) * np.pi / 6)
        base[:, [n for n, sku in enumerate(skus) if sku.item_code == code]] *= wave[:, None]


def _spill(base: np.ndarray, gone: list[int], skus: tuple[Sku, ...]) -> None:
    near = [
        n for n, sku in enumerate(skus) if sku.category == skus[gone[0]].category and n not in gone
    ]
    lost = base[:, gone].sum(axis=1, keepdims=True)
    base[:, near] *= 1 + 0.6 * lost / base[:, near].sum(axis=1, keepdims=True)
    base[:, gone] = 0


def _columns(event: Event, skus: tuple[Sku, ...]) -> list[int]:
    """The places of the SKUs an event names, by item code or SKU; all when it names none."""
    return [
        n
        for n, sku in enumerate(skus)
        if not event.codes or sku.item_code in event.codes or sku.sku in event.codes
    ]


def out_of_stock(calendar: Calendar, skus: tuple[Sku, ...]) -> np.ndarray:
    """A truth for each day (row) and SKU (column): there was none to sell."""
    out = np.zeros((calendar.count, len(skus)), dtype=bool)
    for event in calendar.of("断货"):
        out[calendar.span(event), _columns(event, skus)] = True
    return out


def offers(calendar: Calendar) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each day's 满减: from how many fen, how many off, and whether it repeats."""
    start = np.full(calendar.count, STANDING_OFFER[0])
    off = np.full(calendar.count, STANDING_OFFER[1])
    repeats = np.zeros(calendar.count, dtype=bool)
    for event in calendar.of("大促", "自办"):
        if event.off_from_fen:
            start[calendar.span(event)] = event.off_from_fen
            off[calendar.span(event)] = event.off_fen
            repeats[calendar.span(event)] = event.off_repeats
    return start, off, repeats
