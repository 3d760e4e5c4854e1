"""The steps of one template of the shop, in a table to change them in."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks import people
from shopkit.plans import Step
from shopkit.plans.steps import FARTHEST, LONGEST, MOST_MINUTES
from shopkit.store import plans as kept
from shopkit.tasks.states import PRIORITIES


def blocks(shift: Shift) -> list[Block]:
    """The table and the way back."""
    say = shift.say
    found = _found(shift)
    back = draw.button(say("Back"), "plan_back")
    note = say("Days are workdays counted from the template's day: -3 is three workdays before it.")
    columns = [
        {"name": "title", "label": say("Step"), "type": "text", "required": True},
        {"name": "who", "label": say("Who"), "type": "choice", "options": people.options(shift)},
        {"name": "day", "label": say("Workday"), "type": "number", "min": -FARTHEST,
         "max": FARTHEST, "step": 1},
        {"name": "minutes", "label": say("Minutes"), "type": "number", "min": 1},
        {"name": "priority", "label": say("Priority"), "type": "choice",
         "options": [[str(n), say(words)] for n, words in PRIORITIES.items()]},
        {"name": "checks", "label": say("To check, set off by ;"), "type": "text"},
    ]  # fmt: skip
    rows = [
        {
            "key": _key(n, step),
            "title": step.title,
            "who": people.value(step),
            "day": step.day,
            "minutes": step.minutes,
            "priority": str(step.priority),
            "checks": "; ".join(step.checks),
        }
        for n, step in enumerate(found.plan.steps)
    ]
    table = draw.grid("plan-steps", "plan_steps", columns, rows, title=found.plan.name, note=note)
    return [table, draw.buttons("back", back)]


def _found(shift: Shift) -> kept.KeptPlan:
    number = given.whole(shift.ask.get("edit"), shift.say("Template"), least=1)
    return kept.plan_of(shift.shop.engine, shift.shop.id, number)


def _key(n: int, step: Step) -> str:
    return f"{n}:{hashlib.sha256(repr(step).encode()).hexdigest()[:12]}"


def saved(shift: Shift, *, key: str, rows: object) -> str:
    """Keeps the steps that were changed, added or taken out; one changed meanwhile is refused."""
    stamp, found = shift.stamp(key), _found(shift)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused("This table and its page do not fit together: reload the page.")
    steps: dict[str, Step] = {_key(n, step): step for n, step in enumerate(found.plan.steps)}
    new = []
    for row in rows:
        known = row.get("key")
        if known is not None and known not in steps:
            raise Refused("Somebody has changed this template meanwhile. Look at it again.")
        if row.get("change") == "removed":
            steps.pop(known, None)
        elif known is None:
            new.append(_typed(shift, row, None))
        else:
            steps[known] = _typed(shift, row, steps[known])
    plan = replace(found.plan, steps=(*steps.values(), *new))
    kept.save_plan(shift.shop.engine, shift.shop.id, plan, stamp, today=shift.day, plan_id=found.id)
    return shift.say("{n} steps are kept.", n=len(plan.steps))


def _typed(shift: Shift, row: Mapping[str, object], before: Step | None) -> Step:
    say = shift.say
    who = row.get("who")
    gone = before is not None and who == people.value(before)  # somebody who left stays chosen
    role, owner_id = (before.role, before.owner_id) if gone else people.chosen(shift, who)
    checks = given.words(row.get("checks"), say("To check, set off by ;"), most=4_000)
    return Step(
        title=given.words(row.get("title"), say("Step"), most=LONGEST),
        role=role,
        day=given.maybe(row.get("day"), say("Workday"), least=-FARTHEST, most=FARTHEST) or 0,
        minutes=given.maybe(row.get("minutes"), say("Minutes"), least=1, most=MOST_MINUTES),
        checks=tuple(part.strip() for part in checks.replace("；", ";").split(";") if part.strip()),
        priority=int(given.one_of(row.get("priority") or "2", _PRIORITIES, say("Priority"))),
        owner_id=owner_id,
    )


_PRIORITIES = {str(n): n for n in PRIORITIES}
ACTS = {"plan_steps": saved}
