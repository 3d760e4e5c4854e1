"""What the packing table knows at one look: open orders, what blocks them, what can be picked."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cached_property

from shopkit.errors import Refused
from shopkit.pages import deadlines, waiting
from shopkit.pages.deadlines import within
from shopkit.pages.warehouse.shift import Shift
from shopkit.shipping import orders
from shopkit.shipping.freight import Sheet, choose
from shopkit.shipping.names import carrier as short_carrier
from shopkit.shipping.orders import OpenOrder
from shopkit.shipping.packing import theory_g
from shopkit.shipping.picking import Bin, PickLine, pick_list
from shopkit.shipping.snags import REFUND_ASKED, Snag
from shopkit.stock.moves import RECEIVING
from shopkit.store import freight, parcels
from shopkit.store.ledger import OVERSELLING
from shopkit.store.parcels import HoldRow, WaveRow

CUTOFFS, PACKAGING = "cutoffs", "packaging_g"


@dataclass(frozen=True)
class Dispatch:
    """One look at everything that is to leave."""

    shift: Shift

    @cached_property
    def orders(self) -> dict[str, OpenOrder]:
        """Orders to ship by number, first paid first."""
        return {order.order_id: order for order in self.shift.open_orders}

    def order(self, number: object) -> OpenOrder:
        """An order that is still to ship, or `NotFound`."""
        return waiting.found(self.orders, number)

    @cached_property
    def holds(self) -> list[HoldRow]:
        """Why orders must wait, oldest first."""
        return deadlines.holds(self.shift)

    @cached_property
    def blocked(self) -> set[str]:
        """Orders nobody may pick: held, or with a refund asked for."""
        asked = {
            order.order_id
            for order in self.orders.values()
            if any(line.refund_status in REFUND_ASKED for line in order.lines)
        }
        return asked | {hold.order_id for hold in self.holds}

    @cached_property
    def snags(self) -> list[Snag]:
        """Orders that need somebody, worst first."""
        return deadlines.snags(self.shift, self.orders.values(), self.holds)

    def due_at(self, order: OpenOrder) -> datetime | None:
        """When the platform wants this order gone."""
        return order.paid_at and order.paid_at + timedelta(hours=within(self.shift))

    @cached_property
    def sheet(self) -> Sheet:
        """The price sheet that holds today."""
        return freight.rates(self.shift.shop.engine, self.shift.shop.id, self.shift.today)

    def theory_g(self, order: OpenOrder) -> int | None:
        """What the order's parcel should weigh, in grams."""
        return theory_g(order.lines, weights(self.shift), packaging_g(self.shift))

    def carrier(self, order: OpenOrder) -> str:
        """Who takes the order: its own carrier, else the cheapest of the price sheet, or ""."""
        if order.carrier:
            return short_carrier(order.carrier)
        best = choose(self.sheet, order.province, self.theory_g(order) or 0)
        return best.carrier if best else ""

    @cached_property
    def waves(self) -> list[WaveRow]:
        """The last waves with the orders of theirs that are still to go, newest first."""
        kept = [
            replace(wave, order_ids=tuple(n for n in wave.order_ids if n in self.orders))
            for wave in parcels.waves(self.shift.shop.engine, self.shift.shop.id)
        ]
        return [wave for wave in kept if wave.order_ids]

    def wave_of(self, order_id: str) -> WaveRow | None:
        """The wave an order is picked in, if it is in one."""
        return next((wave for wave in self.waves if order_id in wave.order_ids), None)

    def wave_orders(self, wave: WaveRow) -> list[OpenOrder]:
        """A wave's orders that are still to go, first paid first."""
        return [order for number, order in self.orders.items() if number in wave.order_ids]

    @property
    def bins(self) -> list[Bin]:
        """What lies in storage."""
        walk = {place.code: place.walk for place in self.shift.places}
        return [
            Bin(each.location, sku, each.qty, walk.get(each.location))
            for sku, lying in self.shift.bins.items()
            for each in lying
        ]

    def picks(self, chosen: Iterable[OpenOrder]) -> list[PickLine]:
        """One walk for these orders."""
        return pick_list(chosen, self.bins)

    @cached_property
    def pickable(self) -> tuple[list[OpenOrder], list[tuple[OpenOrder, dict[str, int]]]]:
        """Orders in no wave that can be picked whole, and the others with what is short."""
        in_waves = {number for wave in self.waves for number in wave.order_ids}
        free = Counter({sku: sum(each.qty for each in lying if each.qty > 0)
                        for sku, lying in self.shift.bins.items()})  # fmt: skip
        waiting_ = [order for order in self.orders.values() if order.order_id not in self.blocked]
        for order in waiting_:
            if order.order_id in in_waves:
                free.subtract(_needs(order))
        whole, short = [], []
        for order in waiting_:
            if order.order_id in in_waves:
                continue
            needs = _needs(order)
            missing = {sku: n - max(free[sku], 0) for sku, n in needs.items() if n > free[sku]}
            if missing:
                short.append((order, missing))
            else:
                free.subtract(needs)
                whole.append(order)
        return whole, short

    def takes(self, order: OpenOrder) -> list[tuple[str, str, int]]:
        """The order's pieces by bin as (sku, place, qty); `Refused` for what no bin holds."""
        wave = self.wave_of(order.order_id)
        picked = self.picks(self.wave_orders(wave) if wave else [order])
        mine = [pick for pick in picked if pick.order_id == order.order_id]
        if any(pick.is_short for pick in mine):
            mine = self.picks([order])  # an order of the wave that came first may not need it
        return [(pick.sku, self._place(pick), pick.qty) for pick in mine]

    def _place(self, pick: PickLine) -> str:
        if pick.location is not None:
            return pick.location
        if not self.shift.setting(OVERSELLING):
            raise Refused(
                "{n} × {sku} lie in no bin by the books. Count the bin or book in what came, "
                "then ship.",
                n=pick.qty,
                sku=pick.sku,
            )
        lying = self.shift.bins.get(pick.sku)
        return lying[0].location if lying else RECEIVING


def packaging_g(shift: Shift) -> int:
    """What a box and its padding weigh."""
    grams = shift.setting(PACKAGING, 0)
    return grams if isinstance(grams, int) and grams > 0 else 0


def weights(shift: Shift) -> dict[str, int | None]:
    """Each SKU's weight in grams, where it is known."""
    return {code: sku.weight_g for code, sku in shift.skus.items()}


def cutoffs(shift: Shift) -> dict[str, list[time]]:
    """When each carrier's van leaves, as the shop has set it; what cannot be read is left out."""
    kept = shift.setting(CUTOFFS)
    read = {name: times(said) for name, said in kept.items()} if isinstance(kept, dict) else {}
    return {name: found for name, found in read.items() if found}


def times(said: object) -> list[time] | None:
    """Times of a day written as “11:00 17:30”, or None where one of them is no time."""
    words = str(said or "").replace("：", ":").replace("、", " ").replace(",", " ").split()
    try:
        return [time.fromisoformat(word.zfill(5)) for word in words]
    except ValueError:
        return None


def waiting_as_bought(shift: Shift, order: OpenOrder) -> Sequence[orders.OrderLine]:
    """All lines of an order, those that left in another parcel included."""
    return waiting.bought(shift.shop, shift.today).get(order.order_id, order).lines


def _needs(order: OpenOrder) -> Counter[str]:
    needs: Counter[str] = Counter()
    for line in order.lines:
        needs[line.sku] += line.qty
    return needs
