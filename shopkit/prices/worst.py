"""The worst cart a buyer can put together: exact over every small cart, without trying each.

Carts whose lots hold the same amounts and pieces pay the same, so of those only the dearest to buy
in can be the worst. What is searched is therefore sums, not carts.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shopkit.prices.cart import Line, Priced, borne, lots_of, priced, unit
from shopkit.prices.margin import Terms, margin_rate
from shopkit.prices.promotion import PIECES, Promotion
from shopkit.prices.stack import Stack, part

BITS, PIECE_BITS = 54, 10
MOST_PIECES = 6
WORK, CARTS = 400_000, 20_000


@dataclass(frozen=True, slots=True)
class Worst:
    """The worst cart in which a set of promotions meets; `rate` is margin over income."""

    cart: Priced
    income_fen: int
    margin_fen: int
    rate: float


@dataclass(frozen=True, slots=True)
class Search:
    """Worst carts, the worst first, one for each set of promotions above the product's own.

    Every cart of up to `pieces` pieces was judged; `unknown` SKUs have no cost and are in none.
    """

    found: tuple[Worst, ...]
    pieces: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Good:
    line: Line
    unit_fen: int
    lot: int


@dataclass(frozen=True, slots=True)
class _Bad:
    rate: float
    income_fen: int
    margin_fen: int
    cart: tuple[int, ...]


# Carts of one size by what they sum to: the most they cost to buy in, and which goods they are.
_Level = dict[int, tuple[int, tuple[int, ...]]]


def worst_carts(
    goods: Sequence[Line],
    promotions: Sequence[Promotion],
    terms: Terms,
    *,
    gift_costs: Mapping[str, int | None] | None = None,
    most_pieces: int = MOST_PIECES,
    work: int = WORK,
    carts: int = CARTS,
) -> Search:
    """Carts of these goods (their quantities aside) with the lowest margin rate.

    Exact for every cart of up to `pieces` pieces: as many as `most_pieces`, or as `work` steps
    and `carts` different sums allow, but one in any case. A gift of unknown cost counts as free.
    """
    known = [each for each in goods if each.cost_fen is not None]
    lots = lots_of([(each.sku, each.item_id) for each in known], promotions)
    space = _Space(promotions, list(lots), terms, gift_costs or {})
    kept = _dearest(known, lots, promotions)
    steps = [(space.delta(good), good.line.cost_fen or 0, n) for n, good in enumerate(kept)]
    level: _Level = {0: (0, ())}
    worst: dict[frozenset[int], _Bad] = {}
    reached = spent = judged = 0
    while kept and reached < most_pieces:
        spent += len(level) * len(kept)
        if reached and spent > work:
            break
        grown = _grown(level, steps)
        judged += len(grown)
        if reached and judged > carts:
            break
        level, reached = grown, reached + 1
        _judge(space, level, reached, worst)
    ranked = sorted(worst.values(), key=lambda bad: (bad.rate, len(bad.cart), bad.cart))
    found = tuple(_told(bad, kept, promotions) for bad in ranked)
    return Search(found, reached, len(goods) - len(known))


class _Space:
    """How a cart's sums are kept as one number, and what the shop takes in for it."""

    def __init__(
        self,
        promotions: Sequence[Promotion],
        covers: list[frozenset[int]],
        terms: Terms,
        gift_costs: Mapping[str, int | None],
    ) -> None:
        self.terms, self.gift_costs = terms, gift_costs
        self.stack = Stack(promotions, covers)
        self.place = {id(each): n for n, each in enumerate(promotions)}
        # how many pieces a lot has matters only where a promotion counts them
        counted = {n for n, each in enumerate(promotions) if each.counts == PIECES}
        self.counts = [bool(held & counted) for held in covers]
        self._paid: dict[int, tuple[int, int, frozenset[int]]] = {}

    def delta(self, good: _Good) -> int:
        """What a piece adds to a cart's number."""
        is_told = self.counts[good.lot] or not good.unit_fen
        return (good.unit_fen << PIECE_BITS | is_told) << (BITS * good.lot)

    def paid(self, number: int) -> tuple[int, int, frozenset[int]]:
        """Income, the gifts' cost, and the places of the promotions that met in such a cart."""
        if number not in self._paid:
            self._paid[number] = self._run(number)
        return self._paid[number]

    def _run(self, number: int) -> tuple[int, int, frozenset[int]]:
        amounts, pieces = [], []
        for is_counted in self.counts:
            low = number & (1 << BITS) - 1
            number >>= BITS
            amounts.append(low >> PIECE_BITS)
            pieces.append(low & (1 << PIECE_BITS) - 1 if is_counted else int(low > 0))
        taken = self.stack.run(amounts, pieces)
        income = sum(amounts) - sum(borne(each.off_fen, each.promotion) for each in taken)
        gifts = sum(each.gifts * (self.gift_costs.get(each.promotion.gift) or 0) for each in taken)
        return income, gifts, frozenset(self.place[id(each.promotion)] for each in taken)


def _dearest(
    known: Sequence[Line],
    lots: Mapping[frozenset[int], Sequence[int]],
    promotions: Sequence[Promotion],
) -> list[_Good]:
    """Of goods with one price in one lot, the dearest to buy in: no other can be worse."""
    kept: dict[tuple[int, int], _Good] = {}
    for lot, places in enumerate(lots.values()):
        for line in (known[place] for place in places):
            price, _ = unit(line.price_fen, line.sku, line.item_id, promotions)
            same = kept.get((lot, price))
            if same is None or (same.line.cost_fen or 0) < (line.cost_fen or 0):
                kept[lot, price] = _Good(line, price, lot)
    return sorted(kept.values(), key=lambda good: (good.lot, good.unit_fen))


def _grown(level: _Level, steps: Sequence[tuple[int, int, int]]) -> _Level:
    """Every cart with one piece more."""
    grown: _Level = {}
    for number, (cost, cart) in level.items():
        for delta, own, good in steps:
            held = grown.get(number + delta)
            if held is None or held[0] < cost + own:
                grown[number + delta] = (cost + own, (*cart, good))
    return grown


def _judge(space: _Space, level: _Level, pieces: int, worst: dict[frozenset[int], _Bad]) -> None:
    handling = space.terms.order_fen + pieces * space.terms.piece_fen
    for number, (cost, cart) in level.items():
        income, gifts, met = space.paid(number)
        left = income - cost - gifts - part(income, space.terms.fee_permille) - handling
        rate = margin_rate(left, income)
        if met not in worst or rate < worst[met].rate:
            worst[met] = _Bad(rate, income, left, cart)


def _told(bad: _Bad, kept: Sequence[_Good], promotions: Sequence[Promotion]) -> Worst:
    counted = Counter(bad.cart)
    lines = [replace(kept[good].line, qty=qty) for good, qty in sorted(counted.items())]
    return Worst(priced(lines, promotions), bad.income_fen, bad.margin_fen, bad.rate)
