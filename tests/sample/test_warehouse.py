"""The sample's warehouse is one ledger: the platform's stock file is what it comes to."""

import shutil
from collections import Counter, defaultdict
from datetime import UTC, date, datetime

import pytest

from shopkit import sample, store
from shopkit.intake.lists import CARRIER_BILL, read_list
from shopkit.sample import definitions
from shopkit.sample.warehouse import bills
from shopkit.shipping.bills import BillLine, reconciled
from shopkit.shipping.freight import Sheet
from shopkit.shipping.parcels import parcels
from shopkit.stock.moves import CUSTOMER, HELD, KINDS, RECEIVING, levels
from shopkit.store import books, freight, goods, purchases
from shopkit.store.ledger import Stamp
from shopkit.store.parcels import Shipment, book_platform_shipments

AT = datetime(2026, 11, 1, 1, tzinfo=UTC)
LAST = definitions.LAST


@pytest.fixture(scope="session")
def shop(story, tmp_path_factory):
    """The furnished shop: engine and id; not to be written to."""
    path = tmp_path_factory.mktemp("furnished") / "shopkit.db"
    engine = store.open_store(f"sqlite:///{path.as_posix()}")
    row = store.create_shop(engine, sample.NAME, at=AT, is_sample=True)
    for person in sample.members():
        store.save_member(engine, row.id, person)
    sample.furnish(engine, row.id, story.history, at=AT)
    yield engine, row.id
    engine.dispose()


@pytest.fixture(scope="session")
def moves(shop):
    return sorted(books.moves(*shop), key=lambda move: (move.moved_at, move.id))


@pytest.fixture(scope="session")
def level(shop, find):
    """Each SKU's level by the store, with what the platform's file says is promised."""
    held = [(row.sku, row.kind, row.qty) for row in books.balances(*shop)]
    reserved = {row["商品编码"]: int(row["订单占有"]) for row in stock_rows(find)}
    return levels(held, reserved=reserved, on_order=purchases.on_order(*shop))


@pytest.fixture(scope="session")
def daily(story):
    """Pieces of each SKU that left a day, over the last four weeks."""
    line = story.book.lines
    late = line[line["shipped_at"] >= "2026-10-04"]
    codes = [sku.sku for sku in story.book.skus]
    return {codes[sku]: qty / 28 for sku, qty in late.groupby("sku")["qty"].sum().items()}


def stock_rows(find):
    return [row for row in find("聚水潭") if row["商品编码"]]


def on_hand_on(shop, day, item):
    asof = datetime.fromisoformat(f"{day}T04:00:00+00:00")
    held = books.balances(*shop, asof=asof)
    return sum(row.qty for row in held if row.kind == "storage" and row.sku.startswith(item))


def test_the_platforms_stock_file_is_what_the_ledger_comes_to(find, level):
    for row in stock_rows(find):
        mine = level[row["商品编码"]]
        told = [int(row[name]) for name in ("数量", "次品库存", "采购在途数", "可用数")]
        assert told == [mine.on_hand, mine.damaged, mine.on_order, mine.available], row["商品编码"]


def test_no_place_ever_held_less_than_nothing(shop, moves):
    kinds = KINDS | {place.code: place.kind for place in goods.locations(*shop)}
    held = Counter()
    for move in moves:
        held[move.sku, move.source] -= move.qty
        held[move.sku, move.destination] += move.qty
        assert held[move.sku, move.source] >= 0 or kinds[move.source] not in HELD, move
    assert books.audit(*shop) == []


def test_another_telling_holds_too_and_the_same_telling_is_the_same(shop, story):
    again, other = sample.Story().history, sample.Story(7).history
    low = Counter()
    for move in sorted(other.moves, key=lambda move: move.moved_at):
        low[move.sku, move.destination] += move.qty
        low[move.sku, move.source] -= move.qty
        assert low[move.sku, move.source] >= 0 or KINDS.get(move.source, "storage") not in HELD

    assert again.moves == story.history.moves != other.moves


def test_every_line_that_was_shipped_left_a_bin_once(moves, story):
    shipped = story.book.lines[story.book.lines["shipped_at"].notna()]
    left = Counter()
    for move in moves:
        if move.destination == CUSTOMER:
            left[move.document, move.remark] += move.qty

    names = "order:" + shipped["order_id"].astype(str), shipped["line_id"].astype(str)
    assert left == dict(zip(zip(*names, strict=True), shipped["qty"].tolist(), strict=True))


