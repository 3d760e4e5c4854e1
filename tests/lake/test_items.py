"""What listing and rivals ask the lake: titles, sales and prices of items."""

from datetime import date

ASOF = date(2026, 10, 31)


def item(item_id, title, *, seen="2026-10-31", sku_id="1", **facts):
    return {"seen_on": seen, "item_id": item_id, "sku_id": sku_id, "title": title} | facts


def day(on, item_id="1", **facts):
    told = {"day": on, "days": 1, "item_id": item_id, "title": "Mug", "parent_item_id": None}
    return told | {"paid_qty": 0, "paid_fen": 0, "visitors": 10} | facts


def line(order_id, on, item_id="1", **facts):
    at = f"{on} 12:00:00"
    told = {"line_id": order_id, "order_id": order_id, "item_id": item_id, "title": "Mug", "qty": 1}
    return told | {"created_at": at, "paid_at": at, "price_fen": 900, "paid_fen": None} | facts


def titles(drawn):
    return [(row["item_id"], row["title"]) for row in drawn.rows("item_titles")]


def prices(drawn):
    rows = drawn.rows("item_prices", **{"from": date(2026, 10, 1), "to": ASOF})
    return [(row["monday"], row["item_id"], row["price_fen"]) for row in rows]


def test_an_empty_lake_knows_no_item(drawn):
    assert titles(drawn) == drawn.rows("item_sales", asof=ASOF) == prices(drawn) == []


def test_the_newest_export_tells_the_title_and_the_stock_of_all_its_skus(drawn):
    old = item("1", "Old mug", seen="2026-09-30", stock_qty=99, price_fen=900, sku_price_fen=9)
    now = [
        item("1", "Mug", sku_id=sku, stock_qty=2, price_fen=900, sku_price_fen=price)
        for sku, price in (("1", 900), ("2", 800))
    ]
    drawn.add("items", old, *now)
    [row] = drawn.rows("item_titles")
    assert (row["title"], row["stock_qty"], row["price_fen"]) == ("Mug", 4, 800)


def test_without_an_export_the_lines_know_the_titles(drawn):
    drawn.add("order_lines", line("a", "2026-10-02"), line("b", "2026-10-03", title="Blue mug"))
    assert titles(drawn) == [("1", "Blue mug")]


def test_sales_are_counted_in_the_last_30_and_90_days(drawn):
    days = {"2026-10-31": 1, "2026-10-02": 2, "2026-10-01": 4, "2026-08-03": 8, "2026-08-02": 16}
    drawn.add("item_days", *(day(on, paid_qty=n, paid_fen=n) for on, n in days.items()))
    [row] = drawn.rows("item_sales", asof=ASOF)
    assert (row["qty_30"], row["qty_90"], row["visitors_90"]) == (3, 15, 40)
    assert (row["first_on"], row["last_on"]) == (date(2026, 8, 2), ASOF)


def test_a_child_of_a_main_product_is_not_counted_twice(drawn):
    child = day("2026-10-31", "2", parent_item_id="1", paid_qty=5)
    drawn.add("item_days", day("2026-10-31", paid_qty=5), child)
    assert [row["item_id"] for row in drawn.rows("item_sales", asof=ASOF)] == ["1"]


def test_a_price_is_what_a_piece_brought_in_the_week(drawn):
    drawn.add(
        "item_days",
        day("2026-10-05", paid_qty=1, paid_fen=900),
        day("2026-10-11", paid_qty=2, paid_fen=1200),
        day("2026-10-12"),
    )
    assert prices(drawn) == [(date(2026, 10, 5), "1", 700)]


def test_without_the_product_table_the_lines_tell_prices_and_sales(drawn):
    drawn.add("order_lines", line("a", "2026-10-05", qty=2), line("b", "2026-10-06", paid_fen=600))
    assert prices(drawn) == [(date(2026, 10, 5), "1", 800)]
    assert drawn.rows("item_sales", asof=ASOF)[0]["qty_30"] == 3
