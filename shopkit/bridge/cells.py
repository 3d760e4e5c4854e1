"""From what a shop's files tell of two periods to the cells of a bridge, as fine as they allow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shopkit.bridge.overlap import Measured, allocated
from shopkit.bridge.split import Bridge, Cell, bridge, rounded

Row = Mapping[str, Any]
CROSS, PRODUCT, CHANNEL, SHOP = "cross", "product", "channel", "shop"
LEVELS = (CROSS, PRODUCT, CHANNEL, SHOP)
PAID, PROFIT = "paid", "profit"
VISITORS, MIX, CONVERSION, BUYERS, BASKET, MARGIN = (
    "visitors", "mix", "conversion", "buyers", "basket", "margin",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What the files tell of one period: the lake's `bridge_cells`, by level.

    Rows have source, item_id, days, visitors, buyers, paid_fen, costed_fen and cost_fen.
    """

    length: int
    rows: Sequence[Row]
    levels: Mapping[str, list[Row]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        found: dict[str, list[Row]] = {level: [] for level in LEVELS}
        for row in self.rows:
            found[row["level"]].append(row)
        object.__setattr__(self, "levels", found)

    @property
    def shop(self) -> Row:
        """The whole shop's row."""
        return self.levels[SHOP][0]

    @property
    def paid_fen(self) -> int | None:
        """What was paid."""
        return self.shop["paid_fen"]

    @property
    def profit_fen(self) -> int | None:
        """Paid amount less the cost of what was sold, where the cost is known."""
        return profit(self.shop)

    @property
    def visitors(self) -> int | None:
        """Visitors, each day's added up; None unless every day is known."""
        return self.shop["visitors"] if self.shop["days"] == self.length else None

    @property
    def buyers(self) -> int | None:
        """Buyers, each day's added up."""
        return self.shop["buyers"] or None

    def covers(self, level: str) -> bool:
        """Whether this level's rows tell of every day."""
        rows = self.levels[level]
        return bool(rows) and max(row["days"] or 0 for row in rows) == self.length


def profit(row: Row) -> int | None:
    """Paid less cost of the part whose cost is known, in fen; None if no cost is."""
    return None if row["cost_fen"] is None else row["costed_fen"] - row["cost_fen"]


def possible(before: Told, now: Told) -> list[str]:
    """The levels both periods can be split by, the finest first; the whole shop always is one."""
    return [level for level in LEVELS[:-1] if before.covers(level) and now.covers(level)] + [SHOP]


def has_profit(before: Told, now: Told) -> bool:
    """Whether gross profit is known for both periods."""
    return None not in (before.profit_fen, now.profit_fen)


def split(before: Told, now: Told, *, level: str, measure: str) -> Bridge:
    """The bridge of the paid amount or the gross profit at one of the `possible` levels."""
    names, cells = _whole(before, now) if level == SHOP else _fine(before, now, level)
    if measure == PAID:
        names, cells = names[:-1], [_without_profit(each) for each in cells]
    was, remains = (_amount(told, measure) for told in (before, now))
    return bridge(cells, names, before_fen=was, now_fen=remains)


def _amount(told: Told, measure: str) -> int:
    return (told.paid_fen if measure == PAID else told.profit_fen) or 0


def _without_profit(cell: Cell) -> Cell:
    return Cell(cell.source, cell.item_id, cell.before[:-1], cell.now[:-1])


def _whole(before: Told, now: Told) -> tuple[tuple[str, ...], list[Cell]]:
    """The shop as one cell, with as many steps as are known for both periods."""
    has_buyers = None not in (before.buyers, now.buyers)
    has_visitors = has_buyers and None not in (before.visitors, now.visitors)
    steps = (VISITORS, CONVERSION) if has_visitors else (BUYERS,)
    known = (*steps, BASKET, MARGIN) if has_buyers else (PAID, MARGIN)
    found = []
    for told in (before, now):
        stages = [told.visitors] * has_visitors + [told.buyers] * has_buyers
        found.append((*stages, told.paid_fen or 0, told.profit_fen or 0))
    return known, [Cell("", "", *found)]


def _fine(before: Told, now: Told, level: str) -> tuple[tuple[str, ...], list[Cell]]:
    sides = [_stages(told, level) for told in (before, now)]
    whole: list[float | None] = [before.visitors, now.visitors]
    if None in whole:
        whole = [sum(stages[0] or 0 for stages in side.values()) for side in sides]
    keys = sorted(sides[0].keys() | sides[1].keys())
    nothing = (0, 0, 0, 0)
    cells = [
        Cell(source, item, *((whole[n], *sides[n].get((source, item), nothing)) for n in (0, 1)))
        for source, item in keys
    ]
    return (VISITORS, MIX, CONVERSION, BASKET, MARGIN), cells


Stage = tuple[float | None, float | None, int, int]


def _stages(told: Told, level: str) -> dict[tuple[str, str], Stage]:
    """Visitors, buyers, paid amount and profit of each cell of a period."""
    if level == PRODUCT:
        return {
            ("", row["item_id"]): (
                row["visitors"], row["buyers"], row["paid_fen"] or 0, profit(row) or 0,
            )
            for row in told.levels[PRODUCT]
        }  # fmt: skip
    if level == CHANNEL:
        return _shared(told.shop, told.levels[CHANNEL])
    products = {row["item_id"]: row for row in told.levels[PRODUCT]}
    parts = _by_item(told.levels[CROSS])
    found: dict[tuple[str, str], Stage] = {}
    for item in sorted(products.keys() | parts.keys()):
        paid = sum(row["paid_fen"] or 0 for row in parts.get(item, ()))
        own = products.get(item) or {"paid_fen": paid, "costed_fen": None, "cost_fen": None}
        found |= _shared(own, parts.get(item, ()), item=item)
    return found


def _by_item(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["item_id"], []).append(row)
    return found


def _shared(parent: Row, rows: Iterable[Row], *, item: str = "") -> dict[tuple[str, str], Stage]:
    """A sum's channels, cut to it, at its margin; what is nobody's has no visitors to tell of."""
    paid, gain = parent["paid_fen"] or 0, profit(parent) or 0
    claimed: dict[str, Measured] = {
        row["source"]: (row["visitors"] or 0, row["buyers"] or 0, row["paid_fen"] or 0)
        for row in rows
    }
    parts, rest = allocated(paid, claimed)
    amounts = [each[2] for each in parts.values()] + [rest]
    pieces = rounded(amounts, paid)
    gains = rounded([gain * each / paid if paid else 0 for each in pieces], gain if paid else 0)
    found: dict[tuple[str, str], Stage] = {
        (name, item): (visitors, buyers, piece, earned)
        for (name, (visitors, buyers, _)), piece, earned in zip(
            parts.items(), pieces, gains, strict=False
        )
    }
    if pieces[-1] or gains[-1]:
        found["", item] = (None, None, pieces[-1], gains[-1])
    return found
