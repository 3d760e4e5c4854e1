"""What is watched of a shop, what was expected of it, and what happened beside it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any

from shopkit import watch
from shopkit.clock import days_between
from shopkit.kpis import TERMS
from shopkit.lake import Lake
from shopkit.pages.figures import by_period, coverage, last_day
from shopkit.pages.tiles import label
from shopkit.periods import Period
from shopkit.shop import Shop
from shopkit.store import books, goods
from shopkit.store import watch as kept
from shopkit.store.watch import Mark
from shopkit.text import Say
from shopkit.watch import Alarm, Event, Judged

DAY, WEEK = timedelta(days=1), timedelta(days=7)
# A spread needs 84 ordinary days; two sales and a new year may lie between them.
LOOK_DAYS, RECENT_DAYS, EVENT_DAYS = 260, 28, 540
# A price is drawn and told, it masks nothing: only those of the last months are looked for.
PRICE_DAYS = 150
# Every KPI that a day has for itself. What of a day's orders was refunded still grows for weeks:
# its last days always look too low, so it is not watched.
KPIS = (
    "paid_fen", "visitors", "conversion_rate", "aov_fen", "paid_orders", "buyers", "orders",
    "pay_rate", "page_views", "value_per_visitor_fen", "paid_per_order_fen", "cart_rate",
    "favourite_rate", "refund_fen", "refund_rate", "net_paid_fen", "ad_spend_fen", "ad_share",
    "experience_score",
)  # fmt: skip
COUNTED = ("visitors", "buyers")


@dataclass(frozen=True, slots=True)
class Series:
    """One figure by day: of the shop, of a product (`item`) or of a traffic source."""

    key: str
    kpi: str
    item: str | None = None
    title: str = ""

    @property
    def unit(self) -> str:
        """Its KPI's unit."""
        return TERMS[self.kpi].unit

    @property
    def worse(self) -> int:
        """The side that costs money: -1 below, 1 above, 0 neither."""
        return -TERMS[self.kpi].rises

    def named(self, lang: str) -> str:
        """What it is, in the reader's language."""
        name = label(TERMS[self.kpi], lang)
        return f"{self.title} · {name}" if self.title else name


@dataclass(frozen=True)
class Watched:
    """Every series that is watched with its days, and the alarms of the last four weeks.

    `passed` counts the products and the sources too small to be watched, or too new.
    """

    asof: date
    series: Mapping[str, Series] = field(default_factory=dict)
    judged: Mapping[str, Sequence[Judged]] = field(default_factory=dict)
    alarms: tuple[Alarm, ...] = ()
    events: tuple[Event, ...] = ()
    passed: Mapping[str, int] = field(default_factory=dict)


def watched(shop: Shop, today: date) -> Watched | None:
    """What is watched up to the last day of data; None while there is none."""
    lake = shop.lake()
    covered = coverage(lake)
    if not covered:
        return None
    asof = last_day(covered, today)
    return _watched(lake, asof, _happened(shop, lake, asof))


def shop_events(shop: Shop, first: date, last: date, *, today: date) -> list[Event]:
    """The shop's events between two days: typed, found in the data, and the calendar's."""
    lake = shop.lake()
    covered = coverage(lake)
    asof = last_day(covered, today) if covered else today
    return [event for event in _happened(shop, lake, asof) if event.touches(first, last)]


def told_events(shop: Shop, first: date, last: date) -> list[Event]:
    """The same without what must be found in the data: quick enough for a wall."""
    typed = kept.events(shop.engine, shop.id)
    listed = [*typed, *watch.calendar(first, last, typed)]
    return [event for event in watch.untold(listed) if event.touches(first, last)]


def answered(alarm: Alarm, marks: Iterable[Mark]) -> Mark | None:
    """What was done about an alarm last, if anything was.

    A mark holds for the run of days it was set in, also while that goes on; a silence for
    every alarm of its series that does not outlast it.
    """
    for mark in marks:
        if mark.series == alarm.series and _holds(mark, alarm):
            return mark
    return None


def _holds(mark: Mark, alarm: Alarm) -> bool:
    if mark.kind == kept.SILENCED:
        return mark.until is not None and mark.day <= alarm.last <= mark.until
    return alarm.first <= mark.day <= alarm.last


def event_name(event: Event, say: Say) -> str:
    """An event in words: its name, which the calendar's own are said by, and its kind."""
    kind = say(watch.KINDS[event.kind].words)
    name = say(event.name) if event.origin == "calendar" else event.name
    if event.origin == "calendar" or name == kind:
        return name
    return say("{name} ({kind})", name=name, kind=kind)


def _happened(shop: Shop, lake: Lake, asof: date) -> tuple[Event, ...]:
    typed = tuple(kept.events(shop.engine, shop.id))
    moved = books.last_move(shop.engine, shop.id)
    gone = _gone(_Store(str(shop.engine.url), shop.id, moved, shop.engine), asof)
    return _joined(lake, asof, typed, gone)


