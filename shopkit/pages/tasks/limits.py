"""How much may be in progress at once: set by the manager, seen by all."""

from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.roles import Role
from shopkit.store import tasks
from shopkit.tasks.flow import InProgress, Limits, wip
from shopkit.tasks.states import DOING, OPEN, STATES
from shopkit.tasks.task import Task

PERSON, MOST = "person", 999


def blocks(shift: Shift, going: list[Task]) -> list[Block]:
    """What is in progress against the limits, and for a manager the boxes to set them."""
    kept = tasks.limits(shift.shop.engine, shift.shop.id)
    shown = _now(shift, wip(going, kept))
    return [shown, _form(shift, kept)] if _may(shift) else [shown]


def _may(shift: Shift) -> bool:
    return any(each.id == shift.by and Role.MANAGER in each.roles for each in shift.members)


def _now(shift: Shift, listed: list[InProgress]) -> Block:
    say = shift.say
    heads = [(say("Where"), "text"), (say("Tasks"), "qty"), (say("At most"), "qty")]
    rows = [
        {
            "cells": [_name(shift, each), each.tasks, each.limit],
            "tone": "bad" if each.is_over else None,
        }
        for each in listed
    ]
    note = "" if _may(shift) else say("The manager sets the limits.")
    return draw.table("wip", heads, rows, title=say("How much is in progress?"), note=note)


def _name(shift: Shift, each: InProgress) -> str:
    say = shift.say
    if each.state:
        return say(STATES[each.state])
    owner = each.owner or say("Nobody's")
    return f"{owner} · {say(STATES[DOING])}"


def _form(shift: Shift, kept: Limits) -> Block:
    say = shift.say
    fields = [
        draw.field(_field(state), say(STATES[state]), "number", value=kept.states.get(state),
                   min=1, max=MOST)
        for state in OPEN
    ]  # fmt: skip
    one = say("Doing, each person")
    fields.append(draw.field(PERSON, one, "number", value=kept.person, min=1, max=MOST))
    note = say("An empty box is no limit. A list over its limit turns red; nothing is ever lost.")
    return draw.form(
        "limits", "limits_save", fields, say("Set the limits"), title=say("Limits"), note=note
    )


def _field(state: str) -> str:
    return state.replace(" ", "_")


def saved(shift: Shift, *, key: str, person: object = None, **states: object) -> str:
    """Keeps the limits, for the manager to say."""
    say, shop = shift.say, shift.shop
    known = {_field(state): state for state in OPEN}
    wanted = {
        known[given.one_of(name, known, say("Limits"))]: given.maybe(
            value, say(STATES[known[name]]), least=1, most=MOST
        )
        for name, value in states.items()
    }
    each = given.maybe(person, say("Doing, each person"), least=1, most=MOST)
    limits = Limits({state: n for state, n in wanted.items() if n is not None}, each)
    tasks.save_limits(shop.engine, shop.id, limits, shift.stamp(key))
    return say("The limits are set.")


ACTS = {"limits_save": saved}
