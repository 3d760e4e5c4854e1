"""Load and flow: who has how much, what is late or stuck, how long work takes, when it is done."""

from datetime import timedelta

from shopkit import workdays
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks import limits
from shopkit.store import tasks
from shopkit.tasks import flow
from shopkit.tasks.forecast import LEAST_WEEKS, TOO_LITTLE, forecast
from shopkit.tasks.load import load
from shopkit.tasks.states import DONE
from shopkit.text import message
from shopkit.text.numbers import count

KEY, TITLE = "load", message("Load")
ASKED = frozenset[str]()
AHEAD_DAYS, BACK_DAYS = 7, 90


def badge(shift: Shift) -> int | None:
    """Nothing: the figures are read, not worked off."""
    return None


def blocks(shift: Shift) -> list[Block]:
    """The figures of the board."""
    shop = shift.shop
    going = tasks.tasks(shop.engine, shop.id)
    since = shift.at - timedelta(days=BACK_DAYS)
    done = tasks.tasks(shop.engine, shop.id, states=(DONE,), done_since=since, archived=None)
    return [
        _figures(shift, going, done),
        _loads(shift, going),
        *limits.blocks(shift, going),
        _weeks(shift, going, done),
    ]


def _figures(shift: Shift, going: list, done: list) -> Block:
    say, lang = shift.say, shift.lang
    took = sorted(days for task in done if (days := flow.cycle_days(task)) is not None)
    middle = took[len(took) // 2] if took else None
    return draw.tiles(
        "figures",
        draw.tile("open", say("Open tasks"), count(len(going), lang)),
        draw.tile("late", say("Late"), count(len(flow.overdue(going, shift.today)), lang)),
        draw.tile("blocked", say("Blocked"), count(len(flow.blocked(going)), lang)),
        draw.tile("doing", say("Doing"), count(sum(t.state == "doing" for t in going), lang)),
        draw.tile("cycle", say("Days from start to done"), count(middle, lang), note=say("median")),
    )


def _loads(shift: Shift, going: list) -> Block:
    say = shift.say
    until = shift.today + timedelta(days=AHEAD_DAYS - 1)
    listed = load(
        going,
        shift.members,
        shift.today,
        until=until,
        works_on=lambda worker, day: worker.works_on(day) and workdays.is_workday(day),
    )
    heads = [
        (say("Who"), "text"), (say("Tasks"), "qty"), (say("Minutes"), "qty"),
        (say("Minutes there are"), "qty"), (say("Load"), "share"),
    ]  # fmt: skip
    rows = [
        {
            "cells": [
                each.name or say("Nobody's"),
                each.tasks,
                each.minutes,
                each.available_minutes,
                each.share,
            ],
            "tone": "bad" if each.is_over else None,
        }
        for each in listed
    ]
    return draw.table(
        "loads", heads, rows, title=say("Who has too much in the next {n} days?", n=AHEAD_DAYS),
        empty=say("Nobody works here yet. Add the members of the team under “Start here”."),
        note=say("What is due by then or being done; without an estimate the usual length counts."),
    )  # fmt: skip


def _weeks(shift: Shift, going: list, done: list) -> Block:
    say = shift.say
    weeks = flow.throughput(done, shift.today)
    seen = forecast(len(going), [week.done for week in weeks], shift.today)
    if seen.is_known:
        told = say(
            "The {n} open tasks are done by {half} (even chance), {likely} (85 %), {sure} (95 %).",
            n=seen.left, half=seen.done_by[50], likely=seen.done_by[85], sure=seen.done_by[95],
        )  # fmt: skip
    else:
        told = say(TOO_LITTLE, n=LEAST_WEEKS)
    heads = [(say("Week from"), "day"), (say("Done"), "qty")]
    rows = [[week.begins_on.isoformat(), week.done] for week in weeks]
    return draw.table("weeks", heads, rows, title=say("When will all of it be done?"), note=told)


ACTS = {**limits.ACTS}
