"""How many of each SKU were ordered: enough until the next delivery, unless the story says else."""

import numpy as np
import pandas as pd

from shopkit.sample.book import Book
from shopkit.sample.definitions import Sku
from shopkit.sample.journeys import CUT
from shopkit.sample.warehouse.deliveries import NEVER, Order, Receipt

END = CUT.astype("datetime64[s]")
RECENT_DAYS = 28
# What the shelf should still last at the end, in days, and how often.
COVER_DAYS, COVER_SHARES = (14, 22, 32, 48), (0.25, 0.35, 0.28, 0.12)
ARRIVES_BROKEN = 0.04
# Days that are left on the last day: nothing that is ordered can come in time.
RUNNING_OUT = {"SP-GD-02": 2, "SP-MH-01": 2, "SP-BD-01": 2}
# Somebody ordered ten times too many.
TOO_MANY = {("SP-WQ-02", "2026-03"): 600}
# The old design: opened with, never sold since.
DEAD = {"SP-XC-03": 86}
# A part of an order that came later, or not yet: how many pieces were left when it did;
# below zero: fewer than are waited for.
SHORT = {
    **{(f"SP-LX-0{n}", "2025-07"): (0, "2025-08-20T15:10") for n in range(1, 5)},
    **{(f"SP-TT-0{n}", "2026-06"): (0, "2026-07-14T11:30") for n in range(1, 5)},
    **{(code, "2026-10"): (left, None) for code, left in
       {"SP-PM-02": -1, "SP-HQ-02": 3, "SP-PM-03": 6}.items()},
}  # fmt: skip
# The last glass order forgot what sells out first.
FORGOTTEN = {("SP-GD-02", "2026-10")}
TO_COME_DAYS = 40
UNPACKING = np.timedelta64(90 * 60, "s")


class Shelf:
    """What one SKU's shelf lost and got back, as a running sum of pieces gone since the start."""

    def __init__(self, flow: pd.DataFrame) -> None:
        self.at = flow["at"].to_numpy().astype("datetime64[s]")
        self.gone = np.concatenate([[0], -np.cumsum(flow["qty"].to_numpy())])

    def until(self, instant: np.datetime64) -> int:
        """Pieces gone up to and with an instant, returns taken off."""
        return int(self.gone[np.searchsorted(self.at, instant, side="right")])

    def needed(self, after: np.datetime64, until: np.datetime64) -> int:
        """The most that is missing at any time between, if nothing comes: never below zero."""
        first, last = (np.searchsorted(self.at, when, side="right") for when in (after, until))
        return int(max(self.gone[first : last + 1].max() - self.gone[first], 0))


class Buyer:
    """Orders one SKU through all of its supplier's orders and writes lines and receipts there."""

    def __init__(self, book: Book, place: int, shelf: Shelf, *, reserved: int) -> None:
        self.sku: Sku = book.skus[place]
        self.place, self.shelf, self.reserved = place, shelf, reserved
        self.chance = book.chance(f"buying {self.sku.sku}")
        self.came = 0

    def opening(self, orders: list[Order]) -> int:
        """Pieces there were on the first day."""
        start = np.datetime64("2000-01-01", "s")
        first = min(orders[0].shelved_at, END)
        self.came = DEAD.get(self.sku.sku) or self._enough(start, first)
        return self.came

    def buy(self, orders: list[Order]) -> None:
        """This SKU's lines of its supplier's orders, and what came of them."""
        arrivals = [order.shelved_at for order in orders] + [NEVER, NEVER]
        skipped = -1
        for number, order in enumerate(orders):
            code = (self.sku.sku, order.month)
            if number == skipped or self.sku.sku in DEAD or code in FORGOTTEN:
                continue
            if SHORT.get(code, (0, None))[1]:
                skipped = number + 1
            self._order(order, arrivals[max(number, skipped) + 1])

    def _order(self, order: Order, then: np.datetime64) -> None:
        """The line of one order, if the shelf needs one until the next delivery `then`."""
        code = (self.sku.sku, order.month)
        if order.came_at >= END:
            self._ordered(order, self._packs(self._recent(TO_COME_DAYS)))
            return
        since = END if _is_last_day(order.shelved_at) else order.shelved_at
        held = self.came - self.shelf.until(since)
        wanted = self._wanted(since, then, order.month)
        if held >= wanted and code not in SHORT:
            return
        qty = self._packs(wanted - held)
        self._ordered(order, qty)
        if code in SHORT:
            self._came_in_parts(order, qty, held, SHORT[code])
        else:
            self._came_whole(order, qty, spare=held + qty - wanted)

    def _wanted(self, since: np.datetime64, then: np.datetime64, month: str) -> int:
        if then >= END:
            return self.shelf.needed(since, END) + self._left_at_the_end()
        following = str(np.datetime64(month, "M") + 1)
        if (self.sku.sku, following) in SHORT:
            return self.shelf.needed(since, then)
        return self._enough(since, then) + TOO_MANY.get((self.sku.sku, month), 0)

    def _enough(self, since: np.datetime64, then: np.datetime64) -> int:
        needed = self.shelf.needed(since, END if _is_last_day(then) else min(then, END))
        return needed + 2 + round(needed * self.chance.uniform(0.08, 0.4))

    def _left_at_the_end(self) -> int:
        if self.sku.sku in RUNNING_OUT:
            return max(self._recent(RUNNING_OUT[self.sku.sku]), self.reserved)
        cover = self.chance.choice(COVER_DAYS, p=COVER_SHARES)
        return max(self._recent(cover), self.reserved + 1)

    def _recent(self, days: float) -> int:
        """Pieces that this many days sell, as the last four weeks did."""
        gone = self.shelf.until(END) - self.shelf.until(END - np.timedelta64(RECENT_DAYS, "D"))
        return round(max(gone, 1) / RECENT_DAYS * days)

    def _packs(self, qty: int) -> int:
        pack = self.sku.pack_size
        return -(-max(qty, self.sku.moq) // pack) * pack

    def _ordered(self, order: Order, qty: int) -> None:
        day = order.sent_at.astype("datetime64[D]").item()
        order.lines.append((self.place, qty, self.sku.cost_on(day)))

    def _came_whole(self, order: Order, qty: int, *, spare: int) -> None:
        broken = int(self.chance.random() < ARRIVES_BROKEN and spare > 0)
        waits = _is_last_day(order.shelved_at) and self.place % 2
        shelved = NEVER if waits else order.shelved_at
        self._received(order, qty - broken, (order.came_at, shelved), broken=broken)

    def _came_in_parts(
        self, order: Order, qty: int, held: int, story: tuple[int, str | None]
    ) -> None:
        """So many first that so many are left when the rest comes, or at the end."""
        left, second = story
        came = END if second is None else np.datetime64(second, "s")
        left = max(self.reserved + left, 0) if left < 0 else left
        first = self.shelf.needed(order.shelved_at, min(came + UNPACKING, END)) + left - held
        first = min(max(first, 0), qty)
        if first:
            self._received(order, first, (order.came_at, order.shelved_at))
        if second and qty > first:
            self._received(order, qty - first, (came, came + UNPACKING))

    def _received(
        self, order: Order, good: int, at: tuple[np.datetime64, np.datetime64], *, broken: int = 0
    ) -> None:
        order.receipts.append(Receipt(self.place, good, broken, order.lines[-1][2], *at))
        self.came += good


def _is_last_day(instant: np.datetime64) -> bool:
    return bool(CUT - 1 <= instant < CUT)
