"""A campaign measured whole: its days, the days after, its goods, its money."""

import json
from datetime import date, timedelta

import pytest

from shopkit.campaigns.evaluation import Sold, Terms, as_kept, as_known, evaluated, window
from shopkit.campaigns.gain import Costs
from shopkit.errors import Refused

FIRST, LAST = date(2026, 8, 3), date(2026, 8, 7)
START, STOP = window(FIRST, LAST)
DAY = timedelta(days=1)


def shop(*, until=STOP, lift=500_00, dip=-100_00, margin=0.6):
    """1,000 yuan a day and a better Sunday; more while it runs, less for a week after."""
    days = []
    for n in range((until - START).days + 1):
        day = START + n * DAY
        paid = 1000_00 + (day.isoweekday() == 7) * 200_00 + (day.toordinal() * 7 % 5) * 10_00
        during = FIRST <= day <= LAST
        paid += lift if during else dip if LAST < day <= LAST + 7 * DAY else 0
        cost = round(paid * (1 - (margin if during else 0.6)))
        days.append(Sold(day, paid, 3000_00 + day.toordinal() * 13 % 11 * 40_00, paid, cost))
    return days


def test_what_it_sold_more_and_what_the_days_after_took_back():
    result = evaluated(shop(), Terms(FIRST, LAST))
    assert result.more.low < 5 * 500_00 < result.more.high and result.more.is_clear
    assert result.after.mean == pytest.approx(-7 * 100_00, rel=0.2)
    assert result.whole.mean == pytest.approx(result.more.mean + result.after.mean, rel=0.01)
    assert (result.after_days, result.has_ended, result.is_over) == (14, True, True)


def test_a_margin_grown_thin_and_all_costs_are_taken_off():
    costs = Costs(ads_fen=100_00, gifts_fen=50_00)
    result = evaluated(shop(margin=0.5), Terms(FIRST, LAST, costs, ad_spend_fen=400_00))
    assert result.costs.discount_fen == pytest.approx(result.actual_fen * 0.1, abs=2)
    wanted = result.whole.mean * 0.6 - result.costs.total_fen
    assert result.gain.mean == pytest.approx(wanted, abs=2)
    assert result.roi == result.actual_fen / 400_00


def test_days_that_are_not_known_yet_are_told():
    running = evaluated(shop(until=FIRST + DAY), Terms(FIRST, LAST))
    assert (running.has_ended, running.after, running.after_days) == (False, None, 0)
    after = evaluated(shop(until=LAST + 5 * DAY), Terms(FIRST, LAST))
    assert (after.has_ended, after.is_over, after.after_days) == (True, False, 5)


def test_days_of_other_sales_neither_teach_nor_count():
    sale = {LAST + n * DAY for n in range(1, 15)}
    spoilt = [Sold(each.day, 9_000_00) if each.day in sale else each for each in shop()]
    result = evaluated(spoilt, Terms(FIRST, LAST), skipped=sale)
    assert result.after is None and result.more.low < 5 * 500_00 < result.more.high
    assert {row[-1] for row in result.days if row[0] > LAST.isoformat()} == {"skipped"}


def test_a_margin_is_unknown_where_no_cost_is():
    bare = [Sold(each.day, each.paid_fen) for each in shop()]
    assert evaluated(bare, Terms(FIRST, LAST)).gain is None
    told = evaluated(bare, Terms(FIRST, LAST, margin_rate=0.5))
    assert told.gain.mean == pytest.approx(told.whole.mean * 0.5, abs=1)


def test_other_goods_on_the_same_days_are_the_second_witness():
    result = evaluated(shop(), Terms(FIRST, LAST))
    assert result.two.low < 5 * 500_00 < result.two.high
    assert not result.placebo.is_clear and not result.others_moved


def test_a_result_is_kept_and_read_again():
    result = evaluated(shop(), Terms(FIRST, LAST))
    assert as_known(json.loads(json.dumps(as_kept(result), allow_nan=False))) == result


def test_a_campaign_without_days_or_past_is_refused():
    with pytest.raises(Refused):
        evaluated(shop(until=FIRST - DAY), Terms(FIRST, LAST))
    with pytest.raises(Refused):
        evaluated([each for each in shop() if each.day > FIRST - 9 * DAY][:12], Terms(FIRST, LAST))
