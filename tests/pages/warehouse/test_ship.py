"""What leaves: exceptions, waves, the packing table, the platform's shipments, returns."""

from datetime import datetime, timedelta
from io import BytesIO

import openpyxl
import pytest

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.lake import Lake
from shopkit.pages.warehouse import ship
from shopkit.pages.warehouse.dispatch import times
from shopkit.shipping.freight import Rate
from shopkit.store import books, freight, goods, parcels
from shopkit.store.ledger import Stamp

NOW = datetime(2026, 10, 1, 1)  # the small shop's first morning, as the lake writes instants
FORGED = ["", "x", "9" * 30, None, -1, [1], {"a": 1}]


def line(order, sku, qty=1, *, hours=3, refund=None, province="广东"):
    """A row of the lake's open orders, paid so many hours ago."""
    paid = NOW - timedelta(hours=hours)
    return {
        "order_id": order, "line_id": f"{order}-{sku}", "sku": sku, "qty": qty, "title": sku.title(),
        "props": "", "created_at": paid, "paid_at": paid, "status": "买家已付款，等待卖家发货",
        "province": province, "carrier": None, "refund_status": refund,
    }  # fmt: skip


def left(order, sku, qty=1, *, hours=5):
    """A row of the lake's shipped lines."""
    row = {"order_id": order, "line_id": f"{order}-{sku}", "sku": sku, "title": sku, "qty": qty}
    return row | {"is_whole": False, "shipped_at": NOW - timedelta(hours=hours)}


ORDERS = [
    line("1001", "MUG", hours=60),
    line("1002", "MUG", 2, hours=40),
    line("1002", "TEE", hours=40),
    line("1003", "MUG", hours=3),
]


@pytest.fixture
def lake(monkeypatch):
    """What the lake answers, by question."""
    answers = {"open_orders": ORDERS, "unpaid_orders": [], "shipped_lines": []}
    monkeypatch.setattr(Lake, "rows", lambda self, question, **asked: answers.get(question, []))
    return answers


@pytest.fixture
def busy(shop, lake):
    """Ten mugs in A-1, one shirt in A-2 and three orders, one of them late."""
    shop.lay("TEE", "A-2", 1)
    return shop


def packed(shop, order, *codes, **ask):
    """The page's ask after these scans."""
    asked = {"order": order} | ask
    for code in codes:
        reply = shop.act(ship, "pack_scan", ask=asked, order=order, text=code)
        asked |= {name: str(value) for name, value in reply.ask.items()}
    return asked


def gone(shop, order="1001", got="MUG=1", text="YT100", **more):
    """A parcel that is shipped."""
    return shop.act(ship, "pack_ship", order=order, got=got, text=text, weight="-", **more)


def test_what_is_to_ship_is_counted_and_the_worst_comes_first(busy):
    blocks = busy.work(ship)
    figures = {tile["key"]: tile["value"] for tile in blocks["figures"]["tiles"]}
    assert figures == {"open": "3", "late": "1", "today": "1", "held": "0"}
    assert [row["title"] for row in blocks["snags"]["rows"]] == ["1001", "1002"]
    assert ship.badge(busy.shift()) == 1


def test_an_empty_shop_has_sentences_and_no_rows(empty, lake):
    lake["open_orders"] = []
    blocks = empty.work(ship)
    assert not blocks["waves"]["rows"] and blocks["waves"]["empty"]
    assert ship.badge(empty.shift()) is None


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("ask", [{}, {"order": "1002"}, {"part": "returns"}, {"part": "rules"}])
def test_every_part_is_drawn_in_both_languages(busy, lang, ask):
    assert busy.work(ship, lang=lang, **ask)


def test_an_order_is_found_by_its_number_or_by_a_product_bought_alone(busy):
    assert busy.act(ship, "pack_find", text="1002").ask["order"] == "1002"
    alone = busy.act(ship, "pack_find", text="690001")
    assert (alone.ask["order"], alone.ask["got"]) == ("1001", "MUG=1")
    with pytest.raises(Refused):
        busy.act(ship, "pack_find", text="TEE")


@pytest.mark.parametrize("text", FORGED)
def test_a_forged_scan_is_refused_with_a_sentence(busy, text):
    with pytest.raises((Refused, NotFound)):
        busy.act(ship, "pack_find", text=text)


