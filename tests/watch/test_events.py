"""Events: which days they mask, which are news beside an alarm, what the calendar adds."""

from datetime import date

from shopkit.watch import Event, calendar, masked_days, near

MUG = ("mug",)


def on(day, last=None, *, kind="sale", items=(), month=9):
    return Event(
        kind, f"{kind} {day}", date(2026, month, day), date(2026, month, last or day), items
    )


def days(found):
    return [day.day for day in sorted(found)]


def masks(*events, item=None):
    return days(masked_days(events, date(2026, 9, 1), date(2026, 9, 30), item=item))


def test_sales_and_campaigns_mask_their_days_price_and_page_changes_do_not():
    assert masks(on(3, 5)) == [3, 4, 5]
    assert masks(on(3, 5, kind="price"), on(7, kind="page"), on(9, kind="mishap")) == []


def test_what_is_out_of_stock_masks_the_product_and_not_the_shop():
    gone = on(3, 4, kind="stockout", items=MUG)
    assert (masks(gone), masks(gone, item="mug"), masks(gone, item="tee")) == ([], [3, 4], [])


def test_a_campaign_for_some_products_lifts_the_whole_shop():
    assert masks(on(3, kind="campaign", items=MUG)) == [3]


def test_an_event_is_cut_to_the_days_asked_for():
    assert masks(Event("sale", "long", date(2026, 8, 1), date(2026, 9, 2))) == [1, 2]


def beside(*events, item=None):
    found = near(events, date(2026, 9, 10), date(2026, 9, 12), item=item)
    return [each.first.day for each in found]


def test_near_an_alarm_are_events_of_its_days_and_of_three_before():
    assert beside(on(6), on(7), on(12), on(13)) == [12, 7]


def test_a_price_that_rose_long_ago_is_no_news():
    assert beside(on(1, 30, kind="price")) == []
    assert beside(on(9, 30, kind="price")) == [9]


def test_events_of_another_product_are_not_near():
    assert beside(on(10, kind="price", items=MUG), item="tee") == []
    assert beside(on(10, kind="price", items=MUG), item="mug") == [10]


def test_the_calendar_begins_where_the_shop_says_its_sale_began():
    own = [Event("sale", "双11", date(2026, 10, 20), date(2026, 10, 31))]
    (whole,) = calendar(date(2026, 10, 10), date(2026, 11, 20))
    (cut,) = calendar(date(2026, 10, 10), date(2026, 11, 20), own)
    assert (whole.first.day, cut.first.day, cut.last) == (14, 20, date(2026, 11, 11))


def test_spring_festival_is_masked_a_week_either_side():
    found = [
        each for each in calendar(date(2026, 2, 17), date(2026, 2, 17)) if each.kind == "festival"
    ]
    assert [(each.first, each.last) for each in found] == [(date(2026, 2, 10), date(2026, 2, 24))]
