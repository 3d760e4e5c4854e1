"""What advertising costs, what it brings, and where it is wasted."""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

from shopkit import ads as figures
from shopkit.ads import Ad, Judged, break_even_roi, judged
from shopkit.lake import Lake
from shopkit.money import ratio
from shopkit.pages import blocks as draw
from shopkit.pages import figures as shop_figures
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.campaign_truth import about
from shopkit.pages.shift import Shift
from shopkit.periods import Period, before
from shopkit.store import goods
from shopkit.text import message
from shopkit.text.numbers import UNKNOWN, change, money, share
from shopkit.widgets import Reply

KEY, TITLE = "ads", message("Ads")
ASKED = frozenset({"ad_level", "ad_days"})
LEVELS = {
    "plan": message("By plan"),
    "item": message("By item"),
    "creative": message("By creative"),
}
SPANS = {"7": message("7 days"), "30": message("30 days"), "90": message("90 days")}
SHOWN, CHARTED = 60, 12
_WINDOW = message(
    "Which sales an ad is given depends on the report's window; it is shown where the report says."
)


def badge(shift: Shift) -> int | None:
    """Nothing: what is wasted is a matter of a week, not of a minute."""
    return None


def blocks(shift: Shift) -> list[Block]:
    """Totals, the waste list, returns against break-even, and every plan, item or creative."""
    say, period = shift.say, _period(shift)
    level, lake = _level(shift), shift.shop.lake()
    ads = _ads(lake, period, level)
    if not ads:
        none = say("No ad reports for these days. Import them under “Start here”.")
        return [_choices(shift), draw.lines("none", none)]
    rate = _margin(shift, period)
    listed = judged(ads, rate)
    return [
        _choices(shift),
        _tiles(shift, lake, period, rate=rate),
        *_rate(shift, rate),
        _waste(shift, listed, rate),
        *_plot(shift, listed, rate),
        _table(shift, listed, rate),
    ]


def _choices(shift: Shift) -> Block:
    say = shift.say
    fields = [
        draw.field("level", say("Show"), "choice", required=True, value=_level(shift),
                   options=[(key, say(name)) for key, name in LEVELS.items()]),
        draw.field("days", say("Days"), "choice", required=True, value=_days(shift),
                   options=[(key, say(name)) for key, name in SPANS.items()]),
    ]  # fmt: skip
    return draw.form("choose", "ads_show", fields, say("Show"))


def show(shift: Shift, *, key: str, level: object, days: object) -> Reply:
    """Another level or stretch of days."""
    say = shift.say
    asked = {
        "ad_level": given.one_of(level, LEVELS, say("Show")),
        "ad_days": given.one_of(days, SPANS, say("Days")),
    }
    return Reply("", ask=asked)


def _level(shift: Shift) -> str:
    wanted = shift.ask.get("ad_level", "")
    return wanted if wanted in LEVELS else "plan"


def _days(shift: Shift) -> str:
    wanted = shift.ask.get("ad_days", "")
    return wanted if wanted in SPANS else "30"


def _period(shift: Shift) -> Period:
    last = shift.last_data or shift.today
    return Period(last - timedelta(days=int(_days(shift)) - 1), last)


def _tiles(shift: Shift, lake: Lake, period: Period, *, rate: float | None) -> Block:
    """Sums over plans, which stand for all reports: items and creatives may leave some out."""
    say, lang = shift.say, shift.lang
    now, was = _sums(lake, period), _sums(lake, before(period))
    even = break_even_roi(rate) if rate else None
    left = None if rate is None else now.left_fen(rate)
    roi = UNKNOWN if now.roi is None else f"{now.roi:.2f}"
    moved = say("{change} against the {days} days before", days=period.days,
                change=change(ratio(now.spend_fen - was.spend_fen, was.spend_fen)))  # fmt: skip
    pays = say("pays from {roi}", roi=f"{even:.2f}") if even else ""
    return draw.tiles(
        "sums",
        draw.tile("spend", say("Ad spend"), money(now.spend_fen, lang), note=moved),
        draw.tile("roi", say("ROI (投入产出比)"), roi, note=pays),
        draw.tile("net", say("ROI after refunds"), _times(now.net_roi)),
        draw.tile("direct", say("ROI of direct sales"), _times(now.direct_roi)),
        draw.tile("cpc", say("Cost per click"), money(now.cpc_fen, lang)),
        draw.tile("conversion", say("Conversion of clicks"), share(now.conversion)),
        draw.tile("left", say("Margin less ad spend"), about(left, lang)),
    )


def _rate(shift: Shift, rate: float | None) -> list[Block]:
    say = shift.say
    if rate is None:
        none = say("No margin is known, so nothing can be judged: give the goods their costs.")
        return [draw.lines("rate", (none, "warn"))]
    even = f"{break_even_roi(rate) or 0:.2f}"
    said = say(
        "At a margin of {rate} a yuan of ads must bring {roi} yuan of sales (1 ÷ margin).",
        rate=share(rate), roi=even,
    )  # fmt: skip
    return [draw.lines("rate", said, say(_WINDOW))]


