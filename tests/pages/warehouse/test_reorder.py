"""Reordering: what to order and what it costs, one draft a supplier, sent once it was looked over."""

import json
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages.warehouse import reorder, selling
from shopkit.replenish.demand import Demand
from shopkit.stock.purchases import Wanted
from shopkit.stock.receipts import Receipt
from shopkit.store import goods, purchases
from shopkit.store.ledger import Stamp

TODAY = date(2026, 10, 1)
STEADY = Demand(per_day=2.0, sd=1.0, days=84, method="mean", recent_per_day=2.0, paid_fen=90_000)
SOLD = replace(STEADY, first_on=date(2026, 1, 1), last_on=date(2026, 9, 30))


@pytest.fixture
def room(shop, monkeypatch):
    """Two mugs a day of which ten are left; fifty tees that nobody buys; both from one potter."""
    shop.potter = goods.save_supplier(
        shop.engine, shop.id, goods.Supplier("Potter", lead_time_days=9)
    ).id
    given(shop, "MUG", supplier_id=shop.potter, pack_size=12)
    given(shop, "TEE", supplier_id=shop.potter)
    shop.lay("TEE", "A-2", 50)
    shop.demand = {"MUG": SOLD, "TEE": Demand(first_on=date(2026, 1, 1))}
    monkeypatch.setattr(selling, "demand", lambda shift: shop.demand)
    return shop


def given(shop, code, **terms):
    (known,) = [sku for sku in goods.skus(shop.engine, shop.id) if sku.code == code]
    goods.save_sku(shop.engine, shop.id, replace(known, **terms))


def figures(blocks):
    return {each["key"]: each["value"] for each in blocks["figures"]["tiles"]}


def made(room, key=None, **more):
    """The draft of all that is proposed, as its button makes it."""
    (row,) = room.work(reorder, **more)["suppliers"]["rows"]
    (button,) = row["buttons"]
    return room.act(reorder, button["act"], key=key, ask=more, **button["values"])


def orders(room):
    return purchases.purchases(room.engine, room.id)


def sent(room, **more):
    made(room)
    number = orders(room)[0].id
    room.act(reorder, "purchase_send", po=number, day="2026-10-10", **more)
    return number


def test_a_shop_without_goods_is_told_so(empty):
    blocks = empty.work(reorder)
    assert figures(blocks)["skus"] == "0" and blocks["proposals"]["rows"] == []
    assert blocks["proposals"]["empty"].startswith("Nothing to order today")
    for part in ("orders", "suppliers"):
        empty.work(reorder, reorder=part)


def test_a_product_without_sales_or_stock_or_cost_is_no_fault(empty):
    goods.save_sku(empty.engine, empty.id, goods.Sku("NEW"))
    assert figures(empty.work(reorder))["cost"] == "¥0"
    empty.work(reorder, wanted="new", product="NEW")


def test_the_page_says_what_to_order_and_what_it_costs(room):
    shown = figures(room.work(reorder))
    # 2 × 16 days + 1.645 × √16 = 38.6; 28.6 are missing: three dozen at 5 yuan
    assert shown["skus"] == "1" and shown["cost"] == "¥180"
    assert shown["late"] == "1" and shown["lying"] == "¥600"
    (row,) = room.work(reorder)["proposals"]["rows"]
    assert row["lines"][0] == "Order 36 · ¥180 · runs out 2026-10-06 · Potter"
    assert row["lines"][1]["text"] == "Runs out before a delivery could arrive."


def test_a_proposal_unfolds_to_its_arithmetic(room):
    (row,) = room.work(reorder, product="MUG")["proposals"]["rows"]
    opened = {block["id"]: block for block in row["open"]}
    steps = [line["text"] for line in opened["steps-MUG"]["lines"]]
    assert "Reorder point: 2.00 × 16 + 6.6 = 38.6." in steps
    assert "Missing: 38.6 − 10 = 28.6; packs of 12, at least 1: order 36." in steps
    assert opened["stock-MUG"]["key"] == "projected_stock" and row["ask"]["product"] == ""


def test_sliders_move_the_order_and_a_budget_cuts_it(room):
    assert figures(room.work(reorder, lead="30"))["cost"] == "¥420"
    assert figures(room.work(reorder, budget="100"))["cost"] == "¥0"
    assert "Left out" in json.dumps(room.work(reorder, budget="100")["proposals"])


