"""A small shop drawn by hand: two products with costs, a person for each role, a few orders."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from itertools import count

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shopkit import lake, store
from shopkit.pages.files import look_at, take_in
from shopkit.pages.shift import Shift
from shopkit.roles import Role
from shopkit.settings import Settings
from shopkit.shop import open_shop
from shopkit.store import Member, goods
from shopkit.tables import TABLES
from shopkit.widgets import Reply

# Ten in the morning in Shanghai.
NOW = datetime(2026, 11, 11, 2, tzinfo=UTC)
SKUS = [
    goods.Sku("MUG", title="Mug", item_id="600", price_fen=10_000, cost_fen=5_500),
    goods.Sku("TEE", title="Tee", item_id="700", price_fen=5_000, cost_fen=2_000),
]
# When the goods export was taken.
EXPORTED = datetime(2026, 10, 1, 1, tzinfo=UTC)
EXPORT = """\
商品Id,类目id,类目名称,商品标题,一口价,导购标题,商家编码,发货时间,最长发货时间,销售属性,属性对,发货时间,skuId,价格（元）,数量,商家编码,生产日期（年/月/日）,保质期
101,1,茶具,独家白瓷马克杯,30.00,马克杯,MUG,48,48,颜色,颜色:白,48,1001,30.00,5,MUG-1,,
102,1,茶具,保温棉麻茶杯套,20.00,杯套,TEE,48,48,颜色,颜色:灰,48,1002,20.00,9,TEE-1,,
"""
WAITING, UNPAID = "买家已付款，等待卖家发货", "等待买家付款"


def hours_ago(hours):
    """An instant as the lake keeps it: UTC, without saying so."""
    return (NOW - timedelta(hours=hours)).replace(tzinfo=None)


def order(number, *, paid=None, created=None, status=WAITING, **facts):
    """An order of one mug, paid and created so many hours ago."""
    at = hours_ago(created if created is not None else paid)
    row = {"order_id": number, "status": status, "province": "上海", "sku": "MUG", "qty": 1}
    row |= {"created_at": at, "created_on": (at + timedelta(hours=8)).date(), "total_fen": 10_000}
    if paid is not None:
        paid_at = hours_ago(paid)
        row |= {"paid_at": paid_at, "paid_on": (paid_at + timedelta(hours=8)).date()}
    return row | facts


class Desk:
    """The shop, and what a person of it sees and does on a section's page."""

    def __init__(self, folder, now=NOW):
        self.folder, self.now, self._keys = folder, now, count(1)
        self.settings = Settings(folder / "data", folder / "cache", folder / "config")
        self.shop = open_shop(at=now, settings=self.settings)
        self.engine, self.id = self.shop.engine, self.shop.id
        known = {each.name: each.id for each in self.shop.members()}
        self.who = known or {
            role.value: store.save_member(
                self.engine, self.id, Member(role.value, frozenset({role}))
            ).id
            for role in Role
        }

    def stocked(self):
        """The same with two products."""
        goods.prepare(self.engine, self.id)
        goods.save_skus(self.engine, self.id, SKUS)
        return self

    def add(self, name, *rows):
        """Rows of a lake table, as an import would leave them."""
        table = TABLES[name]
        full = [row | {"month": "2026-11", "seen_at": NOW.replace(tzinfo=None)} for row in rows]
        kinds = {
            "count": pa.int64(), "fen": pa.int64(), "share": pa.float64(), "score": pa.float64(),
            "seconds": pa.float64(), "instant": pa.timestamp("us"), "day": pa.date32(),
        }  # fmt: skip
        known = {column for row in full for column in row}
        schema = [(column, kinds.get(kind, pa.string())) for column, kind in table.stored.items()
                  if column in known]  # fmt: skip
        path = self.folder / f"{name}-{next(self._keys)}.parquet"
        pq.write_table(pa.Table.from_pylist(full, schema=pa.schema(schema)), path)
        versions = dict(store.current_version(self.engine, self.id).tables)
        with lake.import_lock(self.shop.folder):
            change = lake.upsert(self.shop.folder, table, path, version=versions.get(name))
        day = NOW.date()
        taken = store.ImportRow(
            f"{name}.csv", name, "0", len(rows), len(rows), 0, {}, day, day, "test", NOW
        )
        versions |= {name: change.version}
        store.record_import(self.engine, self.id, taken, tables=versions)
        return self

    def exporting(self):
        """The same with two items from the goods export."""
        path = self.folder / "goods-2026-10-01.csv"
        path.write_text(EXPORT, encoding="utf-8-sig")
        seen = look_at(self.shop, path, trusted=True)
        assert not seen.faults
        take_in(self.shop, seen, by="test")
        return self

    def shift(self, by="operations", lang="en", **ask):
        """A look at the page by one of the team."""
        asked = {"who": str(self.who.get(by, ""))} | {k: str(v) for k, v in ask.items()}
        return Shift(self.shop, asked, lang, self.now)

    def work(self, section, by="operations", lang="en", **ask):
        """The blocks of a section by id."""
        drawn = section.blocks(self.shift(by, lang, **ask))
        json.dumps(drawn, allow_nan=False)
        ids = [block["id"] for block in drawn]
        assert len(ids) == len(set(ids))
        return dict(zip(ids, drawn, strict=True))

    def act(self, section, name, /, by="operations", key=None, ask=None, **values):
        """What is replied to an act; every one has a key of its own unless told."""
        given = key or f"key-{next(self._keys)}"
        done = section.ACTS[name](self.shift(by, **(ask or {})), key=given, **values)
        return done if isinstance(done, Reply) else Reply(done)


@pytest.fixture
def busy_desk(desk):
    """The shop with an order overdue, one due soon, one on time, one unpaid, and a late parcel."""
    refund = {
        "refund_id": "r", "order_id": "5", "status": "买家已经申请退款，等待卖家同意", "reason": "破损",
        "order_paid_fen": 10_000, "refund_fen": 2_500, "applied_at": hours_ago(50),
        "applied_on": (NOW - timedelta(hours=50)).date(), "sku": "MUG", "title": "Mug",
    }  # fmt: skip
    sent = order("6", paid=24 * 12, status="卖家已发货，等待买家确认", carrier="中通快递",
                 tracking_no="77", shipped_at=hours_ago(24 * 10))  # fmt: skip
    desk.add("orders", order("1", paid=50), order("2", paid=40), order("3", paid=1),
             order("4", created=5, status=UNPAID), sent)  # fmt: skip
    day = {"day": NOW.date() - timedelta(days=5), "days": 1}
    desk.add("shop_days", day | {"parcels_shipped": 60, "parcels_collected": 57})
    return desk.add("refunds", refund)


@pytest.fixture(scope="session")
def founded_desk(tmp_path_factory):
    """The folder of a shop with people, made once: a store takes a while to set up."""
    folder = tmp_path_factory.mktemp("desk")
    Desk(folder).engine.dispose()
    return folder


@pytest.fixture
def empty_desk(founded_desk, tmp_path):
    """A shop with people and nothing to sell."""
    shutil.copytree(founded_desk, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path)


@pytest.fixture
def desk(empty_desk):
    """A shop with two products."""
    return empty_desk.stocked()


@pytest.fixture
def bare(tmp_path):
    """A shop with people and no file."""
    return Desk(tmp_path, EXPORTED)


@pytest.fixture(name="goods")
def goods_exported(bare):
    """A shop with two items; the title of one boasts."""
    return bare.exporting()
