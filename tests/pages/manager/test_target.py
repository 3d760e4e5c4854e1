"""Targets: where a month stands, what would close the gap, and who may write them."""

import pytest

from shopkit import store
from shopkit.errors import Refused, ShopkitError
from shopkit.pages.manager import target

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])


def aimed(shop, month="2026-11", target=2_000_000, kpi="paid_fen"):
    store.set_target(shop.engine, shop.id, kpi, month=month, target=target)
    return shop


def said(shop, id="target", **ask):
    return [line["text"] for line in shop.look(target, **ask)[id]["lines"]]


def saved(shop, **row):
    return shop.act(target, "target_save", rows=[{"key": "2026-11", "change": "changed"} | row])


@LANGS
def test_an_empty_shop_has_no_target_and_a_table_to_type_one(bare_counter, lang):
    drawn = bare_counter.look(target, lang=lang)
    assert len(drawn["targets"]["rows"]) == 12 and len(drawn["target"]["lines"]) == 1


def test_after_a_month_ends_the_next_is_looked_at_and_the_last_told(counter):
    aimed(aimed(counter), "2026-10", 1_000_000)
    first, second, *_ = said(counter)
    # three mugs and three tees a day in October
    assert first == "2026-10 reached 55.80% of its target: ¥4,420.00 short."
    assert "30 days left must bring ¥666.67" in second


def test_the_factors_that_would_close_the_gap_multiply_to_it(counter):
    drawn = aimed(counter).look(target)
    rises = {row["cells"][3] for row in drawn["levers"]["rows"]}
    assert len(drawn["levers"]["rows"]) == 3 and len(rises) == 1
    assert "out of reach" in drawn["levers-all"]["lines"][-1]["text"]


def test_the_chart_ends_at_the_target(counter):
    rows = aimed(counter).look(target)["target-month"]["rows"]
    assert (len(rows), rows[-1]["plan"], rows[-1]["actual"]) == (30, 20_000, None)
    assert rows[-1]["forecast"] > 0


def test_a_month_that_is_over_asks_for_nothing_more(counter):
    drawn = aimed(counter, "2026-10", 500_000).look(target, goal_month="2026-10")
    assert "levers" not in drawn and drawn["target"]["lines"][0]["tone"] == "good"


def test_the_manager_types_targets_in_yuan_and_takes_them_away(counter):
    saved(counter, paid_fen="12,000.50", visitors="900")
    assert counter.shop.targets("2026-11") == {"paid_fen": 1_200_050, "visitors": 900}
    saved(counter, visitors="")
    assert counter.shop.targets("2026-11") == {"paid_fen": 1_200_050}


def test_nobody_else_may(counter):
    with pytest.raises(Refused):
        counter.act(target, "target_save", by="warehouse",
                    rows=[{"key": "2026-11", "paid_fen": "1"}])  # fmt: skip
    with pytest.raises(Refused):
        counter.act(target, "target_year", by="service", goal="9", year=2026)
    with pytest.raises(Refused):
        counter.act(target, "target_save", by="", rows=[{"key": "2026-11", "paid_fen": "1"}])
    assert counter.shop.targets("2026-11") == {}


def test_a_years_goal_is_spread_over_what_is_left_of_it(counter):
    aimed(counter, "2026-10", 1_000_000)
    for _ in range(2):  # the same press twice
        counter.act(target, "target_year", key="one", goal="30000", year="2026")
    found = {m: counter.shop.targets(f"2026-{m}").get("paid_fen") for m in ("09", "10", "11", "12")}
    assert (found["09"], found["10"]) == (None, 1_000_000)
    assert found["11"] + found["12"] == 2_000_000


def test_a_years_goal_below_what_is_kept_is_refused(counter):
    aimed(counter, "2026-10", 1_000_000)
    with pytest.raises(Refused):
        counter.act(target, "target_year", goal="9000", year=2026)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("target_save", {"rows": None}),
        ("target_save", {"rows": ["x"]}),
        ("target_save", {"rows": [{"key": "2026-13", "paid_fen": "1"}]}),
        ("target_save", {"rows": [{"key": None, "paid_fen": "1"}]}),
        ("target_save", {"rows": [{"key": "2026-11", "paid_fen": "-1"}]}),
        ("target_save", {"rows": [{"key": "2026-11", "paid_fen": "nan"}]}),
        ("target_save", {"rows": [{"key": "2026-11", "visitors": "1.5"}]}),
        ("target_year", {"goal": "", "year": 2026}),
        ("target_year", {"goal": "9", "year": 9999}),
        ("target_year", {"goal": "inf", "year": 2026}),
        ("target_month", {"month": "<b>"}),
    ],
)
def test_forged_values_are_refused(counter, name, values):
    with pytest.raises(ShopkitError):
        counter.act(target, name, **values)


def test_an_address_that_asks_nonsense_shows_the_usual_month(counter):
    assert counter.look(target, goal_month="x")["target"]["title"] == "2026-11"
