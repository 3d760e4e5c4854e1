"""The experience score as a lever on the page."""

from datetime import date, datetime, timedelta

import pytest

from shopkit.errors import ShopkitError
from shopkit.pages.manager import score
from shopkit.store import settings_of

LAST = date(2026, 10, 31)
LANGS = pytest.mark.parametrize("lang", ["zh", "en"])


def told(**differs):
    """Forty days of the shop's own figures."""
    usual = {
        "days": 1, "reviews": 10, "reviews_good": 9, "reviews_bad": 1,
        "score_item": 4.6, "score_logistics": 4.8, "score_service": 4.7,
    }  # fmt: skip
    days = [LAST - timedelta(days=n) for n in range(40)]
    return [
        usual | {"day": day, "month": f"{day:%Y-%m}", "seen_at": datetime(2026, 11, 1)} | differs
        for day in days
    ]


@pytest.fixture
def shop(bare_counter):
    """A shop whose score is known."""
    return bare_counter.took("shop_days", told())


def tiles(shop, **ask):
    return {each["key"]: each["value"] for each in shop.look(score, **ask)["figures"]["tiles"]}


@LANGS
def test_an_empty_shop_is_told_what_to_import(bare_counter, lang):
    drawn = bare_counter.look(score, lang=lang)
    assert drawn["none"]["lines"][0]["text"].startswith({"zh": "还没有", "en": "No exp"}[lang])


@LANGS
def test_the_score_its_goal_and_what_is_missing(shop, lang):
    assert tiles(shop, lang=lang, goal="4.8") == {
        "score": "4.70", "goal": "4.80", "gap": "0.100", "tried": "4.70",
    }  # fmt: skip


def test_a_part_may_be_tried_higher(shop):
    assert tiles(shop, if_service="4.9")["tried"] == "4.80"


@pytest.mark.parametrize("goal", ["", "x", "nan", "-inf", "1e9"])
def test_a_goal_that_makes_no_sense_breaks_nothing(shop, goal):
    assert 4.7 <= float(tiles(shop, goal=goal)["goal"]) <= 5


def test_each_part_tells_what_it_alone_must_reach_and_how_many_reviews_that_is(shop):
    rows = {
        row["cells"][0]: row["cells"] for row in shop.look(score, goal="4.725")["parts"]["rows"]
    }
    assert rows["Service"][5] == "4.750"
    # 0.1 over 0.3 of 400 reviews
    assert rows["Item quality"][5:] == ["4.700", "134 five-star reviews in a row, about 68 days at this pace"]  # fmt: skip


def test_levers_come_with_what_one_point_adds(shop):
    rows = {row["cells"][0]: row["cells"] for row in shop.look(score)["levers"]["rows"]}
    assert rows["Good reviews"][2:5] == [0.9, 300, "+0.015"]
    assert rows["Good reviews"][5] == "3 cases more"


def test_own_weights_count_from_then_on(shop):
    rows = [
        {"key": "score_item", "change": "changed", "weight": 50},
        {"key": "score_service", "change": "changed", "weight": "25"},
        {"key": "collected", "change": "changed", "weight": 70, "worst": 90, "best": 100},
    ]
    shop.act(score, "score_save", rows=rows)
    assert tiles(shop)["score"] == f"{0.5 * 4.6 + 0.25 * 4.8 + 0.25 * 4.7:.2f}"
    held = settings_of(shop.engine, shop.id)
    assert held["experience_spans"]["collected"] == [0.7, 0.9, 1.0]


@pytest.mark.parametrize(
    "rows",
    [
        None,
        [1],
        [{"key": "score_item", "change": "changed", "weight": 90}],
        [{"key": "score_item", "change": "changed", "weight": "x"}],
        [{"key": "married", "change": "changed", "weight": 1}],
        [{"key": "collected", "change": "changed", "weight": 70, "worst": 90, "best": 90}],
        [{"key": "collected", "change": "changed", "weight": 70, "worst": None, "best": 90}],
    ],
)
def test_forged_weights_are_refused(shop, rows):
    with pytest.raises(ShopkitError):
        shop.act(score, "score_save", rows=rows)
    assert "experience_weights" not in settings_of(shop.engine, shop.id)


@pytest.mark.parametrize("by", ["service", "nobody"])
def test_only_the_manager_sets_weights(shop, by):
    with pytest.raises(ShopkitError):
        shop.act(score, "score_save", by=by, rows=[])
