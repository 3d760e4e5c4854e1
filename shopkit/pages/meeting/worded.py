"""Meeting figures in words: a difference in its unit, an expectation, an interval."""

from datetime import date, datetime

from shopkit import clock
from shopkit.kpis import TERMS
from shopkit.meetings.effects import Effect
from shopkit.meetings.values import Expected
from shopkit.pages.tiles import label
from shopkit.text import Say
from shopkit.text.numbers import change, money, shown

# What a decision may be about: figures that are known of single days.
MEASURED = (
    "paid_fen",
    "visitors",
    "conversion_rate",
    "aov_fen",
    "paid_orders",
    "buyers",
    "value_per_visitor_fen",
    "page_views",
    "cart_rate",
    "favourite_rate",
    "refund_fen",
    "refund_rate",
    "net_paid_fen",
    "ad_spend_fen",
    "ad_share",
    "experience_score",
)


def kpi_name(kpi: str, lang: str) -> str:
    """A KPI's name in the reader's language; the word itself if there is no such KPI."""
    return label(TERMS[kpi], lang) if kpi in TERMS else kpi


def difference(step: float | None, unit: str, *, lang: str, say: Say) -> str:
    """A signed difference in the unit of its KPI.

    >>> from shopkit.text import speaker
    >>> difference(-0.0021, "share", lang="en", say=speaker("en"))
    '-0.21 pts'
    """
    if step is None:
        return "–"
    if unit == "share":
        return say("{points} pts", points=f"{step * 100:+.2f}")
    if unit == "score":
        return f"{step:+.2f}"
    if unit == "fen":
        return ("+" if step >= 0 else "") + money(step, lang)
    return f"{step:+,.1f}" if abs(step) < 100 else f"{step:+,.0f}"


def hoped(expected: Expected | None, kpi: str, *, lang: str) -> str:
    """What was expected of a KPI, or nothing."""
    if expected is None or kpi not in TERMS:
        return ""
    if expected.share is not None:
        return change(expected.share)
    unit = TERMS[kpi].unit
    return f"{shown(expected.start, unit, lang)} → {shown(expected.goal, unit, lang)}"


def happened(effect: Effect, kpi: str, *, lang: str, say: Say) -> str:
    """Means before and after, their difference and its interval, in one sentence."""
    unit = TERMS[kpi].unit
    low, high = (difference(each, unit, lang=lang, say=say) for each in (effect.low, effect.high))
    return say(
        "A day's mean, {n} days each: {before} → {after}, {change} (95% interval {low} to {high}).",
        n=effect.days,
        before=shown(effect.before, unit, lang),
        after=shown(effect.after, unit, lang),
        change=difference(effect.change, unit, lang=lang, say=say),
        low=low,
        high=high,
    )


def short(day: date) -> str:
    """A day as month and day."""
    return f"{day:%m-%d}"


def hour(at: datetime) -> str:
    """An instant's time of day in Shanghai."""
    return f"{at.astimezone(clock.SHANGHAI):%H:%M}"
