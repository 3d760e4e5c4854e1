"""The last item sold by many at once, and sellers killed in the middle of a write."""

import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shopkit import store
from shopkit.stock.moves import StockMove
from shopkit.store import books, goods, ledger

AT = datetime(2026, 10, 1, 2, tzinfo=UTC)
SELLER = Path(__file__).parent / "selling.py"


@pytest.fixture
def shelf(engine):
    """A function that puts so many mugs on a new shop's shelf and returns the shop's id."""

    def stocked(qty: int) -> str:
        shop = store.create_shop(engine, f"Mugs {len(store.shops(engine))}", at=AT).id
        goods.save_locations(engine, shop, [goods.Location("A-1"), goods.Location("A-2")])
        goods.save_skus(engine, shop, [goods.Sku("MUG")])
        arrived = [StockMove(AT, "MUG", "SUPPLIER", "A-1", qty)]
        ledger.record(engine, shop, arrived, ledger.Stamp(None, AT, "delivery"))
        return shop

    return stocked


def seller(url: str, shop: str, name: str) -> subprocess.Popen:
    command = [sys.executable, str(SELLER), url, shop, name]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def begun(sellers: list[subprocess.Popen]) -> None:
    """Wait until each is ready, then let all begin together."""
    for each in sellers:
        assert each.stdout.readline() == "ready\n", each.stderr.read()
    for each in sellers:
        each.stdin.write("go\n")
        each.stdin.flush()


def sold(engine, shop) -> int:
    return sum(row.qty for row in books.balances(engine, shop) if row.location == "CUSTOMER")


@pytest.mark.parametrize("stock", [1, pytest.param(40, marks=pytest.mark.slow)])
def test_eight_sellers_sell_exactly_what_was_there(url, engine, shelf, stock):
    shop = shelf(stock)
    sellers = [seller(url, shop, f"s{n}") for n in range(8)]
    begun(sellers)
    told = [each.communicate(timeout=120)[0].split("\n") for each in sellers]
    acknowledged = [line for lines in told for line in lines if line]
    assert len(acknowledged) == sold(engine, shop) == stock
    assert books.audit(engine, shop) == []


def kept_after_kills(url: str, engine, shelf, *, kills: int, seed: int) -> tuple[int, int]:
    """How many sellers were killed while writing, and how many sales they had been promised."""
    chance, promised, shop = random.Random(seed), 0, shelf(100_000)
    for kill in range(kills):
        one = seller(url, shop, f"k{kill}")
        begun([one])
        numbers = one.stdout.readline().split()  # it is writing now
        time.sleep(chance.uniform(0, 0.05))
        one.kill()
        numbers += " ".join(one.communicate()[0].split("\n")[:-1]).split()
        assert_all_kept(engine, shop, [int(number) for number in numbers])
        promised += len(numbers) // 2
    assert books.audit(engine, shop) == []
    return kills, promised


def assert_all_kept(engine, shop, numbers):
    kept = books.moves(engine, shop)
    assert set(numbers) <= {row.id for row in kept}
    assert sum(row.location == "A-2" and row.qty != 0 for row in books.balances(engine, shop)) == 0


def test_a_killed_seller_loses_no_sale_it_was_promised(url, engine, shelf):
    kills, promised = kept_after_kills(url, engine, shelf, kills=4, seed=1)
    assert promised >= kills


@pytest.mark.slow
def test_two_hundred_killed_sellers_lose_no_sale(url, engine, shelf):
    kills, promised = kept_after_kills(url, engine, shelf, kills=200, seed=2)
    assert promised >= kills