def test_the_platforms_shipments_are_known_as_booked(shop, story, tmp_path):
    line = story.book.lines
    late = line[line["shipped_at"] >= "2026-10-25"].head(40)
    codes = [sku.sku for sku in story.book.skus]
    told = [
        Shipment(str(row.order_id), str(row.line_id), codes[row.sku], row.qty, AT)
        for row in late.itertuples()
    ]
    engine = copied(shop, tmp_path)

    result = book_platform_shipments(engine, shop[1], told, Stamp(None, AT))

    assert (result.booked, result.known, result.shortages) == (0, 40, [])
    engine.dispose()


def test_goods_that_come_back_go_on_a_shelf_or_to_the_damaged(moves):
    back = [move for move in moves if move.source == CUSTOMER]

    assert {move.reason for move in back} == {"return"}
    assert 0.05 < sum(move.destination == "DAMAGED" for move in back) / len(back) < 0.4
    assert all(move.document.startswith("order:") for move in back)


def test_suppliers_take_about_as_long_as_they_say_but_for_one(shop):
    said = {supplier.name: supplier.lead_time_days for supplier in goods.suppliers(*shop)}
    took = {row.supplier: row for row in purchases.lead_times(*shop)}

    assert set(took) == set(said) and all(row.n >= 17 for row in took.values())
    for name, row in took.items():
        late = row.mean_days - said[name]
        reliable = abs(late) < 2 and 1 < row.sd_days < 3.5
        assert reliable != (name == "示例竹艺"), (name, row.mean_days, row.sd_days)
    assert took["示例竹艺"].mean_days > 21 and took["示例竹艺"].sd_days > 4


def test_each_supplier_is_ordered_from_about_once_a_month(shop):
    sent = Counter(order.supplier for order in purchases.purchases(*shop) if order.sent_at)

    assert sent.keys() == {supplier.name for supplier in definitions.suppliers()}
    assert all(16 <= count <= 18 for count in sent.values()), sent


def test_prices_rise_for_what_was_ordered_in_october(shop):
    costs = defaultdict(dict)
    for order in purchases.purchases(*shop):
        if order.sent_at and order.supplier == "示例陶坊":
            for line in order.lines:
                costs[line.sku][f"{order.sent_at:%Y-%m}"] = line.unit_cost_fen

    assert costs["SP-GW-01"]["2026-10"] == 4170 and costs["SP-GW-01"]["2026-09"] == 3720


def test_four_orders_are_open_late_in_part_on_the_way_and_a_draft(shop):
    found = {row.supplier: row for row in purchases.purchases(*shop, is_open=True) if row.sent_at}
    (draft,) = [row for row in purchases.purchases(*shop) if row.state == "draft"]

    assert found.keys() == {"示例竹艺", "示例陶坊", "示例玻璃厂"}
    assert found["示例竹艺"].state == "sent" and found["示例竹艺"].is_late(LAST)
    assert found["示例陶坊"].state == "part received"
    assert found["示例玻璃厂"].dispatched_at and not found["示例玻璃厂"].is_late(LAST)
    assert all(line.in_transit == line.ordered for line in found["示例玻璃厂"].lines)
    assert draft.value_fen and draft.remark


def test_some_run_out_before_anything_can_come(level, daily, shop):
    stated = {sku.code: sku.lead_time_days for sku in goods.skus(*shop)}

    for code in ("SP-GD-02", "SP-MH-01"):
        assert level[code].on_order == 0
        assert 0 < level[code].available / daily[code] < stated[code] / 2


def test_one_is_oversold_one_dead_one_far_too_many(level, daily, moves):
    oversold = [code for code, each in level.items() if each.available < 0]
    cover = {code: level[code].on_hand / daily[code] for code in daily}

    assert oversold == ["SP-PM-02"] and level["SP-PM-02"].on_hand == 1
    assert level["SP-XC-03"].on_hand == 86
    assert {move.reason for move in moves if move.sku == "SP-XC-03"} == {"opening"}
    assert max(cover, key=cover.get) == "SP-WQ-02" and cover["SP-WQ-02"] > 180


