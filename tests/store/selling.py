"""A seller in a process of its own: sells one MUG at a time until the shelf is empty.

Run as `python selling.py URL SHOP NAME`; prints each number it was given, once the move is kept.
"""

import sys
from datetime import UTC, datetime

from shopkit import store
from shopkit.errors import Busy, Refused
from shopkit.stock.moves import StockMove
from shopkit.store import ledger

AT = datetime(2026, 10, 2, 2, tzinfo=UTC)


def sell(url: str, shop: str, name: str) -> None:
    """Sell until nothing is left; two moves at a time, so that half an act would show."""
    engine = store.open_store(url)
    print("ready", flush=True)
    sys.stdin.readline()
    sold = 0
    while True:
        moves = [
            StockMove(AT, "MUG", "A-1", "A-2", 1),
            StockMove(AT, "MUG", "A-2", "CUSTOMER", 1),
        ]
        try:
            numbers = ledger.record(engine, shop, moves, ledger.Stamp(None, AT, f"{name}-{sold}"))
        except Busy:
            continue
        except Refused:
            break
        print(*numbers, flush=True)
        sold += 1


if __name__ == "__main__":
    sell(*sys.argv[1:4])
