"""The warehouse of the sample shop put into the store, through the same doors as anyone's."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from shopkit import store
from shopkit.roles import Role
from shopkit.sample import definitions
from shopkit.sample.warehouse.bins import instant
from shopkit.sample.warehouse.buying import END
from shopkit.sample.warehouse.deliveries import NEVER
from shopkit.sample.warehouse.history import History
from shopkit.stock.moves import StockMove
from shopkit.stock.purchases import Wanted
from shopkit.store import books, freight, goods, purchases
from shopkit.store.ledger import Stamp
from shopkit.store.purchases.past import Past, begin

if TYPE_CHECKING:
    from sqlalchemy import Engine

# Begun on the last day and not sent yet.
DRAFT = ("示例陶坊", "2026-10-31T11:20", {"SP-GW-01": 24, "SP-LX-01": 24, "SP-LX-02": 24})
DRAFT_FOR = "双11 备货，等老板看过再发"


def furnish(engine: "Engine", shop_id: str, history: History, *, at: datetime) -> None:
    """Write goods, places, suppliers, prices, purchase orders and the whole ledger.

    `at` is when it is recorded. The first member of the warehouse is who did it.
    """
    who = _keeper(engine, shop_id)
    _places(engine, shop_id)
    numbers = _suppliers(engine, shop_id)
    goods.save_skus(engine, shop_id, _skus(numbers), by=who)
    stamp = Stamp(who, max(at, instant(END)))
    orders = begin(engine, shop_id, _past(history, numbers), stamp)
    books.begin(engine, shop_id, list(_named(history.moves, orders)), stamp)
    for order, number in zip(history.orders, orders, strict=True):
        if order.left_at != NEVER:
            purchases.dispatch(engine, shop_id, number, Stamp(who, instant(order.left_at)))
    _draft(engine, shop_id, numbers, by=who)
    sheet = Stamp(None, stamp.at)  # prices are not the warehouse's to write
    freight.save_rates(engine, shop_id, definitions.rates(), sheet, valid_from=definitions.FIRST)


def _keeper(engine: "Engine", shop_id: str) -> int | None:
    team = store.members(engine, shop_id)
    return next((person.id for person in team if Role.WAREHOUSE in person.roles), None)


def _places(engine: "Engine", shop_id: str) -> None:
    goods.save_locations(
        engine, shop_id, [goods.Location(code, walk=walk) for code, walk in definitions.places()]
    )


def _suppliers(engine: "Engine", shop_id: str) -> dict[str, int]:
    """Each supplier's number by name."""
    saved = [
        goods.save_supplier(
            engine,
            shop_id,
            goods.Supplier(row.name, row.lead_time_days, row.min_order_fen, row.remark),
        )
        for row in definitions.suppliers()
    ]
    return {row.name: row.id for row in saved if row.id is not None}


def _skus(suppliers: dict[str, int]) -> list[goods.Sku]:
    return [
        goods.Sku(
            row.sku,
            title=row.title,
            props=row.props,
            barcode=row.barcode,
            item_id=row.item_id,
            price_fen=row.price_fen,
            cost_fen=row.cost_on(definitions.LAST),
            weight_g=row.weight_g,
            length_mm=row.size_mm[0],
            width_mm=row.size_mm[1],
            height_mm=row.size_mm[2],
            pack_size=row.pack_size,
            moq=row.moq,
            supplier_id=suppliers[row.supplier],
            lead_time_days=row.lead_time_days,
            season=row.season,
        )
        for row in definitions.catalogue()
    ]


def _past(history: History, suppliers: dict[str, int]) -> list[Past]:
    codes = [sku.sku for sku in definitions.catalogue()]
    return [
        Past(
            suppliers[order.supplier],
            tuple(Wanted(codes[place], qty, cost) for place, qty, cost in order.lines),
            instant(order.sent_at),
            order.expected_on.item(),
        )
        for order in history.orders
    ]


def _draft(engine: "Engine", shop_id: str, suppliers: dict[str, int], *, by: int | None) -> None:
    supplier, written, lines = DRAFT
    costs = {sku.sku: sku.cost_on(definitions.LAST) for sku in definitions.catalogue()}
    purchases.create_purchase(
        engine,
        shop_id,
        [Wanted(code, qty, costs[code]) for code, qty in lines.items()],
        Stamp(by, instant(np.datetime64(written, "s"))),
        supplier_id=suppliers[supplier],
        remark=DRAFT_FOR,
    )


def _named(moves: Iterable[StockMove], orders: list[int]) -> Iterator[StockMove]:
    """The moves with the numbers the store gave the orders."""
    for move in moves:
        kind, _, place = move.document.partition(":")
        yield replace(move, document=f"PO:{orders[int(place)]}") if kind == "PO" else move
