"""Buyers, cohorts and repurchase as the lake counts them: drawn, and on real purchases."""

from collections import Counter
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopkit.customers.buyer import Buyer
from shopkit.customers.cohorts import WINDOWS, cohorts, repurchases
from shopkit.customers.rfm import corners, rfm, top_fifth_share

ASOF = date(2026, 9, 30)


def order(number: int, buyer: str | None, day: str, fen: int = 1000, **differs: object) -> dict:
    at = f"{day} 12:00"
    known = {"order_id": f"O{number}", "buyer": buyer, "status": "交易成功", "paid_fen": fen}
    return known | {"created_at": at, "paid_at": at, "refund_fen": None} | differs


def asked(drawn, question="customers", **more):
    return drawn.rows(question, asof=ASOF, **more)


def test_an_empty_lake_has_no_customers(drawn):
    assert asked(drawn) == [] and asked(drawn, "cohorts") == []
    (none,) = asked(drawn, "repurchase", **{"from": date(2020, 1, 1)}, windows=[30])
    assert (none["people"], none["again"]) == (0, 0)


def test_a_buyers_days_money_and_last_order(drawn):
    drawn.add(
        "orders",
        order(1, "ann", "2026-05-01", 1000),
        order(2, "ann", "2026-05-01", 500),
        order(3, "ann", "2026-07-01", 2000),
        order(4, "bob", "2026-10-01", 9900),  # after the day asked for
    )
    (ann,) = asked(drawn)
    assert Buyer(**ann) == Buyer("ann", 2, date(2026, 5, 1), date(2026, 7, 1), 3500, 1500, "O3")


def test_what_went_back_whole_or_was_never_paid_is_no_purchase(drawn):
    drawn.add(
        "orders",
        order(1, "ann", "2026-05-01"),
        order(2, "bob", "2026-05-01", refund_fen=1000),
        order(3, "bob", "2026-06-01", status="交易关闭"),
        order(4, "bob", "2026-06-02", paid_at=None),
        order(5, None, "2026-06-02"),
        order(6, "cid", "2026-06-02", refund_fen=400),
        order(7, "dan", "2026-06-02"),
    )
    drawn.add(
        "refunds",
        {"refund_id": "R1", "order_id": "O7", "status": "退款成功", "refund_fen": 1000,
         "applied_at": "2026-06-05 12:00", "completed_at": "2026-06-06 12:00"},
    )  # fmt: skip
    assert {row["buyer"]: row["paid_fen"] for row in asked(drawn)} == {"ann": 1000, "cid": 600}


def test_a_cohort_counts_each_buyer_once_a_month(drawn):
    drawn.add(
        "orders",
        order(1, "ann", "2026-07-01"),
        order(2, "ann", "2026-07-20"),
        order(3, "ann", "2026-09-01"),
        order(4, "ann", "2026-09-02", 700),
        order(5, "bob", "2026-07-31"),
        order(6, "cid", "2026-08-01"),
    )
    july, august = cohorts(asked(drawn, "cohorts"), asof=ASOF)
    assert (july.came, august.came) == ((2, 0, 1), (1, 0))


def test_only_who_has_been_known_for_so_long_is_counted_on(drawn):
    drawn.add(
        "orders",
        order(1, "ann", "2026-06-01"),
        order(2, "ann", "2026-07-01"),
        order(3, "bob", "2026-08-20"),
        order(4, "bob", "2026-09-01"),
    )
    rows = asked(drawn, "repurchase", **{"from": date(2026, 1, 1)}, windows=[30, 90])
    assert [(each.people, each.again) for each in repurchases(rows)] == [(2, 2), (1, 1)]


@pytest.fixture(scope="module")
def purchases(real):
    """CDNOW's sample of purchases as orders."""
    rows = []
    for n, line in enumerate(real("CDNOW_sample.txt").read_text().splitlines()):
        _, buyer, day, _, amount = line.split()
        iso = f"{day[:4]}-{day[4:6]}-{day[6:]}"
        rows.append(order(n, buyer, iso, round(float(amount) * 100)))
    return rows


def test_cdnow_counts_as_published(purchases, draw_lake):
    drawn, asof = draw_lake(), date(1998, 7, 1)
    drawn.add("orders", *purchases)
    found = cohorts(drawn.rows("cohorts", asof=asof), asof=asof)
    assert [(each.people, round(each.retention(1), 4)) for each in found] == [
        (781, 0.1588), (857, 0.1564), (719, 0.1210),
    ]  # fmt: skip
    rows = drawn.rows("repurchase", asof=asof, windows=list(WINDOWS), **{"from": date(1997, 1, 1)})
    ninety = next(each for each in repurchases(rows) if each.days == 90)
    assert (ninety.people, round(ninety.rate, 4)) == (2357, 0.2915)


