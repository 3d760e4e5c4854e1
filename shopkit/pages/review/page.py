"""The whole review of a month: checked, drawn section by section, shown in a notebook."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from shopkit import clock
from shopkit.errors import Refused, ShopkitError
from shopkit.lake import Lake
from shopkit.pages import figures
from shopkit.pages.review import paper, parts
from shopkit.pages.review.month import Month
from shopkit.pages.review.past import Past
from shopkit.periods import Period, month_of
from shopkit.settings import Settings
from shopkit.shop import Shop, open_shop
from shopkit.store import reviews
from shopkit.store.reviews import Review
from shopkit.text import speaker
from shopkit.text.numbers import day as shown_day

MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")
# what the frozen files are made from; the notebook's own reader sees the HTML beside it
PLAIN = "application/vnd.shopkit.review+json"


@dataclass(frozen=True)
class Shown:
    """A review as a notebook shows it."""

    page: Mapping[str, Any]

    def _repr_mimebundle_(self, **_asked: object) -> dict[str, Any]:
        return {"text/html": paper.plain(self.page), PLAIN: dict(self.page)}


@cache
def sections() -> tuple[ModuleType, ...]:
    """Every section there is, in its order: a module with ORDER, TITLE and `section(month)`."""
    from shopkit.pages.review import sections as room

    found = [import_module(f"{room.__name__}.{each.name}") for each in iter_modules(room.__path__)]
    return tuple(sorted(found, key=lambda module: (module.ORDER, module.__name__)))


def monthly_review(month: str = "", shop: str = "", version: int = 0) -> Shown:
    """The review of a month such as "2026-10"; the last whole month of the shop when empty.

    With a `version` on the data it was frozen with, else on the data there are now. What cannot
    be reviewed is said in a sentence.
    """
    settings = Settings.from_env()
    say = speaker(settings.lang)
    opened = open_shop(shop or None, at=clock.now(), settings=settings)
    try:
        page = reviewed(opened, str(month), version=version, today=clock.today())
    except ShopkitError as refusal:
        page = {"lang": settings.lang, "title": say("The month in review"), "shop": opened.row.name,
                "error": refusal.told(say), "facts": [], "sections": []}  # fmt: skip
    return Shown(page)


def reviewed(shop: Shop, month: str, *, version: int, today: date) -> dict[str, Any]:
    """The page of a month, as frozen in `version` or as the data are now."""
    if version:
        return frozen_page(shop, reviews.frozen(shop.engine, shop.id, month, version, begun=True))
    lake = shop.lake()
    period = asked(month, lake, today=horizon(shop, lake, today))
    return drawn(Month(shop, period, lake, shop.settings.lang))


def frozen_page(shop: Shop, kept: Review) -> dict[str, Any]:
    """The page of a frozen version, from its pinned data and the answers kept with it."""
    lake = Lake(shop.folder, dict(kept.tables))
    period = asked(kept.month, lake, today=date.max)
    return drawn(Month(shop, period, lake, kept.lang, Past(kept.answers)))


def drawn(month: Month) -> dict[str, Any]:
    """The page as plain values: facts about it, then every section with its parts."""
    say = month.say
    kept = [{"key": module.__name__.rpartition(".")[2], "title": say(module.TITLE),
             "parts": list(module.section(month))} for module in sections()]  # fmt: skip
    return {
        "lang": month.lang,
        "month": month.name,
        "title": say("{month} in review", month=month.name),
        "shop": month.shop.row.name,
        "error": "",
        "facts": list(_facts(month)),
        "sections": kept,
    }


def figures_of(page: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every figure of a page."""
    return list(parts.figures(page["sections"]))


def horizon(shop: Shop, lake: Lake, today: date) -> date:
    """The day it is for this shop: the sample lives on the day after its data."""
    if not shop.row.is_sample:
        return today
    return figures.last_day(figures.coverage(lake), date.max - timedelta(days=1)) + timedelta(
        days=1
    )


def asked(month: str, lake: Lake, *, today: date) -> Period:
    """The days of a month that can be reviewed, or `Refused` with what to do instead.

    Empty takes the last whole month with data.
    """
    covered = figures.coverage(lake)
    first = figures.first_day(covered)
    if first is None:
        raise Refused("There are no figures yet: import the shop's files under “Start here”.")
    last = min(figures.last_day(covered, today), today)
    if not month:
        wanted = month_of(last) if month_of(last).last == last else _before(last)
    elif not MONTH.fullmatch(month):
        raise Refused("“{month}” is no month: write it as 2026-10.", month=month[:40])
    else:
        wanted = month_of(date.fromisoformat(f"{month}-01"))
    _sound(wanted, first, last, today=today)
    return wanted


def months(lake: Lake, *, today: date) -> Iterator[str]:
    """Every month that can be reviewed, the oldest first."""
    covered = figures.coverage(lake)
    day, last = figures.first_day(covered), figures.last_day(covered, today)
    while day is not None and month_of(day).last <= last and month_of(day).last < today:
        yield f"{day:%Y-%m}"
        day = month_of(day).last + timedelta(days=1)


def _before(day: date) -> Period:
    return month_of(day.replace(day=1) - timedelta(days=1))


def _sound(wanted: Period, first: date, last: date, *, today: date) -> None:
    name = f"{wanted.first:%Y-%m}"
    if wanted.first > today:
        raise Refused("{month} has not begun: it can be reviewed when it is over.", month=name)
    if wanted.last >= today:
        raise Refused("{month} is not over yet: review it from {day} on.", month=name,
                      day=wanted.last + timedelta(days=1))  # fmt: skip
    if wanted.last < first or wanted.first > last:
        raise Refused("There are no data of {month}: they reach from {first} to {last}.",
                      month=name, first=first, last=last)  # fmt: skip
    if wanted.last > last:
        raise Refused("The data of {month} end on {last}: import the rest of the month first.",
                      month=name, last=last)  # fmt: skip


def _facts(month: Month) -> Iterator[str]:
    say, lang, period = month.say, month.lang, month.period
    yield f"{shown_day(period.first, lang)} – {shown_day(period.last, lang)}"
    if month.shop.row.is_sample:
        yield say("Sample data, not a real shop")
    yield say("Everything as of the last day of the month, Shanghai time.")
    first = figures.first_day(dict(month.covered))
    if first and first > period.first:
        yield say("The data begin on {day}: the days before are not in it.", day=first)
