"""A bridge from one period's amount to another's: cells in, bars out, exact to the fen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor

from shopkit.bridge.chain import Stages, effects

ENTRY, EXIT, UNKNOWN = "entry", "exit", "unknown"


@dataclass(frozen=True, slots=True)
class Cell:
    """A channel, a product, or one within the other, as it was before and as it is now.

    The first stage is the whole shop's and so the same in every cell; the last is in fen.
    """

    source: str
    item_id: str
    before: Stages
    now: Stages

    @property
    def change_fen(self) -> int:
        """How much more it brings now."""
        return round(self.now[-1] or 0) - round(self.before[-1] or 0)


@dataclass(frozen=True, slots=True)
class Part:
    """What one cell gave to one bar."""

    source: str
    item_id: str
    bar: str
    effect_fen: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """The amount before and now, and every part of the way between them."""

    before_fen: int
    now_fen: int
    factors: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def bars(self) -> dict[str, int]:
        """Each bar's effect: the factors, then entries, exits and the unknown where there are any.

        Law: they add up to `now_fen` − `before_fen`.
        """
        sums = dict.fromkeys((*self.factors, ENTRY, EXIT, UNKNOWN), 0)
        seen = set(self.factors)
        for part in self.parts:
            sums[part.bar] += part.effect_fen
            seen.add(part.bar)
        return {bar: effect for bar, effect in sums.items() if bar in seen}

    def behind(self, bar: str) -> list[Part]:
        """The cells that made a bar, the greatest effect first."""
        found = [part for part in self.parts if part.bar == bar]
        return sorted(found, key=lambda part: (-abs(part.effect_fen), part.item_id, part.source))


def bridge(
    cells: Iterable[Cell], factors: Sequence[str], *, before_fen: int, now_fen: int
) -> Bridge:
    """The split of the shop's change; `factors` name the steps from stage to stage.

    Cells that were not there before, or are gone, stand apart; what no cell explains, and cells
    whose stages are not known, are unknown.
    """
    parts = [part for cell in cells for part in _parts(cell, factors)]
    rest = now_fen - before_fen - sum(part.effect_fen for part in parts)
    if rest:
        parts.append(Part("", "", UNKNOWN, rest))
    return Bridge(before_fen, now_fen, tuple(factors), tuple(parts))


def _parts(cell: Cell, factors: Sequence[str]) -> list[Part]:
    change = cell.change_fen
    apart = _apart(cell)
    found = None if apart else effects(cell.before, cell.now)
    if apart or found is None:
        whole = [(apart or UNKNOWN, change)]
    else:
        whole = list(zip(factors, rounded(found, change), strict=True))
    return [Part(cell.source, cell.item_id, bar, effect) for bar, effect in whole if effect]


def _apart(cell: Cell) -> str | None:
    """Whether a cell came or went: nothing but the shop's own visitors in one period."""
    was, remains = (any(stages[1:]) for stages in (cell.before, cell.now))
    if was == remains or len(cell.before) == 1:
        return None
    return ENTRY if remains else EXIT


def rounded(amounts: Sequence[float], total: int) -> list[int]:
    """Whole numbers near `amounts` that add up to `total`: the largest remainders go up.

    >>> rounded([333.3, 333.3, 333.4], 1000)
    [333, 333, 334]
    """
    whole = [floor(amount) for amount in amounts]
    by_rest = sorted(range(len(whole)), key=lambda place: whole[place] - amounts[place])
    each, more = divmod(total - sum(whole), len(whole))
    for turn, place in enumerate(by_rest):
        whole[place] += each + (turn < more)
    return whole
