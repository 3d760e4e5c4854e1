"""Sorting goods: by money (ABC), by steadiness (XYZ), and by how long what lies there will last."""

from collections.abc import Mapping
from datetime import date

from shopkit.money import ratio

ABC_CUTS = (("A", 0.80), ("B", 0.95))
XYZ_CUTS = (("X", 0.5), ("Y", 1.0))
DEAD_DAYS, SLOW_DAYS = 90, 120
NEW, DEAD, SLOW, HEALTHY = "new", "dead", "slow", "healthy"


def abc(revenue: Mapping[str, float]) -> dict[str, str]:
    """A, B or C of each SKU: its class is where the money of those before it ends, 80 and 95 %.

    The SKU that crosses a cut still belongs above it; one without revenue is C.

    >>> abc(dict(zip("abcdefg", [500, 250, 120, 60, 40, 20, 10])))
    {'a': 'A', 'b': 'A', 'c': 'A', 'd': 'B', 'e': 'B', 'f': 'C', 'g': 'C'}
    """
    whole = sum(max(money, 0) for money in revenue.values())
    before, classes = 0.0, {}
    for sku, money in sorted(revenue.items(), key=lambda item: (-item[1], item[0])):
        share = before / whole if money > 0 else 1.0
        classes[sku] = _cut(share, ABC_CUTS, "C")
        before += max(money, 0)
    return classes


def xyz(weekly_cv: float | None) -> str | None:
    """X steady, Y swinging, Z erratic, by standard deviation ÷ mean of weekly demand (0.5, 1.0).

    Weeks with an event are out before; None where too few weeks are known.

    >>> xyz(0.3), xyz(0.5), xyz(1.4), xyz(None)
    ('X', 'Y', 'Z', None)
    """
    return None if weekly_cv is None else _cut(weekly_cv, XYZ_CUTS, "Z")


def days_of_cover(available: float, per_day: float) -> float | None:
    """Days that what is available lasts; None where nothing sells.

    >>> days_of_cover(30, 2), days_of_cover(-4, 2), days_of_cover(30, 0)
    (15.0, 0.0, None)
    """
    return ratio(max(available, 0), per_day)


def is_dead(last_on: date | None, first_on: date | None, *, asof: date) -> bool:
    """Whether nothing was sold in the last 90 days of goods that are older than that.

    `first_on` is the day they arrived or first sold; goods nobody knows the age of are not dead.
    """
    known = [day for day in (first_on, last_on) if day is not None]
    if not known or (asof - min(known)).days <= DEAD_DAYS:
        return False
    return last_on is None or (asof - last_on).days >= DEAD_DAYS


def is_slow(cover_days: float | None) -> bool:
    """Whether what lies there lasts more than 120 days.

    >>> is_slow(121), is_slow(120), is_slow(None)
    (True, False, False)
    """
    return cover_days is not None and cover_days > SLOW_DAYS


def health(
    cover_days: float | None, *, first_on: date | None, last_on: date | None, asof: date
) -> str:
    """`dead`, `slow`, `healthy`, or `new` while goods without a sale are younger than 90 days."""
    if is_dead(last_on, first_on, asof=asof):
        return DEAD
    if is_slow(cover_days):
        return SLOW
    return NEW if last_on is None else HEALTHY


def gmroi(gross_margin_fen: float, average_stock_cost_fen: float) -> float | None:
    """Gross margin earned per yuan that lay in stock; None without stock.

    >>> gmroi(300_000, 120_000)
    2.5
    """
    return ratio(gross_margin_fen, average_stock_cost_fen)


def _cut(measure: float, cuts: tuple[tuple[str, float], ...], last: str) -> str:
    # Shares are sums of floats: 0.8 may come as 0.7999999999.
    return next((name for name, below in cuts if measure < below - 1e-9), last)
