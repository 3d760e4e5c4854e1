"""What the stock is worth: first in first out, and moving average, from the same moves."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flow:
    """Units that came into the shop's possession (`qty` above zero) or left it.

    `unit_cost_fen` is what a delivery cost; None takes the cost the stock has (a return, a find).
    """

    qty: int
    unit_cost_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """What is left and what went, in units and fen."""

    qty: int
    value_fen: int
    cost_of_sales_fen: int


def fifo(flows: Iterable[Flow], *, cost_fen: int | None = None) -> Value:
    """The oldest units leave first; `cost_fen` is used while no delivery has told a cost.

    Units sold before they were booked in are valued at the last known cost, and the delivery
    that brings them corrects it.

    >>> fifo([Flow(100, 40), Flow(100, 50), Flow(-110)])
    Value(qty=90, value_fen=4500, cost_of_sales_fen=4500)
    """
    layers: deque[list[int]] = deque()
    last, sold = cost_fen or 0, 0
    for flow in flows:
        if flow.qty > 0:
            last = flow.unit_cost_fen if flow.unit_cost_fen is not None else last
            sold += _arrived(layers, flow.qty, last)
        else:
            sold += _left(layers, -flow.qty, last)
    return Value(sum(qty for qty, _ in layers), sum(qty * cost for qty, cost in layers), sold)


def moving_average(flows: Iterable[Flow], *, cost_fen: int | None = None) -> Value:
    """Every delivery blends into one cost; what leaves is rounded to the fen, the rest stays.

    >>> moving_average([Flow(100, 40), Flow(100, 50), Flow(-110)])
    Value(qty=90, value_fen=4050, cost_of_sales_fen=4950)
    """
    qty, value, sold, last = 0, 0, 0, cost_fen or 0
    for flow in flows:
        if flow.qty > 0 and flow.unit_cost_fen is not None:
            last = flow.unit_cost_fen
        each = flow.unit_cost_fen if flow.qty > 0 and flow.unit_cost_fen is not None else None
        if each is None:
            moved = _part(value, qty, flow.qty) if qty > 0 else flow.qty * last
        else:
            moved = flow.qty * each
        qty, value = qty + flow.qty, value + moved
        sold -= moved if flow.qty < 0 else 0
        if qty == 0:  # an empty shelf is worth nothing; what is left over is a cost of sales
            sold, value = sold + value, 0
    return Value(qty, value, sold)


def _part(value: int, qty: int, moved: int) -> int:
    """The value of `moved` units out of `qty` worth `value`, to the nearest fen, halves up."""
    return (2 * value * moved + qty) // (2 * qty)


def _arrived(layers: deque[list[int]], qty: int, cost: int) -> int:
    """Lays units on the shelf; returns the correction where they were owed already."""
    corrected = 0
    while qty and layers and layers[0][0] < 0:
        owed = min(qty, -layers[0][0])
        corrected += owed * (cost - layers[0][1])
        layers[0][0] += owed
        qty -= owed
        if layers[0][0] == 0:
            layers.popleft()
    if qty:
        layers.append([qty, cost])
    return corrected


def _left(layers: deque[list[int]], qty: int, last: int) -> int:
    """Takes units off the shelf, oldest first; returns what they had cost."""
    cost = 0
    while qty and layers and layers[0][0] > 0:
        taken = min(qty, layers[0][0])
        cost += taken * layers[0][1]
        layers[0][0] -= taken
        qty -= taken
        if layers[0][0] == 0:
            layers.popleft()
    if qty:
        layers.append([-qty, last])
        cost += qty * last
    return cost