def _waste(shift: Shift, listed: list[Judged], rate: float | None) -> Block:
    say, lang = shift.say, shift.lang
    wasted = [each for each in listed if each.is_wasted]
    rows = [
        draw.row(
            each.ad.key,
            each.ad.name,
            say("{spend} spent, {orders} orders from {clicks} clicks", orders=each.ad.orders,
                clicks=each.ad.clicks, spend=about(each.ad.spend_fen, lang)),
            (say("ROI {roi}, at best {best}; it needs {even}", roi=_times(each.ad.roi),
                 best=_times(each.best_roi), even=_times(break_even_roi(rate or 0))), "bad"),
            say("Bid at most {bid} a click (now {cpc}), or stop it.",
                bid=money(each.bid_fen, lang), cpc=money(each.ad.cpc_fen, lang)),
            badge=about(each.ad.left_fen(rate or 0), lang),
            tone="bad",
        )
        for each in wasted
    ]  # fmt: skip
    empty = say("Nothing is wasted for certain.")
    note = say("Only what does not pay even if its few clicks were unlucky (Wilson, 95 of 100).")
    return draw.rows("waste", rows, empty, title=say("Where money is wasted"), note=note)


def _plot(shift: Shift, listed: list[Judged], rate: float | None) -> Iterator[Block]:
    say, even = shift.say, break_even_roi(rate) if rate else None
    if even is None:
        return
    rows = [
        {
            "name": each.ad.name,
            "roi": round(each.ad.roi or 0, 3),
            "break_even": round(even, 3),
            "spend": each.ad.spend_fen / 100,
        }
        for each in listed[:CHARTED]
    ]
    columns = [
        ["name", say("ad"), "text"], ["roi", say("ROI"), "figure"],
        ["break_even", say("break-even"), "figure"], ["spend", say("spend, yuan"), "money"],
    ]  # fmt: skip
    yield draw.plot("chart", "ad_returns", say("Which ads earn more than they cost?"), rows,
                    columns=columns, note=say("The greatest loss first."))  # fmt: skip


def _table(shift: Shift, listed: list[Judged], rate: float | None) -> Block:
    say = shift.say
    heads = [
        (say("ad"), "text"), (say("Spend"), "figure"), (say("Clicks"), "qty"),
        (say("Cost per click"), "figure"), (say("Highest sensible bid"), "figure"),
        (say("Conversion of clicks"), "figure"), (say("ROI"), "figure"), (say("Direct"), "figure"),
        (say("Indirect"), "figure"), (say("After refunds"), "figure"),
        (say("Margin less ad spend"), "figure"), (say("Window"), "text"), (say("Verdict"), "text"),
    ]  # fmt: skip
    rows = [_row(shift, each, rate) for each in listed[:SHOWN]]
    more = len(listed) - SHOWN
    note = say("{n} more", n=more) if more > 0 else ""
    return draw.table("ads", heads, rows, title=say(LEVELS[_level(shift)]), note=note)


def _row(shift: Shift, each: Judged, rate: float | None) -> Block:
    say, lang, ad = shift.say, shift.lang, each.ad
    window = " ".join(filter(None, (ad.platform, ad.window))) or UNKNOWN
    cells = [
        ad.name, about(ad.spend_fen, lang), ad.clicks, money(ad.cpc_fen, lang),
        money(each.bid_fen, lang), share(ad.conversion), _times(ad.roi), _times(ad.direct_roi),
        _times(ratio(ad.indirect_fen, ad.spend_fen)), _times(ad.net_roi),
        UNKNOWN if rate is None else about(ad.left_fen(rate), lang), window, say(each.verdict),
    ]  # fmt: skip
    return {"cells": cells, "tone": each.tone if each.tone in ("bad", "good") else None}


def _times(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.2f}"


def _margin(shift: Shift, period: Period) -> float | None:
    """The margin of what was sold in the period, by the goods' written costs."""
    costs = tuple(
        (each.code, each.cost_fen)
        for each in goods.skus(shift.shop.engine, shift.shop.id)
        if each.cost_fen is not None
    )
    return _rate_of(shift.shop.lake(), period, costs)


def _sums(lake: Lake, period: Period) -> Ad:
    every = _ads(lake, period, "plan") or _ads(lake, period, "item")

    def told(name: str) -> int | None:
        known = [getattr(each, name) for each in every]
        return None if not known or None in known else sum(known)

    totals = ("spend_fen", "clicks", "impressions", "orders", "paid_fen")
    parts = {name: told(name) for name in ("direct_fen", "indirect_fen", "net_fen")}
    return Ad("", "", **{name: told(name) or 0 for name in totals}, **parts)


@lru_cache(maxsize=16)
def _ads(lake: Lake, period: Period, level: str) -> tuple[Ad, ...]:
    rows = lake.rows("ads_by_level", **shop_figures.span(period), level=level)
    return tuple(figures.ad(_with_name(row, level)) for row in rows)


def _with_name(row: dict, level: str) -> dict:
    """A creative often has a number only: its plan says what it is of."""
    if level == "creative" and not row["name"]:
        return row | {"name": " · ".join(filter(None, (row["plan"], row["key"])))}
    return row


@lru_cache(maxsize=8)
def _rate_of(lake: Lake, period: Period, costs: tuple[tuple[str, int], ...]) -> float | None:
    rows = lake.rows(
        "sold_by_day", **shop_figures.span(period), items=[],
        skus=[code for code, _ in costs], costs=[fen for _, fen in costs],
    )  # fmt: skip
    costed = sum(row["costed_fen"] for row in rows)
    part = ratio(sum(row["cost_fen"] for row in rows), costed)
    return None if part is None else 1 - part


ACTS = {"ads_show": show}
