"""Days are Shanghai's."""

from datetime import UTC, date, datetime

from shopkit.clock import day_of, instant_of, month_of


def test_double_eleven_begins_at_16_utc_the_day_before():
    assert day_of(datetime(2026, 11, 10, 15, 59, 59, tzinfo=UTC)) == date(2026, 11, 10)
    assert day_of(datetime(2026, 11, 10, 16, 0, tzinfo=UTC)) == date(2026, 11, 11)


def test_an_hour_on_the_wall_comes_back_from_utc():
    assert day_of(instant_of(datetime(2026, 11, 11, 0, 0, 1))) == date(2026, 11, 11)


def test_a_day_belongs_to_its_month():
    assert month_of(date(2026, 10, 31)) == "2026-10"
