"""Whom to write to, and what it brought."""

import random
from datetime import date, timedelta

import pytest

from shopkit.customers import bgnbd, contact, spend
from shopkit.customers.buyer import Buyer
from shopkit.customers.contact import LATE, SECOND, Models, Rules

ASOF = date(2026, 9, 30)


def buyer(name, purchases, silent, gap=10, each_fen=5000):
    last = ASOF - timedelta(days=silent)
    first = last - timedelta(days=gap * (purchases - 1))
    return Buyer(name, purchases, first, last, purchases * each_fen, each_fen, f"O-{name}")


@pytest.fixture(scope="module")
def models():
    """Both models of a shop in which every third customer leaves after each purchase."""
    chance, people = random.Random(2), []
    for n in range(1500):
        age, rate, at, x = chance.uniform(30, 400), chance.gammavariate(1, 1 / 40), 0.0, 0
        last = 0.0
        while (at := at + chance.expovariate(rate)) < age:
            x, last = x + 1, at
            if chance.random() < chance.betavariate(1, 2):
                break
        first = ASOF - timedelta(days=round(age))
        each = round(100_000 / chance.gammavariate(4, 5))
        bought = first + timedelta(days=round(last))
        people.append(Buyer(f"p{n}", x + 1, first, bought, (x + 1) * each, each))
    made = Models(
        bgnbd.fit([each.history(ASOF) for each in people]),
        spend.fit([(each.repeats, each.repeat_yuan) for each in people]),
    )
    assert made.again.is_settled
    return made


def test_late_is_judged_by_ones_own_rhythm():
    people = [buyer("ann", 4, 20, gap=10), buyer("bob", 4, 20, gap=30), buyer("cid", 4, 12, gap=2)]
    assert [(who.buyer, why) for who, why in contact.due(people, asof=ASOF)] == [("ann", LATE)]


def test_a_second_purchase_is_due_when_others_made_theirs():
    others = [buyer(f"o{n}", 2, 300, gap=40 + n % 5) for n in range(40)]
    people = [buyer("ann", 1, 42), buyer("bob", 1, 200), buyer("cid", 1, 3)]
    low, high = contact.second_window(others)
    assert 40 <= low < high <= 45
    found = contact.due([*others, *people], asof=ASOF)
    assert [(who.buyer, why) for who, why in found] == [("ann", SECOND)]


def test_few_second_purchases_tell_no_window():
    assert contact.second_window([buyer("ann", 2, 5)]) == contact.SECOND_DAYS


def test_the_most_margin_comes_first_and_stands_in_its_interval(models):
    wanted = [(buyer("ann", 5, 20), LATE), (buyer("bob", 5, 20, each_fen=20_000), LATE)]
    bob, ann = contact.candidates(wanted, models, asof=ASOF, days=90, margin_rate=0.4)
    assert (bob.buyer.buyer, ann.buyer.buyer) == ("bob", "ann")
    for each in (bob, ann):
        assert each.margin_fen.low < each.margin_fen.value < each.margin_fen.high
        assert 0 <= each.p_alive <= 1 and each.usual_days == 10
    half = contact.candidates(wanted, models, asof=ASOF, days=90, margin_rate=0.2)[0]
    assert half.margin_fen.value == pytest.approx(bob.margin_fen.value / 2)


def test_what_was_missed_last_time_corrects_what_is_expected(models):
    wanted = [(buyer("ann", 5, 20), LATE)]
    corrected = Models(models.again, models.spend, 0.5)
    (full,) = contact.candidates(wanted, models, asof=ASOF, days=90, margin_rate=0.4)
    (half,) = contact.candidates(wanted, corrected, asof=ASOF, days=90, margin_rate=0.4)
    assert half.purchases.value == pytest.approx(full.purchases.value / 2)


def test_who_has_surely_left_is_not_written_to(models):
    gone = [(buyer("ann", 9, 900, gap=3), LATE)]
    assert contact.candidates(gone, models, asof=ASOF, days=90, margin_rate=0.4) == []
    assert contact.candidates([], models, asof=ASOF, days=90, margin_rate=0.4) == []


@pytest.mark.parametrize(
    ("consent", "word", "times", "may"),
    [
        ("unless_refused", None, 0, True),
        ("unless_refused", False, 0, False),
        ("unless_refused", None, 2, False),
        ("agreed", None, 0, False),
        ("agreed", True, 1, True),
    ],
)
def test_the_rules_say_who_may_be_written_to(consent, word, times, may):
    assert Rules(consent=consent).allows(may_contact=word, times=times) is may


def test_the_control_group_is_a_steady_tenth():
    names = [f"b{n}" for n in range(5000)]
    left = [name for name in names if contact.is_control(name, rate=0.1, salt="a")]
    assert 400 < len(left) < 600
    assert left == [name for name in names if contact.is_control(name, rate=0.1, salt="a")]
    assert not any(contact.is_control(name, rate=0, salt="a") for name in names)


def test_what_writing_brought_is_the_difference_with_its_doubt():
    people = [(f"w{n}", False) for n in range(90)] + [(f"c{n}", True) for n in range(30)]
    found = contact.compared(people, {f"w{n}" for n in range(45)} | {"c0", "c1", "c2"})
    assert (found.written, found.written_bought, found.left, found.left_bought) == (90, 45, 30, 3)
    gain, low, high = found.gain
    assert gain == pytest.approx(0.4) and 0 < low < gain < high < 1


def test_without_anyone_left_alone_nothing_is_known():
    assert contact.compared([("w", False)], {"w"}).gain is None
