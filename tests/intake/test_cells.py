"""One cell at a time."""

from datetime import datetime
from decimal import Decimal

import pytest

from shopkit.intake import cells


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("108.76", 10876),
        ("1,234.50", 123450),
        ("598元", 59800),
        ("0元", 0),
        ("¥12", 1200),
        ("－3.00", -300),
        ("无退款申请", 0),
        ("0.005", 1),
        ("--", None),
        ("", None),
        ("nan", None),
    ],
)
def test_money_is_read_as_the_platforms_write_it(text, fen):
    assert cells.fen(text) == fen


@pytest.mark.parametrize("text", ["12.5.1", "1,23", "1 234", "abc", "1e3", "12,3456", "3/4", "12."])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError):
        cells.number(text)


def test_missing_is_not_nought():
    assert [cells.count(text) for text in ("0", "-", "--", "延迟统计")] == [0, None, None, None]


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-08 00:42:32",
        "2026/7/8 0:42:32",
        "2026.7.8 00:42:32",
        "20260708004232",
        "2026年7月8日 0:42:32",
        "46211.029537037",
    ],
)
def test_one_moment_in_all_its_spellings(text):
    assert cells.moment(text) == datetime(2026, 7, 8, 0, 42, 32)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13-01", "1926-01-01", "0226-01-01", "yesterday"]
)
def test_days_that_never_were_are_refused(text):
    with pytest.raises(ValueError):
        cells.moment(text)


def test_a_shanghai_midnight_is_four_in_the_afternoon_in_utc():
    assert cells.instant("2020-01-01 00:00:00") == 1_577_808_000_000_000


def test_shares_come_with_and_without_their_sign():
    assert cells.share("12.34%") == cells.share("0.1234") == 0.1234
    with pytest.raises(ValueError):
        cells.share("12.34")


def test_lengths_of_time_come_as_seconds_or_as_a_clock():
    assert cells.seconds("1:02:03") == cells.seconds("3723") == 3723.0


def test_numbers_stay_exact():
    assert cells.number("69.955") == Decimal("69.955")
