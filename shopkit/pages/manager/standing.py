"""How a goal stands, drawn: plan against actual, what would close the gap, months and days."""

from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from typing import Any

from shopkit import targets
from shopkit.clock import month_of as named
from shopkit.festivals import events
from shopkit.kpis import TERMS
from shopkit.money import ratio
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.manager import aim
from shopkit.pages.manager.aim import Aim
from shopkit.pages.shift import Shift
from shopkit.pages.tiles import label
from shopkit.periods import Period, month_of
from shopkit.text.numbers import change, money, shown
from shopkit.text.numbers import day as shown_day

# A lift beyond this is no plan: it is said to be out of reach.
REACH = 2.0


def charts(shift: Shift, first: date, month: Aim | None, year: Aim | None) -> Iterator[Block]:
    say = shift.say
    pairs = (
        ("target-month", say("Will {month} reach its target?", month=named(first)), month),
        ("target-whole", say("Will {year} reach its target?", year=first.year), year),
    )
    columns = [
        ("day", say("day"), "text"),
        ("plan", say("plan so far, yuan"), "money"),
        ("actual", say("paid so far, yuan"), "money"),
        ("forecast", say("where it leads, yuan"), "money"),
    ]
    for id, title, aimed in pairs:
        if aimed is not None:
            yield draw.plot(id, "plan_actual", title, cumulated(aimed), columns=columns, half=True)


def cumulated(aimed: Aim) -> list[Block]:
    """The plan, what was paid and where it leads, added up day by day, in yuan."""
    days = sorted(aimed.plan)
    ahead = targets.forecast(aimed.plan, aimed.history, aimed.asof)
    plan = accumulate(aimed.plan[day] for day in days)
    paid = accumulate(ahead.get(day, aimed.history.get(day, 0)) for day in days)
    has_pace = bool(aimed.history)
    return [
        {
            "day": day.isoformat(),
            "plan": due / 100,
            "actual": reached / 100 if day <= aimed.asof else None,
            "forecast": reached / 100 if has_pace and day >= aimed.asof else None,
        }
        for day, due, reached in zip(days, plan, paid, strict=True)
    ]


def levers(shift: Shift, aimed: Aim | None) -> Iterator[Block]:
    """What each factor alone would have to be."""
    if aimed is None or aimed.is_over or not aimed.at.lift or aimed.at.lift <= 1:
        return
    say, lang, lift = shift.say, shift.lang, aimed.at.lift
    found = targets.levers(lift, aim.factors(shift))
    heads = [
        (say("Any one of"), "text"),
        (say("last four weeks"), "text"),
        (say("would have to be"), "text"),
        (say("that is"), "text"),
    ]
    rows = [
        [
            label(TERMS[each.name], lang),
            shown(each.now, TERMS[each.name].unit, lang),
            shown(each.needed, TERMS[each.name].unit, lang),
            change(each.rise),
        ]
        for each in found
    ]
    title = say("What would close the gap of {month}?", month=named(aimed.period.first))
    if found:
        yield draw.table("levers", heads, rows, title=title)
        each = change(targets.together(lift, len(found)))
        far = (
            [say("That is out of reach in the days left: lower the target or plan a sale.")]
            if lift > REACH
            else []
        )
        yield draw.lines(
            "levers-all", say("Or all of them together, each {share}.", share=each), *far
        )


def year(shift: Shift, wanted: int, whole: Aim | None) -> Iterator[Block]:
    """The months of the year: target, paid, reached."""
    if whole is None:
        return
    say = shift.say
    heads = [
        (say("month"), "text"),
        (say("Target, yuan"), "fen"),
        (say("Paid, yuan"), "fen"),
        (say("Reached"), "share"),
    ]
    at = whole.at
    total = [say("Year"), at.goal_fen, at.paid_fen, ratio(at.paid_fen, at.goal_fen)]
    rows = [_of_month(shift, month_of(date(wanted, n, 1))) for n in range(1, 13)]
    title = say("{year}: month by month", year=wanted)
    yield draw.table("target-months", heads, [total, *rows], title=title)
    if at.days_left and at.gap_fen > 0:
        yield draw.lines(
            "target-rest",
            say(
                "The year still needs {gap}: {need} on each of {n} days left; so far a day brought "
                "{rate}.",
                gap=money(at.gap_fen, shift.lang),
                need=money(at.needed_per_day_fen, shift.lang),
                n=at.days_left,
                rate=money(at.run_rate_fen, shift.lang),
            ),
        )


def _of_month(shift: Shift, period: Period) -> Block:
    """A month's target, what it brought and what share that is; pressed, it is looked at."""
    aimed, name = aim.month(shift, period.first), named(period.first)
    goal, paid = aimed.goal_fen if aimed else None, _paid(aim.history(shift), period)
    return {"cells": [name, goal, paid, ratio(paid, goal)], "ask": {"goal_month": name}}


def _paid(known: Any, period: Period) -> int | None:
    days = [known[day] for day in known if period.first <= day <= period.last]
    return sum(days) if days else None


def days(shift: Shift, month: Aim) -> Block:
    """The month day by day, folded: what each should bring, and did."""
    say = shift.say
    heads = [
        (say("Day"), "text"),
        (say("Plan, yuan"), "fen"),
        (say("Paid, yuan"), "fen"),
        (say("Event"), "text"),
    ]
    named_days = {
        day: say(event.name)
        for event in events(month.period.first, month.period.last)
        for day in month.plan
        if event.first <= day <= event.last
    }
    rows = [
        [shown_day(day, shift.lang), plan, month.history.get(day), named_days.get(day, "")]
        for day, plan in month.plan.items()
    ]
    how = say(
        "Each day has its share of the target by what the like day sold a year before: the same "
        "weekday, sale days by their date, Spring Festival by the lunar year."
    )
    return draw.rows(
        "target-by-day",
        [
            draw.row(
                "days",
                say("The plan day by day"),
                how,
                open=[draw.table("target-days", heads, rows)],
            )
        ],
        "",
    )
