"""The experience score: what must change to reach another one."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from shopkit import clock
from shopkit import score as lever
from shopkit.lake import Lake
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.manager import scoring
from shopkit.pages.shift import Shift
from shopkit.score import ITEM, PARTS, TOP, Lever, Part
from shopkit.text import message
from shopkit.text.numbers import count, share
from shopkit.text.numbers import score as shown

KEY, TITLE = "score", message("Score")
IF = {key: f"if_{key.removeprefix('score_')}" for key in PARTS}
ASKED = frozenset({"goal", *IF.values()})
DAYS, HALF_YEAR, STEP = 30, 182, 0.05
Row = Mapping[str, Any]
_ASSUMED = message(
    "The platform does not publish how a rate becomes points: it compares a shop with its trade. "
    "The weights and spans below are assumptions; set them as your 真实体验分 page shows them."
)
_STANDS_IN = message(
    "Shipping times stand in for the 48-hour collection rate, slow chats for the 3-minute rate: "
    "the platform counts those itself."
)


def badge(shift: Shift) -> int | None:
    """Nothing waits here."""
    return None


def blocks(shift: Shift) -> list[Block]:
    """Where the score stands, what each part must reach, and what lifts it."""
    lake, asof = shift.shop.lake(), shift.last_data
    now = scores(lake, asof) if asof else None
    if now is None:
        none = shift.say(
            "No experience score was imported: export 体验分 or the shop's daily figures from "
            "生意参谋 and import them under “Start here”."
        )
        return [draw.lines("none", none), scoring.form(shift)]
    weights = scoring.weights(shift)
    whole = lever.score(now, weights)
    goal = _asked(shift, "goal", whole, min(TOP, round(whole + STEP, 2)))
    found = lever.parts(now, goal, weights=weights)
    return [
        _tiles(shift, lake, now, goal),
        _sliders(shift, now, whole, goal),
        _parts(shift, lake, found, goal > whole),
        *_levers(shift, lake, goal - whole),
        draw.lines("assumed", shift.say(_ASSUMED), shift.say(_STANDS_IN)),
        scoring.form(shift),
    ]


@lru_cache(maxsize=16)
def scores(lake: Lake, asof: date) -> Row | None:
    """The three parts as last told up to a day, not older than half a year; None without all."""
    first = asof - timedelta(days=HALF_YEAR)
    rows = lake.rows("shop_by_period", **{"from": first, "to": asof}, grain="millennium")
    row = rows[0] if rows else {}
    found = {key: row.get(key) for key in PARTS}
    return None if None in found.values() else found


@lru_cache(maxsize=8)
def rates(lake: Lake, asof: date) -> Mapping[str, tuple[float, int]]:
    """What feeds the score, of the last 30 days: each rate and of how many cases it is."""
    span = {"from": asof - timedelta(days=DAYS - 1), "to": asof}
    (fed,) = lake.rows("experience", **span)
    found = {}
    if fed["reviews"]:
        found["bad_reviews"] = (fed["bad"] or 0) / fed["reviews"], fed["reviews"]
        found["good_reviews"] = (fed["good"] or 0) / fed["reviews"], fed["reviews"]
    if fed["chats"]:
        found["answered"] = 1 - (fed["slow"] or 0) / fed["chats"], fed["chats"]
    night = clock.instant_of(_midnight(asof))
    days = lake.rows("collection", **span, asof=night, hours=48)
    in_time, late = (sum(row[name] for row in days) for name in ("in_time", "late"))
    if in_time + late:
        found["collected"] = in_time / (in_time + late), in_time + late
    return found


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day) + timedelta(days=1)


def _asked(shift: Shift, name: str, least: float, usual: float) -> float:
    try:
        asked = float(shift.ask.get(name, ""))
    except ValueError:
        return usual
    return min(max(asked, least), TOP) if asked == asked else usual


def _tiles(shift: Shift, lake: Lake, now: Row, goal: float) -> Block:
    say, weights = shift.say, scoring.weights(shift)
    whole = lever.score(now, weights)
    before = scores(lake, shift.last_data - timedelta(days=DAYS))
    then = lever.score(before, weights) if before else None
    tried = {key: _asked(shift, IF[key], 0.0, now[key]) for key in PARTS}
    note = say("30 days before: {score}", score=shown(then)) if then is not None else ""
    return draw.tiles(
        "figures",
        draw.tile("score", say("Experience score"), shown(whole), note=note),
        draw.tile("goal", say("To reach"), shown(goal)),
        draw.tile("gap", say("Still missing"), f"{max(goal - whole, 0):.3f}"),
        draw.tile("tried", say("If the parts were as set below"),
                  shown(lever.score(tried, weights))),
    )  # fmt: skip


def _sliders(shift: Shift, now: Row, whole: float, goal: float) -> Block:
    say = shift.say
    least = round(whole, 2)
    return draw.sliders(
        "what-if",
        draw.slider("goal", say("To reach"), round(goal, 2), min=least, max=TOP, step=0.01),
        *(
            draw.slider(
                IF[key],
                say("{part}, if it were", part=say(name)),
                round(_asked(shift, IF[key], 0.0, now[key]), 2),
                min=min(4.0, round(now[key], 2)),
                max=TOP,
                step=0.01,
            )
            for key, name in PARTS.items()
        ),
        title=say("What if?"),
    )


def _parts(shift: Shift, lake: Lake, found: list[Part], is_short: bool) -> Block:
    say = shift.say
    before = scores(lake, shift.last_data - timedelta(days=DAYS)) or {}
    heads = [
        (say("Part of the score"), "text"),
        (say("Now"), "text"),
        (say("30 days before"), "text"),
        (say("Weight"), "share"),
        (say("0.10 more adds"), "text"),
        (say("Alone it must reach"), "text"),
        (say("That is"), "text"),
    ]
    rows = [
        {
            "cells": [
                say(PARTS[each.key]),
                f"{each.score:.3f}",
                f"{before[each.key]:.3f}" if each.key in before else None,
                each.weight,
                f"{each.weight * 0.1:.3f}",
                (f"{each.needed:.3f}" if each.is_enough else say("more than 5: not alone"))
                if is_short
                else None,
                _work(shift, lake, each) if is_short else None,
            ],
        }
        for each in found
    ]
    return draw.table("parts", heads, rows, title=say("Which part moves the score how far"))


def _work(shift: Shift, lake: Lake, part: Part) -> str | None:
    """How many five-star reviews item quality needs, and how long that takes at today's pace."""
    if part.key != ITEM:
        return None
    say, asof = shift.say, shift.last_data
    (half,) = _fed(lake, asof - timedelta(days=HALF_YEAR - 1), asof)
    needed = lever.reviews_needed(part, half["reviews"] or 0) if half["reviews"] else None
    if not needed:
        return None
    pace = (half["good"] or 0) / HALF_YEAR
    days = f"{needed / pace:,.0f}" if pace else "–"
    return say("{n} five-star reviews in a row, about {days} days at this pace",
               n=count(needed, shift.lang), days=days)  # fmt: skip


