"""Orders that wait for the warehouse: what the platform's files say, less what was shipped here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from shopkit.errors import NotFound
from shopkit.lake import Lake
from shopkit.shipping import orders
from shopkit.shipping.orders import OpenOrder, OrderLine
from shopkit.shop import Shop
from shopkit.store import parcels

# An order older than this is no longer waited for: it was closed in a file nobody imported.
SINCE_DAYS = 60


def open_orders(shop: Shop, today: date) -> list[OpenOrder]:
    """Orders paid in the last two months with the lines that are still to go, first paid first."""
    whole = bought(shop, today)
    left = parcels.shipped_qty(shop.engine, shop.id, whole.keys())
    return [order for each in whole.values() if (order := _less(each, left)).lines]


def found(waiting: Mapping[str, OpenOrder], number: object) -> OpenOrder:
    """An order that is still to ship, or `NotFound`."""
    order = waiting.get(str(number))
    if order is None:
        raise NotFound(
            "Order {order} does not wait here: it has left, or its file is not imported yet.",
            order=str(number)[:40] or "–",
        )
    return order


def bought(shop: Shop, today: date) -> dict[str, OpenOrder]:
    """The same orders by number as the platform's files tell of them."""
    return dict(_by_file(shop.lake(), today - timedelta(days=SINCE_DAYS)))


def reserved(waiting: Iterable[OpenOrder]) -> Counter[str]:
    """Units of each SKU that open orders wait for; a line under refund still holds its unit."""
    held: Counter[str] = Counter()
    for order in waiting:
        for line in order.lines:
            if line.sku:
                held[line.sku] += line.qty
    return held


def _less(order: OpenOrder, left: dict[tuple[str, str], int]) -> OpenOrder:
    if not any((order.order_id, line.sku) in left for line in order.lines):
        return order
    gone = Counter({line.sku: left.get((order.order_id, line.sku), 0) for line in order.lines})
    kept: list[OrderLine] = []
    for line in order.lines:
        taken = min(line.qty, gone[line.sku])
        gone[line.sku] -= taken
        if line.qty > taken:
            kept.append(replace(line, qty=line.qty - taken))
    return replace(order, lines=tuple(kept))


@lru_cache(maxsize=4)
def _by_file(lake: Lake, since: date) -> tuple[tuple[str, OpenOrder], ...]:
    listed = orders.open_orders(lake.rows("open_orders", since=since))
    return tuple((order.order_id, order) for order in listed)
