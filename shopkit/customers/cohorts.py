"""Cohorts: who first bought in one month, and what share of them bought in each month after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shopkit.shares import wilson

WINDOWS = (30, 60, 90, 180, 360)


@dataclass(frozen=True, slots=True)
class Cohort:
    """First buyers of a month (its first day): how many there were and bought at each age.

    `came[0]` is all of them; an age the data does not reach yet is not in it. `is_last_whole`
    says whether the newest age's month has ended.
    """

    month: date
    came: tuple[int, ...]
    is_last_whole: bool = True

    @property
    def people(self) -> int:
        """How many first bought in the month."""
        return self.came[0]

    def retention(self, age_months: int) -> float | None:
        """The share that bought in the month of this age; None before its time has come."""
        return self.came[age_months] / self.people if age_months < len(self.came) else None


def cohorts(rows: Iterable[Mapping[str, Any]], *, asof: date) -> list[Cohort]:
    """Cohorts from counted rows (cohort, age_months, buyers), oldest first.

    A month nobody of a cohort came in counts as zero once it has begun.
    """
    found: dict[date, dict[int, int]] = {}
    for row in rows:
        found.setdefault(row["cohort"], {})[row["age_months"]] = row["buyers"]
    is_whole = _month_after(asof) == _month_of(date.fromordinal(asof.toordinal() + 1))
    return [
        Cohort(month, tuple(ages.get(age, 0) for age in range(_months(month, asof) + 1)), is_whole)
        for month, ages in sorted(found.items())
    ]


@dataclass(frozen=True, slots=True)
class Repurchase:
    """Of those first seen at least `days` ago, how many bought again within so many days."""

    days: int
    people: int
    again: int

    @property
    def rate(self) -> float | None:
        """The share that came back; None where nobody has been known for so long."""
        return self.again / self.people if self.people else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the true share lies with 95 %."""
        return wilson(self.again, self.people)


def repurchases(rows: Iterable[Mapping[str, Any]]) -> list[Repurchase]:
    """Repurchase windows from counted rows (days, people, again), shortest first."""
    return sorted(
        (Repurchase(int(row["days"]), row["people"], row["again"]) for row in rows),
        key=lambda each: each.days,
    )


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _month_of(day: date) -> date:
    return day.replace(day=1)


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