def test_goods_of_the_last_day_wait_in_receiving(shop):
    waiting = {row.sku: row.qty for row in books.balances(*shop) if row.location == RECEIVING}

    assert len(waiting) >= 4 and min(waiting.values()) > 0


@pytest.mark.parametrize(
    ("item", "empty", "again"),
    [("SP-LX", "2025-08-18", "2025-08-21"), ("SP-TT", "2026-07-13", "2026-07-15")],
)
def test_shelves_are_bare_but_for_returns_while_the_page_says_sold_out(
    shop, moves, item, empty, again
):
    back = [
        move.qty
        for move in moves
        if move.source == CUSTOMER
        and move.sku.startswith(item)
        and 0 <= (date.fromisoformat(empty) - move.moved_at.date()).days <= 12
    ]

    assert on_hand_on(shop, empty, item) <= sum(back) < 10
    assert on_hand_on(shop, again, item) > 20


def test_each_sku_has_one_bin_or_two_and_the_quick_ones_lie_by_the_door(shop, daily):
    bins = {place.code: place.walk for place in goods.locations(*shop) if place.is_bin}
    lies = defaultdict(list)
    for row in books.balances(*shop):
        if row.location in bins:
            lies[row.sku].append(bins[row.location])
    first = {code: min(walks) for code, walks in lies.items()}
    quick = sorted(daily, key=daily.get)[-10:]

    assert max(map(len, lies.values())) == 2
    assert sum(first[code] for code in quick) / 10 < sum(first.values()) / len(first) / 2


def test_goods_carry_what_the_page_needs(shop):
    for sku in goods.skus(*shop):
        assert sku.barcode and sku.cost_fen and sku.price_fen and sku.weight_g and sku.length_mm
        assert sku.supplier_id and sku.lead_time_days
        assert goods.find_sku(*shop, sku.barcode) == sku


def test_the_bill_is_right_but_for_what_was_put_into_it(story, shop, tmp_path):
    read = read_list(sample.bill_file(tmp_path, story.book), CARRIER_BILL, trusted=True)
    lines = [
        BillLine(
            row["tracking_no"], row["fee_fen"], row["weight_g"], row["carrier"], row["province"]
        )
        for row in read.rows
    ]

    told = reconciled(lines, own_parcels(story), freight.rates(*shop, date(2026, 10, 31)))

    assert read.faults == [] and len(lines) > 900
    verdicts = {name: found["lines"] for name, found in told.verdicts.items()}
    assert verdicts.pop("right") > 900
    assert verdicts == {
        "weight over": bills.TOO_HEAVY, "billed twice": bills.TWICE,
        "not ours": bills.FOREIGN, "fee over": bills.TOO_DEAR,
    }  # fmt: skip
    assert told.unbilled == []
    assert Sheet(definitions.rates()).carriers == ["示例", "样例", "演示"]


def own_parcels(story):
    """What the lake would say of the carrier's parcels of the month."""
    book = story.book
    codes = [sku.sku for sku in book.skus]
    held = defaultdict(list)
    for line in book.lines[book.lines["shipped_at"].notna()].itertuples():
        held[line.order].append({"sku": codes[line.sku], "qty": line.qty})
    sent = bills.sent(book)
    rows = [
        {"tracking_no": number, "carrier": bills.CARRIER, "province": province, "skus": held[place],
         "order_id": "", "shipped_at": AT}
        for place, number, province in zip(
            sent.index, bills.parcels(sent), book.buyers.province[sent["buyer"]], strict=True
        )
    ]  # fmt: skip
    return parcels(rows, {sku.sku: sku.weight_g for sku in book.skus})


def test_a_removed_sample_takes_its_warehouse_along(shop, tmp_path):
    engine = copied(shop, tmp_path)

    store.remove_shop(engine, shop[1])

    assert books.moves(engine, shop[1]) == [] and purchases.purchases(engine, shop[1]) == []
    assert goods.skus(engine, shop[1]) == [] and books.balances(engine, shop[1]) == []
    engine.dispose()


def copied(shop, folder):
    """A shop of one's own to write to."""
    engine, _ = shop
    with engine.connect() as db:
        db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    path = folder / "shopkit.db"
    shutil.copy(engine.url.database, path)
    return store.open_store(f"sqlite:///{path.as_posix()}")
