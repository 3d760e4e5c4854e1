"""What a cart leaves the shop, the price below which a piece must not go, and the break-even."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from shopkit.prices.cart import Line, Priced
from shopkit.prices.promotion import WHOLE
from shopkit.prices.stack import part


@dataclass(frozen=True, slots=True)
class Terms:
    """What a sale costs beside the goods: assumptions until the shop has written its own.

    Per mille of what comes in as fees, fen an order (parcel) and fen a piece (packing, gift in
    each box), and the margin the shop wants at least, per mille of what comes in.
    """

    fee_permille: int = 50
    order_fen: int = 450
    piece_fen: int = 50
    margin_permille: int = 100


@dataclass(frozen=True, slots=True)
class Margin:
    """A cart's money in fen; `margin_fen` and `rate` are None where a cost is unknown."""

    income_fen: int
    cost_fen: int | None
    gift_fen: int | None
    fee_fen: int
    handling_fen: int

    @property
    def margin_fen(self) -> int | None:
        """What is left of the income."""
        if self.cost_fen is None or self.gift_fen is None:
            return None
        spent = self.cost_fen + self.gift_fen + self.fee_fen + self.handling_fen
        return self.income_fen - spent

    @property
    def rate(self) -> float | None:
        """The margin as a share of the income."""
        return None if self.margin_fen is None else margin_rate(self.margin_fen, self.income_fen)


def margin(cart: Priced, terms: Terms, gift_costs: Mapping[str, int | None]) -> Margin:
    """What a priced cart leaves, goods, gifts, fees and handling paid."""
    costs = [None if line.cost_fen is None else line.cost_fen * line.qty for line in cart.lines]
    gifts = [
        None if (cost := gift_costs.get(sku)) is None else cost * qty
        for sku, qty in cart.gifts.items()
    ]
    income = cart.paid_fen + cart.borne_fen
    pieces = sum(line.qty for line in cart.lines)
    return Margin(
        income,
        None if None in costs else sum(costs),
        None if None in gifts else sum(gifts),
        part(income, terms.fee_permille),
        terms.order_fen + pieces * terms.piece_fen,
    )


def margin_rate(margin_fen: int, income_fen: int) -> float:
    """Margin over income; without income a loss is without end.

    >>> margin_rate(-5, 0), margin_rate(25, 100)
    (-inf, 0.25)
    """
    if income_fen > 0:
        return margin_fen / income_fen
    return float("-inf") if margin_fen < 0 else 0.0


def floor_fen(cost_fen: int, terms: Terms, *, handling_fen: int) -> int | None:
    """The least to take so that cost, handling, fees and the wanted margin are paid.

    None where fees and margin together leave nothing.

    >>> floor_fen(5500, Terms(fee_permille=0, margin_permille=100), handling_fen=800)
    7000
    """
    kept = WHOLE - terms.fee_permille - terms.margin_permille
    return None if kept <= 0 else ceil((cost_fen + handling_fen) * WHOLE / kept)


def cart_floor_fen(lines: tuple[Line, ...], terms: Terms) -> int | None:
    """The least a whole cart must bring in; None where a cost is unknown."""
    costs = [line.cost_fen for line in lines]
    if None in costs:
        return None
    goods = sum((line.cost_fen or 0) * line.qty for line in lines)
    pieces = sum(line.qty for line in lines)
    return floor_fen(goods, terms, handling_fen=terms.order_fen + pieces * terms.piece_fen)


@dataclass(frozen=True, slots=True)
class BreakEven:
    """How many times as much must be sold; `qty` for the quantity and fixed cost that were told."""

    multiple: float
    qty: int


def break_even(
    margin_before_fen: int, margin_after_fen: int, *, qty: int = 1, fixed_fen: int = 0
) -> BreakEven | None:
    """What has to be sold so that the promotion costs nothing: m0 ÷ m1, and (Q0·m0 + F) ÷ m1.

    None where a piece leaves nothing any more: no quantity makes up for it.

    >>> found = break_even(3700, 1700, qty=500, fixed_fen=200000)
    >>> round(found.multiple, 4), found.qty
    (2.1765, 1206)
    """
    if margin_after_fen <= 0:
        return None
    wanted = qty * margin_before_fen + fixed_fen
    return BreakEven(margin_before_fen / margin_after_fen, -(-wanted // margin_after_fen))