def test_a_wave_takes_what_can_be_picked_whole_and_the_rest_is_listed(busy, lake):
    lake["open_orders"] = [*ORDERS, line("1004", "TEE", 3)]
    blocks = busy.work(ship)
    assert [row["title"] for row in blocks["short"]["rows"]] == ["1004"]
    made = busy.act(ship, "wave_make", carrier="", key="w")
    [wave] = parcels.waves(busy.engine, busy.id)
    assert wave.order_ids == ("1001", "1002", "1003")
    again = busy.act(ship, "wave_make", carrier="", key="w")
    assert (made.ask["wave"], again.ask["wave"]) == (wave.id, wave.id)
    assert len(parcels.waves(busy.engine, busy.id)) == 1


def test_a_pick_list_walks_single_orders_first_and_is_ticked_off(busy):
    wave = busy.act(ship, "wave_make", carrier="").ask["wave"]
    rows = busy.work(ship, wave=wave)["walk"]["rows"]
    assert [(row["title"], row["badge"]) for row in rows] == [
        ("A-1 · MUG", "× 2"),
        ("A-1 · MUG", "× 2"),
        ("A-2 · TEE", "× 1"),
    ]
    pressed = rows[0]["buttons"][0]["values"]
    ticked = busy.act(ship, "wave_tick", **pressed).ask
    assert len(busy.work(ship, wave=wave, **ticked)["walk"]["rows"]) == 2


def test_a_pick_list_comes_on_paper_and_as_a_workbook(busy):
    wave = busy.act(ship, "wave_make", carrier="").ask["wave"]
    assert "A-2" in busy.act(ship, "wave_print", wave=wave).html
    name, _, content = busy.act(ship, "wave_file", wave=wave).file
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert name == f"pick-{wave}.xlsx" and sheet["A2"].value == "A-1"


@pytest.mark.parametrize("act", ["wave_print", "wave_file"])
@pytest.mark.parametrize("wave", FORGED)
def test_a_forged_wave_is_refused(busy, act, wave):
    with pytest.raises((Refused, NotFound)):
        busy.act(ship, act, wave=wave)


def test_pieces_are_scanned_weighed_and_sent_out_of_their_bins(busy):
    ask = packed(busy, "1002", "MUG", "MUG", "690002")
    assert "weigh-1002" in busy.work(ship, **ask)
    ask |= busy.act(ship, "pack_weigh", ask=ask, order="1002", grams=900).ask
    scan = busy.work(ship, **ask)["bill-1002"]
    reply = busy.act(ship, scan["act"], ask=ask, text="SF123", **scan["values"])
    [parcel] = parcels.parcels(busy.engine, busy.id)
    assert (parcel.tracking_no, parcel.weight_g, reply.ask["order"]) == ("SF123", 900, "")
    held = busy.held()
    assert held["MUG", "A-1"] == 8 and ("TEE", "A-2") not in held
    assert "1002" not in {order.order_id for order in busy.shift().open_orders}


@pytest.mark.parametrize(("code", "words"), [("TEE", "not in this order"), ("NO", "Nobody knows")])
def test_a_wrong_piece_is_refused_in_words(busy, code, words):
    with pytest.raises((Refused, NotFound), match=words):
        busy.act(ship, "pack_scan", order="1001", text=code)


def test_a_piece_too_many_is_refused(busy):
    ask = packed(busy, "1001", "MUG")
    with pytest.raises(Refused, match="too many"):
        busy.act(ship, "pack_scan", ask=ask, order="1001", text="MUG")


@pytest.mark.parametrize("got", ["", "MUG=1", "MUG=2&TEE=2", "MUG=x", "HAT=1"])
def test_what_is_not_whole_does_not_leave_whatever_the_browser_says(busy, got):
    with pytest.raises(Refused):
        gone(busy, "1002", got=got)
    assert not parcels.parcels(busy.engine, busy.id)


@pytest.mark.parametrize("text", ["", "  ", "<b>", "a b", "1" * 41])
def test_what_is_no_tracking_number_ships_nothing(busy, text):
    with pytest.raises(Refused):
        gone(busy, text=text)


