"""Where the stock goes from here: the day it runs out, and its course day by day."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from shopkit.replenish.needs import Need

DAY = timedelta(days=1)
# Nobody plans a shelf further ahead than this.
FAR_DAYS = 730


def arrivals(need: Need, lead_time_days: float, *, asof: date) -> list[tuple[int, int]]:
    """Days from `asof` and units of what is on order; what is overdue or undated comes last.

    Units without a day, or with a day gone by, are taken to need one lead time from now.
    """
    dated = [((on - asof).days, qty) for on, qty in need.arrivals if on > asof]
    rest = need.on_order - sum(qty for _, qty in dated)
    if rest > 0:
        dated.append((max(ceil(lead_time_days), 1), rest))
    return sorted(dated)


def stockout_on(need: Need, per_day: float, lead_time_days: float, *, asof: date) -> date | None:
    """The first day that ends with nothing available, if nothing more is ordered.

    None where that is more than two years away or nothing sells.
    """
    stock: float = need.available
    if stock < 0 or (stock == 0 and per_day > 0):
        return asof
    if per_day <= 0:
        return None
    for place, qty in arrivals(need, lead_time_days, asof=asof):
        if _lasts(stock, per_day) < place:
            break
        stock += qty
    days = _lasts(stock, per_day)
    return asof + days * DAY if days <= FAR_DAYS else None


def course(
    start: float, per_day: float, coming: list[tuple[int, int]], *, days: int
) -> Iterator[float]:
    """Stock at the end of each day from today on: sales stop at an empty shelf.

    Units already owed stay owed until a delivery comes.

    >>> list(course(5, 2, [(4, 6)], days=5))
    [5, 3, 1, 0, 4, 2]
    """
    stock = start
    yield stock
    for place in range(1, days + 1):
        there = stock + sum(qty for day, qty in coming if day == place)
        stock = max(there - per_day, min(there, 0))
        yield stock


def _lasts(stock: float, per_day: float) -> int:
    # A float may hold a hair more than the pieces there are: 0.3 ÷ 0.1 must be 3 days.
    return ceil(min(stock / per_day, FAR_DAYS + 1) - 1e-9)
