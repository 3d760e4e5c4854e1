"""A mug, a clean autumn to sell it in, and stock drawn small."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from shopkit.replenish.demand import Demand, demand
from shopkit.replenish.needs import Need
from shopkit.replenish.sums import sums
from shopkit.replenish.window import Window, window

TODAY = date(2026, 9, 30)  # a Wednesday


@pytest.fixture
def days_ago():
    """A function: the day so many days before today."""
    return lambda days: TODAY - timedelta(days=days)


@pytest.fixture
def read():
    """A function: the demand of one SKU from its sales by days ago."""

    def demanded(sales: Mapping[int, int], seen: Window | None = None, **known: object) -> Demand:
        seen = seen or window(TODAY)
        by_day = {TODAY - timedelta(days=ago): qty for ago, qty in sales.items()}
        row = sums("MUG", by_day, seen, out=known.get("out", ()))
        return demand(row, seen, **known)

    return demanded


@pytest.fixture
def mug():
    """A function: the mug as it stands, with what differs."""

    def drawn(**differs: object) -> Need:
        known = {"sku": "MUG", "unit_cost_fen": 1000, "price_fen": 3000, "lead_time_days": 9}
        return Need(**(known | differs))

    return drawn


@pytest.fixture
def twenty_a_day():
    """The textbook's demand: 20 a day, spread 6."""
    return Demand(
        per_day=20,
        sd=6,
        days=84,
        method="mean",
        recent_per_day=20,
        first_on=date(2025, 1, 1),
        last_on=TODAY,
        qty=7000,
    )
