"""What the prices page knows at one look: goods, promotions of a day, the buyer, the cart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from urllib.parse import parse_qsl, urlencode

from shopkit.pages.shift import Shift
from shopkit.prices.cart import Line, Priced, priced
from shopkit.prices.margin import Margin, Terms, margin
from shopkit.prices.promotion import Promotion, active
from shopkit.prices.worst import Search, worst_carts
from shopkit.store import goods, prices
from shopkit.store.goods import Sku
from shopkit.store.prices import TERMS, Kept

MOST_QTY, MOST_LINES, LONGEST = 99, 12, 14
PLAIN = "plain"


@dataclass(frozen=True)
class Stall:
    """One look at prices; a day and a buyer are chosen on the page."""

    shift: Shift

    @cached_property
    def skus(self) -> dict[str, Sku]:
        """What is sold, by code."""
        listed = goods.skus(self.shift.shop.engine, self.shift.shop.id)
        return {each.code: each for each in listed if each.price_fen and not each.closed_on}

    @cached_property
    def all(self) -> list[Kept]:
        """Every promotion in its newest version."""
        return prices.kept(self.shift.shop.engine, self.shift.shop.id)

    @property
    def day(self) -> date:
        """The day asked for, else today."""
        try:
            return date.fromisoformat(self.shift.ask.get("on", ""))
        except ValueError:
            return self.shift.today

    @cached_property
    def audiences(self) -> list[str]:
        """Everyone a promotion of the day is meant for."""
        held = [each for each in self.standing if each.is_on(self.day)]
        return sorted({each.audience for each in held if each.audience})

    @property
    def standing(self) -> list[Promotion]:
        """Promotions that were not stopped."""
        return [each.promotion for each in self.all if not each.is_stopped]

    @property
    def is_plain(self) -> bool:
        """Whether the buyer belongs to no audience."""
        return self.shift.ask.get("buyer") == PLAIN

    @cached_property
    def active(self) -> list[Promotion]:
        """What holds on the day for the buyer."""
        return active(self.standing, self.day, [] if self.is_plain else self.audiences)

    @cached_property
    def own_terms(self) -> Terms | None:
        """What the shop wrote of its costs."""
        return prices.terms_of(self.shift.setting(TERMS))

    @property
    def terms(self) -> Terms:
        """The shop's own terms, else assumptions."""
        return self.own_terms or Terms()

    @cached_property
    def costs(self) -> dict[str, int | None]:
        """What a piece costs to buy in, by SKU."""
        return {code: each.cost_fen for code, each in self.skus.items()}

    def line(self, code: str, qty: int = 1) -> Line:
        """Pieces of a SKU as a line of a cart."""
        sku = self.skus[code]
        return Line(code, qty, sku.price_fen or 0, sku.item_id, sku.cost_fen)

    @cached_property
    def cart(self) -> list[Line]:
        """What is in the cart that is tried: what was put into it, else the worst of the day."""
        asked = asked_cart(self.shift)
        if asked:
            return [self.line(code, qty) for code, qty in asked.items() if code in self.skus]
        worst = self.worst().found
        return list(worst[0].cart.lines) if worst else []

    @cached_property
    def priced(self) -> Priced:
        """The cart after every layer."""
        return priced(self.cart, self.active)

    def margin(self, cart: Priced) -> Margin:
        """What a cart leaves."""
        return margin(cart, self.terms, self.costs)

    def worst(self, promotions: Sequence[Promotion] | None = None) -> Search:
        """The worst small carts under these promotions, by default those of the day."""
        listed = tuple(self.line(code) for code in self.skus)
        chosen = tuple(self.active if promotions is None else promotions)
        gifts = {each.gift for each in chosen if each.gift}
        return _worst(
            listed, chosen, self.terms, tuple((sku, self.costs.get(sku)) for sku in sorted(gifts))
        )

    def name(self, code: str) -> str:
        """What a SKU is called on the page."""
        return self.skus[code].name if code in self.skus else code

    def title(self, code: str) -> str:
        """The same cut short, without its variant."""
        title = self.skus[code].title if code in self.skus else ""
        return title[:LONGEST] or code


def asked_cart(shift: Shift) -> dict[str, int]:
    """Pieces by SKU as the address says."""
    return cart_of(shift.ask.get("cart", ""))


def cart_of(word: object) -> dict[str, int]:
    """Pieces by SKU as an address keeps them; what cannot be read is left out."""
    pairs = parse_qsl(str(word))[:MOST_LINES]
    read = {sku: int(qty) for sku, qty in pairs if qty.isdecimal() and len(qty) <= 2}
    return {sku: qty for sku, qty in read.items() if 0 < qty <= MOST_QTY}


def as_asked(cart: dict[str, int]) -> str:
    """A cart as the address keeps it."""
    return urlencode({sku: qty for sku, qty in cart.items() if qty > 0})


@lru_cache(maxsize=8)
def _worst(
    listed: tuple[Line, ...],
    chosen: tuple[Promotion, ...],
    terms: Terms,
    gifts: tuple[tuple[str, int | None], ...],
) -> Search:
    return worst_carts(listed, chosen, terms, gift_costs=dict(gifts))
