"""Eighteen months of the warehouse: the purchase orders, and every move of every piece."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from shopkit.sample import definitions
from shopkit.sample.book import Book
from shopkit.sample.warehouse import flows as changes
from shopkit.sample.warehouse.bins import Home, Row, Walker, homes, instant, rows
from shopkit.sample.warehouse.buying import END, Buyer, Shelf
from shopkit.sample.warehouse.deliveries import Order, Receipt, deliveries
from shopkit.stock.moves import ADJUSTMENT, DAMAGED, RECEIVING, SUPPLIER, StockMove

OPENED = np.datetime64("2025-05-01T08:00", "s")
BAD_GLASS_BACK = ("SP-GD-01", np.datetime64("2026-06-30T17:30", "s"))
THROWN_AWAY = [
    np.datetime64(f"{day}T17:30", "s")
    for day in ("2025-06-30", "2025-09-30", "2025-12-30", "2026-03-31", "2026-06-30", "2026-09-30")
]


@dataclass(frozen=True)
class History:
    """The purchase orders, oldest first, and all moves by SKU and time.

    A delivery's document is "PO:" and the order's place in `orders`.
    """

    orders: tuple[Order, ...]
    moves: tuple[StockMove, ...]

    def held(self) -> dict[str, Counter[str]]:
        """Pieces of each SKU at each place at the end."""
        held: dict[str, Counter[str]] = defaultdict(Counter)
        for move in self.moves:
            held[move.sku][move.source] -= move.qty
            held[move.sku][move.destination] += move.qty
        return held

    def on_order(self, count: int) -> list[int]:
        """Pieces still to come of each of `count` SKUs."""
        coming = [0] * count
        for order in self.orders:
            for place, qty, _ in order.lines:
                coming[place] += qty
            for got in order.receipts:
                coming[got.sku] -= got.good + got.damaged
        return coming


def history(book: Book) -> History:
    """What the warehouse's ledger and order file say after the last day."""
    flow = changes.flows(book)
    of_sku = dict(iter(flow.groupby("sku")))
    orders = {supplier.name: deliveries(book, supplier) for supplier in definitions.suppliers()}
    reserved = _reserved(book)
    opening = [
        _bought(
            Buyer(book, place, Shelf(of_sku.get(place, flow[:0])), reserved=reserved[place]),
            orders[sku.supplier],
        )
        for place, sku in enumerate(book.skus)
    ]
    placed = sorted((each for part in orders.values() for each in part if each.lines), key=_sent)
    arrived = _arrived(placed)
    bad = dict(iter(changes.spoiled(book).groupby("sku")))
    moves: list[StockMove] = []
    for place, home in enumerate(homes(book)):
        told = _Told(book, place, home, arrived[place])
        moves += told.moves(opening[place], of_sku.get(place, flow[:0]), bad.get(place, flow[:0]))
    return History(tuple(placed), tuple(moves))


def _sent(order: Order) -> tuple[np.datetime64, str]:
    return order.sent_at, order.supplier


def _reserved(book: Book) -> list[int]:
    """Pieces of each SKU that paid orders still wait for."""
    waiting = book.lines[book.lines["status"] == "买家已付款，等待卖家发货"]
    return np.bincount(waiting["sku"], waiting["qty"], len(book.skus)).astype(int).tolist()


def _bought(buyer: Buyer, orders: list[Order]) -> int:
    """Orders this SKU through all the months; the pieces it began with."""
    began = buyer.opening(orders)
    buyer.buy(orders)
    return began


def _arrived(orders: list[Order]) -> dict[int, list[tuple[int, Receipt]]]:
    arrived: dict[int, list[tuple[int, Receipt]]] = defaultdict(list)
    for number, order in enumerate(orders):
        for got in order.receipts:
            arrived[got.sku].append((number, got))
    return arrived


@dataclass(frozen=True)
class _Told:
    """One SKU's story as moves."""

    book: Book
    place: int
    home: Home
    arrived: list[tuple[int, Receipt]]

    def moves(self, opening: int, flow: pd.DataFrame, bad: pd.DataFrame) -> list[StockMove]:
        """All its moves in order of time."""
        sku = self.book.skus[self.place]
        walker = Walker(sku.sku, self.home)
        cost = sku.cost_on(definitions.FIRST)
        told = list(walker.opened(instant(OPENED), opening, cost))
        told += self._received()
        put = [
            (instant(got.shelved_at), 0, got.good)
            for _, got in self.arrived
            if got.shelved_at < END
        ]
        steps = [*put, *((row.at, 1, row) for row in rows(flow))]
        for at, _, step in sorted(steps, key=lambda step: step[:2]):
            told += walker.flowed(step) if isinstance(step, Row) else walker.put_away(at, step)
        told += [
            StockMove(row.at, sku.sku, row.place, DAMAGED, row.qty, None, row.document, row.reason,
                      row.remark)
            for row in rows(bad)
        ]  # fmt: skip
        told.sort(key=lambda move: move.moved_at)
        return [*told, *_cleared(sku.sku, told)]

    def _received(self) -> Iterator[StockMove]:
        code = self.book.skus[self.place].sku
        for number, got in self.arrived:
            for qty, place, reason in (
                (got.good, RECEIVING, ""), (got.damaged, DAMAGED, "broken")
            ):  # fmt: skip
                if qty:
                    yield StockMove(
                        instant(got.came_at), code, SUPPLIER, place, qty, got.cost_fen,
                        f"PO:{number}", reason,
                    )  # fmt: skip


def _cleared(sku: str, told: list[StockMove]) -> Iterator[StockMove]:
    """Every quarter what is damaged is thrown away; the cracked glass went back to its maker."""
    gone = 0
    for day in THROWN_AWAY:
        at = instant(day)
        there = sum(_damage(move) for move in told if move.moved_at <= at) - gone
        if there > 0:
            gone += there
            back = (sku, day) == BAD_GLASS_BACK
            end, reason = (SUPPLIER, "quality") if back else (ADJUSTMENT, "broken")
            yield StockMove(at, sku, DAMAGED, end, there, reason=reason)


def _damage(move: StockMove) -> int:
    return move.qty * ((move.destination == DAMAGED) - (move.source == DAMAGED))
