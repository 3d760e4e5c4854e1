"""The campaigns' section: planned, measured, against the promise; the meetings' table of them."""

from datetime import date, datetime, timedelta

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages import campaign_truth
from shopkit.pages.operations import campaigns
from shopkit.periods import Period
from shopkit.store import campaigns as kept

FIRST, LAST = date(2026, 9, 7), date(2026, 9, 11)
# The last day with figures: four weeks and more after the campaign.
DATA = date(2026, 11, 10)
START = date(2026, 5, 1)
PLAN = {"name": "Autumn", "kind": "discount", "first": FIRST.isoformat(), "last": LAST.isoformat()}
FORGED = ["", "0", "-1", "x", "99999", None, 7.5, [1]]


def lines():
    """A mug and a tee line a day; twice as many mugs, cheaper, while it runs."""
    rows = []
    for n in range((DATA - START).days + 1):
        day = START + timedelta(days=n)
        runs = FIRST <= day <= LAST
        qty = (20 if runs else 10) + day.toordinal() * 7 % 3
        for sku, item, pieces in (("MUG", "600", qty), ("TEE", "700", 12 + n * 5 % 4)):
            price = 9_000 if runs and sku == "MUG" else 10_000
            rows.append({"line_id": f"{sku}{n}", "order_id": f"{sku}{n}", "item_id": item,
                         "sku": sku, "title": sku, "qty": pieces, "status": "交易成功",
                         "paid_fen": price * pieces, "paid_on": day, "created_on": day,
                         "created_at": datetime(day.year, day.month, day.day, 4)})  # fmt: skip
    return rows


@pytest.fixture
def selling(desk):
    """Half a year of sales with a campaign in September."""
    return desk.add("order_lines", *lines())


def planned(desk, **told):
    """The number of a campaign that was written down."""
    return desk.act(campaigns, "campaign_save", **(PLAN | told)).ask["campaign"]


def result(desk, number):
    found = kept.results(desk.engine, desk.id).get(int(number))
    return found and found.result


def cells(desk, **ask):
    return [row["cells"] for row in desk.work(campaigns, **ask)["truth"]["rows"]]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_shop_is_told_how_to_begin(empty_desk, lang):
    blocks = empty_desk.work(campaigns, lang=lang)
    assert blocks["truth"]["rows"] == [] and blocks["truth"]["empty"]
    assert campaigns.badge(empty_desk.shift()) is None


