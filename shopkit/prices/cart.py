"""What a cart comes to: every layer told, every line's share exact, every refund exact."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shopkit.money import shares
from shopkit.prices.promotion import LAYERS, OFF, RATE, Promotion
from shopkit.prices.stack import Stack, part


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces of one SKU at its list price; `cost_fen` of one piece, None where nobody knows."""

    sku: str
    qty: int
    price_fen: int
    item_id: str = ""
    cost_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One promotion at work: on how much, how often, and what is left of the cart after it.

    `counted` is fen or pieces, as the promotion counts; `line_offs` sum to `off_fen`.
    """

    promotion: Promotion
    counted: int
    least: int
    value: int
    times: int
    off_fen: int
    line_offs: tuple[int, ...]
    left_fen: int
    gifts: int = 0


@dataclass(frozen=True, slots=True)
class Priced:
    """A cart after every layer; `paid_fens` has one amount a line."""

    lines: tuple[Line, ...]
    steps: tuple[Step, ...]
    paid_fens: tuple[int, ...]

    @property
    def listed_fen(self) -> int:
        """The cart at list prices."""
        return sum(line.qty * line.price_fen for line in self.lines)

    @property
    def paid_fen(self) -> int:
        """What the buyer pays, postage aside."""
        return sum(self.paid_fens)

    @property
    def borne_fen(self) -> int:
        """What others than the shop pay of the discounts."""
        return sum(step.off_fen - borne(step.off_fen, step.promotion) for step in self.steps)

    @property
    def gifts(self) -> Counter[str]:
        """What is given along, by SKU."""
        given: Counter[str] = Counter()
        for step in self.steps:
            if step.gifts:
                given[step.promotion.gift] += step.gifts
        return given

    def after(self) -> list[tuple[str, int]]:
        """The cart's price after each layer that took something off, in order."""
        left = {step.promotion.layer: step.left_fen for step in self.steps if step.off_fen}
        return [(layer, left[layer]) for layer in LAYERS if layer in left]


def borne(off_fen: int, promotion: Promotion) -> int:
    """The shop's own part of a discount."""
    return part(off_fen, promotion.borne_permille)


def priced(lines: Sequence[Line], promotions: Sequence[Promotion]) -> Priced:
    """The cart after every promotion of `promotions` (see `active`), to the fen.

    The product's own price first, then layer by layer on lots of lines that the same promotions
    cover; a lot's share of a discount goes to its lines by what is left of each.
    """
    units = [unit(line.price_fen, line.sku, line.item_id, promotions) for line in lines]
    left = [line.qty * price for line, (price, _) in zip(lines, units, strict=True)]
    steps = _item_steps(lines, units, promotions)
    lots = lots_of([(line.sku, line.item_id) for line in lines], promotions)
    stack = Stack(promotions, list(lots))
    members = list(lots.values())
    amounts = [sum(left[n] for n in inside) for inside in members]
    pieces = [sum(lines[n].qty for n in inside) for inside in members]
    for taken in stack.run(amounts, pieces):
        offs = [0] * len(lines)
        for inside, off in zip(members, taken.offs, strict=True):
            if off:
                for n, share in zip(inside, shares(off, [left[n] for n in inside]), strict=True):
                    offs[n] = share
                    left[n] -= share
        steps.append(
            Step(taken.promotion, taken.counted, taken.tier.least, taken.tier.value, taken.times,
                 taken.off_fen, tuple(offs), sum(left), taken.gifts)
        )  # fmt: skip
    return Priced(tuple(lines), tuple(steps), tuple(left))


def lots_of(
    goods: Sequence[tuple[str, str]], promotions: Sequence[Promotion]
) -> dict[frozenset[int], list[int]]:
    """Places of goods (SKU, item) by the promotions above the product that cover them."""
    lots: dict[frozenset[int], list[int]] = {}
    for place, (sku, item_id) in enumerate(goods):
        held = frozenset(
            n for n, each in enumerate(promotions) if each.layer != "item"
            and each.covers(sku, item_id)
        )  # fmt: skip
        lots.setdefault(held, []).append(place)
    return dict(sorted(lots.items(), key=lambda lot: sorted(lot[0])))


def unit(
    price_fen: int, sku: str, item_id: str, promotions: Sequence[Promotion]
) -> tuple[int, list[tuple[int, int]]]:
    """A piece's price after the first layer, and (place of the promotion, fen off) for each."""
    own = [
        (n, _item_off(each, price_fen))
        for n, each in enumerate(promotions)
        if each.layer == "item" and each.covers(sku, item_id)
    ]
    alone = [(n, off) for n, off in own if not promotions[n].stacks and off]
    used = [max(alone, key=lambda pair: (pair[1], -pair[0]))] if alone else []
    used += [(n, off) for n, off in own if promotions[n].stacks and off]
    left, told = price_fen, []
    for n, off in used:
        told.append((n, min(off, left)))
        left -= told[-1][1]
    return left, [pair for pair in told if pair[1]]


def _item_off(one: Promotion, price_fen: int) -> int:
    value = one.tiers[0].value
    if one.effect == OFF:
        return min(value, price_fen)
    left = value
    if one.effect == RATE:
        step = one.step_fen * 1000
        left = (2 * price_fen * value + step) // (2 * step) * one.step_fen
    return max(price_fen - left, 0)


def _item_steps(
    lines: Sequence[Line],
    units: Sequence[tuple[int, list[tuple[int, int]]]],
    promotions: Sequence[Promotion],
) -> list[Step]:
    left = sum(line.qty * line.price_fen for line in lines)
    steps = []
    for n, one in enumerate(promotions):
        offs = [
            line.qty * sum(off for place, off in used if place == n)
            for line, (_, used) in zip(lines, units, strict=True)
        ]
        if any(offs):
            left -= sum(offs)
            pieces = sum(line.qty for line, off in zip(lines, offs, strict=True) if off)
            tier = one.tiers[0]
            steps.append(Step(one, pieces, 0, tier.value, 1, sum(offs), tuple(offs), left))
    return steps


def refund_fen(paid_fen: int, qty: int, *, pieces: int, before: int = 0) -> int:
    """What a refund of so many pieces of a line returns, `before` of them being back already.

    Each piece has its own share of what was paid, so any refunds of a line add up to it.

    >>> [refund_fen(1000, 3, pieces=1, before=n) for n in range(3)]
    [334, 333, 333]
    """
    return sum(shares(paid_fen, [1] * qty)[before : before + pieces]) if qty else 0
