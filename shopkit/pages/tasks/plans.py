"""Templates begun for a day, the shop's own ones kept and changed, and what comes back."""

from dataclasses import replace
from datetime import date, timedelta

from shopkit.errors import NotFound, Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks import repeats, steps
from shopkit.pages.tasks.people import titled
from shopkit.plans import BUILT_IN, Dated, Plan, dated, spoken
from shopkit.store import plans as kept
from shopkit.text import message
from shopkit.text.numbers import count, day
from shopkit.widgets import Reply

KEY, TITLE = "plans", message("Templates and repeats")
ASKED = frozenset({"plan", "on", "subject", "edit"})
NEAREST, FARTHEST = timedelta(days=-400), timedelta(days=800)
MOST_SUBJECT = 60


def badge(shift: Shift) -> int | None:
    """Nothing waits here."""
    return None


def blocks(shift: Shift) -> list[Block]:
    """A template's steps with their days, or one being changed, or all there are."""
    if shift.ask.get("edit"):
        return steps.blocks(shift)
    if shift.ask.get("plan") and shift.ask.get("on"):
        return _dated(shift)
    return [_choose(shift), *_own(shift), *repeats.blocks(shift)]


def _choose(shift: Shift) -> Block:
    say = shift.say
    options = [[key, plan.name] for key, plan in _offered(shift).items()]
    fields = [
        draw.field("plan", say("Template"), "choice", required=True, options=options),
        draw.field("on", say("Its day"), "day", required=True,
                   hint=say("Of a sale its first day, of a product the day it goes online")),
        draw.field("subject", say("What for"), hint=say("Such as the product or the colleague")),
    ]  # fmt: skip
    return draw.form(
        "begin", "plan_show", fields, say("Show the steps"), title=say("Begin from a template")
    )


def _offered(shift: Shift) -> dict[str, Plan]:
    """The built-in templates in the reader's language, and the shop's own, by key."""
    own = {str(each.id): each.plan for each in _kept(shift) if each.every is None}
    return {key: spoken(plan, shift.say) for key, plan in BUILT_IN.items()} | own


def _kept(shift: Shift) -> list[kept.KeptPlan]:
    return kept.plans(shift.shop.engine, shift.shop.id)


def _plan(shift: Shift, key: object) -> Plan:
    plan = _offered(shift).get(str(key))
    if plan is None:
        raise NotFound("This template is no longer offered: choose another.")
    return plan


def _day(shift: Shift, value: object) -> date:
    label = shift.say("Its day")
    found = given.day(value, label)
    if found is None or not NEAREST <= found - shift.day <= FARTHEST:
        raise Refused("Choose a day within the next two years.")
    return found


def _dated(shift: Shift) -> list[Block]:
    say = shift.say
    plan, on = _plan(shift, shift.ask["plan"]), _day(shift, shift.ask["on"])
    subject = shift.ask.get("subject", "")
    listed = dated(plan, on)
    rows = [_step(shift, n, each) for n, each in enumerate(listed)]
    values = {"plan": shift.ask["plan"], "on": on.isoformat(), "subject": subject}
    make = draw.button(say("Make {n} tasks", n=len(listed)), "plan_begin", values, tone="main")
    shown = [
        draw.buttons("make", make, draw.button(say("Back"), "plan_back")),
        draw.rows("steps", rows, "", title=f"{plan.name} · {subject}" if subject else plan.name),
    ]
    if any(each.is_estimated for each in listed):
        told = say("Days marked so lie in a year whose days off are not announced yet.")
        shown.append(draw.lines("estimated", (f"{say('estimated')}: {told}", "warn")))
    past = sum(each.due_on < shift.day for each in listed)
    if past:
        early = say("{n} steps lie before today: do them now, or choose a later day.", n=past)
        shown.append(draw.lines("past", (early, "warn")))
    return shown


def _step(shift: Shift, n: int, each: Dated) -> Block:
    """One step with its day; what is to be checked unfolds."""
    say = shift.say
    marked = f" ({say('estimated')})" if each.is_estimated else ""
    told = [f"{day(each.due_on, shift.lang)}{marked}", titled(shift, each.step)]
    if each.step.minutes:
        told.append(say("{n} min", n=each.step.minutes))
    checks = [f"☐ {check}" for check in each.step.checks]
    more = {"open": [draw.lines(f"checks-{n}", *checks)]} if checks else {}
    return draw.row(n, each.step.title, " · ".join(told), **more)


