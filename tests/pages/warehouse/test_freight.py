"""What sending costs: late parcels, price sheets, a month re-priced, a carrier's bill."""

from datetime import datetime, timedelta
from io import BytesIO

import openpyxl
import pytest

from shopkit.errors import NotFound, Refused
from shopkit.lake import Lake
from shopkit.pages.warehouse import freight, months
from shopkit.print.workbook import workbook
from shopkit.shipping.freight import Rate
from shopkit.store import freight as kept
from shopkit.store import goods
from shopkit.store.ledger import Stamp
from shopkit.widgets import Upload

NOW = datetime(2026, 10, 1, 1)
ZTO = Rate("中通", "全国", 1000, 350, 1000, 120)
SF = Rate("顺丰", "全国", 1000, 900, 1000, 200)
FORGED = ["", "2026", "2026-13", "x" * 50, None, 7, [1]]


def parcel(n, *, days=3, carrier="中通快递", province="广东省", took=4):
    """A row of the lake's parcels that left so many days ago."""
    sent = NOW - timedelta(days=days)
    received = sent + timedelta(days=took) if took < days else None
    return {
        "order_id": f"{n}", "tracking_no": f"ZT{n}", "carrier": carrier, "province": province,
        "paid_at": sent - timedelta(hours=60 if n % 5 == 0 else 5), "shipped_at": sent,
        "received_at": received, "qty": 1, "skus": [{"sku": "MUG", "qty": 1}],
    }  # fmt: skip


DAY = {"day": NOW.date(), "shipped": 100, "collected": 97}
COLLECTED = [DAY | {"paid_orders": 10, "in_time": 8, "late": 2}]


@pytest.fixture
def lake(monkeypatch):
    """What the lake answers, by question."""
    answers = {
        "parcels": [parcel(n, days=10 + n % 7) for n in range(20)],
        "collection": COLLECTED,
    }
    monkeypatch.setattr(Lake, "rows", lambda self, question, **asked: answers.get(question, []))
    return answers


@pytest.fixture
def sending(shop, lake):
    """Twenty parcels of September, mugs of 300 g, two carriers' prices."""
    goods.save_skus(shop.engine, shop.id, [goods.Sku("MUG", weight_g=300)])
    stamp = Stamp(None, shop.shift().at)
    day = NOW.date() - timedelta(days=40)
    kept.save_rates(shop.engine, shop.id, [ZTO, SF], stamp, valid_from=day)
    return shop


def rates(shop):
    """The prices that hold today."""
    return {(each.carrier, each.zone): each for each in months.sheet(shop.shift()).rates}


def sheet(*rows, heads=("快递", "省份", "首重(g)", "首费", "续重(g)", "续费")):
    """An uploaded workbook."""
    book = workbook([("1", [(head, "text") for head in heads], rows)])
    return Upload("../../price.xlsx", "", book)


def bill(*rows):
    """An uploaded bill of tracking number, fee and weight."""
    heads = (("运单号", "text"), ("运费", "text"), ("重量(kg)", "text"))
    return Upload("bill.xlsx", "", workbook([("1", heads, rows)]))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("cut", ["", "late", "compare", "prices", "bills", "forged"])
def test_every_part_is_drawn_in_both_languages(sending, lang, cut):
    assert sending.work(freight, lang=lang, cut=cut)


@pytest.mark.parametrize("cut", ["late", "compare", "prices", "bills"])
def test_an_empty_shop_has_sentences(empty, lake, cut):
    lake |= {"parcels": [], "collection": []}
    assert empty.work(freight, cut=cut)


def test_late_parcels_are_counted_by_carrier_with_what_their_number_leaves_open(sending):
    blocks = sending.work(freight)
    [row] = blocks["by-carrier"]["rows"]
    assert row["cells"][:4] == ["中通", 20, 4, 0.2]
    assert row["cells"][4] == "8.1%–41.6%"
    tiles = {tile["key"]: tile["value"] for tile in blocks["collected"]["tiles"]}
    assert tiles["platform"] == "97.00%" and tiles["in_time"] == "80.00%"


def test_a_month_is_priced_again_under_every_carrier(sending):
    blocks = sending.work(freight, cut="compare")
    cells = [row["cells"] for row in blocks["carriers"]["rows"]]
    assert cells[0] == ["中通", 20, 0, 7000, 7000, 0]
    assert cells[1] == ["顺丰", 20, 0, 18000, 7000, -11000]
    assert [row["carrier"] for row in blocks["costs"]["rows"]] == ["中通", "顺丰"]


@pytest.mark.parametrize("month", FORGED)
def test_a_forged_month_is_refused(sending, month):
    with pytest.raises(Refused):
        sending.act(freight, "freight_month", month=month)
    with pytest.raises(Refused):
        sending.act(freight, "bill_file", by="manager", month=month)