def test_one_products_own_sliders_leave_the_others_alone(room):
    ask = {"product": "MUG", "own_lead": "30"}
    blocks = room.work(reorder, **ask)
    assert figures(blocks)["cost"] == "¥180"
    opened = {block["id"]: block for block in blocks["proposals"]["rows"][0]["open"]}
    assert opened["tiles-MUG"]["tiles"][0]["value"] == "84"


@pytest.mark.parametrize("word", ["x", "nan", "inf", "-5", "1e9", "9" * 400, "", "٣"])
def test_a_slider_made_up_in_the_address_is_no_fault(room, word):
    names = ("service", "review", "lead", "budget", "own_service", "own_review", "own_lead")
    room.work(reorder, product="MUG", **dict.fromkeys(names, word))


def test_a_season_good_shows_the_newsvendors_arithmetic(room):
    given(room, "MUG", season={"mean": 800, "sd": 150, "salvage_fen": 100})
    (row,) = room.work(reorder, product="MUG")["proposals"]["rows"]
    assert "The season may sell 800 (spread 150)." in json.dumps(row["open"], ensure_ascii=False)


def test_what_is_promised_and_not_there_stands_on_top_in_red(room):
    from shopkit.stock.moves import Level

    shift = room.shift()
    shift.__dict__["levels"] = {"MUG": Level("MUG", on_hand=2, reserved=5)}
    blocks = {block["id"]: block for block in reorder.blocks(shift)}
    (row,) = blocks["oversold"]["rows"]
    assert row["badge"] == -3 and row["tone"] == "bad"


def test_one_press_makes_one_draft_however_often_it_arrives(room):
    first, again = made(room, key="once"), None
    values = {"supplier": room.potter, "products": 1, "fen": 18_000}
    again = room.act(reorder, "purchase_make", key="once", **values)
    assert first.ask == again.ask
    (order,) = orders(room)
    assert [(line.sku, line.ordered) for line in order.lines] == [("MUG", 36)]
    with pytest.raises(Refused, match="draft already"):
        room.act(reorder, "purchase_make", **values)


def test_a_button_that_is_out_of_date_orders_nothing(room):
    values = {"supplier": room.potter, "products": 1, "fen": 18_000}
    with pytest.raises(Refused, match="changed since"):
        room.act(reorder, "purchase_make", ask={"lead": "30"}, **values)
    assert orders(room) == []


def test_what_stands_on_a_draft_is_not_proposed_for_another(room):
    made(room)
    blocks = room.work(reorder)
    assert blocks["suppliers"]["rows"] == [] and "draft" in blocks["suppliers"]["empty"]
    assert blocks["proposals"]["rows"][0]["lines"][-1] == "36 on a draft"


def test_a_draft_is_changed_in_a_grid_before_it_is_sent(room):
    ask = made(room).ask
    assert room.work(reorder, **ask)["lines-1"]["rows"][0]["qty"] == 36
    rows = [
        {"key": "MUG", "change": "changed", "sku": "MUG", "qty": 48, "cost": "4.50"},
        {"key": None, "change": "added", "sku": "690002", "qty": "5", "cost": ""},
    ]
    reply = room.act(reorder, "purchase_lines", po=1, rows=rows)
    assert reply.text == "PO-20261001-01: 2 products, ¥276.00."
    removed = [{"key": "TEE", "change": "removed"}]
    room.act(reorder, "purchase_lines", po=1, rows=removed)
    (line,) = orders(room)[0].lines
    assert (line.sku, line.ordered, line.unit_cost_fen) == ("MUG", 48, 450)


def test_a_draft_that_is_sent_is_expected_and_counts_as_coming(room):
    form = room.work(reorder, **made(room).ask)["send"]
    assert form["fields"][0]["value"] == "2026-10-10"  # nine days from today
    for _ in range(2):
        room.act(reorder, "purchase_send", key="once", po=1, day="2026-10-12")
    order = orders(room)[0]
    assert (order.state, order.expected_on) == ("sent", date(2026, 10, 12))
    assert figures(room.work(reorder))["skus"] == "0"
    with pytest.raises(Refused):
        room.act(reorder, "purchase_lines", po=1, rows=[])


