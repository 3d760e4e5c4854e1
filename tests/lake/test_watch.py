"""What the watch asks the lake: products, sources and prices by day."""

from datetime import date

SPAN = {"from": date(2026, 9, 1), "to": date(2026, 9, 30)}


def item(day, item_id="1", **facts):
    return {"day": f"2026-09-{day:02d}", "days": 1, "item_id": item_id, "title": "Mug",
            "parent_item_id": None, "visitors": 40, "buyers": 2, "paid_fen": 5000} | facts  # fmt: skip


def source(day, name, second="汇总", **facts):
    return {"day": f"2026-09-{day:02d}", "days": 1, "item_id": "", "source": name,
            "source_2": second, "source_3": "", "visitors": 50, "buyers": 1} | facts  # fmt: skip


def line(number, day, price_fen, sku="MUG"):
    return {"line_id": str(number), "order_id": str(number), "item_id": "1", "sku": sku,
            "title": "Mug", "qty": 1, "price_fen": price_fen,
            "created_at": f"2026-09-{day:02d} 12:00:00",
            "paid_at": f"2026-09-{day:02d} 12:01:00"}  # fmt: skip


def test_an_empty_lake_has_nothing_to_watch(drawn):
    for question in ("items_by_day", "sources_by_day", "prices_by_day"):
        assert drawn.rows(question, **SPAN) == []


def test_a_product_has_a_row_a_day_and_its_child_rows_are_left_out(drawn):
    drawn.add("item_days", item(1), item(2), item(2, "2", parent_item_id="1"), item(3, days=7))
    found = [
        (row["day"].day, row["item_id"], row["visitors"])
        for row in drawn.rows("items_by_day", **SPAN)
    ]
    assert found == [(1, "1", 40), (2, "1", 40)]


def test_sources_are_read_at_the_level_that_is_whole(drawn):
    drawn.add("traffic", source(1, "付费流量"), source(1, "付费流量", "淘宝客", visitors=9))
    assert [(row["source"], row["visitors"]) for row in drawn.rows("sources_by_day", **SPAN)] == [
        ("付费流量", 50)
    ]


def test_files_without_a_first_level_are_read_at_the_second(drawn):
    drawn.add("traffic", source(1, "付费流量", "淘宝客"), source(1, "付费流量", "全站推广"))
    assert [row["source"] for row in drawn.rows("sources_by_day", **SPAN)] == ["全站推广", "淘宝客"]


def test_the_usual_price_of_a_day_is_the_one_most_lines_had(drawn):
    drawn.add("order_lines", line(1, 1, 1000), line(2, 1, 1000), line(3, 1, 700), line(4, 2, 1100))
    found = [
        (row["day"].day, row["sku"], row["price_fen"])
        for row in drawn.rows("prices_by_day", **SPAN)
    ]
    assert found == [(1, "MUG", 1000), (2, "MUG", 1100)]
