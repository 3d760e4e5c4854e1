"""The lake sums up sales as the figures do, line by line."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopkit.replenish.sums import sums
from shopkit.replenish.window import asked, window

TODAY = date(2026, 9, 30)
COUNTED = "交易成功"


def line(number: int, sku: str, ago: int, qty: int, **differs: object) -> dict:
    at = f"{TODAY - timedelta(days=ago)} 12:00"
    known = {
        "line_id": f"L{number}",
        "order_id": f"O{number}",
        "sku": sku,
        "qty": qty,
        "paid_fen": 1000 * qty,
        "status": COUNTED,
        "created_at": at,
        "paid_at": at,
    }
    return known | differs


def told(drawn, seen, out=None):
    return {row["sku"]: row for row in drawn.rows("demand", **asked(seen, out=out))}


def test_an_empty_lake_tells_nothing(drawn):
    assert drawn.rows("demand", **asked(window(TODAY))) == []


def test_closed_and_unpaid_lines_are_not_demand(drawn):
    drawn.add(
        "order_lines",
        line(1, "MUG", 3, 2),
        line(2, "MUG", 3, 50, status="交易关闭"),
        line(3, "MUG", 3, 50, paid_at=None, status="等待买家付款"),
        line(4, "", 3, 50),
    )
    found = told(drawn, window(TODAY))
    assert list(found) == ["MUG"] and found["MUG"]["sold_qty"] == 2


def test_a_line_without_a_pay_day_takes_its_orders(drawn):
    at = {"created_at": "2026-09-20 12:00"}
    drawn.add(
        "order_lines",
        *(line(n, "MUG", 9, 2, paid_at=None, **at) for n in (1, 2, 3)),
    )
    orders = [
        {"order_id": "O1", "status": COUNTED, "paid_at": "2026-09-21 12:00", **at},
        {"order_id": "O2", "status": "交易关闭", "paid_at": "2026-09-21 12:00", **at},
        {"order_id": "O3", "status": "等待买家付款", "paid_at": None, **at},
    ]
    drawn.add("orders", *orders)
    (found,) = told(drawn, window(TODAY)).values()
    assert (found["sold_qty"], found["first_on"]) == (2, date(2026, 9, 21))


def test_lines_without_any_orders_were_sold_when_written(drawn):
    drawn.add("order_lines", line(1, "MUG", 3, 2, paid_at=None))
    assert told(drawn, window(TODAY))["MUG"]["sold_qty"] == 2


SALES = st.dictionaries(
    st.tuples(st.sampled_from(["MUG", "TEE", "BOX"]), st.integers(-2, 75)),
    st.integers(1, 9),
    min_size=1,
    max_size=40,
)
AGO = st.sets(st.integers(0, 60), max_size=25)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sales=SALES, hidden=AGO, gone=AGO)
def test_the_lake_and_the_figures_sum_alike(draw_lake, sales, hidden, gone):
    drawn = draw_lake()
    lines = [line(n, sku, ago, qty) for n, ((sku, ago), qty) in enumerate(sales.items())]
    drawn.add("order_lines", *lines)
    seen = window(TODAY, days=60, masked={TODAY - timedelta(days=ago) for ago in hidden})
    out = {"TEE": {TODAY - timedelta(days=ago) for ago in gone}}
    found = told(drawn, seen, out)
    for sku in ("MUG", "TEE", "BOX"):
        by_day = {
            TODAY - timedelta(days=ago): qty for (one, ago), qty in sales.items() if one == sku
        }
        paid = sum(qty for day, qty in by_day.items() if seen.first <= day <= TODAY) * 1000
        mine = sums(sku, by_day, seen, out=out.get(sku, ()), paid_fen=paid)
        assert found.get(sku) == mine