@lru_cache(maxsize=8)
def _joined(
    lake: Lake, asof: date, typed: tuple[Event, ...], gone: tuple[Event, ...]
) -> tuple[Event, ...]:
    """Every event up to a month ahead, oldest first; one that was typed is not found again."""
    first, last = asof - EVENT_DAYS * DAY, asof + RECENT_DAYS * DAY
    listed = [*typed, *watch.calendar(first, last, typed)]
    found = [*gone, *_price_events(lake, asof, watch.masked_days(listed, first, last))]
    listed += [event for event in found if not _is_typed(event, typed)]
    return tuple(sorted(listed, key=lambda event: (event.first, event.last, event.name)))


def _is_typed(found: Event, typed: Iterable[Event]) -> bool:
    return any(
        each.kind == found.kind
        and set(each.items) & set(found.items)
        and each.touches(found.first - 3 * DAY, found.last + 3 * DAY)
        for each in typed
    )


@dataclass(frozen=True)
class _Store:
    """A ledger as far as it is written: while `moved` stays, so does what follows from it."""

    url: str
    shop_id: str
    moved: int
    engine: Any = field(compare=False)


@lru_cache(maxsize=4)
def _gone(store: _Store, asof: date) -> tuple[Event, ...]:
    """The runs of days on which a product was out of stock."""
    if not store.moved:
        return ()
    days = kept.gone_days(store.engine, store.shop_id, asof - LOOK_DAYS * DAY, asof)
    titles = {sku.item_id: sku.title for sku in goods.skus(store.engine, store.shop_id)}
    return tuple(watch.stockouts(titles, days))


@lru_cache(maxsize=4)
def _price_events(lake: Lake, asof: date, masked: frozenset[date]) -> tuple[Event, ...]:
    """The products' price changes: one event a product and day, however many SKUs it has."""
    asked = {"from": asof - PRICE_DAYS * DAY, "to": asof}
    rows = lake.rows("prices_by_day", **asked)
    found: dict[tuple[str, date], Event] = {}
    for (item, _), listed in groupby(rows, key=lambda row: (row["item_id"], row["sku"])):
        sold = list(listed)
        prices = [(row["day"], row["price_fen"]) for row in sold]
        for event in watch.price_changes(item, sold[-1]["title"] or item, prices, masked=masked):
            near = [key for key in found if key[0] == item and abs(key[1] - event.first) <= WEEK]
            if not near:
                found[item, event.first] = event
    return tuple(found.values())


@lru_cache(maxsize=4)
def _watched(lake: Lake, asof: date, events: tuple[Event, ...]) -> Watched:
    first = asof - (LOOK_DAYS - 1) * DAY
    days = days_between(first, asof)
    series: dict[str, Series] = {}
    judged: dict[str, Sequence[Judged]] = {}
    masks: dict[str | None, frozenset[date]] = {}
    passed = {"items": 0, "sources": 0}
    for each, values in _followed(lake, first, asof, passed):
        if each.item not in masks:
            masks[each.item] = watch.masked_days(events, first, asof, item=each.item)
        series[each.key] = each
        judged[each.key] = watch.judge(
            days, [values.get(day) for day in days], masked=masks[each.item], worse=each.worse
        )
    since = asof - (RECENT_DAYS - 1) * DAY
    found = [
        alarm for key, seen in judged.items() for alarm in watch.alarms(key, seen, since=since)
    ]
    return Watched(asof, series, judged, tuple(watch.led(found)), events, passed)


def _followed(
    lake: Lake, first: date, last: date, passed: dict[str, int]
) -> Iterable[tuple[Series, dict[date, float | None]]]:
    rows = by_period(lake, Period(first, last), "day")
    for kpi in KPIS:
        values = {row["period"]: row[kpi] for row in rows}
        if any(values.values()):
            yield Series(kpi, kpi), values
    span = {"from": first, "to": last}
    yield from _counted(lake.rows("items_by_day", **span), "item_id", passed, last)
    yield from _counted(lake.rows("sources_by_day", **span), "source", passed, last)


def _counted(
    rows: list[dict], name: str, passed: dict[str, int], last: date
) -> Iterable[tuple[Series, dict[date, float | None]]]:
    """The counts of products or sources that are worth it; how many are not is noted."""
    kind = "items" if name == "item_id" else "sources"
    days = days_between(last - 55 * DAY, last)
    of: dict[str, list[dict]] = defaultdict(list)
    for row in rows:
        of[row[name]].append(row)
    for key, listed in of.items():
        title = listed[-1].get("title") or key
        made = Series("", "", key if kind == "items" else None, title)
        worth = 0
        for kpi in COUNTED:
            values = {row["day"]: row[kpi] for row in listed}
            if watch.is_worth([values.get(day) for day in days]):
                worth += 1
                yield replace(made, key=f"{kind[:-1]}:{key}:{kpi}", kpi=kpi), values
        passed[kind] += not worth
