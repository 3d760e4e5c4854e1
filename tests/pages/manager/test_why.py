"""Why the figures changed: the sentence, the bars, what is behind them, other days."""

from datetime import UTC, date, datetime

import pytest

from shopkit.clock import instant_of
from shopkit.errors import ShopkitError
from shopkit.pages.bridge import bridge_rows
from shopkit.pages.manager import why
from shopkit.periods import Period
from shopkit.settings import Settings
from shopkit.shop import open_shop
from shopkit.stock.moves import StockMove
from shopkit.store import goods
from shopkit.store.ledger import Stamp, record

NOW = datetime(2026, 11, 1, 1, tzinfo=UTC)
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
LANGS = pytest.mark.parametrize("lang", ["zh", "en"])
PROFIT = {9: 30 * (4 * 1_000 + 3 * 2_800), 10: 31 * (3 * 1_000 + 3 * 2_800)}


def store_instant(day):
    return instant_of(datetime(day.year, day.month, day.day, 9))


def bars(shop, **ask):
    return {row["key"]: row for row in shop.look(why, **ask)["why-bars"]["rows"]}


def steps(shop, id="bridge-profit", **ask):
    return shop.look(why, **ask)[id]["rows"]


@LANGS
def test_an_empty_shop_is_told_what_to_import(bare_counter, lang):
    [only] = bare_counter.look(why, lang=lang).values()
    assert only["lines"][0]["text"].startswith({"zh": "还没有", "en": "No figures"}[lang])


def test_last_month_is_set_against_the_one_before(counter):
    assert counter.look(why)["bridge"]["title"].startswith("2026-10-01 – 2026-10-31 against")


@LANGS
def test_the_first_line_says_what_happened_and_the_second_what_to_do(counter, lang):
    happened, todo = counter.look(why, lang=lang)["bridge"]["lines"]
    assert happened["tone"] == "bad"
    assert todo["text"].startswith({"zh": "现在做", "en": "Do now"}[lang])
    assert "Mug" in todo["text"]


def test_the_steps_lead_from_the_profit_before_to_the_profit_now(counter):
    rows = steps(counter)
    assert (rows[0]["amount"], rows[-1]["amount"]) == (PROFIT[9] / 100, PROFIT[10] / 100)
    ends = [row["end"] for row in rows[:-1]]
    assert ends[-1] == rows[-1]["end"]
    between = sum(round(row["amount"] * 100) for row in rows[1:-1])
    assert between == PROFIT[10] - PROFIT[9]


def test_the_rows_of_both_bridges_add_up_to_the_fen(counter):
    rows = bridge_rows(counter.shop, OCTOBER, SEPTEMBER)
    for measure in ("paid", "profit"):
        parts = [row for row in rows if row["measure"] == measure]
        ends = {row["bar"]: row["effect_fen"] for row in parts[:2]}
        assert sum(row["effect_fen"] for row in parts[2:]) == ends["now"] - ends["before"]


def test_a_bar_opens_to_its_products_and_a_product_to_its_orders(counter):
    assert not bars(counter)["conversion"]["open"]
    [cells] = bars(counter, why_bar="conversion")["conversion"]["open"]
    mug = cells["rows"][0]
    assert mug["cells"][:3] == ["Mug", "4.00%", "2.00%"]
    opened = bars(counter, why_bar="conversion", **mug["ask"])["conversion"]["open"]
    now, _, before, _ = opened[1:]
    assert (len(now["rows"]), now["rows"][0]["cells"][4:]) == (20, [2_000, 1_000, 1_000])
    assert before["id"] == "why-orders-before"


def test_what_is_open_closes_when_it_is_pressed_again(counter):
    assert bars(counter, why_bar="margin")["margin"]["ask"] == {"why_bar": "", "why_cell": ""}