def _own(shift: Shift) -> list[Block]:
    """The shop's own templates, and the built-in ones to make one's own of."""
    say, lang = shift.say, shift.lang
    own = [each for each in _kept(shift) if each.every is None]
    listed = [
        draw.row(
            each.id,
            each.plan.name,
            say("{n} steps", n=count(len(each.plan.steps), lang)),
            buttons=[
                draw.button(say("Change"), "plan_edit", {"plan": str(each.id)}),
                draw.button(say("Close"), "plan_close", {"plan": str(each.id)}, confirm=True),
            ],
        )
        for each in own
    ]
    options = [[key, spoken(plan, say).name] for key, plan in BUILT_IN.items()]
    fields = [
        draw.field("plan", say("Template"), "choice", required=True, options=options),
        draw.field("name", say("Its name here"), required=True),
    ]
    none = say("None yet. Make one of a built-in template and change its steps.")
    return [
        draw.rows("own", listed, none, title=say("Our own templates")),
        draw.form("keep", "plan_keep", fields, say("Make it our own")),
    ]


def shown(shift: Shift, *, key: str, plan: object, on: object, subject: object = "") -> Reply:
    """Shows a template's steps with their days; nothing is made yet."""
    _plan(shift, plan)
    when = _day(shift, on)
    about = given.words(subject, shift.say("What for"), most=MOST_SUBJECT)
    return Reply("", ask={"plan": str(plan), "on": when.isoformat(), "subject": about})


def begun(shift: Shift, *, key: str, plan: object, on: object, subject: object = "") -> Reply:
    """Makes the tasks; begun twice for the same, they are the same tasks."""
    stamp = shift.stamp(key)
    about = given.words(subject, shift.say("What for"), most=MOST_SUBJECT)
    numbers = kept.begin(
        shift.shop.engine,
        shift.shop.id,
        _plan(shift, plan),
        _day(shift, on),
        stamp=stamp,
        source=str(plan),
        subject=about,
    )
    return Reply(shift.say("{n} tasks are on the board.", n=len(numbers)), ask=_nothing())


def made_own(shift: Shift, *, key: str, plan: object, name: object) -> Reply:
    """Keeps a copy of a built-in template under a name of the shop's own, and opens it."""
    stamp = shift.stamp(key)
    model = BUILT_IN[given.one_of(plan, BUILT_IN, shift.say("Template"))]
    label = shift.say("Its name here")
    own = replace(spoken(model, shift.say), name=given.words(name, label, most=kept.NAME))
    number = kept.save_plan(shift.shop.engine, shift.shop.id, own, stamp, today=shift.day)
    return Reply(shift.say("Kept. Change its steps as you work."), ask={"edit": str(number)})


def closed(shift: Shift, *, key: str, plan: object) -> str:
    """Offers a template no longer."""
    number = given.whole(plan, shift.say("Template"), least=1)
    stamp = shift.stamp(key)
    kept.close_plan(shift.shop.engine, shift.shop.id, number, stamp, on=shift.day)
    return shift.say("Closed. Tasks it made stay.")


def edited(shift: Shift, *, key: str, plan: object) -> Reply:
    """Opens a template to change its steps."""
    number = given.whole(plan, shift.say("Template"), least=1)
    kept.plan_of(shift.shop.engine, shift.shop.id, number)
    return Reply("", ask={"edit": str(number)})


def back(shift: Shift, *, key: str) -> Reply:
    """Back to all templates."""
    return Reply("", ask=_nothing())


def _nothing() -> dict[str, str]:
    return dict.fromkeys(sorted(ASKED), "")


ACTS = {
    "plan_show": shown,
    "plan_begin": begun,
    "plan_keep": made_own,
    "plan_close": closed,
    "plan_edit": edited,
    "plan_back": back,
    **steps.ACTS,
    **repeats.ACTS,
}
