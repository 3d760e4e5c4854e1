"""Who works on which shop at which instant, and what the store and the lake say right now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cached_property

from shopkit import clock, store
from shopkit.errors import Refused
from shopkit.pages.warehouse import waiting
from shopkit.shipping.orders import OpenOrder
from shopkit.shop import Shop
from shopkit.stock import moves
from shopkit.stock.counts import CountLine
from shopkit.stock.moves import Level
from shopkit.stock.purchases import Purchase, on_order
from shopkit.store import books, counts, goods, purchases
from shopkit.store.books import Balance
from shopkit.store.goods import Location, Sku
from shopkit.store.ledger import Stamp
from shopkit.store.members import Member
from shopkit.text import Say, speaker


@dataclass(frozen=True)
class Shift:
    """One look at the warehouse. Everything is read once, when first asked for."""

    shop: Shop
    ask: Mapping[str, str]
    lang: str
    at: datetime

    @cached_property
    def say(self) -> Say:
        """How the page speaks to its reader."""
        return speaker(self.lang)

    @cached_property
    def members(self) -> list[Member]:
        """Who may be on shift."""
        return self.shop.members()

    @property
    def zone(self) -> timezone:
        """The zone that times are shown in."""
        return clock.SHANGHAI

    @property
    def by(self) -> int | None:
        """The member chosen on the page, if it is one."""
        wanted = str(self.ask.get("who", ""))
        return next((each.id for each in self.members if str(each.id) == wanted), None)

    def stamp(self, key: str) -> Stamp:
        """Who books, now, under the submission's own key; `Refused` until a name is chosen."""
        if not self.members:
            raise Refused("Nobody works here yet. Add the members of the team under “Start here”.")
        if self.by is None:
            raise Refused("Choose your name at the top of the page first.")
        return Stamp(self.by, self.at, key)

    @cached_property
    def now(self) -> datetime:
        """The instant deadlines are judged at; the sample shop lives on the day after its data."""
        if not self.shop.row.is_sample or self.last_data is None:
            return self.at
        morning = datetime(self.last_data.year, self.last_data.month, self.last_data.day, 9)
        return clock.instant_of(morning + timedelta(days=1))

    @cached_property
    def today(self) -> date:
        """The Shanghai day of `now`."""
        return clock.day_of(self.now)

    @property
    def day(self) -> date:
        """The day on the wall: what is typed now belongs to it, also in the sample shop."""
        return clock.day_of(self.at)

    @cached_property
    def last_data(self) -> date | None:
        """The last day any imported file tells of."""
        return max(
            (each.last_on for each in self.shop.imports(last=200) if each.last_on), default=None
        )

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

    def named(self, member_id: int | None) -> str:
        """A member's name; a dash for a program or somebody who left."""
        return next((each.name for each in self.members if each.id == member_id), "–")

    def setting(self, name: str, default: object = None) -> object:
        """One setting of the shop."""
        return self.settings.get(name, default)

    @cached_property
    def settings(self) -> dict[str, object]:
        """Everything set for the shop."""
        return store.settings_of(self.shop.engine, self.shop.id)