def test_a_changed_price_holds_from_today_for_each_province_named(sending):
    typed = {"carrier": "中通快递", "zone": "江苏 浙江", "first_g": 1000, "first_fee": 2.8,
             "step_g": 1000, "step_fee": 0.8, "is_excluded": False}  # fmt: skip
    rows = [{"key": None, "change": "added"} | typed]
    sending.act(freight, "prices_save", by="operations", rows=rows)
    assert rates(sending)["中通", "浙江"].first_fee_fen == 280 and len(rates(sending)) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"zone": "Mars"},
        {"carrier": ""},
        {"carrier": "韵达", "zone": "广东"},
        {"first_fee": "much"},
        {"first_g": -1},
        {"days": 999},
    ],
)
def test_a_sheet_at_fault_is_refused_whole(sending, change):
    before = rates(sending)
    good = {"key": None, "change": "added", "carrier": "中通", "zone": "广东", "first_fee": 3}
    with pytest.raises(Refused):
        sending.act(freight, "prices_save", by="manager", rows=[good, good | change])
    assert rates(sending) == before


def test_prices_are_the_managers_and_the_operators(sending):
    rows = [{"key": None, "change": "added", "carrier": "中通", "zone": "广东", "first_fee": 3}]
    with pytest.raises(Refused):
        sending.act(freight, "prices_save", by="warehouse", rows=rows)


def test_a_price_sheet_is_looked_into_before_it_is_saved(sending):
    file = sheet(["韵达快递", "全国", "1000", "3.0", "1000", "1.0"])
    asked = sending.act(freight, "prices_read", by="manager", file=file).ask
    blocks = sending.work(freight, cut="prices", **asked)
    assert blocks["read"]["rows"][0]["cells"][:2] == ["韵达", "全国"] and len(rates(sending)) == 2
    press = blocks["save"]["buttons"][0]
    sending.act(freight, press["act"], by="manager", **press["values"])
    assert rates(sending)["韵达", "全国"].first_fee_fen == 300 and len(rates(sending)) == 3


def test_a_price_sheet_with_faults_is_told_line_by_line_and_saves_nothing(sending):
    file = sheet(
        ["韵达", "全国", "1000", "3.0", "1000", "1.0"], ["韵达", "广东", "1000", "x", "1", "1"]
    )
    asked = sending.act(freight, "prices_read", by="manager", file=file).ask
    blocks = sending.work(freight, cut="prices", **asked)
    assert "Line 3" in blocks["faults"]["rows"][0]["title"] and "save" not in blocks
    with pytest.raises(Refused):
        sending.act(freight, "prices_take", by="manager", sheet=asked["sheet"])
    assert len(rates(sending)) == 2


@pytest.mark.parametrize("key", FORGED)
def test_a_forged_preview_is_refused(sending, key):
    with pytest.raises(NotFound):
        sending.act(freight, "prices_take", by="manager", sheet=key)


@pytest.mark.parametrize("file", [None, "x", b"x"])
def test_what_is_no_file_is_refused(sending, file):
    for act, more in (("prices_read", {}), ("bill_read", {"month": "2026-09"})):
        with pytest.raises(Refused):
            sending.act(freight, act, by="manager", file=file, **more)


def test_the_template_is_read_as_it_is_given_out(sending):
    name, mime, content = sending.act(freight, "prices_template").file
    asked = sending.act(freight, "prices_read", by="manager", file=Upload(name, mime, content)).ask
    found = sending.work(freight, cut="prices", **asked)["read"]["rows"]
    assert [row["cells"][1] for row in found] == [
        "全国",
        "江苏",
        "浙江",
        "上海",
        "新疆",
        "西藏",
        "台湾",
    ]


def test_a_bill_is_held_against_our_parcels_and_kept_once(sending):
    file = bill(["ZT1", "3.50", "0.3"], ["ZT2", "9.00", "3.0"], ["XX9", "5.00", "1"])
    given = {"month": "2026-09", "file": file, "carrier": "中通"}
    assert "3 of them" in sending.act(freight, "bill_read", by="manager", **given).text
    assert "0 of them" in sending.act(freight, "bill_read", by="manager", **given).text
    blocks = sending.work(freight, cut="bills", month="2026-09")
    claims = [(row["cells"][0], row["cells"][7]) for row in blocks["claims"]["rows"]]
    assert claims == [("ZT2", 550), ("XX9", 500)]
    _, _, content = sending.act(freight, "bill_file", month="2026-09").file
    assert openpyxl.load_workbook(BytesIO(content)).worksheets[0]["A2"].value == "ZT2"


def test_a_bill_with_faults_is_told_and_not_kept(sending):
    given = {"month": "2026-09", "file": bill(["ZT1", "much", "1"]), "carrier": "中通"}
    asked = sending.act(freight, "bill_read", by="manager", **given).ask
    assert "faults" in sending.work(freight, cut="bills", **asked)
    assert kept.bill(sending.engine, sending.id, "2026-09") == []


def test_a_bill_without_a_carrier_and_a_keeper_s_bill_are_refused(sending):
    given = {"month": "2026-09", "file": bill(["ZT1", "3.50", "1"])}
    with pytest.raises(Refused, match="names no carrier"):
        sending.act(freight, "bill_read", by="manager", **given)
    with pytest.raises(Refused):
        sending.act(freight, "bill_read", by="warehouse", carrier="中通", **given)
