"""The files tell one story: days agree with orders, refunds with refunds, items with lines."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from shopkit.sample import calendar, definitions
from shopkit.sample.buyers import PLACES

# Counted once by the loop below and looked over by hand.
OCTOBER = {
    "orders": 2272,
    "paid_orders": 2026,
    "paid_fen": 18_185_830,
    "buyers": 1870,
    "pieces": 3324,
    "refunds_completed_fen": 1_941_987,
}


def fen(text: str) -> int:
    return int(Decimal(text.replace(",", "").removesuffix("元")) * 100)


def number(text: str) -> int:
    return int(text.replace(",", ""))


def paid_of(row) -> int:
    return fen(row.get("买家实际支付金额") or row["买家实付金额"])


def by_day(rows, column, value):
    found = defaultdict(int)
    for row in rows:
        if row[column]:
            found[row[column][:10]] += value(row)
    return found


def test_the_shops_day_is_the_sum_of_its_paid_orders(orders, shop_days):
    paid = by_day(orders, "订单付款时间", paid_of)
    pieces = by_day(orders, "订单付款时间", lambda row: int(row["宝贝总数量"]))
    buyers = defaultdict(set)
    for row in orders:
        if row["订单付款时间"]:
            buyers[row["订单付款时间"][:10]].add(row["买家会员名"])

    assert len(shop_days) == 549
    for day, row in shop_days.items():
        told = fen(row["支付金额"]), number(row["支付件数"]), number(row["支付买家数"])
        assert told == (paid[day], pieces[day], len(buyers[day])), day


def test_paid_orders_and_lines_are_counted_where_the_old_layout_prints_them(
    orders, lines, shop_days
):
    paid_orders = by_day(orders, "订单付款时间", lambda row: 1)
    paid_lines = by_day(lines, "订单付款时间", lambda row: 1)

    for day, row in shop_days.items():
        assert number(row["支付子订单数"]) == paid_lines[day], day
        assert number(row.get("支付父订单数", str(paid_orders[day]))) == paid_orders[day], day


def test_refunds_of_a_day_are_those_completed_on_it(refunds, shop_days):
    done = [row for row in refunds if row["退款状态"] == "退款成功"]
    back = by_day(done, "退款完结时间", lambda row: fen(row["买家退款金额"]))

    assert {day: fen(row["成功退款金额"]) for day, row in shop_days.items()} == {
        day: back[day] for day in shop_days
    }


def test_an_orders_refund_is_the_sum_of_its_completed_refunds(orders, refunds):
    back = defaultdict(int)
    for row in refunds:
        if row["退款状态"] == "退款成功":
            back[row["订单编号"]] += fen(row["买家退款金额"])

    assert {row["订单编号"]: fen(row["退款金额"]) for row in orders if fen(row["退款金额"])} == back


def test_lines_add_up_to_their_order(orders, lines):
    paid = defaultdict(int)
    for row in lines:
        paid[row["主订单编号"]] += paid_of(row)

    assert {row["订单编号"]: paid_of(row) for row in orders} == paid


def test_an_orders_total_is_goods_and_postage_and_unpaid_orders_paid_nothing(orders):
    for row in orders:
        total = fen(row["总金额"])
        assert total == fen(row["买家应付货款"]) + fen(row["买家应付邮费"])
        assert paid_of(row) == (total if row["订单付款时间"] else 0)
        assert fen(row["退款金额"]) <= paid_of(row)


def test_the_items_of_a_day_add_up_to_the_shop(item_days, shop_days):
    for column in ("支付金额", "成功退款金额"):
        whole = by_day(item_days, "统计日期", lambda row, name=column: fen(row[name]))
        assert whole == {day: fen(row[column]) for day, row in shop_days.items()}


def test_items_agree_with_their_lines(lines, item_days):
    items = {sku.sku: sku.item_id for sku in definitions.catalogue()}
    paid = defaultdict(int)
    for row in lines:
        if row["订单付款时间"]:
            paid[row["订单付款时间"][:10], items[row["商家编码"]]] += paid_of(row)

    told = {(row["统计日期"], row["商品ID"]): fen(row["支付金额"]) for row in item_days}
    assert {key: amount for key, amount in told.items() if amount} == {
        key: amount for key, amount in paid.items() if amount
    }


def test_a_months_people_are_fewer_than_its_days_people(find, shop_days, orders):
    for row in find("店铺整体-月"):
        month = row["统计日期"][:7]
        days = [day for key, day in shop_days.items() if key.startswith(month)]
        heads = {order["买家会员名"] for order in orders if order["订单付款时间"].startswith(month)}
        assert number(row["访客数"]) < sum(number(day["访客数"]) for day in days)
        assert number(row["支付买家数"]) == len(heads)
        assert fen(row["支付金额"]) == sum(fen(day["支付金额"]) for day in days)


def test_old_buyers_are_those_who_paid_in_the_year_before(orders, find):
    paid = defaultdict(list)
    for row in orders:
        if row["订单付款时间"]:
            paid[row["买家会员名"]].append(datetime.fromisoformat(row["订单付款时间"]).date())
    # The whole year before October 2026 is in the files.
    first, year = date(2026, 10, 1), timedelta(days=365)
    old = sum(
        any(day >= first for day in days) and any(first - year <= day < first for day in days)
        for days in paid.values()
    )

    october = find("店铺整体-月")[-1]
    assert number(october["支付老买家数"]) == old


def test_advertising_of_a_day_is_the_sum_of_its_plans(find, shop_days):
    plans = by_day(find("直通车计划"), "日期", lambda row: fen(row["花费"]))
    account = by_day(find("直通车账户"), "日期", lambda row: fen(row["花费"]))
    site = by_day(find("万相台创意"), "日期", lambda row: fen(row["消耗"]))

    assert plans == account
    for day, row in shop_days.items():
        assert fen(row.get("直通车消耗") or row["关键词推广花费"]) == plans[day]
        assert fen(row.get("全站推广花费", "0")) == site[day]


def test_items_and_plans_tell_the_same_advertising(find):
    items = by_day(find("商品报表"), "日期", lambda row: fen(row["花费"]))
    plans = by_day(find("直通车计划"), "日期", lambda row: fen(row["花费"]))
    site = by_day(find("万相台创意"), "日期", lambda row: fen(row["消耗"]))

    assert items == {day: plans[day] + site[day] for day in items}


def test_reserved_stock_is_what_is_paid_and_not_yet_shipped(find, lines):
    waiting = defaultdict(int)
    for row in lines:
        if row["订单状态"] == "买家已付款,等待卖家发货":
            waiting[row["商家编码"]] += int(row["购买数量"])

    rows = [row for row in find("聚水潭") if row["商品编码"]]
    assert {
        row["商品编码"]: int(row["订单占有"]) for row in rows if row["订单占有"] != "0"
    } == waiting
    assert all(int(row["可用数"]) == int(row["数量"]) - int(row["订单占有"]) for row in rows)


def test_october_counted_by_a_plain_loop(orders, refunds):
    created = paid = total = pieces = back = 0
    buyers = set()
    for row in orders:
        created += row["订单创建时间"].startswith("2026-10")
        if row["订单付款时间"].startswith("2026-10"):
            paid += 1
            total += paid_of(row)
            pieces += int(row["宝贝总数量"])
            buyers.add(row["买家会员名"])
    for row in refunds:
        if row["退款状态"] == "退款成功" and row["退款完结时间"].startswith("2026-10"):
            back += fen(row["买家退款金额"])

    assert {
        "orders": created,
        "paid_orders": paid,
        "paid_fen": total,
        "buyers": len(buyers),
        "pieces": pieces,
        "refunds_completed_fen": back,
    } == OCTOBER


@pytest.fixture(scope="session")
def pair(shop_days):
    """September and October 2026: visitors, buyers and paid fen, summed over the days."""
    columns = {"访客数": number, "支付买家数": number, "支付金额": fen}
    return [
        [
            sum(read(row[name]) for day, row in shop_days.items() if day.startswith(month))
            for name, read in columns.items()
        ]
        for month in ("2026-09", "2026-10")
    ]


def test_october_has_more_visitors_who_buy_less_often_and_a_little_less(pair):
    (visitors, buyers, paid), (visitors_now, buyers_now, paid_now) = pair

    assert visitors_now / visitors == pytest.approx(1.30, abs=0.005)
    assert (buyers_now / visitors_now) / (buyers / visitors) == pytest.approx(0.80, abs=0.01)
    assert 0.95 < (paid_now / buyers_now) / (paid / buyers) < 0.99


def test_october_sold_more_and_earned_less(pair, lines):
    skus = {sku.sku: sku for sku in definitions.catalogue()}
    cost = defaultdict(int)
    for row in lines:
        if row["订单付款时间"]:
            day = date.fromisoformat(row["订单付款时间"][:10])
            cost[f"{day:%Y-%m}"] += skus[row["商家编码"]].cost_on(day) * int(row["购买数量"])
    before, now = pair[0][2], pair[1][2]

    assert now > before
    assert now - cost["2026-10"] < before - cost["2026-09"]
    assert 1 - cost["2026-10"] / now < 1 - cost["2026-09"] / before - 0.03


def test_double_eleven_is_the_greatest_day(shop_days):
    paid = {day: fen(row["支付金额"]) for day, row in shop_days.items()}

    assert max(paid, key=paid.get) == "2025-11-11"
    assert paid["2025-11-11"] > 4 * sorted(paid.values())[len(paid) // 2]


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [("SP-LX", "2025-08-12", "2025-08-20"), ("SP-TT", "2026-07-06", "2026-07-14")],
)
def test_a_stock_out_sells_nothing_for_nine_days_and_something_around(item_days, code, first, last):
    sold = {row["统计日期"]: number(row["支付件数"]) for row in item_days if row["货号"] == code}
    out = [pieces for day, pieces in sold.items() if first <= day <= last]
    around = [
        pieces for day, pieces in sold.items() if day[:7] == first[:7] and not first <= day <= last
    ]

    assert out == [0] * 9
    assert sum(around) > 60


def test_the_bad_batch_comes_back_three_times_as_often(lines):
    asked = [
        row["退款状态"] == "退款成功"
        for row in lines
        if row["商家编码"] == "SP-GD-01"
        and "2026-05-04" <= row["订单创建时间"][:10] <= "2026-05-24"
        and row["订单付款时间"]
    ]

    assert sum(asked) / len(asked) > 0.3


def test_nothing_leaves_while_the_warehouse_is_on_holiday(orders):
    shipped = {row["发货时间"][:10] for row in orders if row.get("发货时间")}

    assert not {day for day in shipped if "2026-02-11" <= day <= "2026-02-22"}


def test_unpaid_and_returned_shares_are_those_of_a_small_shop(orders, refunds):
    paid = sum(map(paid_of, orders))
    back = sum(fen(row["退款金额"]) for row in orders)
    unpaid = sum(not row["订单付款时间"] for row in orders) / len(orders)

    assert 0.07 < unpaid < 0.09
    assert 0.09 < back / paid < 0.14


def test_orders_come_from_all_31_provinces_and_some_buyers_come_again(orders):
    bought = defaultdict(int)
    for row in orders:
        bought[row["买家会员名"]] += 1
    often = sum(times >= 2 for times in bought.values()) / len(bought)

    assert {row["收货地址"].split()[0] for row in orders} == set(PLACES)
    assert 0.1 < often < 0.3
    assert max(bought.values()) >= 15


def test_nothing_is_told_that_happened_after_the_last_day(orders, refunds):
    instants = [
        row[name]
        for rows in (orders, refunds)
        for row in rows
        for name in ("订单付款时间", "发货时间", "确认收货时间", "退款完结时间")
        if row.get(name)
    ]

    assert max(instants) < "2026-11-01"


def test_calendar_holds_the_story_months_share():
    days = calendar.calendar(definitions.events())
    whole = calendar.held(days, days.orders, 1.04)
    now, before = (
        whole[days.months == month].sum() for month in (calendar.STORY_MONTH, calendar.STORY_BEFORE)
    )

    assert now == round(before * 1.04)
