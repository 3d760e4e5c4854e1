"""What the dashboard says, as plain values."""

from datetime import date
from pathlib import Path

import pytest

from shopkit.cli import main
from shopkit.errors import NotFound, Refused
from shopkit.pages.kpi import kpi_page
from shopkit.settings import Settings
from shopkit.shop import _engine

TODAY = date(2026, 10, 8)
HEADER = (
    "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,"
    "收货地址 ,订单创建时间,订单付款时间 ,退款金额\n"
)
PAYLOAD = "</script><img src=x onerror=alert(1)>"


def row(number: int, buyer: str, *, day: int, paid: str, title: str = "") -> str:
    at = f"2026-10-{day:02d} 12:00:00"
    return f'="{number}",{buyer},{paid},{paid},交易成功,上海 上海市 黄浦区,{at},{at},0.00\n'


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """A data folder of the test's own."""
    monkeypatch.setenv("SHOPKIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SHOPKIT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("SHOPKIT_LANG", "en")
    monkeypatch.delenv("SHOPKIT_DATABASE_URL", raising=False)
    yield Settings.from_env()
    _engine.cache_clear()


@pytest.fixture
def eight_days(settings, tmp_path):
    """One order a day from 1 October, each day a yuan dearer; the eighth is paid twice as much."""
    paid = [10, 11, 12, 13, 14, 15, 16, 22]
    rows = [row(n, f"b{n}", day=n, paid=f"{yuan}.00") for n, yuan in enumerate(paid, start=1)]
    path: Path = tmp_path / "orders.csv"
    path.write_text(HEADER + "".join(rows), encoding="gb18030")
    main(["import", str(path), "--yes", "--json"])
    return settings


def tile(page, key):
    return next(tile for tile in page["tiles"] if tile["key"] == key)


def test_an_empty_shop_shows_sentences_and_no_figures(settings):
    page = kpi_page({}, settings=settings, today=TODAY)
    assert page["tiles"] == []
    assert page["charts"] == []
    assert "订单报表" in page["missing"][0]


def test_a_day_is_compared_with_the_day_before_and_the_same_weekday(eight_days):
    page = kpi_page({"period": "yesterday"}, settings=eight_days, today=TODAY)
    paid = tile(page, "paid_fen")
    assert paid["value"] == "¥22.00"
    assert [change["text"] for change in paid["changes"]] == ["+37.5%", "+120.0%"]
    assert {change["tone"] for change in paid["changes"]} == {"good"}


def test_nothing_is_compared_with_days_before_the_data_began(eight_days):
    page = kpi_page({"period": "last_7"}, settings=eight_days, today=TODAY)
    assert tile(page, "paid_fen")["changes"] == []


def test_a_target_is_met_in_proportion_to_the_days(eight_days):
    main(["target", "paid_fen", "2026-10", "31000", "--json"])
    page = kpi_page({"period": "yesterday"}, settings=eight_days, today=TODAY)
    target = tile(page, "paid_fen")["changes"][-1]
    assert (target["text"], target["tone"]) == ("220%", "good")


def test_the_last_day_of_data_is_what_figures_speak_of(eight_days):
    later = kpi_page({"period": "yesterday"}, settings=eight_days, today=date(2026, 12, 24))
    assert later["controls"]["to"] == "2026-10-08"


def test_the_page_speaks_the_language_asked_for(eight_days):
    page = kpi_page({"lang": "zh"}, settings=eight_days, today=TODAY)
    assert tile(page, "paid_fen")["label"] == "支付金额"
    assert page["charts"][0]["title"].endswith("？")


def test_a_month_can_be_asked_for(eight_days):
    page = kpi_page({"month": "2026-10"}, settings=eight_days, today=TODAY)
    assert (page["controls"]["from"], page["controls"]["to"]) == ("2026-10-01", "2026-10-31")


@pytest.mark.parametrize(
    "asked",
    [
        {"lang": "fr"},
        {"period": "for ever"},
        {"from": "2026-10-05", "to": "2026-10-01"},
        {"from": "yesterday", "to": "2026-10-01"},
        {"month": "2026-13"},
        {"lang": PAYLOAD},
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(settings, asked):
    with pytest.raises(Refused):
        kpi_page(asked, settings=settings, today=TODAY)


def test_an_unknown_shop_is_answered_with_those_there_are(settings):
    with pytest.raises(NotFound):
        kpi_page({"shop": "../other"}, settings=settings, today=TODAY)


def test_every_chart_says_its_question_and_has_rows(eight_days):
    page = kpi_page({"period": "last_7"}, settings=eight_days, today=TODAY)
    keys = [chart["key"] for chart in page["charts"]]
    assert keys == ["paid_trend", "provinces", "refunds", "order_funnel", "hours"]
    assert all(chart["title"].endswith("?") and chart["rows"] for chart in page["charts"])


def test_events_are_drawn_on_the_day_they_began(eight_days):
    page = kpi_page({"period": "last_7"}, settings=eight_days, today=TODAY)
    trend = {row["day"]: row["event"] for row in page["charts"][0]["rows"]}
    assert trend["2026-10-01"] == "National Day"
    assert trend["2026-10-02"] is None
