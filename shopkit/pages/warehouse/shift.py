"""What the store and the lake say of the warehouse right now, to whoever is on shift."""

from dataclasses import dataclass
from functools import cached_property

from shopkit.pages import shift, waiting
from shopkit.shipping.orders import OpenOrder
from shopkit.stock import moves
from shopkit.stock.counts import CountLine
from shopkit.stock.moves import Level
from shopkit.stock.purchases import Purchase, on_order
from shopkit.store import books, counts, goods, purchases
from shopkit.store.books import Balance
from shopkit.store.goods import Location, Sku


@dataclass(frozen=True)
class Shift(shift.Shift):
    """One look at the warehouse."""

    @cached_property
    def skus(self) -> dict[str, Sku]:
        """Every SKU by its code."""
        return {each.code: each for each in goods.skus(self.shop.engine, self.shop.id)}

    @cached_property
    def suppliers(self) -> dict[int, goods.Supplier]:
        """Every supplier by number."""
        return {each.id: each for each in goods.suppliers(self.shop.engine, self.shop.id)}

    @cached_property
    def places(self) -> list[Location]:
        """The storage places in walking order."""
        return goods.locations(self.shop.engine, self.shop.id, kind="storage")

    @cached_property
    def held(self) -> list[Balance]:
        """Every balance that is not zero."""
        return books.balances(self.shop.engine, self.shop.id)

    @cached_property
    def bins(self) -> dict[str, list[Balance]]:
        """Where each SKU lies in storage, in walking order."""
        turn = {place.code: number for number, place in enumerate(self.places)}
        found: dict[str, list[Balance]] = {}
        for balance in self.held:
            if balance.kind == "storage":
                found.setdefault(balance.sku, []).append(balance)
        for lying in found.values():
            lying.sort(key=lambda balance: turn.get(balance.location, len(turn)))
        return found

    @cached_property
    def purchases(self) -> list[Purchase]:
        """Every purchase order, newest first."""
        return purchases.purchases(self.shop.engine, self.shop.id)

    @cached_property
    def to_count(self) -> list[CountLine]:
        """Every line of a count that is not approved yet."""
        return counts.open_lines(self.shop.engine, self.shop.id)

    @cached_property
    def open_orders(self) -> list[OpenOrder]:
        """Orders paid and not shipped, by the platform's files and by what was shipped here."""
        return waiting.open_orders(self.shop, self.today)

    @cached_property
    def levels(self) -> dict[str, Level]:
        """Each SKU's units: on the shelf, promised, damaged, coming."""
        return moves.levels(
            [(balance.sku, balance.kind, balance.qty) for balance in self.held],
            reserved=waiting.reserved(self.open_orders),
            on_order=on_order(self.purchases),
        )

    def level(self, sku: str) -> Level:
        """One SKU's units; nothing where nothing is known."""
        return self.levels.get(sku, Level(sku))

    def name(self, sku: str) -> str:
        """What a SKU is called on a page."""
        known = self.skus.get(sku)
        return known.name if known else sku