def test_a_dearer_delivery_thins_the_margin_from_its_day_on(counter):
    goods.prepare(counter.engine, counter.id)
    at = OCTOBER.first
    moved = [StockMove(store_instant(at), "MUG", "SUPPLIER", "RECEIVING", 9, 1_500)]
    record(counter.engine, counter.id, moved, Stamp(None, store_instant(at)))
    rows = bridge_rows(counter.shop, OCTOBER, SEPTEMBER)
    margin = [row for row in rows if row["bar"] == "margin"]
    assert [row["item_id"] for row in margin] == ["1"]
    ends = {row["bar"]: row["effect_fen"] for row in rows if row["measure"] == "profit"}
    assert ends["now"] == PROFIT[10] - 31 * 3 * 500


def test_without_the_platforms_days_the_split_is_by_buyers(lines_only):
    drawn = lines_only.look(why)
    assert [row["label"] for row in drawn["bridge-paid"]["rows"]] == [
        "Before", "Buyers", "Paid per buyer", "Now",
    ]  # fmt: skip
    assert "Not split further" in drawn["why-notes"]["lines"][0]["text"]


def test_the_whole_shop_can_be_asked_for(counter):
    reply = counter.act(why, "why_level", level="shop")
    assert reply.ask["why_by"] == "shop"
    drawn = counter.look(why, why_by="shop")
    assert [row["label"] for row in drawn["bridge-paid"]["rows"]] == [
        "Before", "Visitors", "Conversion rate", "Paid per buyer", "Now",
    ]  # fmt: skip


def test_other_days_are_chosen_by_name_or_by_their_dates(counter):
    assert counter.act(why, "why_pair", pair="week").ask["why"] == "week"
    days = {"first": "2026-10-25", "last": "2026-10-31"}
    asked = {k: v for k, v in counter.act(why, "why_days", **days).ask.items() if v}
    assert counter.look(why, **asked)["bridge"]["title"] == (
        "2026-10-25 – 2026-10-31 against 2026-10-18 – 2026-10-24"
    )


def test_days_without_sales_are_told_in_a_sentence(counter):
    drawn = counter.look(why, why_from="2026-01-01", why_to="2026-01-31")
    assert drawn["why"]["lines"][0]["tone"] == "warn" and "why-pairs" in drawn


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("why_pair", {"pair": "<b>"}),
        ("why_pair", {"pair": None}),
        ("why_level", {"level": "moon"}),
        ("why_level", {"level": ["shop"]}),
        ("why_days", {"first": "x", "last": "2026-10-01"}),
        ("why_days", {"first": "2026-10-02", "last": "2026-10-01"}),
        ("why_days", {"first": "1900-10-02", "last": "2026-10-01"}),
        ("why_days", {"first": None, "last": None}),
    ],
)
def test_forged_values_are_refused(counter, name, values):
    with pytest.raises(ShopkitError):
        counter.act(why, name, **values)


@pytest.mark.parametrize(
    "ask",
    [
        {"why": "x"}, {"why_by": "x"}, {"why_bar": "x"}, {"why_bar": "mix", "why_cell": "x|y"},
        {"why_from": "x", "why_to": "y"}, {"why_from": "2026-10-09", "why_to": "2026-10-01"},
    ],
)  # fmt: skip
def test_an_address_that_asks_nonsense_shows_the_usual_page(counter, ask):
    assert "bridge" in counter.look(why, **ask)


def test_the_sample_shop_sells_more_and_earns_less(sample_data, tmp_path):
    shop = open_shop(at=NOW, settings=Settings(sample_data, tmp_path, tmp_path))
    rows = bridge_rows(shop, OCTOBER, SEPTEMBER)
    profit = {row["bar"]: 0 for row in rows}
    for row in rows:
        if row["measure"] == "profit":
            profit[row["bar"]] += row["effect_fen"]
    paid = {row["bar"]: row["effect_fen"] for row in rows if row["measure"] == "paid"}
    assert paid["now"] > paid["before"] and profit["now"] < profit["before"]
    assert profit["visitors"] > 0 > profit["margin"] > profit["conversion"]
