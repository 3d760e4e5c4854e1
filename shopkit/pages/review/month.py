"""One month of one shop as a section is handed it: its lake, its store's answers, its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from shopkit import clock, store
from shopkit.kpis import TERMS
from shopkit.lake import Lake
from shopkit.pages import figures
from shopkit.pages.plots import plots
from shopkit.pages.review.past import Past
from shopkit.periods import Period, before, month_of, year_before
from shopkit.shop import Shop
from shopkit.text import Say, speaker

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Month:
    """Everything is as of the last instant of `period` in Shanghai."""

    shop: Shop
    period: Period
    lake: Lake
    lang: str
    past: Past = field(default_factory=Past)

    @property
    def name(self) -> str:
        """The month as 2026-10."""
        return f"{self.period.first:%Y-%m}"

    @cached_property
    def say(self) -> Say:
        """How the review speaks."""
        return speaker(self.lang)

    @property
    def end(self) -> datetime:
        """The last instant of the month in Shanghai."""
        return self.start_of(self.period.last + timedelta(days=1)) - timedelta(microseconds=1)

    @staticmethod
    def start_of(day: date) -> datetime:
        """When a day begins in Shanghai."""
        return clock.instant_of(datetime(day.year, day.month, day.day))

    @property
    def earlier(self) -> Period:
        """The month before."""
        return before(self.period)

    @property
    def year_ago(self) -> Period:
        """The same month a year before."""
        return month_of(year_before(self.period).first)

    @property
    def following(self) -> Period:
        """The month after."""
        return month_of(self.period.last + timedelta(days=1))

    @cached_property
    def covered(self) -> Mapping[str, Row]:
        """Which days each kind of file tells of."""
        return figures.coverage(self.lake)

    def has(self, *tables: str) -> bool:
        """Whether one of these kinds of file tells of this month."""
        return any(self._tells(table) for table in tables)

    def _tells(self, table: str) -> bool:
        row = self.covered.get(table)
        if not row or not row["first_on"]:
            return False
        return row["first_on"] <= self.period.last and row["last_on"] >= self.period.first

    @cached_property
    def kpis(self) -> Row:
        """The KPIs of the month."""
        return self.kpis_of(self.period)

    def kpis_of(self, period: Period) -> Row:
        """The KPIs of any period; nothing before the shop's first day."""
        first = figures.first_day(dict(self.covered))
        if first is None or period.last < first:
            return {}
        weights = self.settings.get("experience_weights")
        return figures.total(self.lake, period, weights or None)

    @cached_property
    def plots(self) -> Mapping[str, Row]:
        """The charts of the KPI page for this month, those that have something to show."""
        return {each["key"]: each for each in plots(self.lake, self.period, lang=self.lang,
                                                    say=self.say)}  # fmt: skip

    @property
    def settings(self) -> Mapping[str, Any]:
        """The shop's settings as the review found them."""
        return self.past.ask("settings", lambda: store.settings_of(self.shop.engine, self.shop.id))

    def targets(self, month: str) -> Mapping[str, int]:
        """A month's targets as they stood at the end of this one."""
        return self.past.ask(
            f"targets {month}",
            lambda: store.targets(self.shop.engine, self.shop.id, month, asof=self.end),
        )

    def term(self, kpi: str) -> str:
        """A KPI's name in the review's language."""
        return TERMS[kpi].zh if self.lang == "zh" else TERMS[kpi].en