def test_cdnow_rfm_as_published(purchases, draw_lake):
    assert (len(purchases), sum(row["paid_fen"] for row in purchases)) == (6919, 24409194)
    drawn, asof = draw_lake(), date(1998, 7, 1)
    drawn.add("orders", *purchases)
    buyers = [Buyer(**row) for row in drawn.rows("customers", asof=asof)]
    assert sum(each.paid_fen for each in buyers) == 24409194
    assert (len(buyers), sum(each.repeats > 0 for each in buyers)) == (2357, 1139)
    scored = rfm(buyers, asof=asof)
    corners = [(each.r, each.f, each.m) for each in scored]
    assert (corners.count((5, 5, 5)), corners.count((1, 1, 1))) == (248, 175)
    assert round(top_fifth_share(scored), 4) == 0.6746


def test_the_cohorts_of_a_gift_wholesaler_are_pandas_own(real, draw_lake):
    seen = pd.read_csv(
        real("online_retail.csv.gz"), dtype={"InvoiceNo": "str", "CustomerID": "str"}
    )
    seen = seen[seen["CustomerID"].notna() & (seen["Quantity"] > 0) & (seen["UnitPrice"] > 0)]
    assert (len(seen), seen["CustomerID"].nunique()) == (397_884, 4_338)
    seen = seen.assign(
        day=pd.to_datetime(seen["InvoiceDate"]).dt.strftime("%Y-%m-%d"),
        fen=seen["Quantity"] * seen["UnitPrice"] * 100,
    )
    bills = seen.groupby("InvoiceNo").agg(
        buyer=("CustomerID", "first"), day=("day", "first"), fen=("fen", "sum")
    )
    assert len(bills) == 18_532
    drawn, asof = draw_lake(), date(2011, 12, 9)
    drawn.add(
        "orders",
        *(order(n, row.buyer, row.day, max(round(row.fen), 1)) for n, row in bills.iterrows()),
    )
    found = cohorts(drawn.rows("cohorts", asof=asof), asof=asof)
    assert [each.came for each in found] == _in_pandas(bills)
    assert found[0].people == 885 and len(found) == 13


def _in_pandas(bills):
    month = pd.PeriodIndex(bills["day"], freq="M")
    first = month.to_series(index=bills.index).groupby(bills["buyer"]).transform("min")
    ages = [now.ordinal - then.ordinal for now, then in zip(month, first, strict=True)]
    table = (
        pd.DataFrame({"cohort": first.astype("str"), "age": ages, "buyer": bills["buyer"]})
        .groupby(["cohort", "age"])["buyer"]
        .nunique()
        .unstack(fill_value=0)
    )
    return [tuple(row[: len(table) - n]) for n, row in enumerate(table.to_numpy().tolist())]


PURCHASES = st.lists(
    st.tuples(st.sampled_from("abcdefghij"), st.integers(0, 300), st.integers(0, 3000)),
    min_size=1,
    max_size=60,
)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(PURCHASES)
def test_the_lake_and_the_figures_score_alike(draw_lake, told):
    drawn = draw_lake()
    drawn.add(
        "orders",
        *(order(n, who, f"{ASOF - timedelta(days=ago)}", fen)
          for n, (who, ago, fen) in enumerate(told)),
    )  # fmt: skip
    people = [Buyer(**row) for row in asked(drawn)]
    assert asked(drawn, "rfm") == corners(rfm(people, asof=ASOF))
    cells = {
        (row["repeats"], row["active_days"], row["age_days"]): row["people"]
        for row in asked(drawn, "histories", until=ASOF)
    }
    told = [each.history(ASOF) for each in people]
    days = [(x, round(active * 7), round(age * 7)) for x, active, age in told]
    assert cells == Counter(days)


def test_what_came_after_a_day_is_counted_apart(drawn):
    drawn.add(
        "orders",
        order(1, "ann", "2026-05-01"),
        order(2, "ann", "2026-08-01"),
        order(3, "ann", "2026-09-01"),
        order(4, "bob", "2026-08-15"),  # not known on the day
    )
    (row,) = drawn.rows("histories", asof=date(2026, 6, 30), until=ASOF)
    assert row == {"repeats": 0, "active_days": 0, "age_days": 60, "people": 1, "came": 2}


def test_what_feeds_the_score_comes_from_the_shops_days_first(drawn):
    span = {"from": date(2026, 9, 1), "to": ASOF}
    review = {"reviewed_at": "2026-09-02 12:00", "stars": None}
    drawn.add(
        "reviews",
        {"review_id": "1", "grade": "好评", **review},
        {"review_id": "2", "grade": "差评", **review},
    )
    (fed,) = drawn.rows("experience", **span)
    assert (fed["reviews"], fed["good"], fed["bad"], fed["chats"]) == (2, 1, 1, None)
    drawn.add(
        "shop_days",
        {"day": "2026-09-02", "days": 1, "reviews": 9, "reviews_good": 8, "reviews_bad": 0},
    )
    (fed,) = drawn.rows("experience", **span)
    assert (fed["reviews"], fed["good"], fed["bad"]) == (9, 8, 0)


def test_the_buyers_of_orders(drawn):
    drawn.add("orders", order(1, "ann", "2026-05-01"), order(2, None, "2026-05-01"))
    found = drawn.rows("buyers_of", order_ids=["O1", "O2", "O9"])
    assert found == [{"order_id": "O1", "buyer": "ann"}]
