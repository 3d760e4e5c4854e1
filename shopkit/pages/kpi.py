"""The KPI dashboard: how the shop is doing, for the wall and for a desk."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from shopkit import clock, store
from shopkit.pages.ask import NAMES, Ask, checked
from shopkit.pages.figures import coverage, first_day, last_day, total
from shopkit.pages.missing import missing
from shopkit.pages.plots import in_context, plots
from shopkit.pages.tiles import tiles
from shopkit.pages.watching import event_name, told_events
from shopkit.periods import NAMED, Period, before, week_before, year_before
from shopkit.settings import Settings
from shopkit.shop import Shop, open_shop, pulse
from shopkit.text import Say, speaker
from shopkit.text.numbers import day as shown_day

Page = dict[str, Any]


def kpi_board() -> object:
    """The KPI dashboard as a widget that follows the shop's data and its viewer's questions."""
    from shopkit.widgets import Board
    from shopkit.widgets.query import asked

    wanted = asked(NAMES)  # a warm kernel waits here, so nothing below is older than the page
    settings = Settings.from_env()

    def draw(ask: Mapping[str, object]) -> Page:
        return kpi_page(ask, settings=settings, today=clock.today())

    return Board(draw, ask=wanted, token=lambda: (pulse(settings), clock.today()))


def kpi_page(asked: Mapping[str, object], *, settings: Settings, today: date) -> Page:
    """The whole page as plain values: tiles, charts, controls, and what is missing.

    Raises `Refused` or `NotFound` for a question that cannot be asked.
    """
    ask = checked(asked, lang=settings.lang)
    say = speaker(ask.lang)
    shop = open_shop(ask.shop, at=clock.now(), settings=settings)
    lake = shop.lake()
    covered = coverage(lake)
    asof = last_day(covered, today)
    period = ask.days(asof)
    weights = store.settings_of(shop.engine, shop.id).get("experience_weights")
    now = total(lake, period, weights)
    return {
        "lang": ask.lang,
        "title": say("Shop dashboard"),
        "shop": shop.row.name,
        "sample": say("Sample data, not a real shop") if shop.row.is_sample else "",
        "asof": _asof(period, ask.lang),
        "freshness": _freshness(shop, asof, lang=ask.lang, say=say) if covered else "",
        "controls": _controls(shop, ask, period=period, first=first_day(covered), last=asof),
        "tiles": tiles(
            now,
            _comparisons(lake, period, first=first_day(covered), weights=weights, say=say),
            targets=shop.targets(f"{period.first:%Y-%m}"),
            period=period,
            lang=ask.lang,
            say=say,
        ),
        "charts": plots(lake, period, lang=ask.lang, say=say, events=_events(shop, period, say)),
        "missing": missing(covered, say=say),
    }


def _comparisons(
    lake: Any, period: Period, *, first: date | None, weights: Any, say: Say
) -> list[tuple[str, dict[str, Any]]]:
    """What the period is compared with, as far as the data reaches back."""
    if period.days == 1:
        wanted = [(say("day before"), before(period)), (say("same weekday"), week_before(period))]
    else:
        wanted = [(say("before"), before(period)), (say("a year ago"), year_before(period))]
    return [
        (name, total(lake, earlier, weights))
        for name, earlier in wanted
        if first and earlier.first >= first
    ]


def _controls(
    shop: Shop, ask: Ask, *, period: Period, first: date | None, last: date
) -> dict[str, Any]:
    say = speaker(ask.lang)
    return {
        "shops": [[row.id, row.name] for row in store.shops(shop.engine)],
        "shop": shop.id,
        "periods": [[key, say(words)] for key, (words, _) in NAMED.items()],
        "period": ask.period,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "first": first.isoformat() if first else None,
        "last": last.isoformat(),
    }


def _events(shop: Shop, period: Period, say: Say) -> dict[date, str]:
    """What happened on the days that are drawn, by the first of them it touches."""
    drawn = in_context(period)
    named: dict[date, list[str]] = {}
    for event in told_events(shop, drawn.first, drawn.last):
        if not event.items:
            named.setdefault(max(event.first, drawn.first), []).append(event_name(event, say))
    return {day: " / ".join(words[:2]) for day, words in named.items()}


def _asof(period: Period, lang: str) -> str:
    if period.days == 1:
        return shown_day(period.last, lang)
    return f"{shown_day(period.first, lang)} – {shown_day(period.last, lang)}"


def _freshness(shop: Shop, asof: date, *, lang: str, say: Say) -> str:
    newest = shop.imports(last=1)
    imported = f"{newest[0].imported_at.astimezone(clock.SHANGHAI):%m-%d %H:%M}" if newest else "–"
    return say("Data until {day} · imported {at}", day=shown_day(asof, lang), at=imported)
