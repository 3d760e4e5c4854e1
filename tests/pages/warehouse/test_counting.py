"""Counting: planned by what is due, counted blind, approved by somebody else."""

import json
from io import BytesIO

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages.warehouse import counting
from shopkit.store import counts


@pytest.fixture
def room(shop):
    """Seventy mugs in A-1 and three tees in A-2, nothing counted yet."""
    shop.lay("MUG", "A-1", 60)
    shop.lay("TEE", "A-2", 3)
    return shop


def planned(room, turn="C", **more):
    return room.act(counting, "count_plan", turn=turn, **more)


def line_of(room, sku):
    return next(line.id for line in counts.open_lines(room.engine, room.id) if line.sku == sku)


def entered(room, sku, counted, **more):
    return room.act(counting, "count_enter", line=line_of(room, sku), counted=counted, **more)


def tile(blocks, key):
    return next(each for each in blocks["figures"]["tiles"] if each["key"] == key)


def approve(room, sku, by="manager", **more):
    return room.act(counting, "count_approve", by=by, line=line_of(room, sku), **more)


def test_a_shop_without_goods_has_nothing_to_count(empty):
    blocks = empty.work(counting)
    assert tile(blocks, "due")["value"] == "0"
    assert blocks["plans"]["lines"][0]["text"] == "No shelf is due to be counted."
    assert counting.badge(empty.shift()) is None


def test_what_was_never_counted_is_due_and_one_press_plans_it(room):
    blocks = room.work(counting)
    assert blocks["plans"]["buttons"][0]["label"] == "C products, every half-year: 2"
    reply = planned(room)
    opened = room.work(counting, **reply.ask)
    assert [row["title"] for row in opened["sheet"]["rows"]] == ["A-1 · MUG", "A-2 · TEE"]
    assert counting.badge(room.shift()) == 2


def test_a_count_planned_twice_with_one_key_is_one_count(room):
    assert planned(room, key="same").ask == planned(room, key="same").ask
    assert len(counts.counts(room.engine, room.id)) == 1


def test_nobody_who_counts_sees_what_the_books_say(room):
    ask = planned(room).ask
    entered(room, "MUG", 4)  # far off: to be counted again
    drawn = json.dumps(room.work(counting, **ask))
    assert "70" not in drawn and "booked" not in drawn.lower()
    sheet = room.act(counting, "count_print", count=ask["count"])
    assert "MUG" in sheet.html and "70" not in sheet.html.split("<body>")[1].split("<svg")[0]
    assert "Booked" not in json.dumps(room.work(counting))  # nor on the list, for a keeper


def test_a_number_and_enter_opens_the_next_line(room):
    reply = planned(room)
    first = room.work(counting, **reply.ask)
    form = next(block for key, block in first.items() if key.startswith("tally-"))
    assert form["title"].startswith("A-1 · MUG") and form["fields"][0]["value"] is None
    reply = room.act(counting, form["act"], **form["values"], counted=70)
    following = room.work(counting, **reply.ask)
    form = next(block for key, block in following.items() if key.startswith("tally-"))
    assert form["title"].startswith("A-2 · TEE")
    reply = room.act(counting, form["act"], **form["values"], counted="3")
    assert room.work(counting, **reply.ask)["done"]["lines"][0]["text"].startswith("All is counted")


def test_a_scanned_bin_or_product_opens_its_line(room):
    number = planned(room).ask["count"]
    for text, sku in (("BIN:A-2", "TEE"), ("690001", "MUG"), ("a-2", "TEE")):
        reply = room.act(counting, "count_scan", count=number, text=text)
        assert int(reply.ask["tally"]) == line_of(room, sku)
    with pytest.raises(NotFound):
        room.act(counting, "count_scan", count=number, text="nonsense")


def test_what_differs_is_counted_again_before_it_waits_for_approval(room):
    planned(room)
    assert entered(room, "MUG", 60).tone == "warn"
    with pytest.raises(Refused):  # the manager could count it
        entered(room, "MUG", 60)
    assert entered(room, "MUG", 61, by="operations").tone == "good"
    row = room.work(counting, by="manager")["approve"]["rows"][0]
    assert row["lines"][0]["text"] == "Booked 70, counted 61, difference -9"
    assert row["badge"] == "-¥45.00"


def test_an_approved_difference_needs_a_reason_and_then_is_booked_once(room):
    planned(room)
    entered(room, "MUG", 60)
    entered(room, "MUG", 61, by="operations")
    with pytest.raises(Refused):
        approve(room, "MUG")
    line = line_of(room, "MUG")
    for _ in range(2):
        room.act(
            counting, "count_approve", by="manager", key="once", line=line, reason="lost", other=""
        )
    assert room.held()["MUG", "A-1"] == 61
    assert room.work(counting)["differences"]["rows"][0]["cells"][3:6] == [-9, -4500, "Lost"]
    assert tile(room.work(counting), "accuracy")["note"].startswith("0 of 1 right, between 0.0%")


