"""What to take from which bin, in one walk; then the scan and the scale at the packing table.

Single-item orders come first, by bin and SKU: they are packed straight from the trolley. Orders
are served in the order given, so hand them over first paid first.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from shopkit.shipping.orders import OpenOrder, OrderLine

_PARTS = re.compile(r"\d+|[^\W\d_]+")
Key = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Pieces of a SKU at a location; `walk` is its place in the walk, None to go by its code."""

    location: str
    sku: str
    qty: int
    walk: int | None = None


@dataclass(frozen=True, slots=True)
class PickLine:
    """Pieces of one order to take at one stop.

    `walk` numbers the stops from 1. `location` and `walk` are None for what is short: wanted, but
    in no bin.
    """

    order_id: str
    sku: str
    qty: int
    location: str | None
    walk: int | None
    title: str
    is_single: bool

    @property
    def is_short(self) -> bool:
        """Whether no bin holds these pieces."""
        return self.location is None


def walk_key(code: str) -> Key:
    """A sort key that reads numbers in a location's code as numbers.

    >>> sorted(["A-10-1", "B-1", "A-2-1", "a-2"], key=walk_key)
    ['a-2', 'A-2-1', 'A-10-1', 'B-1']
    """
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in _PARTS.findall(code.casefold())
    )


def walk_order(codes: Iterable[str], *, s_shape: bool = False) -> list[str]:
    """Locations in walking order; `s_shape` comes back down every second aisle that is visited.

    >>> walk_order(["B-1", "A-2", "B-2", "A-10"], s_shape=True)
    ['A-2', 'A-10', 'B-2', 'B-1']
    """
    codes = sorted(set(codes), key=lambda code: (walk_key(code), code))
    if not s_shape:
        return codes
    aisles: dict[Key, list[str]] = {}
    for code in codes:
        aisles.setdefault(walk_key(code)[:1], []).append(code)
    walked = []
    for place, aisle in enumerate(aisles.values()):
        walked += aisle[::-1] if place % 2 else aisle
    return walked


def pick_list(
    orders: Iterable[OpenOrder], bins: Iterable[Bin], *, s_shape: bool = False
) -> list[PickLine]:
    """One list for one walk: single-item orders, then the others, then what is short.

    Each line takes from the first bins on the way that hold its SKU, several if it must; the lines
    of an order and SKU add up to what the order needs, and no bin gives more than it holds.
    """
    orders = list(orders)
    wanted = {line.sku for order in orders for line in order.lines}
    shelf = _shelf([each for each in bins if each.sku in wanted and each.qty > 0])
    taken = [pick for order in orders for pick in _taken(order, shelf)]
    stops = {pick.location for pick in taken if pick.location is not None}
    places = {sku_bin.location: sku_bin.walk for held in shelf.values() for sku_bin in held}
    walk = {code: n for n, code in enumerate(_walked(stops, places, s_shape=s_shape), start=1)}
    return sorted((replace(pick, walk=walk.get(pick.location)) for pick in taken), key=_in_turn)


def _walked(stops: Iterable[str], places: dict[str, int | None], *, s_shape: bool) -> Iterator[str]:
    by_code = walk_order(stops, s_shape=s_shape)
    numbered = [code for code in by_code if places[code] is not None]
    yield from sorted(numbered, key=lambda code: places[code])
    yield from (code for code in by_code if places[code] is None)


def _shelf(bins: list[Bin]) -> dict[str, list[Bin]]:
    shelf: dict[str, list[Bin]] = {}
    for each in sorted(bins, key=_bin_key):
        shelf.setdefault(each.sku, []).append(each)
    return shelf


def _bin_key(each: Bin) -> tuple[bool, int, Key]:
    return each.walk is None, each.walk or 0, walk_key(each.location)


def _taken(order: OpenOrder, shelf: dict[str, list[Bin]]) -> Iterator[PickLine]:
    for line in _merged(order.lines):
        left, held = line.qty, shelf.get(line.sku, [])
        pick = PickLine(order.order_id, line.sku, 0, None, None, line.title, order.is_single)
        for place, each in enumerate(held):
            part = min(left, each.qty)
            if part > 0:
                held[place] = replace(each, qty=each.qty - part)
                left -= part
                yield replace(pick, qty=part, location=each.location)
        if left > 0:
            yield replace(pick, qty=left)


def _merged(lines: Iterable[OrderLine]) -> list[OrderLine]:
    by_sku: dict[str, OrderLine] = {}
    for line in lines:
        before = by_sku.get(line.sku)
        by_sku[line.sku] = replace(before, qty=before.qty + line.qty) if before else line
    return list(by_sku.values())


def _in_turn(pick: PickLine) -> tuple[bool, bool, int, str, str]:
    return pick.is_short, not pick.is_single, pick.walk or 0, pick.sku, pick.order_id