def test_a_campaign_is_planned_opened_and_stands_in_the_calendar(selling):
    number = planned(selling, items="mug 700", promised="3000", ads="12.5", margin="40")
    campaign = kept.campaign_of(selling.engine, selling.id, int(number))
    assert (campaign.items, campaign.promised_fen, campaign.ads_fen) == (
        ("600", "700"),
        300_000,
        1250,
    )
    assert campaign.margin_rate == 0.4
    assert selling.work(campaigns, campaign=number)["plan"]["values"]["version"] == 1
    days = selling.work(campaigns, campaign_month="2026-09")["calendar"]["days"]
    assert [shown["title"] for shown in days["2026-09-07"]] == ["Autumn"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_measured_campaign_tells_what_it_truly_brought(selling, lang):
    number = planned(selling, items="600", promised="2000", gifts="100")
    assert campaigns.badge(selling.shift()) == 1
    selling.act(campaigns, "campaign_measure", campaign=number)
    assert campaigns.badge(selling.shift()) is None
    found = result(selling, number)
    truth = 5 * 20 * 9_000 - 5 * 10 * 10_000
    assert found["more"]["low"] < truth < found["more"]["high"]
    assert found["margin_before"] == pytest.approx(0.45) and found["costs"]["gifts_fen"] == 10_000
    assert found["two"] is not None
    blocks = selling.work(campaigns, lang=lang, campaign=number)
    assert {"head", "chart", "money", "views", "groups", "do", "plan"} <= blocks.keys()
    assert {row["part"] for row in blocks["chart"]["rows"]} >= {"before", "campaign", "after"}
    assert selling.work(campaigns, lang=lang)["year"]["tiles"]


def test_a_changed_plan_makes_an_old_result_stale(selling):
    number = planned(selling)
    selling.act(campaigns, "campaign_measure", campaign=number)
    assert "stale" not in selling.work(campaigns, campaign=number)
    selling.act(campaigns, "campaign_save", **PLAN, gifts="9", campaign=number, version=1)
    assert "stale" in selling.work(campaigns, campaign=number)


def test_the_same_press_twice_measures_once(selling):
    number = planned(selling)
    for _ in range(2):
        selling.act(campaigns, "campaign_measure", key="same", campaign=number)
    assert result(selling, number)


def test_without_figures_it_says_what_is_missing(desk):
    number = planned(desk)
    with pytest.raises(Refused):
        desk.act(campaigns, "campaign_measure", campaign=number)
    assert cells(desk)[0][-1] == "not measured yet"


def test_one_that_has_not_begun_is_not_measured(selling):
    later = {"first": "2026-12-01", "last": "2026-12-05"}
    with pytest.raises(Refused):
        selling.act(campaigns, "campaign_measure", campaign=planned(selling, **later))
    assert cells(selling)[0][-1] == "planned"


def test_a_campaign_taken_off_is_gone(selling):
    number = planned(selling)
    selling.act(campaigns, "campaign_drop", campaign=number)
    assert cells(selling) == [] and "truth" in selling.work(campaigns, campaign=number)


@pytest.mark.parametrize("campaign", FORGED)
@pytest.mark.parametrize("act", ["campaign_measure", "campaign_drop"])
def test_a_forged_campaign_is_refused(selling, act, campaign):
    with pytest.raises((Refused, NotFound)):
        selling.act(campaigns, act, campaign=campaign)


@pytest.mark.parametrize(
    "told",
    [
        {"name": ""}, {"kind": "lottery"}, {"first": "tomorrow"}, {"last": ""},
        {"last": "2026-09-01"}, {"items": "800"}, {"promised": "much"}, {"promised": "-1"},
        {"ads": "nan"}, {"margin": "120"}, {"margin": "nan"}, {"owner": "99"}, {"campaign": "x"},
        {"campaign": "99999"}, {"version": "x"},
    ],
)  # fmt: skip
def test_a_forged_plan_is_refused_and_nothing_is_kept(selling, told):
    with pytest.raises((Refused, NotFound)):
        planned(selling, **told)
    assert cells(selling) == []


@pytest.mark.parametrize("by", ["warehouse", "service", "designer", "nobody"])
def test_others_may_look_and_not_act(selling, by):
    number = planned(selling)
    for act, told in (
        ("campaign_measure", {"campaign": number}),
        ("campaign_drop", {"campaign": number}),
        ("campaign_save", PLAN),
    ):
        with pytest.raises(Refused):
            selling.act(campaigns, act, by=by, **told)
    assert selling.work(campaigns, by=by)["truth"]["rows"]


@pytest.mark.parametrize(
    "ask", [{"campaign": "²"}, {"campaign": "-"}, {"campaign_month": "2026-13"}]
)
def test_a_forged_address_shows_the_list(selling, ask):
    assert "truth" in selling.work(campaigns, **ask)


def test_meetings_see_campaigns_and_those_whose_days_after_reach_in(selling):
    number = planned(selling, promised="100")
    selling.act(campaigns, "campaign_measure", campaign=number)
    shift = selling.shift()
    for first, seen in ((FIRST, 1), (LAST + timedelta(days=14), 1), (LAST + timedelta(days=15), 0)):
        [table] = campaign_truth.blocks(shift, Period(first, first))
        assert len(table["rows"]) == seen and all("ask" not in row for row in table["rows"])


def test_a_shop_without_campaigns_adds_nothing_to_a_meeting(desk):
    assert list(campaign_truth.blocks(desk.shift(), Period(FIRST, LAST))) == []