def test_all_that_is_within_the_tolerance_is_approved_at_once(room):
    planned(room)
    entered(room, "MUG", 70)
    entered(room, "TEE", 2)
    (button,) = room.work(counting, by="manager")["near"]["buttons"]
    assert button["label"] == "Approve 2 lines within the tolerance"
    for _ in range(2):
        room.act(counting, button["act"], by="manager", key="once", **button["values"])
    assert room.held()["TEE", "A-2"] == 2
    assert tile(room.work(counting), "accuracy")["value"] == "100%"


def test_who_counted_does_not_approve_while_there_is_somebody_else(room):
    planned(room)
    entered(room, "TEE", 3, by="manager")
    row = room.work(counting, by="manager")["approve"]["rows"][0]
    assert row["buttons"] == [] and "somebody else" in row["lines"][-1]
    with pytest.raises(Refused):
        approve(room, "TEE", by="manager")


def test_a_line_far_off_cannot_be_slipped_in_among_the_near(room):
    planned(room)
    entered(room, "MUG", 60)
    entered(room, "MUG", 61, by="operations")
    with pytest.raises(Refused, match="more than it may"):
        room.act(counting, "count_near", by="manager", lines=[line_of(room, "MUG")])


def test_a_zone_is_counted_whole_and_a_scan_counts_one_product(room):
    ask = room.act(counting, "count_zone", zone="A").ask
    assert len(room.work(counting, **ask)["sheet"]["rows"]) == 2
    again = room.act(counting, "count_find", text="TEE").ask
    assert again == {"count": ask["count"], "tally": str(line_of(room, "TEE"))}
    assert room.act(counting, "count_find", text=f"COUNT:{ask['count']}").ask["count"] == "1"


def test_a_product_that_is_on_no_count_gets_one_of_its_own(room):
    ask = room.act(counting, "count_find", text="TEE").ask
    assert [row["title"] for row in room.work(counting, **ask)["sheet"]["rows"]] == ["A-2 · TEE"]


def test_what_is_found_elsewhere_is_put_on_the_count(room):
    number = planned(room).ask["count"]
    reply = room.act(counting, "count_more", count=number, sku="TEE", bin="A-1")
    titles = [row["title"] for row in room.work(counting, **reply.ask)["sheet"]["rows"]]
    assert "A-1 · TEE" in titles and counting.badge(room.shift()) == 3


def test_the_sheet_comes_as_a_workbook_without_the_books(room):
    from openpyxl import load_workbook

    number = planned(room).ask["count"]
    name, mime, content = room.act(counting, "count_file", count=number).file
    rows = list(load_workbook(BytesIO(content)).active.values)
    assert name.endswith(".xlsx") and "spreadsheet" in mime
    assert rows[1] == ("A-1", "MUG", "Mug", "690001", None)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("count_plan", {"turn": "Z"}),
        ("count_plan", {"turn": None}),
        ("count_zone", {"zone": "B"}),
        ("count_find", {"text": ""}),
        ("count_enter", {"line": 999, "counted": 1}),
        ("count_enter", {"line": "x", "counted": 1}),
        ("count_enter", {"line": 1, "counted": -1}),
        ("count_enter", {"line": 1, "counted": "many"}),
        ("count_enter", {"line": 1, "counted": None}),
        ("count_scan", {"count": 999, "text": "MUG"}),
        ("count_more", {"count": 1, "sku": "MUG", "bin": "Z-9"}),
        ("count_approve", {"line": 1, "reason": "because"}),
        ("count_approve", {"line": {"a": 1}}),
        ("count_near", {"lines": "all"}),
        ("count_near", {"lines": [None]}),
        ("count_print", {"count": 999}),
        ("count_file", {"count": "x"}),
    ],
)
def test_what_a_browser_makes_up_is_refused(room, name, values):
    planned(room)
    with pytest.raises((Refused, NotFound)):
        room.act(counting, name, by="manager", **values)
    assert room.held()["MUG", "A-1"] == 70


@pytest.mark.parametrize("by", ["designer", "service", "nobody"])
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("count_plan", {"turn": "C"}),
        ("count_enter", {"line": 1, "counted": 3}),
        ("count_approve", {"line": 1, "reason": "lost"}),
        ("count_more", {"count": 1, "sku": "TEE", "bin": "A-1"}),
    ],
)
def test_who_does_not_work_in_the_warehouse_does_not_count(room, by, name, values):
    planned(room)
    with pytest.raises(Refused):
        room.act(counting, name, by=by, **values)


def test_a_keeper_does_not_approve(room):
    planned(room)
    entered(room, "TEE", 3)
    with pytest.raises(Refused):
        approve(room, "TEE", by="warehouse")


@pytest.mark.parametrize("asked", ["", "999", "-1", "x", "9" * 40])
def test_an_unknown_count_in_the_address_shows_the_list(room, asked):
    assert "figures" in room.work(counting, count=asked, tally="x")


def test_the_page_is_drawn_in_chinese(room):
    ask = planned(room).ask
    assert room.work(counting, lang="zh")["figures"]["tiles"][0]["label"] == "到期"
    assert "扫货位或商品" in json.dumps(room.work(counting, lang="zh", **ask), ensure_ascii=False)
