"""Rivals' goods as they were seen from day to day: price index, moves, and what matching costs.

A rival's price is what a buyer pays: the price after its promotion where one was seen. A snapshot
speaks for 28 days, then it is too old to compare with.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log
from statistics import median

from shopkit.text import message

FRESH_DAYS = 28
REMEMBERED_DAYS = 400
WEEK = 7
# Sales told by the platform are rounded; below this growth nothing is said.
JUMP = 0.5
# A price that moved by less is the same price: coupons round differently.
LEAST = 0.01
CHEAPER, DEARER, BEGUN, ENDED = "cheaper", "dearer", "begun", "ended"
PICTURE, SELLING, NEW = "picture", "selling", "new"
MOVES = {
    CHEAPER: message("Cheaper"),
    DEARER: message("Dearer"),
    BEGUN: message("Promotion begun"),
    ENDED: message("Promotion over"),
    PICTURE: message("New main picture"),
    SELLING: message("Sells much more"),
    NEW: message("Seen for the first time"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One product of a rival on one day; `item_id` is ours that it stands against."""

    rival: str
    title: str
    seen_on: date
    price_fen: int
    item_id: str = ""
    deal_fen: int | None = None
    sales_qty: int | None = None
    promotion: str = ""
    picture: str = ""

    @property
    def pays_fen(self) -> int:
        """What a buyer pays."""
        return self.price_fen if self.deal_fen is None else self.deal_fen

    @property
    def product(self) -> tuple[str, str]:
        """What is the same from day to day."""
        return self.rival, self.title


@dataclass(frozen=True, slots=True)
class Against:
    """One of our items among its rivals: 100 is their median, above it we are dearer."""

    item_id: str
    ours_fen: int
    rivals: int
    low_fen: int
    median_fen: int
    lowest: Seen
    cost_fen: int | None = None

    @property
    def index(self) -> float:
        """Our price as a share of the rivals' median, times 100."""
        return 100 * self.ours_fen / self.median_fen

    @property
    def margin_fen(self) -> int | None:
        """What a piece leaves at our price, before freight, fees and advertising."""
        return None if self.cost_fen is None else self.ours_fen - self.cost_fen

    @property
    def matched_fen(self) -> int | None:
        """What a piece would leave at the lowest rival's price."""
        return None if self.cost_fen is None else self.low_fen - self.cost_fen


@dataclass(frozen=True, slots=True)
class Week:
    """The index over all compared items in the week that begins on `monday`."""

    monday: date
    index: float
    low: float
    high: float
    items: int


@dataclass(frozen=True, slots=True)
class Move:
    """What a rival changed since it was last seen."""

    kind: str
    seen: Seen
    before: Seen | None

    @property
    def change(self) -> float | None:
        """By what share its price moved."""
        if self.before is None or not self.before.pays_fen:
            return None
        return self.seen.pays_fen / self.before.pays_fen - 1


def latest(seen: Iterable[Seen], *, asof: date, days: int = FRESH_DAYS) -> list[Seen]:
    """Each rival product as last seen by `asof`, if that is fresh enough."""
    newest: dict[tuple[str, str], Seen] = {}
    oldest = asof - timedelta(days=days - 1)
    for each in sorted(seen, key=lambda one: one.seen_on):
        if oldest <= each.seen_on <= asof:
            newest[each.product] = each
    return list(newest.values())


def against(
    seen: Iterable[Seen],
    ours: Mapping[str, int],
    *,
    asof: date,
    costs: Mapping[str, int] | None = None,
) -> list[Against]:
    """Each of our items that has a fresh rival and a price, the dearest beside its rivals first."""
    found = []
    for item_id, facing in _facing(latest(seen, asof=asof)).items():
        price = ours.get(item_id)
        if price:
            lowest = min(facing, key=lambda one: (one.pays_fen, one.product))
            middle = round(median(one.pays_fen for one in facing))
            cost = (costs or {}).get(item_id)
            found.append(
                Against(item_id, price, len(facing), lowest.pays_fen, middle, lowest, cost)
            )
    return sorted(found, key=lambda each: (-each.index, each.item_id))


def index(compared: Iterable[Against]) -> float | None:
    """One figure for all: the geometric mean of the items' indices (Jevons).

    Doubling one price and halving another leaves it where it was.
    """
    logs = [log(each.index) for each in compared]
    return exp(sum(logs) / len(logs)) if logs else None


def by_week(
    seen: Iterable[Seen], ours: Mapping[date, Mapping[str, int]], *, asof: date
) -> list[Week]:
    """The index week by week; `ours` are our prices by Monday. Low and high: quartiles."""
    known = list(seen)
    found = []
    for monday in sorted(ours):
        end = min(monday + timedelta(days=WEEK - 1), asof)
        compared = against(known, ours[monday], asof=end)
        whole = index(compared)
        if whole is not None:
            each = sorted(one.index for one in compared)
            found.append(Week(monday, whole, _at(each, 0.25), _at(each, 0.75), len(each)))
    return found


def moves(seen: Iterable[Seen], *, asof: date, days: int = WEEK) -> list[Move]:
    """What rivals changed in the last days, the deepest price cuts first.

    Each product's newest snapshot is held against the newest before these days; one that was
    never seen before is new, unless the whole rival is.
    """
    since = asof - timedelta(days=days - 1)
    known = [each for each in seen if each.seen_on <= asof]
    met = {each.rival for each in known if each.seen_on < since}
    eve = since - timedelta(days=1)
    before = {each.product: each for each in latest(known, asof=eve, days=REMEMBERED_DAYS)}
    now = latest(known, asof=asof, days=days)
    found = [move for each in now if each.rival in met for move in _moves(each, before)]
    order = list(MOVES)
    return sorted(found, key=lambda one: (order.index(one.kind), one.change or 0, one.seen.product))


def _moves(seen: Seen, before: Mapping[tuple[str, str], Seen]) -> list[Move]:
    old = before.get(seen.product)
    if old is None:
        return [Move(NEW, seen, None)]
    share = seen.pays_fen / old.pays_fen - 1 if old.pays_fen else 0.0
    told = {
        CHEAPER: share <= -LEAST,
        DEARER: share >= LEAST,
        BEGUN: bool(seen.promotion) and seen.promotion != old.promotion,
        ENDED: bool(old.promotion) and not seen.promotion,
        PICTURE: bool(seen.picture and old.picture) and seen.picture != old.picture,
        SELLING: bool(old.sales_qty) and (seen.sales_qty or 0) >= (1 + JUMP) * (old.sales_qty or 0),
    }
    return [Move(kind, seen, old) for kind, is_so in told.items() if is_so]


def _facing(seen: Iterable[Seen]) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = defaultdict(list)
    for each in seen:
        if each.item_id and each.pays_fen > 0:
            found[each.item_id].append(each)
    return found


def _at(ordered: list[float], share: float) -> float:
    """A quantile between neighbours."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
