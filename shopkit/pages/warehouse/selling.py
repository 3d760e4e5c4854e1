"""How fast each SKU sells: demand read from the lake once a version, and the classes it gives."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from shopkit import festivals
from shopkit.pages.warehouse.shift import Shift
from shopkit.pages.warehouse.waiting import Version
from shopkit.replenish import classes
from shopkit.replenish.demand import Demand, demands
from shopkit.replenish.window import YEAR_DAYS, asked, window


def demand(shift: Shift) -> Mapping[str, Demand]:
    """Each SKU's demand on ordinary days, over the year up to the last day of data."""
    return _demand(Version(shift.shop.lake()), shift.last_data or shift.today)


def ranks(shift: Shift) -> dict[str, str]:
    """Each SKU's ABC class by what it earned in the year."""
    return dict(_ranks(Version(shift.shop.lake()), shift.last_data or shift.today))


@lru_cache(maxsize=4)
def _demand(version: Version, asof: date) -> Mapping[str, Demand]:
    whole = window(asof)
    seen = window(asof, masked=festivals.masked(whole.first, asof), days=YEAR_DAYS)
    return demands(version.lake.rows("demand", **asked(seen)), seen)


@lru_cache(maxsize=4)
def _ranks(version: Version, asof: date) -> Mapping[str, str]:
    return classes.abc({sku: each.paid_fen for sku, each in _demand(version, asof).items()})
