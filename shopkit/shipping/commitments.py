"""Carriers for a month's parcels when contracts promise some carriers a number of parcels."""

from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

from shopkit.errors import Refused
from shopkit.text import message

Fees = Mapping[str, int]
Step = tuple[int, str, str, int]
TOO_FEW = message(
    "The promised parcels cannot be reached: {carrier} still lacks {n}. "
    "Lower its promise or let it take more provinces."
)


def committed(fees: Sequence[Fees], promised: Mapping[str, int]) -> list[str]:
    """The carrier of each parcel, at the least total fee that gives every carrier its promise.

    `fees` are a parcel's fees in fen by carrier that can take it (at least one). Exact: from the
    cheapest carrier of each, parcels move along the cheapest chain of carriers that ends at one
    still short of its promise (successive shortest paths of a minimum-cost flow; so no solver).
    Raises `Refused` when no assignment keeps every promise.

    >>> committed([{"A": 300, "B": 310}, {"A": 300, "B": 400}], {"B": 1})
    ['B', 'A']
    """
    chosen = [min(sorted(fee), key=fee.__getitem__) for fee in fees]
    moves = _Moves(fees, chosen)
    while short := {name: n - moves.held[name] for name, n in promised.items()}:
        short = {name: n for name, n in short.items() if n > 0}
        if not short:
            return chosen
        spare = [name for name in moves.held if moves.held[name] > promised.get(name, 0)]
        chain = _chain(moves.cheapest(), spare, set(short))
        if not chain:
            name = next(iter(short))
            raise Refused(TOO_FEW, carrier=name, n=short[name])
        for _, _, carrier, parcel in chain:
            moves.move(parcel, carrier)
    return chosen


class _Moves:
    """For each pair of carriers, the parcels of the first by what moving them to the other adds."""

    def __init__(self, fees: Sequence[Fees], chosen: list[str]) -> None:
        self._fees, self._chosen = fees, chosen
        self._heaps: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for parcel in range(len(chosen)):
            self._offer(parcel, heap=False)
        for pair in self._heaps.values():
            heapify(pair)
        self.held = Counter(chosen)

    def move(self, parcel: int, carrier: str) -> None:
        self.held[self._chosen[parcel]] -= 1
        self.held[carrier] += 1
        self._chosen[parcel] = carrier
        self._offer(parcel, heap=True)

    def cheapest(self) -> list[Step]:
        """The cheapest move of each pair of carriers: (added fen, from, to, parcel)."""
        steps = []
        for (source, target), pair in self._heaps.items():
            # An entry whose parcel has left since is worth nothing.
            while pair and self._chosen[pair[0][1]] != source:
                heappop(pair)
            if pair:
                steps.append((pair[0][0], source, target, pair[0][1]))
        return steps

    def _offer(self, parcel: int, *, heap: bool) -> None:
        source, fee = self._chosen[parcel], self._fees[parcel]
        for target in fee.keys() - {source}:
            pair = self._heaps.setdefault((source, target), [])
            entry = (fee[target] - fee[source], parcel)
            heappush(pair, entry) if heap else pair.append(entry)


def _chain(steps: list[Step], sources: list[str], targets: set[str]) -> list[Step]:
    """The cheapest chain of moves from a source to a target (Bellman–Ford)."""
    cost: dict[str, int] = dict.fromkeys(sources, 0)
    last: dict[str, Step] = {}
    improved = True
    while improved:
        improved = False
        for step in steps:
            added, source, target, _ = step
            if source in cost and cost[source] + added < cost.get(target, 1 << 60):
                cost[target], last[target], improved = cost[source] + added, step, True
    reached = [name for name in targets if name in cost]
    if not reached:
        return []
    place, chain = min(reached, key=lambda name: (cost[name], name)), []
    while place in last:
        chain.append(last[place])
        place = last[place][1]
    return chain
