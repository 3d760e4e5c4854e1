"""A frozen month in a shop of one year and of ten: `python tests/bench/review.py`.

The shop takes 100 orders a day and moves its stock as often; the month measured is its last.
"""

import argparse
import json
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb

from shopkit import lake, store
from shopkit.pages import figures
from shopkit.pages.review.month import Month
from shopkit.pages.review.page import asked, drawn
from shopkit.review import html
from shopkit.settings import Settings
from shopkit.shop import Shop
from shopkit.stock.moves import StockMove
from shopkit.store import books, goods
from shopkit.store.goods import Location, Sku
from shopkit.store.ledger import Stamp
from shopkit.tables import ORDERS

LAST = date(2026, 10, 31)
A_DAY, SKUS = 100, 20
TIMES = 3


def shop_of(folder: Path, years: int) -> Shop:
    """A shop with so many years of orders and stock moves behind it."""
    settings = Settings.from_env({"SHOPKIT_DATA": str(folder), "SHOPKIT_LANG": "zh"})
    engine = store.open_store(settings.url)
    row = store.create_shop(engine, "Bench", at=datetime(2026, 11, 1, tzinfo=UTC))
    shop = Shop(settings, engine, row)
    days = 365 * years
    version = _orders(shop, days)
    at = datetime(2026, 11, 1, tzinfo=UTC)
    taken = store.ImportRow("orders.csv", "orders", "0" * 64, days * A_DAY, days * A_DAY, 0, {},
                            LAST - timedelta(days - 1), LAST, "bench", at)  # fmt: skip
    store.record_import(engine, row.id, taken, tables={"orders": version})
    _moves(shop, days)
    return shop


def _orders(shop: Shop, days: int) -> int:
    staged = shop.settings.data / "orders.parquet"
    first = LAST - timedelta(days - 1)
    with duckdb.connect() as db:
        db.execute(f"""
            copy (
                with made as (
                    select n, date '{first}' + cast(n // {A_DAY} as integer) as day
                    from range({days * A_DAY}) as numbers(n)
                )
                select
                    'o' || n as order_id, 'b' || (n * 7919 % {days * 90}) as buyer,
                    '浙江省' as province, '交易成功' as status, 1 as qty,
                    9900 + n % 500 * 10 as paid_fen, case when n % 11 = 0 then 9900 end as refund_fen,
                    (day + interval 4 hour)::timestamp as created_at,
                    (day + interval 4 hour)::timestamp as paid_at, day as created_on, day as paid_on,
                    timestamp '2026-11-01' as seen_at, strftime(day, '%Y-%m') as month
                from made
            ) to '{staged.as_posix()}' (format parquet)""")
    with lake.import_lock(shop.folder):
        version = lake.upsert(shop.folder, ORDERS, staged, version=None).version
    staged.unlink()
    return version or 0


def _moves(shop: Shop, days: int) -> None:
    goods.prepare(shop.engine, shop.id)
    goods.save_locations(shop.engine, shop.id, [Location("A1")])
    codes = [f"SKU-{n:02}" for n in range(SKUS)]
    goods.save_skus(shop.engine, shop.id, [Sku(code, cost_fen=4000) for code in codes])
    history = []
    for n in range(days):
        at = datetime(LAST.year, LAST.month, LAST.day, 3, tzinfo=UTC) - timedelta(days - 1 - n)
        for place in range(SKUS // 2):
            code = codes[(n * SKUS // 2 + place) % SKUS]
            history.append(StockMove(at, code, "SUPPLIER", "A1", 5, 4000))
            out = at + timedelta(hours=2)
            history.append(StockMove(out, code, "A1", "CUSTOMER", 4))
    books.begin(shop.engine, shop.id, history, Stamp(None, datetime(2026, 11, 1, tzinfo=UTC)))


def seconds(shop: Shop) -> float:
    """The best of some runs: the month drawn from nothing kept, and its page made."""
    best = float("inf")
    for _ in range(TIMES):
        figures.coverage.cache_clear()
        fresh = lake.Lake(shop.folder, dict(store.current_version(shop.engine, shop.id).tables))
        begun = time.perf_counter()
        period = asked("2026-10", fresh, today=date(2026, 11, 2))
        html.document(drawn(Month(shop, period, fresh, "zh")), cache=shop.settings.cache)
        best = min(best, time.perf_counter() - begun)
    return best


def main() -> int:
    """Both shops; the exit code says whether ten years cost at most 1.3 times as much as one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, nargs="+", default=[1, 10])
    took = {}
    for years in parser.parse_args().years:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            shop = shop_of(Path(folder), years)
            took[years] = seconds(shop)
            shop.engine.dispose()
    ratio = took[max(took)] / took[min(took)]
    print(json.dumps({"seconds": took, "ratio": round(ratio, 2)}))
    return 0 if ratio <= 1.3 else 1


if __name__ == "__main__":
    sys.exit(main())
