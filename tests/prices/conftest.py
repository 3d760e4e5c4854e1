"""Promotions drawn in one line each."""

from datetime import date

import pytest

from shopkit.prices.promotion import Promotion, Tier

DAY = date(2026, 11, 11)


@pytest.fixture(scope="session")
def offer():
    """A function: a promotion of this kind from (least, value) steps, in force on 11.11."""

    def drawn(kind, *steps, scope="", **more):
        tiers = tuple(Tier(least, value) for least, value in steps)
        facts = {"name": kind, "first_on": DAY, "last_on": DAY, "scope": frozenset(scope.split())}
        return Promotion(kind=kind, tiers=tiers, **facts | more)

    return drawn


@pytest.fixture(scope="session")
def across(offer):
    """跨店满减: 50 off every 300."""
    return offer("cross_shop", (30000, 5000), repeats=True)


@pytest.fixture(scope="session")
def member(offer):
    """The 88VIP ladder of coupons."""
    steps = [(20000, 2500), (48000, 6000), (150000, 18000), (300000, 40000), (500000, 65000)]
    return offer("member", *steps, audience="88VIP")
