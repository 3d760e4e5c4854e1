"""What comes back: a task with a rule for its days, made by itself on each of them."""

import re
from typing import Any

from shopkit import recurrence
from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks import people
from shopkit.plans import Plan, Step
from shopkit.plans.steps import LONGEST, MOST_MINUTES
from shopkit.recurrence import EVERY, KINDS, MONTHLY, WEEKLY, Rule
from shopkit.store import plans as kept
from shopkit.text.numbers import day

_DAYS = {
    word: number
    for number, words in enumerate(
        ["1 一 mon monday", "2 二 tue tuesday", "3 三 wed wednesday", "4 四 thu thursday",
         "5 五 fri friday", "6 六 sat saturday", "7 日 天 sun sunday"], 1
    )
    for word in words.split()
}  # fmt: skip


def blocks(shift: Shift) -> list[Block]:
    """What comes back, and the form for another."""
    return [_listed(shift), _form(shift)]


def _listed(shift: Shift) -> Block:
    say = shift.say
    every = [each for each in kept.plans(shift.shop.engine, shift.shop.id) if each.every]
    rows = [
        draw.row(
            each.id,
            each.plan.name,
            each.every.said(say),
            " · ".join(_told(shift, each)),
            buttons=[draw.button(say("Stop"), "repeat_stop", {"plan": str(each.id)}, confirm=True)],
        )
        for each in every
    ]
    return draw.rows("repeats", rows, say("Nothing comes back yet."), title=say("Comes back"))


def _told(shift: Shift, each: kept.KeptPlan) -> list[str]:
    said = [people.titled(shift, each.plan.steps[0])]
    if each.next_on:
        said.append(shift.say("next on {day}", day=day(each.next_on, shift.lang)))
    return said


def _form(shift: Shift) -> Block:
    say = shift.say
    kinds = [[kind, say(words)] for kind, words in KINDS.items()]
    fields = [
        draw.field("title", say("Task"), required=True),
        draw.field("who", say("Who"), "choice", value="", options=people.options(shift)),
        draw.field("kind", say("How often"), "choice", required=True, options=kinds),
        draw.field("days", say("On which"),
                   hint=say("Weekdays: Mon Thu · day of the month: 15 · every so many days: 10")),
        draw.field("moves", say("Not a workday: do it on the next one"), "check", value=True),
        draw.field("minutes", say("Minutes"), "number", min=1),
        draw.field("checks", say("To check, one a line"), "area"),
    ]  # fmt: skip
    note = say("Workdays are China's, with the weekends worked in place of holidays.")
    return draw.form(
        "repeat", "repeat_add", fields, say("Let it come back"),
        title=say("A task that comes back"), note=note,
    )  # fmt: skip


def added(
    shift: Shift,
    *,
    key: str,
    title: object,
    kind: object,
    who: object = "",
    days: object = "",
    **more: object,
) -> str:
    """Keeps a task that comes back, the first time today if that is one of its days."""
    say, stamp = shift.say, shift.stamp(key)
    role, owner_id = people.chosen(shift, who)
    step = Step(
        title=given.words(title, say("Task"), most=kept.NAME),
        role=role,
        day=0,
        minutes=given.maybe(more.get("minutes"), say("Minutes"), least=1, most=MOST_MINUTES),
        checks=_lines(shift, more.get("checks")),
        owner_id=owner_id if owner_id or role else stamp.by,
    )
    rule = _rule(shift, kind, days, moves=more.get("moves") is True)
    plan = Plan(step.title, (step,))
    engine, shop_id = shift.shop.engine, shift.shop.id
    kept.save_plan(engine, shop_id, plan, stamp, today=shift.day, every=rule)
    kept.run_due(engine, shop_id, shift.day, stamp)
    return say("“{title}” comes back: {rule}.", title=step.title, rule=rule.said(say))


def stopped(shift: Shift, *, key: str, plan: object) -> str:
    """Makes no more of it."""
    number = given.whole(plan, shift.say("Task"), least=1)
    stamp = shift.stamp(key)
    kept.close_plan(shift.shop.engine, shift.shop.id, number, stamp, on=shift.day)
    return shift.say("It comes back no more. Tasks it made stay.")


def _rule(shift: Shift, kind: object, days: object, *, moves: bool) -> Rule:
    say = shift.say
    chosen = given.one_of(kind, KINDS, say("How often"))
    facts: dict[str, Any] = {"to_workday": moves and chosen != recurrence.WORKDAY}
    if chosen == WEEKLY:
        facts["weekdays"] = _weekdays(given.words(days, say("On which"), most=60))
    if chosen == MONTHLY:
        facts["n"] = given.whole(_number(days), say("On which"), least=1, most=31)
    if chosen == EVERY:
        most = recurrence.MOST_DAYS
        facts["n"] = given.whole(_number(days), say("On which"), least=1, most=most)
        facts["since"] = shift.day
    return Rule(chosen, **facts)


def _number(days: object) -> str:
    return re.sub(r"\D", "", str(days or ""))[:4]


def _weekdays(words: str) -> tuple[int, ...]:
    """Weekdays as people write them: Mon Thu, 周一、四, 1 4."""
    bare = re.sub(r"每|周|星期|礼拜|[,，、;；/和]", " ", words.casefold())
    parts = [part for word in bare.split() for part in ([word] if word.isascii() else word)]
    unknown = [part for part in parts if part not in _DAYS]
    if unknown:
        raise Refused("“{word}” is no weekday. Write Mon Thu, or 1 4.", word=unknown[0])
    return tuple(sorted({_DAYS[part] for part in parts}))


def _lines(shift: Shift, checks: object) -> tuple[str, ...]:
    found = [" ".join(line.split()) for line in str(checks or "").splitlines()]
    label = shift.say("To check, one a line")
    return tuple(given.words(line, label, most=LONGEST) for line in found if line)


ACTS = {"repeat_add": added, "repeat_stop": stopped}
