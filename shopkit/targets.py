"""Targets: a goal spread over months and days as the shop itself sells, and what is left to do.

Pure functions on days and fen; a shop's seasons come from `shopkit.seasons`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shopkit.clock import days_between
from shopkit.money import ratio, shares
from shopkit.seasons import RECENT, pattern

DAY = timedelta(days=1)


def planned(goal_fen: int, days: Iterable[date], history: Mapping[date, int]) -> dict[date, int]:
    """The goal spread over these days, exact to the fen."""
    weights = pattern(days, history)
    # a hundredth of a fen is fine enough for a weight
    whole = [max(1, round(weight * 100)) for weight in weights.values()]
    return dict(zip(weights, shares(goal_fen, whole), strict=True)) if weights else {}


def months(goal_fen: int, year: int, history: Mapping[date, int]) -> dict[str, int]:
    """A year's goal spread over its months (`2026-10`), exact to the fen."""
    by_day = planned(goal_fen, days_between(date(year, 1, 1), date(year, 12, 31)), history)
    return {
        f"{year}-{month:02}": sum(fen for day, fen in by_day.items() if day.month == month)
        for month in range(1, 13)
    }


def spread(
    goal_fen: int, year: int, history: Mapping[date, int], *, kept: Mapping[str, int]
) -> dict[str, int]:
    """The goal over the months that are not `kept`, after what those hold already.

    Empty where nothing is left to spread, or no month.
    """
    shape = months(goal_fen, year, history)
    open_months = [month for month in shape if month not in kept]
    left = goal_fen - sum(fen for month, fen in kept.items() if month in shape)
    if left <= 0 or not open_months:
        return {}
    weights = [max(1, shape[month]) for month in open_months]
    return dict(zip(open_months, shares(left, weights), strict=True))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a stretch of days stands against its goal, up to `asof`; all money in fen."""

    goal_fen: int
    paid_fen: int
    planned_fen: int
    forecast_fen: int
    days_gone: int
    days_left: int

    @property
    def gap_fen(self) -> int:
        """What is still missing; below zero once the goal is passed."""
        return self.goal_fen - self.paid_fen

    @property
    def needed_per_day_fen(self) -> float | None:
        """What each day left must bring; None when there is none."""
        return ratio(max(self.gap_fen, 0), self.days_left)

    @property
    def run_rate_fen(self) -> float | None:
        """What a day brought so far; None before the first."""
        return ratio(self.paid_fen, self.days_gone)

    @property
    def ahead_fen(self) -> int:
        """How far it is ahead of the plan up to now; below zero if behind."""
        return self.paid_fen - self.planned_fen

    @property
    def lift(self) -> float | None:
        """What the days left must bring ÷ what they would at the present pace; None when over."""
        return ratio(max(self.gap_fen, 0), self.forecast_fen - self.paid_fen)


def standing(
    goal_fen: int, plan: Mapping[date, int], history: Mapping[date, int], asof: date
) -> Standing:
    """Where a planned stretch stands on `asof`, and where the present pace leads.

    The pace is what the shop sold against the plan's shape since the stretch began; before that,
    against the last four weeks' own shape.
    """
    gone = [day for day in plan if day <= asof]
    paid = sum(history.get(day, 0) for day in gone)
    due = sum(plan[day] for day in gone)
    left = sum(fen for day, fen in plan.items() if day > asof)
    pace = ratio(paid, due) if due else _pace(plan, history, asof)
    ahead = round(left * pace) if pace is not None else 0
    return Standing(goal_fen, paid, due, paid + ahead, len(gone), len(plan) - len(gone))


def forecast(plan: Mapping[date, int], history: Mapping[date, int], asof: date) -> dict[date, int]:
    """What each day left would bring at the present pace."""
    at = standing(sum(plan.values()), plan, history, asof)
    left = {day: fen for day, fen in plan.items() if day > asof}
    ahead, whole = at.forecast_fen - at.paid_fen, sum(left.values())
    return {day: round(ahead * fen / whole) if whole else 0 for day, fen in left.items()}


@dataclass(frozen=True, slots=True)
class Lever:
    """One factor: what it is, and what it would have to be if it alone closed the gap."""

    name: str
    now: float
    needed: float

    @property
    def rise(self) -> float:
        """How much more, as a share of what it is."""
        return self.needed / self.now - 1


def levers(lift: float | None, factors: Mapping[str, float | None]) -> list[Lever]:
    """What each factor would have to be for their product to grow by `lift`, the others staying.

    The law: any one of them at `needed` multiplies the product by `lift`.

    >>> [(each.name, round(each.needed, 4)) for each in levers(1.2, {"conversion_rate": 0.025})]
    [('conversion_rate', 0.03)]
    """
    if lift is None:
        return []
    return [Lever(name, now, now * lift) for name, now in factors.items() if now]


def together(lift: float, many: int) -> float:
    """How much each of `many` factors must rise if all of them rise by the same share.

    >>> round(together(1.331, 3), 4)
    0.1
    """
    return lift ** (1 / many) - 1


def _pace(plan: Mapping[date, int], history: Mapping[date, int], asof: date) -> float | None:
    """What the last four weeks sold of what a plan of the same shape asks for such days."""
    if not plan or not history:
        return None
    last = [asof - n * DAY for n in range(RECENT) if asof - n * DAY in history]
    shape = pattern([*last, *plan], history)
    brought = ratio(sum(history[day] for day in last), sum(shape[day] for day in last))
    asked = ratio(sum(plan.values()), sum(shape[day] for day in plan))
    return None if brought is None else ratio(brought, asked)
