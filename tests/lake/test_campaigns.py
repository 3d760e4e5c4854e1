"""A campaign's days and the ads, as the files tell them."""

from datetime import date

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 3)
SPAN = {"from": FIRST, "to": LAST}
PAID = "交易成功"


def line(number, day, item="600", sku="MUG", **differs):
    at = f"2026-09-{day:02} 12:00"
    known = {
        "line_id": f"L{number}", "order_id": f"O{number}", "item_id": item, "sku": sku, "qty": 2,
        "title": sku, "paid_fen": 3000, "price_fen": 1500, "status": PAID, "created_at": at,
        "paid_at": at,
    }  # fmt: skip
    return known | differs


def sold(drawn, items=(), costs=None):
    costs = costs or {}
    rows = drawn.rows(
        "sold_by_day", **SPAN, items=list(items), skus=list(costs), costs=list(costs.values())
    )
    return [tuple(row.values())[1:] for row in rows]


def ad(day="2026-09-01", **differs):
    known = {
        "day": day, "platform": "直通车", "level": "plan", "plan_id": "1", "plan": "Tea",
        "unit_id": "", "item_id": "", "creative_id": "", "effect": "", "basis": "",
        "attribution": "", "impressions": 1000, "clicks": 50, "spend_fen": 5000,
        "paid_orders": 2, "paid_fen": 20_000, "direct_paid_fen": 15_000,
        "indirect_paid_fen": 5_000, "net_paid_fen": None,
    }  # fmt: skip
    return known | differs


def by_level(drawn, level):
    rows = drawn.rows("ads_by_level", **SPAN, level=level)
    return {row["key"]: (row["spend_fen"], row["direct_fen"], row["net_fen"]) for row in rows}


def test_an_empty_lake_tells_nothing(drawn):
    assert sold(drawn) == [] and by_level(drawn, "plan") == {}
    assert drawn.rows("ad_spend_by_day", **SPAN) == []


def test_the_items_asked_for_stand_apart_from_the_others(drawn):
    drawn.add("order_lines", line(1, 1), line(2, 1, "601", "TEE"), line(3, 2, "601", "TEE"))
    assert sold(drawn, ["600"], {"MUG": 500}) == [(3000, 3000, 3000, 1000), (0, 3000, 0, 0)]
    assert sold(drawn) == [(6000, 0, 0, 0), (3000, 0, 0, 0)]


def test_a_line_without_its_item_is_known_by_its_sku_or_title(drawn):
    drawn.add(
        "order_lines",
        line(1, 1),
        line(2, 2, item=None),
        line(3, 3, item="", sku="", title="MUG"),
    )
    assert sold(drawn, ["600"]) == [(3000, 0, 0, 0)] * 3


def test_unpaid_lines_are_not_sold(drawn):
    drawn.add("order_lines", line(1, 1), line(2, 1, paid_at=None, status="等待买家付款"))
    assert sold(drawn) == [(3000, 0, 0, 0)]


def test_one_source_answers_for_all_days_the_one_that_knows_the_most(drawn):
    drawn.add("order_lines", line(1, 1))
    days = [
        {"day": f"2026-09-0{n}", "days": 1, "item_id": "600", "parent_item_id": "", "paid_fen": 900}
        for n in (1, 2)
    ]
    drawn.add("item_days", *days, {**days[0], "item_id": "602", "parent_item_id": "600"})
    assert sold(drawn, ["600"]) == [(900, 0, 0, 0), (900, 0, 0, 0)]


def test_a_shop_with_its_own_figures_only_is_known_as_a_whole(drawn):
    drawn.add("shop_days", {"day": "2026-09-01", "days": 1, "paid_fen": 700})
    assert sold(drawn) == [(700, 0, 0, 0)] and sold(drawn, ["600"]) == []


def test_a_plan_that_stands_in_two_reports_is_counted_once(drawn):
    merged = {"platform": "阿里妈妈", "level": "item", "direct_paid_fen": None,
              "indirect_paid_fen": None}  # fmt: skip
    drawn.add(
        "ad_days",
        ad(),
        ad(**merged, item_id="600", spend_fen=3000, net_paid_fen=9_000),
        ad(**merged, item_id="601", spend_fen=2000, net_paid_fen=8_000),
    )
    assert by_level(drawn, "plan") == {"1": (5000, 15_000, 17_000)}
    assert by_level(drawn, "item") == {"600": (3000, None, 9_000), "601": (2000, None, 8_000)}


def test_two_windows_of_attribution_are_not_added(drawn):
    drawn.add("ad_days", ad(attribution="15天"), ad(attribution="30天", paid_fen=30_000))
    assert by_level(drawn, "plan") == {"1": (5000, 15_000, None)}


def test_a_days_ad_spend_is_the_shops_own_figure_else_the_largest_report(drawn):
    drawn.add(
        "ad_days",
        ad(),
        ad(platform="阿里妈妈", level="item", item_id="600"),
        ad("2026-09-02", spend_fen=900),
    )
    drawn.add("shop_days", {"day": "2026-09-02", "days": 1, "ad_search_fen": 800})
    found = {row["day"].day: row["spend_fen"] for row in drawn.rows("ad_spend_by_day", **SPAN)}
    assert found == {1: 5000, 2: 800}
