"""What lies where, one product opened, places, opening stock, the rules of the books."""

from io import BytesIO

import openpyxl
import pytest

from shopkit.errors import NotFound, Refused
from shopkit.lake import Lake
from shopkit.pages.warehouse import shelf
from shopkit.store import books, goods
from shopkit.store.ledger import OVERSELLING


def test_an_empty_shop_is_told_the_next_step(empty):
    drawn = empty.work(shelf)
    assert "Start here" in drawn["goods"]["empty"] and drawn["moves"]["empty"]


def test_a_search_that_finds_nothing_says_so(shop):
    assert "called" in shop.work(shelf, find="unicorn")["goods"]["empty"]


@pytest.mark.parametrize("words", ["mug", "690001", "Mug"])
def test_a_product_is_found_by_code_title_and_barcode(shop, words):
    assert [row["key"] for row in shop.work(shelf, find=words)["goods"]["rows"]] == ["MUG"]


def test_legacy_stock_below_zero_is_red_and_on_top(shop):
    goods.save_skus(shop.engine, shop.id, [goods.Sku("ZIP")])
    from shopkit.store import set_setting

    set_setting(shop.engine, shop.id, OVERSELLING, True)
    shop.lay("ZIP", "CUSTOMER", 2, source="A-1")
    first = shop.work(shelf)["goods"]["rows"][0]
    assert (first["key"], first["tone"], shelf.badge(shop.shift())) == ("ZIP", "bad", 1)


def test_the_stock_list_is_a_file_with_a_row_a_product(shop):
    name, _, content = shop.act(shelf, "stock_file").file
    rows = list(openpyxl.load_workbook(BytesIO(content)).active.values)
    assert name.endswith(".xlsx") and [row[0] for row in rows] == ["SKU", "MUG", "TEE"]


def test_an_opened_product_shows_its_bins_and_its_moves(shop):
    drawn = shop.work(shelf, item="MUG")
    assert drawn["bins"]["rows"][0]["cells"] == ["A-1", 10] and len(drawn["moves"]["rows"]) == 1


def test_pieces_move_between_bins_and_an_undo_moves_them_back(shop):
    shop.act(shelf, "item_move", code="MUG", source="A-1", to="a-2", qty=4)
    assert (shop.held()["MUG", "A-1"], shop.held()["MUG", "A-2"]) == (6, 4)
    [last] = books.moves(shop.engine, shop.id, last=1)
    shop.act(shelf, "stock_undo", id=last.id)
    assert shop.held()["MUG", "A-1"] == 10


@pytest.mark.parametrize(("why", "place"), [("broken", "DAMAGED"), ("lost", "ADJUSTMENT")])
def test_what_is_broken_or_lost_leaves_the_shelf_with_its_reason(shop, why, place):
    shop.act(shelf, "item_loss", code="MUG", source="A-1", qty=2, why=why)
    assert shop.held()["MUG", place] == 2
    assert books.moves(shop.engine, shop.id, last=1)[0].reason == why


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("item_move", {"code": "MUG", "source": "A-1", "to": "A-2", "qty": 11}),
        ("item_move", {"code": "MUG", "source": "", "to": "A-2", "qty": 1}),
        ("item_loss", {"code": "MUG", "source": "A-1", "qty": 1, "why": "whim"}),
        ("item_save", {"code": "MUG", "cost_fen": 1}),
        ("item_save", {"code": "MUG", "pack_size": 0}),
        ("item_save", {"code": ""}),
        ("item_label", {"code": "HAT"}),
        ("stock_undo", {"id": "all"}),
        ("stock_undo", {"id": 999}),
        ("places_paper", {"paper": "A0"}),
        ("places_make", {"aisles": "A-Z-B", "racks": 1000, "levels": 1}),
        ("places_save", {"rows": [{"code": "SUPPLIER"}]}),
    ],
)
def test_what_a_browser_forges_is_refused_with_a_sentence(shop, act, values):
    before = shop.held()
    with pytest.raises((Refused, NotFound)):
        shop.act(shelf, act, **values)
    assert shop.held() == before


def test_a_product_is_written_down_and_changed(shop):
    shop.act(shelf, "item_save", code="HAT", title="Hat", cost="12.5", weight_g=90)
    shop.act(shelf, "item_save", code="HAT", pack_size=6, supplier="")
    hat = goods.find_sku(shop.engine, shop.id, "hat")
    assert (hat.title, hat.cost_fen, hat.weight_g, hat.pack_size) == ("Hat", 1250, 90, 6)


def test_many_bins_are_made_in_walking_order(shop):
    shop.act(shelf, "places_make", aisles="B-C", racks=2, levels=2)
    made = [place.code for place in shop.shift().places if place.code[0] in "BC"]
    assert made == ["B-01-1", "B-01-2", "B-02-1", "B-02-2", "C-01-1", "C-01-2", "C-02-1", "C-02-2"]


def test_a_place_that_is_removed_is_closed_not_forgotten(shop):
    shop.act(shelf, "places_save", rows=[{"key": "A-2", "code": "A-2", "change": "removed"}])
    assert "A-2" not in [place.code for place in shop.shift().places]


def test_labels_of_products_and_bins_are_documents_to_print(shop):
    for act in ("goods_labels", "places_labels"):
        assert shop.act(shelf, act).html.startswith("<!doctype html>")
    assert "Mug" in shop.act(shelf, "item_label", code="MUG").html


STOCK = [
    {"sku": "MUG", "system": "聚水潭", "seen_on": "2026-09-30", "on_hand": 12},
    {"sku": "TEE", "system": "聚水潭", "seen_on": "2026-09-30", "on_hand": -2},
]


@pytest.fixture
def file(monkeypatch):
    """A stock file in the lake, with one product below zero."""
    answers = {"stock_file": STOCK}
    monkeypatch.setattr(Lake, "rows", lambda self, question, **asked: answers.get(question, []))


def test_a_stock_file_begins_the_books_negative_legacy_stock_too(empty, file):
    goods.save_skus(empty.engine, empty.id, [goods.Sku("MUG"), goods.Sku("TEE")])
    empty.act(shelf, "places_begin")
    assert (empty.held()["MUG", "RECEIVING"], empty.held()["TEE", "RECEIVING"]) == (12, -2)
    assert shelf.badge(empty.shift()) == 1


def test_a_later_stock_file_becomes_a_count_of_the_differences(shop, file):
    reply = shop.act(shelf, "places_compare")
    assert reply.ask["tab"] == "count"


def test_only_the_manager_changes_the_rules_of_the_books(shop):
    values = {"oversell": True, "closed": "2026-08-31"}
    with pytest.raises(Refused):
        shop.act(shelf, "places_rules", **values)
    shop.act(shelf, "places_rules", by="manager", **values)
    assert shop.shift().setting(OVERSELLING) is True


def test_what_the_shelf_is_worth_is_shown_both_ways(shop):
    drawn = shop.work(shelf, view="worth")
    values = {tile["key"]: tile["value"] for tile in drawn["totals"]["tiles"]}
    assert drawn["worth"]["rows"][0]["cells"][2:] == [10, 5000, 5000]
    assert values["fifo"] == values["average"] == "¥50.00"
