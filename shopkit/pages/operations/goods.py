"""What the lake knows of the shop's items, read once a version: titles, sales, prices."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from shopkit.lake import Lake
from shopkit.pages.shift import Shift


def titles(shift: Shift) -> tuple[dict[str, Any], ...]:
    """Every item with its newest title, code, price and stock."""
    return _titles(shift.shop.lake())


def sales(shift: Shift) -> tuple[dict[str, Any], ...]:
    """Each item's sales up to the last day of data."""
    return _sales(shift.shop.lake(), shift.last_data or shift.today)


def prices(shift: Shift, first: date, last: date) -> Mapping[date, Mapping[str, int]]:
    """What a piece of each item brought, by the week's Monday."""
    return _prices(shift.shop.lake(), first, last)


@lru_cache(maxsize=4)
def _titles(lake: Lake) -> tuple[dict[str, Any], ...]:
    return tuple(lake.rows("item_titles"))


@lru_cache(maxsize=4)
def _sales(lake: Lake, asof: date) -> tuple[dict[str, Any], ...]:
    return tuple(lake.rows("item_sales", asof=asof))


@lru_cache(maxsize=4)
def _prices(lake: Lake, first: date, last: date) -> Mapping[date, Mapping[str, int]]:
    found: dict[date, dict[str, int]] = {}
    for row in lake.rows("item_prices", **{"from": first, "to": last}):
        found.setdefault(row["monday"], {})[row["item_id"]] = row["price_fen"]
    return found