def test_what_the_supplier_ships_is_in_transit_and_nothing_twice(room):
    number = sent(room)
    for _ in range(2):
        room.act(reorder, "purchase_shipped", key="once", po=number)
    assert orders(room)[0].lines[0].in_transit == 36
    assert room.shift().level("MUG").on_order == 36
    assert "purchase_shipped" not in json.dumps(room.work(reorder, purchase=number))


def test_an_order_called_off_is_proposed_again(room):
    number = sent(room)
    room.act(reorder, "purchase_cancel", po=number)
    assert orders(room)[0].state == "cancelled" and figures(room.work(reorder))["skus"] == "1"


def test_a_late_order_is_red_in_the_list(room):
    number = sent(room)
    room.days = 12
    (row,) = room.work(reorder, reorder="orders")["orders"]["rows"]
    assert row["tone"] == "bad" and row["badge"] == "Late"
    assert room.work(reorder, purchase=number)["order"]["rows"][0]["tone"] == "bad"


def test_an_order_is_printed_and_comes_as_a_workbook(room):
    from openpyxl import load_workbook

    made(room)
    assert "PO-20261001-01" in room.act(reorder, "purchase_print", po=1).html
    name, _, content = room.act(reorder, "purchase_file", po=1).file
    rows = list(load_workbook(BytesIO(content)).active.values)
    assert name == "PO-20261001-01.xlsx"
    assert [str(cell) for cell in rows[1][3:]] == ["36", "5", "180"]


def test_lead_times_are_measured_from_deliveries_and_then_counted_with(room):
    at = room.shift().at
    for days in (3, 4, 5):
        begun = Stamp(None, at - timedelta(days=20))
        order = purchases.create_purchase(
            room.engine, room.id, [Wanted("TEE", 1)], begun, supplier_id=room.potter
        )
        purchases.send(room.engine, room.id, order.id, begun)
        came = Stamp(None, begun.at + timedelta(days=days))
        purchases.receive(room.engine, room.id, order.id, came, receipts=[Receipt("TEE", 1)])
    (row,) = room.work(reorder, reorder="suppliers")["took"]["rows"]
    assert row["cells"] == ["Potter", 9, 3, "4.0 ± 1.0", "4.0 ± 1.0"]
    needs = {need.sku: need for need in selling.needs(room.shift())}
    assert (needs["MUG"].lead_time_days, needs["MUG"].lead_time_sd) == (4.0, 1.0)


def test_a_products_own_lead_time_goes_before_its_suppliers(room):
    given(room, "MUG", lead_time_days=25)
    needs = {need.sku: need for need in selling.needs(room.shift())}
    assert needs["MUG"].lead_time_days == 25 and needs["TEE"].lead_time_days == 9


def test_products_without_a_supplier_are_listed_and_given_one(room):
    given(room, "MUG", supplier_id=None)
    blocks = room.work(reorder)
    assert blocks["suppliers"]["rows"][0]["lines"][0]["text"].startswith("1 products to order")
    grid = room.work(reorder, reorder="suppliers")["bare"]
    rows = [{"key": row["key"], "supplier": room.potter} for row in grid["rows"]]
    room.act(reorder, "supplier_assign", rows=rows)
    assert "bare" not in room.work(reorder, reorder="suppliers")


