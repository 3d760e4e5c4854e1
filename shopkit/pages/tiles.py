"""KPI tiles: a value, what it means, and what it is fairly compared with."""

from collections.abc import Mapping, Sequence
from typing import Any

from shopkit.kpis import TERMS, Term, change
from shopkit.money import yuan
from shopkit.periods import Period, month_of
from shopkit.text import Say
from shopkit.text.numbers import change as changed
from shopkit.text.numbers import shown

Row = Mapping[str, Any]

# The order in which a manager looks; the first eight that are known are shown.
ORDER = (
    "paid_fen",
    "visitors",
    "visitors_per_day",
    "conversion_rate",
    "aov_fen",
    "paid_orders",
    "refund_rate",
    "cohort_refund_rate",
    "ad_share",
    "experience_score",
    "buyers",
    "value_per_visitor_fen",
    "paid_per_order_fen",
    "refund_share_of_paid",
    "refund_share_of_all",
    "pay_rate",
    "orders",
)
MOST = 8
_ADDS_UP = {"paid_fen", "paid_orders", "orders", "page_views", "ad_spend_fen"}
_PEOPLE = {"visitors", "buyers"}  # a month's people are not the sum of its days'


def tiles(
    now: Row,
    others: Sequence[tuple[str, Row]],
    *,
    targets: Mapping[str, int],
    period: Period,
    lang: str,
    say: Say,
) -> list[dict[str, Any]]:
    """The page's tiles; `others` are named comparisons, each a row of KPIs."""
    known = [name for name in ORDER if now.get(name) is not None]
    if "visitors" in known and "visitors_per_day" in known:
        known.remove("visitors_per_day")
    drawn = []
    for name in known[:MOST]:
        changes = [_change(name, now, row, label=label, say=say) for label, row in others]
        changes += _of_target(name, now, targets, period=period, say=say)
        drawn.append(_tile(name, now, lang=lang, say=say) | {"changes": changes})
    return drawn


def label(term: Term, lang: str) -> str:
    """A KPI's name in the reader's language."""
    return term.zh if lang == "zh" else term.en


def _tile(name: str, now: Row, *, lang: str, say: Say) -> dict[str, Any]:
    term, value = TERMS[name], now[name]
    short = shown(value, term.unit, lang)
    return {
        "key": name,
        "label": label(term, lang),
        "value": short,
        "unit": "",
        "term": f"{term.zh} · {term.en}: {say(term.meaning)}",
        "note": _exact(value, short, lang) if term.unit == "fen" else "",
    }


def _exact(amount_fen: float, short: str, lang: str) -> str:
    """The amount to the fen, where the tile shows it shortened."""
    exact = ("￥" if lang == "zh" else "¥") + yuan(round(amount_fen))
    return "" if exact == short else exact


def _change(name: str, now: Row, other: Row, *, label: str, say: Say) -> dict[str, str]:
    term = TERMS[name]
    if term.unit in ("share", "score"):
        known = other.get(name) is not None
        step = now[name] - other[name] if known else None
        text = _step(step, term.unit, say)
    else:
        step = change(now[name], other.get(name))
        text = changed(step)
    return {"label": label, "text": text, "tone": _tone(step, term.rises)}


def _step(step: float | None, unit: str, say: Say) -> str:
    if step is None:
        return "–"
    return f"{step:+.2f}" if unit == "score" else say("{points} pts", points=f"{step * 100:+.2f}")


def _tone(step: float | None, rises: int) -> str:
    if step is None or not rises:
        return "none"
    if abs(step) < 0.0005:
        return "flat"
    return "good" if (step > 0) == (rises > 0) else "bad"


def _of_target(
    name: str, now: Row, targets: Mapping[str, int], *, period: Period, say: Say
) -> list[dict[str, str]]:
    month = month_of(period.first)
    if name not in targets or period.last > month.last:
        return []
    if name in _PEOPLE and period != month:
        return []
    due = targets[name] * period.days / month.days if name in _ADDS_UP else targets[name]
    reached = now[name] / due
    return [
        {
            "label": say("target"),
            "text": f"{reached:.0%}",
            "tone": "good" if (reached >= 1) == (TERMS[name].rises > 0) else "bad",
        }
    ]
