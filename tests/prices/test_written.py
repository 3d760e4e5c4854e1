"""Steps as people write them."""

import pytest

from shopkit.errors import Refused
from shopkit.prices.promotion import Tier
from shopkit.prices.written import said, steps, typed
from shopkit.text import speaker


@pytest.mark.parametrize(
    ("kind", "text", "read", "in_chinese"),
    [
        ("limited", "8折", [Tier(0, 800)], "8折"),
        ("reduced", "20.5元", [Tier(0, 2050)], "每件直降20.5元"),
        ("flash", "¥9.90", [Tier(0, 990)], "一口价9.9元"),
        ("spend_off", "满300减50", [Tier(30000, 5000)], "满300减50"),
        ("member", "480-60, 200-25", [Tier(20000, 2500), Tier(48000, 6000)],
         "满200减25 · 满480减60"),
        ("spend_rate", "199-8.5", [Tier(19900, 850)], "满199打8.5折"),
        ("pieces_off", "3-10", [Tier(3, 1000)], "满3件减10"),
        ("pieces_rate", "满2件打9.5折", [Tier(2, 950)], "满2件打9.5折"),
    ],
)  # fmt: skip
def test_steps_are_read_shown_and_typed_again(offer, kind, text, read, in_chinese):
    assert sorted(steps(text, kind), key=lambda tier: tier.least) == read
    one = offer(kind, *((tier.least, tier.value) for tier in read))
    assert said(one, speaker("zh")) == in_chinese
    assert steps(typed(one), kind) == one.tiers


def test_a_gift_says_what_and_how_many(offer):
    one = offer("gift", (9900, 2), gift="CUP", repeats=True, cap_fen=None)
    assert said(one, speaker("en")) == "from 99 yuan: 2 × CUP as a gift · for every full amount"
    assert steps("99-2", "gift") == one.tiers


@pytest.mark.parametrize(
    ("kind", "text"),
    [("spend_off", ""), ("spend_off", "300"), ("pieces_off", "1.5-3"), ("limited", "a"),
     ("gift", "99-1.5"), ("spend_off", "-5"), ("nothing", "1-1"), ("limited", "10")],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(offer, kind, text):
    with pytest.raises(Refused):
        offer(kind, *((tier.least, tier.value) for tier in steps(text, kind)))
