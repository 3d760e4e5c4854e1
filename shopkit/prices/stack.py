"""The stack of promotions over lots: what each layer takes off, exact to the fen.

A lot is goods that the same promotions cover. The price of a cart needs its lots only, so a search
over carts asks the very same law as a single cart does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shopkit.money import shares
from shopkit.prices.promotion import GIFT, LAYERS, PIECES, RATE, WHOLE, Promotion, Tier

LEFT, ITEM_PRICE = "left", "item price"


@dataclass(frozen=True, slots=True)
class Taken:
    """What one promotion took: of which amount (fen or pieces), how often, from which lots."""

    promotion: Promotion
    counted: int
    tier: Tier
    times: int
    off_fen: int
    offs: tuple[int, ...]
    gifts: int = 0


class _Rule:
    """A promotion over the lots it covers, its data at hand: a search asks it very often."""

    __slots__ = ("cap", "effect", "is_extra", "lots", "on", "promotion", "repeats", "tiers")

    def __init__(self, promotion: Promotion, lots: tuple[int, ...]) -> None:
        self.promotion, self.lots = promotion, lots
        self.effect, self.repeats = promotion.effect, promotion.repeats
        self.is_extra = promotion.stacks or promotion.effect == GIFT
        self.cap = promotion.cap_fen
        self.tiers = tuple((tier.least, tier) for tier in reversed(promotion.tiers))
        price = ITEM_PRICE if promotion.on_item_price else LEFT
        self.on = PIECES if promotion.counts == PIECES else price

    def reached(
        self, amounts: Sequence[int], begun: Sequence[int], pieces: Sequence[int]
    ) -> "_Reached | None":
        """The step it reaches and what it would take, or None where it reaches none."""
        lots = self.lots
        if not any([pieces[lot] for lot in lots]):
            return None
        left = sum([begun[lot] for lot in lots])
        counted = left
        if self.on != LEFT:
            base = pieces if self.on == PIECES else amounts
            counted = sum([base[lot] for lot in lots])
        step = next((each for each in self.tiers if each[0] <= counted), None)
        if step is None:
            return None
        least, tier = step
        times = counted // least if self.repeats else 1
        if self.effect == GIFT:
            return self, tier, times, counted, 0
        off = left - part(left, tier.value) if self.effect == RATE else tier.value * times
        off = min(off, left, left if self.cap is None else self.cap)
        return (self, tier, times, counted, off) if off else None


_Reached = tuple[_Rule, Tier, int, int, int]


class Stack:
    """Promotions above the single product, over lots given by the promotions that cover each.

    In one layer every promotion counts on what the layer begins with. A lot has one of those that
    do not stack: the choice that takes off most; then all that stack, down to zero at the most.
    """

    def __init__(self, promotions: Sequence[Promotion], covers: Sequence[frozenset[int]]) -> None:
        self.lots = len(covers)
        self.layers: list[tuple[list[_Rule], list[_Rule]]] = []
        for layer in [name for name in LAYERS if name != "item"]:
            rules = [
                _Rule(each, tuple(lot for lot, held in enumerate(covers) if n in held))
                for n, each in enumerate(promotions)
                if each.layer == layer and any(n in held for held in covers)
            ]
            if rules:
                alone = [rule for rule in rules if not rule.is_extra]
                self.layers.append((alone, [rule for rule in rules if rule.is_extra]))

    def run(self, amounts: Sequence[int], pieces: Sequence[int]) -> list[Taken]:
        """What is taken from lots of these amounts (after the first layer) and pieces, in order."""
        left, taken = list(amounts), []
        for alone, extra in self.layers:
            begun = tuple(left)
            found = [each for rule in alone if (each := rule.reached(amounts, begun, pieces))]
            if len(found) > 1:
                found = _best(found, begun)
            found += [each for rule in extra if (each := rule.reached(amounts, begun, pieces))]
            taken += [self._take(each, left) for each in found]
        return taken

    def _take(self, found: _Reached, left: list[int]) -> Taken:
        rule, tier, times, counted, off = found
        offs = [0] * self.lots
        lots = [lot for lot in rule.lots if left[lot]]
        gifts = times * tier.value if rule.effect == GIFT else 0
        if off and len(lots) == 1:
            off = min(off, left[lots[0]])
            offs[lots[0]] = off
            left[lots[0]] -= off
        elif off:
            weights = [left[lot] for lot in lots]
            off = min(off, sum(weights))
            for lot, share in zip(lots, shares(off, weights) if off else [], strict=False):
                offs[lot] = share
                left[lot] -= share
        return Taken(rule.promotion, counted, tier, times, off, tuple(offs), gifts)


def part(amount_fen: int, permille: int) -> int:
    """So many per mille of an amount, halves up.

    >>> part(12900, 800), part(5, 500)
    (10320, 3)
    """
    return (2 * amount_fen * permille + WHOLE) // (2 * WHOLE)


def _best(found: Sequence[_Reached], begun: Sequence[int]) -> list[_Reached]:
    """Of promotions that exclude each other on a lot, those that together take off most."""
    lots = [frozenset(lot for lot in each[0].lots if begun[lot]) for each in found]

    def most(place: int, used: frozenset[int]) -> tuple[int, tuple[int, ...]]:
        if place == len(found):
            return 0, ()
        without = most(place + 1, used)
        if lots[place] & used:
            return without
        rest, chosen = most(place + 1, used | lots[place])
        here = rest + found[place][4]
        return (here, (place, *chosen)) if here >= without[0] else without

    return [found[place] for place in most(0, frozenset())[1]]
