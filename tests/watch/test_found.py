"""Events the data tells itself."""

from datetime import date, timedelta

from shopkit.watch import is_worth, price_changes, stockouts

FIRST = date(2026, 3, 1)


def priced(*runs):
    """A price a day: pairs of price and how many days it held."""
    prices = [price for price, count in runs for _ in range(count)]
    return [(FIRST + timedelta(days=place), price) for place, price in enumerate(prices)]


def changes(prices, **more):
    return [(each.first, each.note) for each in price_changes("mug", "Mug", prices, **more)]


def test_a_price_that_stays_up_is_a_change_on_its_first_day():
    (found,) = price_changes("mug", "Mug", priced((1000, 40), (1100, 40)))
    assert (found.first, found.name, found.items) == (date(2026, 4, 10), "Mug +10%", ("mug",))


def test_a_discount_of_a_week_is_none():
    assert changes(priced((1000, 40), (900, 7), (1000, 40))) == []


def test_a_rounding_is_none():
    assert changes(priced((1000, 40), (1010, 40))) == []


def test_days_of_a_sale_say_nothing_about_the_price():
    sold = priced((1000, 30), (700, 30), (1000, 30))
    sale = {day for day, price in sold if price == 700}
    assert changes(sold, masked=sale) == []


def test_two_changes_are_two_events():
    assert len(changes(priced((1000, 40), (1100, 40), (1300, 40)))) == 2


def test_a_product_of_few_days_changed_nothing():
    assert changes(priced((1000, 3), (1100, 3))) == []
    assert changes([]) == []


def test_days_without_stock_are_told_as_runs():
    gone = {"mug": [FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=5)]}
    found = [(each.name, each.first.day, each.last.day) for each in stockouts({"mug": "Mug"}, gone)]
    assert found == [("Mug", 1, 2), ("Mug", 6, 6)]


def test_a_product_is_watched_from_thirty_a_day_on_most_days():
    assert is_worth([30] * 56)
    assert not is_worth([29] * 56)
    assert not is_worth([None] * 15 + [300] * 41)
