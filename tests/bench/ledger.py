"""How fast the ledger answers and books with a million moves in it, against the same in pandas.

    python tests/bench/ledger.py

Draws a ledger of 5,000 SKUs in a temporary folder (`--store FILE` keeps one and takes it again).
Balances of all SKUs, now and at an instant long past; one move booked, on a shelf of many moves
too; what all stock is worth. pandas reads the same moves from Parquet, as an analyst would keep
them, and sums their legs. Exit code 1 when a bar is missed.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

import pandas as pd  # noqa: E402

from shopkit import store  # noqa: E402
from shopkit.stock import valuation  # noqa: E402
from shopkit.stock.moves import StockMove  # noqa: E402
from shopkit.store import books, goods, ledger  # noqa: E402

SKUS, MOVES = 5_000, 1_000_000
BALANCES_BAR, MOVE_BAR = 0.2, 0.02
FIRST, NOW = datetime(2023, 11, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)


def history(moves: int) -> list[StockMove]:
    """Deliveries and sales of three years; few SKUs move most, and none goes below nothing."""
    chance, step, held = random.Random(7), (NOW - FIRST) / moves, [0] * SKUS
    drawn = []
    for n in range(moves):
        sku = int(SKUS * chance.random() ** 3)
        at, code = FIRST + n * step, f"SKU-{sku}"
        if held[sku] < 3:
            held[sku] += 60
            drawn.append(StockMove(at, code, "SUPPLIER", "A-1", 60, 1000 + sku))
        else:
            held[sku] -= 1
            drawn.append(StockMove(at, code, "A-1", "CUSTOMER", 1))
    return drawn


def stocked(file: Path, moves: int) -> tuple[object, str, float]:
    """The store with its ledger, and how long it took to fill."""
    engine = store.open_store(f"sqlite:///{file.as_posix()}")
    known = store.shops(engine)
    if known:
        return engine, known[0].id, 0.0
    shop = store.create_shop(engine, "Bench", at=FIRST).id
    goods.save_locations(engine, shop, [goods.Location("A-1"), goods.Location("A-2")])
    goods.save_skus(engine, shop, [goods.Sku(f"SKU-{n}") for n in range(SKUS)])
    start = time.perf_counter()
    books.begin(engine, shop, history(moves), ledger.Stamp(None, NOW))
    return engine, shop, time.perf_counter() - start


def as_parquet(engine: object, shop: str, file: Path) -> None:
    """The same moves as a file that pandas reads fastest."""
    query = "select sku, source, destination, qty from stock_move"
    pd.read_sql(query, engine).to_parquet(file)


def in_pandas(file: Path) -> pd.Series:
    """Each SKU's units at each place, from the file of moves."""
    moves = pd.read_parquet(file)
    left = moves.assign(location=moves["source"], qty=-moves["qty"])
    came = moves.assign(location=moves["destination"])
    return pd.concat([left, came]).groupby(["sku", "location"])["qty"].sum()


def timed(many: int, *turns: Callable[[], object]) -> list[float]:
    """Medians of `many` rounds, the contestants taking turns."""
    took: list[list[float]] = [[] for _ in turns]
    for _ in range(many):
        for place, turn in enumerate(turns):
            start = time.perf_counter()
            turn()
            took[place].append(time.perf_counter() - start)
    return [statistics.median(each) for each in took]


def worth(engine: object, shop: str) -> tuple[int, int]:
    """What all stock is worth, both ways."""
    first = average = 0
    for _, came in groupby(books.flows(engine, shop), key=lambda flow: flow.sku):
        kept = [valuation.Flow(flow.qty, flow.unit_cost_fen) for flow in came]
        first += valuation.fifo(kept).value_fen
        average += valuation.moving_average(kept).value_fen
    return first, average


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--store", type=Path, help="a file to keep and take again")
    parser.add_argument("--moves", type=int, default=MOVES)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = asked.store or Path(folder) / "ledger.db"
        engine, shop, filling = stocked(file, asked.moves)
        as_parquet(engine, shop, file.with_suffix(".parquet"))
        return measured(engine, shop, file.with_suffix(".parquet"), filling)


def measured(engine: object, shop: str, parquet: Path, filling: float) -> int:
    """Time every question and every kind of move."""
    number = iter(range(10**6))

    def move(sku: str) -> None:
        at = datetime.now(UTC)
        key = f"{at.timestamp()}-{next(number)}"
        one = [StockMove(at, sku, "SUPPLIER", "A-1", 1, 1000)]
        ledger.record(engine, shop, one, ledger.Stamp(None, at, key))

    now, pandas = timed(7, lambda: books.balances(engine, shop), lambda: in_pandas(parquet))
    summed = {(b.sku, b.location): b.qty for b in books.balances(engine, shop)}
    assert summed == {key: qty for key, qty in in_pandas(parquet).items() if qty}
    [past] = timed(3, lambda: books.balances(engine, shop, asof=NOW - timedelta(days=365)))
    hot, cold = timed(60, lambda: move("SKU-0"), lambda: move(f"SKU-{SKUS - 1}"))
    [value] = timed(1, lambda: worth(engine, shop))
    rows = (
        ("filled with its history", filling, None, None),
        ("balances of all SKUs, now", now, pandas, BALANCES_BAR),
        ("balances a year ago", past, None, None),
        ("one move, the SKU that moves most", hot, None, MOVE_BAR),
        ("one move, the SKU that moves least", cold, None, MOVE_BAR),
        ("worth of all stock, both ways", value, None, None),
    )
    for name, took, peer, bar in rows:
        beside = f"pandas {peer * 1000:8.1f} ms" if peer else ""
        held = (
            "" if bar is None else f"bar {bar * 1000:.0f} ms {'held' if took <= bar else 'MISSED'}"
        )
        print(f"{name:36} {took * 1000:10.1f} ms  {beside:22} {held}")
    return int(any(bar is not None and took > bar for _, took, _, bar in rows))


if __name__ == "__main__":
    sys.exit(main())