def test_a_new_supplier_is_saved_and_may_get_all_that_have_none(room):
    given(room, "MUG", supplier_id=None)
    values = {"name": "Weaver", "lead": 5, "least": "200", "remark": ""}
    room.act(reorder, "supplier_new", **values)
    weaver = next(each for each in goods.suppliers(room.engine, room.id) if each.name == "Weaver")
    assert (weaver.lead_time_days, weaver.min_order_fen) == (5, 20_000)
    room.act(reorder, "supplier_all", supplier=str(weaver.id))
    assert room.shift().skus["MUG"].supplier_id == weaver.id
    (row,) = room.work(reorder)["suppliers"]["rows"]
    assert row["lines"][1]["text"] == "Less than the least order of ¥200"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("purchase_make", {"supplier": 999, "products": 1, "fen": 18_000}),
        ("purchase_make", {"supplier": None}),
        ("purchase_make", {"supplier": {"a": 1}}),
        ("purchase_lines", {"po": 1, "rows": ["x"]}),
        ("purchase_lines", {"po": 1, "rows": [{"key": "MUG", "change": "removed"}]}),
        ("purchase_lines", {"po": 1, "rows": [{"key": "MUG", "sku": "MUG", "qty": 0}]}),
        ("purchase_lines", {"po": 1, "rows": [{"key": "MUG", "sku": "MUG", "qty": "1e3"}]}),
        ("purchase_lines", {"po": 1, "rows": [{"key": "MUG", "sku": "NO", "qty": 1}]}),
        ("purchase_lines", {"po": 1, "rows": [{"sku": "MUG", "qty": 1}]}),
        (
            "purchase_lines",
            {"po": 1, "rows": [{"key": "MUG", "sku": "MUG", "qty": 1, "cost": "x"}]},
        ),
        ("purchase_lines", {"po": 999, "rows": []}),
        ("purchase_send", {"po": 1, "day": "2020-01-01"}),
        ("purchase_send", {"po": 1, "day": ""}),
        ("purchase_send", {"po": 1, "day": "soon"}),
        ("purchase_send", {"po": "x", "day": "2026-10-10"}),
        ("purchase_shipped", {"po": 1}),  # it was never sent
        ("purchase_cancel", {"po": 999}),
        ("purchase_print", {"po": 999}),
        ("purchase_file", {"po": None}),
        ("supplier_new", {"name": " "}),
        ("supplier_new", {"name": "A", "lead": -1}),
        ("supplier_new", {"name": "A", "least": "much"}),
        ("supplier_assign", {"rows": [{"key": "MUG", "supplier": 999}]}),
        ("supplier_assign", {"rows": [{"key": "NO", "supplier": 1}]}),
        ("supplier_assign", {"rows": "all"}),
        ("supplier_all", {"supplier": "9"}),
    ],
)
def test_what_a_browser_makes_up_is_refused(room, name, values):
    made(room)
    with pytest.raises((Refused, NotFound)):
        room.act(reorder, name, **values)
    (order,) = orders(room)
    assert order.state == "draft" and order.lines[0].ordered == 36


@pytest.mark.parametrize("by", ["designer", "service", "nobody"])
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("purchase_make", {"supplier": 1, "products": 1, "fen": 18_000}),
        ("supplier_new", {"name": "Weaver"}),
        ("supplier_assign", {"rows": [{"key": "MUG", "supplier": 1}]}),
        ("supplier_all", {"supplier": "1"}),
    ],
)
def test_who_does_not_buy_buys_nothing(room, by, name, values):
    with pytest.raises(Refused):
        room.act(reorder, name, by=by, **values)
    assert orders(room) == []


@pytest.mark.parametrize("name", ["lines", "send", "shipped", "cancel"])
def test_who_does_not_buy_changes_no_order(room, name):
    made(room)
    more = {"lines": {"rows": []}, "send": {"day": "2026-10-10"}}.get(name, {})
    with pytest.raises(Refused):
        room.act(reorder, f"purchase_{name}", by="designer", po=1, **more)
    assert orders(room)[0].state == "draft"


@pytest.mark.parametrize("wanted", ["", "999", "x", "-1", "9" * 40])
def test_an_unknown_order_in_the_address_shows_what_to_order(room, wanted):
    assert "figures" in room.work(reorder, purchase=wanted, product="NO", wanted="")


def test_a_shelf_below_nothing_is_drawn(room):
    from shopkit.stock.moves import Level

    shift = room.shift(product="MUG")
    shift.__dict__["levels"] = {"MUG": Level("MUG", on_hand=-4)}
    drawn = json.dumps(reorder.blocks(shift), ensure_ascii=False)
    assert "On hand is below zero: count the shelf before ordering." in drawn


def test_the_page_is_drawn_in_chinese(room):
    shown = room.work(reorder, lang="zh", product="MUG")
    assert shown["figures"]["tiles"][0]["label"] == "要补货的商品"
    made(room)
    for ask in ({"purchase": 1}, {"reorder": "orders"}, {"reorder": "suppliers"}):
        room.work(reorder, lang="zh", **ask)
