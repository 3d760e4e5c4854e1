"""Targets by year, month and day, and what would close the gap."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from shopkit.clock import month_of as named
from shopkit.money import ratio
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.manager import aim, goals, standing
from shopkit.pages.manager.aim import Aim
from shopkit.pages.shift import Shift
from shopkit.periods import month_of
from shopkit.text import message
from shopkit.text.numbers import change, money, share
from shopkit.widgets import Reply

KEY, TITLE = "target", message("Targets")
ASKED = frozenset({"goal_month"})
DAY = timedelta(days=1)


def badge(shift: Shift) -> int | None:
    """Nothing: targets are looked at, they do not call."""
    return None


def blocks(shift: Shift) -> list[Block]:
    """Where the month and the year stand, what would close the gap, and the targets themselves."""
    first = chosen(shift)
    month, year = aim.month(shift, first), aim.year(shift, first.year)
    return [
        _sentence(shift, first, month),
        *([_tiles(shift, month)] if month else []),
        *standing.charts(shift, first, month, year),
        *standing.levers(shift, month or year),
        *standing.year(shift, first.year, year),
        *([standing.days(shift, month)] if month else []),
        _turn(shift, first),
        *goals.blocks(shift, first.year),
    ]


def chosen(shift: Shift) -> date:
    """The first day of the month asked for; by default the one the next figures will belong to."""
    try:
        return date.fromisoformat(f"{shift.ask.get('goal_month', '')}-01")
    except ValueError:
        return ((shift.last_data or shift.today - DAY) + DAY).replace(day=1)


def _sentence(shift: Shift, first: date, month: Aim | None) -> Block:
    said = [*_ended(shift, first), *_standing(shift, first, month)]
    return draw.lines("target", *said, big=True, title=named(first))


def _ended(shift: Shift, first: date) -> Iterator[Any]:
    """What became of the month before, where the next has not begun."""
    if shift.last_data is None or shift.ask.get("goal_month") or shift.last_data >= first:
        return
    last = aim.month(shift, first - DAY)
    if last is not None and last.is_over:
        yield _result(shift, last)


def _result(shift: Shift, aimed: Aim) -> tuple[str, str]:
    at, lang, month = aimed.at, shift.lang, named(aimed.period.first)
    reached = share(ratio(at.paid_fen, at.goal_fen))
    if at.gap_fen > 0:
        return shift.say(
            "{month} reached {share} of its target: {gap} short.",
            month=month,
            share=reached,
            gap=money(at.gap_fen, lang),
        ), "bad"
    return shift.say(
        "{month} reached its target: {share}, {more} above.",
        month=month,
        share=reached,
        more=money(-at.gap_fen, lang),
    ), "good"


def _standing(shift: Shift, first: date, month: Aim | None) -> Iterator[Any]:
    say, lang = shift.say, shift.lang
    if month is None:
        yield (
            say(
                "No target is set for {month}. Type one below, or spread a year's goal.",
                month=named(first),
            ),
            "warn",
        )
        return
    if month.is_over:
        yield _result(shift, month)
        return
    at = month.at
    told = {"goal": money(at.goal_fen, lang), "need": money(at.needed_per_day_fen, lang)}
    if at.gap_fen <= 0:
        yield (
            say(
                "The target of {goal} is reached, with {n} days left.",
                goal=told["goal"],
                n=at.days_left,
            ),
            "good",
        )
        return
    yield say(
        "{goal} is the target: each of the {n} days left must bring {need}.", n=at.days_left, **told
    )
    if month.history:
        leads = at.forecast_fen >= at.goal_fen
        yield (
            say(
                "At the present pace it ends at {end}, {share} of the target.",
                end=money(at.forecast_fen, lang),
                share=share(ratio(at.forecast_fen, at.goal_fen)),
            ),
            ("good" if leads else "bad"),
        )
    if at.lift and at.lift > 1:
        yield say(
            "Do now: {lift} more than the present pace is needed; below is what would do it.",
            lift=change(at.lift - 1),
        )


def _tiles(shift: Shift, month: Aim) -> Block:
    say, lang, at = shift.say, shift.lang, month.at
    behind = {
        "label": say("against the plan so far"),
        "text": change(ratio(at.ahead_fen, at.planned_fen)),
        "tone": "good" if at.ahead_fen >= 0 else "bad",
    }
    reached = {
        "label": say("target"),
        "text": share(ratio(at.forecast_fen, at.goal_fen)),
        "tone": "good" if at.forecast_fen >= at.goal_fen else "bad",
    }
    return draw.tiles(
        "target-figures",
        draw.tile("goal", say("Target"), money(at.goal_fen, lang)),
        draw.tile(
            "paid",
            say("Paid so far"),
            money(at.paid_fen, lang),
            changes=[behind] if at.days_gone else [],
        ),
        draw.tile(
            "forecast",
            say("Where it leads"),
            money(at.forecast_fen, lang),
            changes=[reached] if month.history else [],
        ),
        draw.tile(
            "need",
            say("Needed a day"),
            money(at.needed_per_day_fen, lang),
            note=say("{n} days left", n=at.days_left),
        ),
        draw.tile("rate", say("A day brought so far"), money(at.run_rate_fen, lang)),
    )


def _turn(shift: Shift, first: date) -> Block:
    before, after = (first - DAY).replace(day=1), month_of(first).last + DAY
    pressed = [
        draw.button(
            named(month),
            "target_month",
            {"month": named(month)},
            tone="main" if month == first else None,
        )
        for month in (before, first, after)
    ]
    return draw.buttons("target-turn", *pressed, title=shift.say("Another month"))


def turned(shift: Shift, *, key: str, month: object) -> Reply:
    """Shows another month."""
    return Reply("", ask={"goal_month": goals.month_named(month)})


ACTS: dict[str, Any] = {**goals.ACTS, "target_month": turned}
