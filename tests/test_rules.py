"""What a rule touches, and the points that stand."""

from datetime import UTC, date, datetime

from shopkit.rules import FAKE, GENERAL, SEVERE, Rule, Violation, points, to_node, touched

TODAY = date(2026, 11, 1)
AT = datetime(2026, 1, 1, tzinfo=UTC)


def rule(*, words=(), items=(), readers=()):
    return Rule(1, "R", TODAY, "", "", words, items, False, 1, None, frozenset(readers))


def taken(n, *, kind=GENERAL, on=date(2026, 5, 1), lifted=None):
    return Violation(1, on, kind, n, "x", "", None, AT, lifted)


def test_a_rule_touches_items_by_number_or_by_a_word_in_the_title():
    titles = [("1", "Warm mug"), ("2", "Tee"), ("3", "Cup")]
    assert touched(rule(words=("mug",), items=("3",)), titles) == [titles[0], titles[2]]
    assert touched(rule(), titles) == []


def test_who_has_not_read_a_rule_is_known():
    assert rule(readers=[2]).unread([1, 2, 3]) == [1, 3]


def test_points_add_up_by_kind_within_the_year():
    log = [taken(4), taken(3), taken(5, kind=SEVERE), taken(9, on=date(2025, 12, 31))]
    assert points(log, TODAY) == {GENERAL: 7, SEVERE: 5, FAKE: 0}


def test_points_that_were_lifted_or_are_still_to_come_do_not_count():
    log = [
        taken(4, lifted=TODAY),
        taken(3, on=date(2026, 11, 2)),
        taken(2, lifted=date(2026, 11, 2)),
    ]
    assert points(log, TODAY)[GENERAL] == 2


def test_counterfeit_points_outlive_the_year_from_24_on():
    few, many = (taken(n, kind=FAKE, on=date(2025, 6, 1)) for n in (12, 24))
    assert points([few], TODAY)[FAKE] == 0
    assert points([many], TODAY)[FAKE] == 24
    assert points([few, taken(12, kind=FAKE)], TODAY)[FAKE] == 12


def test_a_measure_follows_every_twelve_points():
    assert [to_node(n) for n in (0, 4, 12, 23)] == [12, 8, 12, 1]
