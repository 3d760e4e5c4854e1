"""Sale windows and festivals fall on the days the calendar gives them."""

from datetime import date, datetime, timedelta

import cnlunar
import pytest

from shopkit import festivals
from shopkit.text import speaker


def lunar_new_year(year: int) -> date:
    """正月初一 by an almanac."""
    day = datetime(year, 1, 20)
    while True:
        lunar = cnlunar.Lunar(day, godType="8char")
        if (lunar.lunarMonth, lunar.lunarDay) == (1, 1):
            return day.date()
        day += timedelta(days=1)


@pytest.mark.parametrize("year", sorted(festivals.NEW_YEARS))
def test_the_lunar_year_begins_when_the_almanac_says(year):
    assert festivals.NEW_YEARS[year] == lunar_new_year(year)


def test_the_table_covers_twenty_six_years():
    assert (min(festivals.NEW_YEARS), max(festivals.NEW_YEARS)) == (2015, 2040)


def test_a_year_has_its_sales_and_festivals_in_order():
    year = festivals.events(date(2026, 1, 1), date(2026, 12, 31))
    assert [(str(event.first), str(event.last), event.kind) for event in year] == [
        ("2026-01-20", "2026-02-09", "sale"),
        ("2026-02-10", "2026-02-24", "festival"),
        ("2026-03-01", "2026-03-08", "sale"),
        ("2026-05-20", "2026-06-20", "sale"),
        ("2026-10-01", "2026-10-07", "festival"),
        ("2026-10-14", "2026-11-11", "sale"),
        ("2026-12-09", "2026-12-12", "sale"),
    ]


def test_an_event_counts_from_its_first_day_to_its_last():
    first, last = date(2026, 11, 11), date(2026, 11, 12)
    assert festivals.masked(first, last) == {first}


def test_a_sale_that_began_in_the_old_year_is_seen():
    # New Year's Day 2028 is 26 January, so the sale of new-year goods opens in December.
    found = festivals.events(date(2027, 12, 29), date(2027, 12, 31))
    assert [event.name for event in found] == ["New Year goods sale"]


def test_the_shops_own_promotions_are_hidden_too():
    own = [(date(2026, 4, 8), date(2026, 4, 12))]
    hidden = festivals.masked(date(2026, 4, 10), date(2026, 4, 30), own)
    assert sorted(day.day for day in hidden) == [10, 11, 12]


def test_a_promotion_outside_the_days_asked_hides_nothing():
    own = [(date(2026, 8, 1), date(2026, 8, 3))]
    assert not festivals.masked(date(2026, 4, 10), date(2026, 4, 30), own)


def test_years_beyond_the_table_keep_their_fixed_sales():
    assert len(festivals.events(date(2045, 1, 1), date(2045, 12, 31))) == 5


def test_each_event_has_a_chinese_name():
    say = speaker("zh")
    names = {event.name for event in festivals.events(date(2026, 1, 1), date(2026, 12, 31))}
    assert all(say(name) != name for name in names)
