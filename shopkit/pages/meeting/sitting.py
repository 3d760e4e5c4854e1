"""Who sits together on which shop, and what tasks, figures and earlier meetings say right now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from shopkit import clock, store
from shopkit.lake import Lake
from shopkit.meetings.standup import LOOKED_BACK
from shopkit.meetings.values import Decision, Entry, Meeting
from shopkit.pages import figures, given
from shopkit.pages.meeting import numbers
from shopkit.pages.shift import Shift
from shopkit.periods import Period
from shopkit.roles import Role
from shopkit.store import meetings, tasks
from shopkit.store.members import Member
from shopkit.tasks.states import DONE
from shopkit.tasks.task import Task

DAY = timedelta(days=1)
MOST_NUMBER = 10**12


@dataclass(frozen=True)
class Sitting(Shift):
    """One look at the meetings. Everything is read once, when first asked for."""

    @cached_property
    def files(self) -> Lake:
        """The lake at the versions that belong together."""
        return self.shop.lake()

    @cached_property
    def data_version(self) -> int | None:
        """The number of those versions, for a meeting's minutes."""
        return store.current_version(self.shop.engine, self.shop.id).id or None

    @cached_property
    def first_day(self) -> date | None:
        """The first day with figures."""
        return figures.first_day(figures.coverage(self.files))

    @cached_property
    def asof(self) -> date:
        """The last whole day with figures; yesterday where there are none."""
        return figures.last_day(figures.coverage(self.files), self.today - DAY)

    @cached_property
    def has_figures(self) -> bool:
        """Whether any file with figures was imported."""
        return self.first_day is not None

    def kpis(self, period: Period) -> Mapping[str, Any]:
        """The KPIs of a period; nothing for days before the shop's first."""
        if self.first_day is None or period.first < self.first_day:
            return {}
        weights = self.setting("experience_weights")
        told = tuple(sorted(weights.items())) if isinstance(weights, Mapping) else ()
        return numbers.whole(self.files, period, told)

    def daily(self, kpi: str, period: Period) -> list[float]:
        """One KPI's days within a period."""
        return numbers.daily(self.files, kpi, period)

    @cached_property
    def open_tasks(self) -> list[Task]:
        """What is not done, most pressing first."""
        return tasks.open_tasks(self.shop.engine, self.shop.id)

    @cached_property
    def done_tasks(self) -> list[Task]:
        """What was finished in the last two weeks, first done first."""
        since = self.instant(self.today - LOOKED_BACK * DAY)
        found = tasks.tasks(
            self.shop.engine, self.shop.id, states=(DONE,), done_since=since, archived=None
        )
        return sorted(found, key=lambda each: (each.done_at, each.id))

    @cached_property
    def entries(self) -> dict[int, Entry]:
        """What was said at today's stand-up, by member."""
        found = meetings.entries(self.shop.engine, self.shop.id, self.today)
        return {each.member_id: each for each in found}

    @cached_property
    def held(self) -> list[Meeting]:
        """The meetings held, newest first."""
        return meetings.meetings(self.shop.engine, self.shop.id)

    @cached_property
    def decisions(self) -> list[Decision]:
        """Every decision: open ones first, the next to look at before the others."""
        return meetings.decisions(self.shop.engine, self.shop.id)

    def person(self, value: object, label: str) -> Member:
        """The member that a browser named, or `Refused`."""
        known = {str(each.id): each for each in self.members}
        return known[given.one_of(value, known, label)]

    @property
    def people(self) -> list[tuple[str, str]]:
        """The members as the options of a choice."""
        return [(str(each.id), each.name) for each in self.members]

    @property
    def is_manager(self) -> bool:
        """Whether the one who looks runs the shop."""
        return any(each.id == self.by and Role.MANAGER in each.roles for each in self.members)

    @staticmethod
    def instant(day: date) -> datetime:
        """When a day begins in Shanghai."""
        return clock.instant_of(datetime(day.year, day.month, day.day))
