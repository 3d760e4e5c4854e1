"""Which numbers alarm."""

from shopkit.meetings.alarms import alarms

WEEK = {
    "paid_fen": 1000,
    "visitors": 100,
    "refund_fen": 10,
    "ad_spend_fen": 50,
    "experience_score": 4.8,
}


def keys(now, **more):
    return [(each.kpi, each.is_good) for each in alarms(WEEK | now, WEEK, **more)]


def test_a_quiet_day_alarms_nobody():
    assert keys({"paid_fen": 900, "visitors": 120}) == []


def test_bad_news_comes_first_then_the_larger_step():
    now = {"visitors": 300, "paid_fen": 700, "refund_fen": 30}
    assert keys(now) == [("refund_fen", False), ("paid_fen", False), ("visitors", True)]


def test_more_spend_is_neither_good_nor_bad():
    assert keys({"ad_spend_fen": 100}) == [("ad_spend_fen", None)]


def test_a_score_alarms_by_points():
    assert keys({"experience_score": 4.65}) == [("experience_score", False)]


def test_the_shop_sets_its_own_threshold():
    assert keys({"visitors": 94}, threshold=0.05) == [("visitors", False)]


def test_what_was_not_known_a_week_ago_is_no_alarm():
    assert alarms(WEEK, {}) == [] and alarms({}, WEEK) == []
