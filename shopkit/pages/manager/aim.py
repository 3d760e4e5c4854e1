"""A goal and how the shop stands to it: the facts behind the targets' section, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from shopkit import targets
from shopkit.clock import days_between
from shopkit.clock import month_of as named
from shopkit.lake import Lake
from shopkit.money import ratio
from shopkit.pages.figures import Row, by_period
from shopkit.pages.shift import Shift
from shopkit.periods import Period, month_of
from shopkit.seasons import RECENT
from shopkit.store import goals

DAY = timedelta(days=1)
# A year back for the like day, another for a year whose own past is looked at.
HISTORY = 800
PAID = "paid_fen"


@dataclass(frozen=True)
class Aim:
    """One stretch with its goal, its plan by day, and how it stands."""

    period: Period
    goal_fen: int
    plan: Mapping[date, int]
    history: Mapping[date, int]
    asof: date

    @property
    def at(self) -> targets.Standing:
        """How it stands."""
        return targets.standing(self.goal_fen, self.plan, self.history, self.asof)

    @property
    def is_over(self) -> bool:
        """Whether its last day is known."""
        return self.asof >= self.period.last


def month(shift: Shift, first: date) -> Aim | None:
    """A month's aim, or None if it has no target."""
    goal = all_goals(shift).get((PAID, named(first)))
    return None if goal is None else _aim(shift, month_of(first), goal)


def year(shift: Shift, wanted: int) -> Aim | None:
    """A year's aim: the sum of its months' targets, each with its own plan; None if none is set."""
    found = [each for n in range(1, 13) if (each := month(shift, date(wanted, n, 1)))]
    if not found:
        return None
    plan = {day: fen for each in found for day, fen in each.plan.items()}
    period = Period(found[0].period.first, found[-1].period.last)
    return Aim(period, sum(each.goal_fen for each in found), plan, history(shift), found[0].asof)


def all_goals(shift: Shift) -> dict[goals.Goal, int]:
    """Every target of the shop."""
    return goals.goals(shift.shop.engine, shift.shop.id)


def history(shift: Shift) -> Mapping[date, int]:
    """What was paid on each day that is known."""
    return {row["period"]: row[PAID] or 0 for row in rows(shift) if row[PAID] is not None}


def rows(shift: Shift) -> tuple[Row, ...]:
    """The shop's KPIs day by day."""
    if shift.last_data is None:
        return ()
    return _days(shift.shop.lake(), shift.last_data)


def factors(shift: Shift) -> dict[str, float | None]:
    """Visitors a day, conversion and paid per buyer over the last four weeks."""
    last = [
        row for row in rows(shift) if row["period"] > (shift.last_data or date.min) - RECENT * DAY
    ]
    known = [row for row in last if None not in (row["visitors"], row["buyers"], row[PAID])]
    visitors, buyers, paid = (
        sum(row[name] for row in known) for name in ("visitors", "buyers", PAID)
    )
    return {
        "visitors_per_day": ratio(visitors, len(known)),
        "conversion_rate": ratio(buyers, visitors),
        "aov_fen": ratio(paid, buyers),
    }


def _aim(shift: Shift, period: Period, goal: int) -> Aim:
    asof = shift.last_data or shift.today
    known = history(shift)
    return Aim(period, goal, _plan(period, goal, tuple(sorted(known.items()))), known, asof)


@lru_cache(maxsize=64)
def _plan(period: Period, goal: int, known: tuple[tuple[date, int], ...]) -> Mapping[date, int]:
    # what the stretch itself brought must not shape the plan it is held to
    earlier = {day: paid for day, paid in known if day < period.first}
    return targets.planned(goal, days_between(period.first, period.last), earlier or dict(known))


@lru_cache(maxsize=4)
def _days(lake: Lake, last: date) -> tuple[Row, ...]:
    return tuple(by_period(lake, Period(last - HISTORY * DAY, last), "day"))
