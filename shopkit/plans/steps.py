"""The steps of a template, and the days they fall on."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from shopkit import workdays
from shopkit.errors import Refused
from shopkit.roles import Role
from shopkit.tasks.states import PRIORITIES
from shopkit.text import Say

MOST_STEPS, MOST_CHECKS, FARTHEST = 60, 30, 250
MOST_MINUTES, LONGEST = 10_000, 200


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who does it, how many workdays from the day, how long, and what to look at.

    `day` is 0 on the day itself, below zero before it. `owner_id` is the member whose it always
    is; without one it goes to somebody who holds `role`, without that to whoever begins the plan.
    """

    title: str
    role: Role | None
    day: int
    minutes: int | None = None
    checks: tuple[str, ...] = ()
    priority: int = 2
    owner_id: int | None = None

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise Refused("A step needs a title.")
        if max(map(len, (self.title, *self.checks))) > LONGEST:
            raise Refused("A step and a point to check have at most {n} characters.", n=LONGEST)
        if abs(self.day) > FARTHEST:
            raise Refused("A step lies at most {days} workdays from the day.", days=FARTHEST)
        if self.priority not in PRIORITIES:
            raise Refused("A priority is 1 (highest) to 4.")
        if not (self.minutes is None or 0 < self.minutes <= MOST_MINUTES):
            raise Refused("A step takes 1 to {most} minutes.", most=MOST_MINUTES)
        if len(self.checks) > MOST_CHECKS:
            raise Refused("A step has at most {most} points to check.", most=MOST_CHECKS)


def step(title: str, role: Role, day: int, minutes: int, *checks: str, priority: int = 2) -> Step:
    """A step drawn in one breath."""
    return Step(title, role, day, minutes, checks, priority)


@dataclass(frozen=True, slots=True)
class Plan:
    """A template by its name; `anchor` says what its day is the day of."""

    name: str
    steps: tuple[Step, ...]
    anchor: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refused("A template needs a name.")
        if not 0 < len(self.steps) <= MOST_STEPS:
            raise Refused("A template has 1 to {most} steps.", most=MOST_STEPS)

    def as_json(self) -> list[dict[str, Any]]:
        """Its steps as plain values; `Plan.of` reads them back."""
        return [asdict(each) | {"checks": list(each.checks)} for each in self.steps]

    @classmethod
    def of(cls, name: str, plain: Sequence[Mapping[str, Any]]) -> "Plan":
        """The plan whose steps `as_json` wrote."""
        return cls(name, tuple(_step(each) for each in plain))


@dataclass(frozen=True, slots=True)
class Dated:
    """A step with its day; `is_estimated` where the year's days off are not announced yet."""

    step: Step
    due_on: date
    is_estimated: bool


def dated(plan: Plan, day: date) -> list[Dated]:
    """The plan's steps with their days, in order.

    The day itself may be any day; every other is a workday counted from it (调休 included).

    >>> sale = Plan("Sale", (Step("watch", None, 0), Step("check", None, -1)))
    >>> [(each.step.title, str(each.due_on)) for each in dated(sale, date(2026, 10, 11))]
    [('check', '2026-10-10'), ('watch', '2026-10-11')]
    """
    found = []
    for each in plan.steps:
        due_on = workdays.moved(day, each.day)
        found.append(Dated(each, due_on, workdays.is_estimated(due_on)))
    return sorted(found, key=lambda each: (each.due_on, each.step.day))


def spoken(plan: Plan, say: Say) -> Plan:
    """A built-in plan in the reader's language."""
    steps = [
        replace(each, title=say(each.title), checks=tuple(say(check) for check in each.checks))
        for each in plan.steps
    ]
    return Plan(say(plan.name), tuple(steps), say(plan.anchor))


def _step(plain: Mapping[str, Any]) -> Step:
    role = plain.get("role")
    facts = {**plain, "role": Role(role) if role else None, "checks": tuple(plain["checks"])}
    return Step(**facts)
