"""Exploring in JupyterLab: one call a question, each figure a DataFrame that shows its SQL."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopkit import clock
from shopkit.kpis import TERMS
from shopkit.lake import Lake, sql
from shopkit.pages import figures
from shopkit.pages.ask import days
from shopkit.pages.tiles import label
from shopkit.periods import Period
from shopkit.settings import Settings
from shopkit.shop import Shop, open_shop
from shopkit.text import speaker

if TYPE_CHECKING:
    from shopkit.lake.answer import Answer

_KPI_QUESTIONS = ("orders_by_period", "shop_by_period", "refunds_by_period")


@dataclass(frozen=True)
class Figures:
    """A shop's figures over a stretch of days. Money is in fen, shares are 0 to 1."""

    shop: Shop
    lake: Lake
    period: Period

    def kpis(self) -> "Answer":
        """Every KPI of the whole stretch: its term, value and unit, one row each."""
        lang = self.shop.settings.lang
        total = figures.total(self.lake, self.period)
        rows = [
            {
                "kpi": name,
                "term": label(TERMS[name], lang),
                "value": value,
                "unit": TERMS[name].unit,
            }
            for name, value in total.items()
        ]
        return _answer(rows, ["kpi", "term", "value", "unit"], *_KPI_QUESTIONS)

    def by(self, grain: str) -> "Answer":
        """The KPIs of each `day`, `week` or `month`, one row each."""
        rows = figures.by_period(self.lake, self.period, grain)
        return _answer(rows, ["period", *TERMS], *_KPI_QUESTIONS)

    def products(self) -> "Answer":
        """Paid amount, pieces, visitors and refunds by product, best first."""
        return self.lake.frame("products", **figures.span(self.period), most=100_000)

    def channels(self) -> "Answer":
        """Visitors, buyers and paid amount by traffic source."""
        return self._asked("traffic_sources")

    def provinces(self) -> "Answer":
        """Paid orders, paid amount and buyers by province."""
        return self._asked("provinces")

    def refund_reasons(self) -> "Answer":
        """Completed refunds by reason."""
        return self._asked("refund_reasons")

    def ads(self) -> "Answer":
        """Spend, clicks and paid amount by ad platform."""
        return self._asked("ads")

    def service(self) -> "Answer":
        """People received, buyers and response time by service agent."""
        return self._asked("service_by_agent")

    def _asked(self, question: str) -> "Answer":
        return self.lake.frame(question, **figures.span(self.period))

    def __repr__(self) -> str:
        say = speaker(self.shop.settings.lang)
        sample = f" · {say('Sample data, not a real shop')}" if self.shop.row.is_sample else ""
        return f"{self.shop.row.name}{sample} · {self.period.first} – {self.period.last}"


def explore(shop: str = "", first: str = "", last: str = "") -> Figures:
    """A shop's figures from `first` to `last` (2026-10-01); empty means all, and the default shop.

    Raises `NotFound` for an unknown shop and `Refused` for days that are none.
    """
    opened = open_shop(shop or None, at=clock.now(), settings=Settings.from_env())
    lake = opened.lake()
    covered = figures.coverage(lake)
    end = figures.last_day(covered, clock.today())
    start = figures.first_day(covered) or end
    return Figures(opened, lake, days(first or start.isoformat(), last or end.isoformat()))


def _answer(rows: list[dict], columns: list[str], *questions: str) -> "Answer":
    from shopkit.lake.answer import answer

    return answer(rows, columns, sql="\n".join(sql(question) for question in questions))
