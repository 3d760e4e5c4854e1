"""What a bridge is built from: amounts by product and channel, and what a piece cost that day."""

from datetime import date

from shopkit.bridge.cells import Told, possible, split

FROM, TO = date(2026, 10, 1), date(2026, 10, 2)
COSTS = {
    "cost_skus": ["MUG", "MUG"], "cost_days": [date(1970, 1, 1), date(2026, 10, 2)],
    "cost_fen": [400, 500], "own_skus": ["MUG"], "own_items": ["1"],
}  # fmt: skip


def line(place, day, sku="MUG", **facts):
    at = f"2026-10-{day:02} 12:00:00"
    return {
        "line_id": str(place), "order_id": str(place), "sku": sku, "item_id": None, "title": sku,
        "qty": 1, "paid_fen": 1_000, "created_at": at, "paid_at": at, "buyer": f"b{place}",
        "payable_fen": None, "price_fen": None,
    } | facts  # fmt: skip


def cells(drawn, **asked):
    rows = drawn.rows("bridge_cells", **({"from": FROM, "to": TO} | COSTS | asked))
    return {(row["level"], row["item_id"], row["source"]): row for row in rows}


def source(day, name, visitors, **facts):
    return {
        "day": f"2026-10-{day:02}", "days": 1, "item_id": "", "source": name, "source_2": "",
        "source_3": "", "visitors": visitors, "buyers": 1, "paid_fen": 500,
    } | facts  # fmt: skip


def test_an_empty_lake_has_a_shop_that_sold_nothing(drawn):
    found = cells(drawn)
    assert list(found) == [("shop", "", "")]
    assert found["shop", "", ""]["paid_fen"] is None


def test_a_piece_costs_what_it_did_on_the_day_it_was_sold(drawn):
    drawn.add("order_lines", line(1, 1), line(2, 2, qty=2))
    mug = cells(drawn)["product", "1", ""]
    assert (mug["paid_fen"], mug["costed_fen"], mug["cost_fen"]) == (2_000, 2_000, 400 + 1_000)


def test_a_line_without_a_cost_is_paid_for_but_not_costed(drawn):
    drawn.add("order_lines", line(1, 1), line(2, 2, sku="TEE"))
    shop = cells(drawn)["shop", "", ""]
    assert (shop["paid_fen"], shop["costed_fen"], shop["cost_fen"]) == (2_000, 1_000, 400)


def test_only_lines_paid_in_the_days_count(drawn):
    drawn.add("order_lines", line(1, 1), line(2, 3))
    assert cells(drawn)["shop", "", ""]["paid_fen"] == 1_000


def test_an_order_without_lines_is_its_own_line(drawn):
    order = {"order_id": "9", "sku": "MUG", "qty": 1, "paid_fen": 900, "title": "MUG"}
    at = {"created_at": "2026-10-01 12:00:00", "paid_at": "2026-10-01 12:00:00", "buyer": "x"}
    drawn.add("orders", order | at)
    assert cells(drawn)["product", "1", ""]["cost_fen"] == 400


def test_a_sources_own_row_is_not_added_to_its_parts(drawn):
    drawn.add(
        "traffic",
        source(1, "free", 30), source(1, "free", 20, source_2="search"),
        source(1, "free", 10, source_2="home"), source(1, "paid", 5),
    )  # fmt: skip
    found = cells(drawn)
    names = {key[2]: row["visitors"] for key, row in found.items() if key[0] == "channel"}
    assert names == {"search": 20, "home": 10, "paid": 5}


def test_a_file_of_exactly_these_days_counts_before_single_days(drawn):
    drawn.add("traffic", source(1, "free", 30), source(1, "free", 50, days=2))
    row = cells(drawn)["channel", "", "free"]
    assert (row["visitors"], row["days"]) == (50, 2)


def test_an_items_own_sources_are_a_level_of_their_own(drawn):
    drawn.add("order_lines", line(1, 1), line(2, 2))
    drawn.add("traffic", *(source(day, "free", 8, item_id="1") for day in (1, 2)))
    one, other = ({"from": day, "to": day} for day in (FROM, TO))
    before, now = (Told(1, drawn.rows("bridge_cells", **COSTS, **each)) for each in (one, other))
    assert possible(before, now) == ["cross", "shop"]
    found = split(before, now, level="cross", measure="profit")
    assert sum(found.bars.values()) == found.now_fen - found.before_fen == -100
    # the item's channel is told of half of what was paid: the rest is nobody's
    assert found.bars == {
        "visitors": 0, "mix": 0, "conversion": 0, "basket": 0, "margin": -50, "unknown": -50,
    }  # fmt: skip


def test_the_orders_behind_an_item_come_with_their_cost_and_their_sums(drawn):
    drawn.add("order_lines", line(1, 1), line(2, 2, paid_fen=3_000), line(3, 2, sku="TEE"))
    asked = {"from": FROM, "to": TO, "item_ids": ["1"], "most": 1} | COSTS
    [only] = drawn.rows("bridge_orders", **asked)
    assert (only["order_id"], only["profit_fen"], only["orders"]) == ("2", 2_500, 2)
    assert (only["paid_total_fen"], only["profit_total_fen"]) == (4_000, 3_100)
