"""Why paid amount and gross profit changed between two periods: what every page shows of it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shopkit.bridge import Bridge
from shopkit.bridge.cells import LEVELS, PAID, PROFIT, Told, has_profit, possible, split
from shopkit.lake import Lake
from shopkit.pages import costing
from shopkit.pages.blocks import Block
from shopkit.pages.figures import span
from shopkit.pages.shift import Shift
from shopkit.periods import Period
from shopkit.shop import Shop

Row = dict[str, Any]


@dataclass(frozen=True)
class Why:
    """Two periods, what the files tell of them, and the bridges between."""

    now: Period
    before: Period
    told_now: Told
    told_before: Told
    level: str
    levels: tuple[str, ...]
    paid: Bridge
    profit: Bridge | None

    @property
    def main(self) -> Bridge:
        """The bridge of gross profit where it is known, else of the paid amount."""
        return self.profit or self.paid

    @property
    def measure(self) -> str:
        """Which of the two that is."""
        return PROFIT if self.profit else PAID

    def of(self, measure: str) -> Bridge:
        """The bridge of a measure; the paid amount's where profit is not known."""
        return self.profit if measure == PROFIT and self.profit else self.paid

    def title(self, item_id: str) -> str:
        """A product's title."""
        rows = (*self.told_now.levels["product"], *self.told_before.levels["product"])
        return next(
            (row["title"] for row in rows if row["item_id"] == item_id and row["title"]), item_id
        )


def why(shop: Shop, now: Period, before: Period, *, level: str | None = None) -> Why | None:
    """The split of the change from `before` to `now`, or None where either has no sales.

    At the finest level both periods have figures for, or at `level` if that is one of them.
    """
    return _why(shop.lake(), shop, costing.version(shop), (now, before, level))


@lru_cache(maxsize=16)
def _why(
    lake: Lake, shop: Shop, _costs: tuple[int, ...], asked: tuple[Period, Period, str | None]
) -> Why | None:
    now, before, wanted = asked
    told_now, told_before = (told(lake, shop, each) for each in (now, before))
    if not told_now.paid_fen and not told_before.paid_fen:
        return None
    levels = possible(told_before, told_now)
    level = wanted if wanted in levels else levels[0]
    bridges = {
        measure: split(told_before, told_now, level=level, measure=measure)
        for measure in (PAID, PROFIT)
    }
    profit = bridges[PROFIT] if has_profit(told_before, told_now) else None
    return Why(now, before, told_now, told_before, level, tuple(levels), bridges[PAID], profit)


def told(lake: Lake, shop: Shop, period: Period) -> Told:
    """What the files tell of a period."""
    return _told(lake, shop, costing.version(shop), period)


@lru_cache(maxsize=16)
def _told(lake: Lake, shop: Shop, _costs: tuple[int, ...], period: Period) -> Told:
    rows = lake.rows("bridge_cells", **span(period), **costing.terms(shop))
    return Told(period.days, rows)


def bridge_rows(shop: Shop, now: Period, before: Period) -> list[Row]:
    """Every part of the bridges as rows: measure, bar, source, item_id and effect in fen.

    The first two rows of a measure are the amounts before and now, as bars of those names.
    """
    found = why(shop, now, before)
    if found is None:
        return []
    return [
        row
        for measure, each in ((PAID, found.paid), (PROFIT, found.profit))
        if each is not None
        for row in _rows(measure, each)
    ]


def _rows(measure: str, each: Bridge) -> list[Row]:
    ends = [("before", each.before_fen), ("now", each.now_fen)]
    parts = [(part.bar, part.source, part.item_id, part.effect_fen) for part in each.parts]
    names = ("measure", "bar", "source", "item_id", "effect_fen")
    return [
        dict(zip(names, (measure, *row), strict=True))
        for row in (*((bar, "", "", amount) for bar, amount in ends), *parts)
    ]


def bridge_blocks(shift: Shift, now: Period, before: Period) -> list[Block]:
    """The change in a sentence, a chart and a table, for any page that looks at a period."""
    from shopkit.pages import bridge_drawn

    found = why(shift.shop, now, before)
    if found is None:
        return []
    return [*bridge_drawn.sentence(shift, found), *bridge_drawn.chart(shift, found)]


__all__ = ["LEVELS", "Why", "bridge_blocks", "bridge_rows", "told", "why"]