@lru_cache(maxsize=8)
def _fed(lake: Lake, first: date, last: date) -> tuple[Row, ...]:
    return tuple(lake.rows("experience", **{"from": first, "to": last}))


def _levers(shift: Shift, lake: Lake, gap: float) -> list[Block]:
    say = shift.say
    found = lever.levers(
        rates(lake, shift.last_data),
        gap,
        weights=scoring.weights(shift),
        drivers=scoring.drivers(shift),
    )
    if not found:
        return []
    heads = [
        (say("Lever"), "text"),
        (say("Belongs to"), "text"),
        (say("Last 30 days"), "share"),
        (say("Cases"), "qty"),
        (say("One point of it adds"), "text"),
        (say("which is, in 30 days"), "text"),
        (say("All of it adds"), "text"),
        (say("Alone it must reach"), "text"),
    ]
    rows = [{"cells": _cells(shift, each)} for each in found]
    title = say("What lifts it, the most to gain first")
    return [draw.table("levers", heads, rows, title=title)]


def _cells(shift: Shift, each: Lever) -> list[object]:
    say = shift.say
    alone = share(each.goal_rate) if each.goal_rate is not None else say("not alone")
    fewer = each.driver.best < each.driver.worst
    return [
        say(each.driver.name),
        say(PARTS[each.driver.part]),
        each.rate,
        each.many,
        f"+{each.per_point:.3f}",
        say("{n} cases fewer", n=each.cases) if fewer else say("{n} cases more", n=each.cases),
        f"+{each.most:.3f}",
        alone,
    ]


ACTS = scoring.ACTS
