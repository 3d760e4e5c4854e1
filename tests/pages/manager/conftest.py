"""A small shop a manager looks at: two products, a worse second month, drawn by hand."""

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shopkit import lake, store
from shopkit.pages.shift import Shift
from shopkit.roles import Role
from shopkit.settings import Settings
from shopkit.shop import open_shop
from shopkit.store import Member, goods
from shopkit.tables import TABLES
from shopkit.widgets import Reply

NOW = datetime(2026, 11, 1, 1, tzinfo=UTC)
FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)
SKUS = [
    goods.Sku("MUG", title="Mug", item_id="1", price_fen=2_000, cost_fen=1_000),
    goods.Sku("TEE", title="Tee", item_id="2", price_fen=4_000, cost_fen=1_200),
]
# Visitors of each product a day, and how many of them buy, in September and October.
SEEN = {9: {"1": (100, 4), "2": (50, 3)}, 10: {"1": (150, 3), "2": (60, 3)}}
PRICE = {"1": 2_000, "2": 4_000}
TITLE = {"1": "Mug", "2": "Tee"}


def _days():
    return [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]


def _row(on, **facts):
    return facts | {"month": f"{on:%Y-%m}", "seen_at": datetime(2026, 11, 1)}


def item_days():
    """What the platform counted of each product on each day."""
    return [
        _row(day, day=day, days=1, item_id=item, title=TITLE[item], visitors=seen, buyers=bought,
             paid_fen=bought * PRICE[item], paid_qty=bought)
        for day in _days() for item, (seen, bought) in SEEN[day.month].items()
    ]  # fmt: skip


def shop_days():
    """What it counted of the whole shop."""
    return [
        _row(day, day=day, days=1, visitors=sum(seen for seen, _ in SEEN[day.month].values()) - 10,
             buyers=sum(bought for _, bought in SEEN[day.month].values()),
             paid_fen=sum(bought * PRICE[item] for item, (_, bought) in SEEN[day.month].items()))
        for day in _days()
    ]  # fmt: skip


def order_lines():
    """A line a buyer; every order has one."""
    found, numbers = [], count(1)
    for day in _days():
        at = datetime(day.year, day.month, day.day, 4)
        for item, (_, bought) in SEEN[day.month].items():
            for _ in range(bought):
                number = f"o{next(numbers):05}"
                found.append(
                    _row(day, line_id=number, order_id=number, buyer=number, item_id=item,
                         sku="MUG" if item == "1" else "TEE", title=TITLE[item], qty=1,
                         status="交易成功", price_fen=PRICE[item], paid_fen=PRICE[item],
                         created_at=at, paid_at=at, created_on=day, paid_on=day)
                )  # fmt: skip
    return found


class Counter:
    """The shop, and what its manager sees and does on a section's page."""

    def __init__(self, folder):
        self.folder = folder
        self.settings = Settings(folder / "data", folder / "cache", folder / "config")
        self._keys = count(1)
        self.shop = open_shop(at=NOW, settings=self.settings)
        self.engine, self.id = self.shop.engine, self.shop.id
        known = {each.name: each.id for each in self.shop.members()}
        self.who = known or {
            role.value: store.save_member(
                self.engine, self.id, Member(role.value, frozenset({role}))
            ).id
            for role in Role
        }

    def took(self, name, rows):
        """The same with these rows taken in as if from a file."""
        path = self.folder / f"{name}.parquet"
        pq.write_table(pa.Table.from_pylist(rows), path)
        versions = dict(store.current_version(self.engine, self.id).tables)
        with lake.import_lock(self.shop.folder):
            change = lake.upsert(self.shop.folder, TABLES[name], path, version=versions.get(name))
        taken = store.ImportRow(
            f"{name}.csv", name, "0", len(rows), len(rows), 0, {}, FIRST, LAST, "test", NOW
        )
        versions |= {name: change.version}
        store.record_import(self.engine, self.id, taken, tables=versions)
        return self

    def shift(self, by="manager", lang="en", **ask):
        """A look at the page by one of the team."""
        asked = {"who": str(self.who.get(by, ""))} | {k: str(v) for k, v in ask.items()}
        return Shift(self.shop, asked, lang, NOW)

    def look(self, section, by="manager", **ask):
        """The blocks of a section by id."""
        drawn = section.blocks(self.shift(by, **ask))
        json.dumps(drawn, allow_nan=False)
        ids = [block["id"] for block in drawn]
        assert len(ids) == len(set(ids))
        return dict(zip(ids, drawn, strict=True))

    def act(self, section, name, /, by="manager", key=None, ask=None, **values):
        """What is replied to an act; every one has a key of its own unless told."""
        given = key or f"key-{next(self._keys)}"
        done = section.ACTS[name](self.shift(by, **(ask or {})), key=given, **values)
        return done if isinstance(done, Reply) else Reply(done)


@pytest.fixture(scope="session")
def founded_counters(tmp_path_factory):
    """Folders of two shops, made once: with people only, and with two months of figures."""
    root = tmp_path_factory.mktemp("counters")
    (root / "bare").mkdir()
    Counter(root / "bare").engine.dispose()
    shutil.copytree(root / "bare", root / "measured")
    measured = Counter(root / "measured")
    goods.save_skus(measured.engine, measured.id, SKUS)
    for name, rows in (
        ("order_lines", order_lines()), ("item_days", item_days()), ("shop_days", shop_days()),
    ):  # fmt: skip
        measured.took(name, rows)
    measured.engine.dispose()
    return root


@pytest.fixture
def bare_counter(founded_counters, tmp_path):
    """A shop with people and no figures."""
    shutil.copytree(founded_counters / "bare", tmp_path, dirs_exist_ok=True)
    return Counter(tmp_path)


@pytest.fixture
def counter(founded_counters, tmp_path):
    """A shop with people and two months of figures, the second worse."""
    shutil.copytree(founded_counters / "measured", tmp_path, dirs_exist_ok=True)
    return Counter(tmp_path)


@pytest.fixture
def lines_only(bare_counter):
    """A shop of which only the order lines were taken in."""
    goods.save_skus(bare_counter.engine, bare_counter.id, SKUS)
    return bare_counter.took("order_lines", order_lines())