@pytest.mark.parametrize("order", FORGED)
def test_a_forged_order_ships_nothing(busy, order):
    with pytest.raises((Refused, NotFound)):
        gone(busy, order=order)


def test_the_same_parcel_twice_is_booked_once(busy):
    gone(busy, key="p")
    assert gone(busy, key="p").tone == "warn"
    assert busy.held()["MUG", "A-1"] == 9 and len(parcels.parcels(busy.engine, busy.id)) == 1


def test_a_designer_ships_nothing(busy):
    with pytest.raises(Refused):
        gone(busy, by="designer")
    with pytest.raises(Refused, match="Choose your name"):
        gone(busy, by="nobody")


def test_a_parcel_off_its_weight_is_opened_again_before_it_leaves(busy):
    goods.save_skus(busy.engine, busy.id, [goods.Sku("MUG", weight_g=300)])
    ask = packed(busy, "1001", "MUG")
    off = busy.act(ship, "pack_weigh", ask=ask, order="1001", grams=400)
    assert off.tone == "bad" and "too heavy" in off.text
    ask |= off.ask
    assert "recheck" in busy.work(ship, **ask)
    given = {"order": "1001", "got": "MUG=1", "weight": "400", "text": "YT1"}
    with pytest.raises(Refused, match="too heavy"):
        busy.act(ship, "pack_ship", **given)
    sure = busy.act(ship, "pack_sure", ask=ask).ask
    assert "bill-1001" in busy.work(ship, **(ask | sure))
    assert busy.act(ship, "pack_ship", **given, sure="1").tone == "good"


def test_the_cheapest_carrier_is_offered_first_and_its_fee_is_kept(busy):
    rates = [Rate("中通", "全国", 1000, 350, 1000, 120), Rate("顺丰", "全国", 1000, 900, 1000, 200)]
    stamp = Stamp(None, busy.shift().at)
    freight.save_rates(busy.engine, busy.id, rates, stamp, valid_from=NOW.date())
    ask = packed(busy, "1001", "MUG") | {"weight": "500"}
    blocks = busy.work(ship, **ask)
    assert [row["key"] for row in blocks["vans"]["rows"]] == ["中通", "顺丰"]
    assert blocks["bill-1001"]["values"]["carrier"] == "中通"
    chosen = ask | busy.act(ship, "pack_van", ask=ask, carrier="顺丰").ask
    scan = busy.work(ship, **chosen)["bill-1001"]
    busy.act(ship, "pack_ship", ask=chosen, text="SF1", **scan["values"])
    assert parcels.parcels(busy.engine, busy.id)[0].fee_fen == 900


def test_after_a_parcel_the_next_order_of_the_list_opens(busy):
    busy.act(ship, "wave_make", carrier="")
    assert gone(busy).ask["order"] == "1002"


def test_an_undone_parcel_lies_in_its_bin_and_its_order_waits_again(busy):
    gone(busy)
    [parcel] = parcels.parcels(busy.engine, busy.id)
    busy.act(ship, "parcel_undo", parcel=parcel.id, key="u")
    assert busy.held()["MUG", "A-1"] == 10
    assert "1001" in {order.order_id for order in busy.shift().open_orders}
    with pytest.raises(Refused):
        busy.act(ship, "parcel_undo", parcel=parcel.id)
    assert busy.work(ship)["parcels"]["rows"][0]["badge"] == "undone"


@pytest.mark.parametrize("parcel", FORGED)
def test_a_forged_parcel_is_not_undone(busy, parcel):
    with pytest.raises((Refused, NotFound)):
        busy.act(ship, "parcel_undo", parcel=parcel)


def test_service_lets_an_order_wait_and_it_does_not_leave_until_released(busy):
    busy.act(ship, "order_hold", by="service", order="1001", kind="address", note="New street")
    blocks = busy.work(ship, order="1001")
    assert "pack-1001" not in blocks and "New street" in blocks["stop"]["lines"][0]["text"]
    with pytest.raises(Refused, match="New street"):
        gone(busy)
    assert "1001" not in str(busy.work(ship)["waves"])
    press = blocks["free"]["buttons"][0]
    busy.act(ship, press["act"], by="service", **press["values"])
    assert gone(busy).tone == "good"


@pytest.mark.parametrize(("order", "kind"), [("1001", "whim"), ("9999", "hold"), (None, "hold")])
def test_a_forged_hold_is_refused(busy, order, kind):
    with pytest.raises((Refused, NotFound)):
        busy.act(ship, "order_hold", order=order, kind=kind)


@pytest.mark.parametrize("hold", FORGED)
def test_a_forged_release_is_refused(busy, hold):
    with pytest.raises(Refused):
        busy.act(ship, "order_release", hold=hold)


def test_an_order_under_refund_is_in_no_wave(busy, lake):
    lake["open_orders"] = [line("1001", "MUG", refund="买家已经申请退款，等待卖家同意")]
    blocks = busy.work(ship)
    assert not blocks["waves"]["rows"]
    assert "refund" in busy.work(ship, order="1001")["stop"]["lines"][0]["text"]


def test_more_than_the_bins_hold_does_not_leave_unless_the_shop_oversells(busy, lake):
    lake["open_orders"] = [line("1001", "TEE", 3)]
    with pytest.raises(Refused, match="in no bin"):
        gone(busy, got="TEE=3")
    store.set_setting(busy.engine, busy.id, "allow_overselling", True)
    gone(busy, got="TEE=3")
    assert busy.held()["TEE", "A-2"] == -2


def test_the_platforms_shipments_are_booked_out_once_and_what_lacks_is_listed(busy, lake):
    lake["shipped_lines"] = [left("2001", "MUG", 3), left("2002", "TEE", 5), left("2003", "HAT")]
    assert "3 orders" in busy.work(ship)["platform"]["buttons"][0]["label"]
    reply = busy.act(ship, "platform_book")
    assert reply.tone == "warn" and busy.held()["MUG", "A-1"] == 7
    assert len(busy.work(ship, **reply.ask)["lacking"]["rows"]) == 2
    busy.act(ship, "platform_book")
    assert busy.held()["MUG", "A-1"] == 7


def test_what_comes_back_lies_in_its_bin_or_is_damaged(busy):
    gone(busy)
    asked = busy.act(ship, "return_find", text="1001").ask
    assert busy.work(ship, **asked)["went"]["rows"][0]["title"] == "1 × MUG"
    given = {"order": "1001", "code": "MUG", "qty": 1, "place": "a-2"}
    busy.act(ship, "return_book", key="r", **given)
    busy.act(ship, "return_book", key="r", **given)
    assert busy.held()["MUG", "A-2"] == 1
    with pytest.raises(Refused):
        busy.act(ship, "return_book", **given)


@pytest.mark.parametrize(
    "forged", [{"qty": 0}, {"qty": "x"}, {"place": "Z-9"}, {"state": "eaten"}, {"state": "damaged"}]
)
def test_a_forged_return_is_refused(busy, forged):
    with pytest.raises(Refused):
        busy.act(ship, "return_book", **({"order": "1001", "code": "MUG", "qty": 1} | forged))
    assert not [move for move in books.moves(busy.engine, busy.id) if move.source == "CUSTOMER"]


def test_the_vans_times_are_kept_by_the_manager_alone(busy):
    rows = [{"key": None, "change": "added", "carrier": "中通", "at": "11:00 17:30"}]
    with pytest.raises(Refused):
        busy.act(ship, "cutoffs_save", rows=rows)
    busy.act(ship, "cutoffs_save", by="manager", rows=rows)
    busy.act(ship, "ship_rules", by="manager", hours=24, grams=80)
    kept = store.settings_of(busy.engine, busy.id)
    assert (kept["cutoffs"], kept["packaging_g"]) == ({"中通": "11:00 17:30"}, 80)


@pytest.mark.parametrize(
    "rows", [None, "x", [1], [{"key": None, "change": "added", "carrier": "", "at": "25:00"}]]
)
def test_forged_times_are_refused(busy, rows):
    with pytest.raises(Refused):
        busy.act(ship, "cutoffs_save", by="manager", rows=rows)


def test_times_are_read_as_people_write_them():
    assert [f"{at:%H:%M}" for at in times("9:30，17：00".replace("，", ","))] == ["09:30", "17:00"]
    assert times("noon") is None
