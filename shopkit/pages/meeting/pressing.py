"""Urgent matters on the chat's page: raised, whose turn it is, taken; and the rule behind them."""

from collections.abc import Mapping, Sequence

from shopkit import clock, notify
from shopkit.chat.urgent import LONGEST_MINUTES, MOST_STEPS, Step
from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.store.outbox import urgent
from shopkit.store.outbox.urgent import LONGEST, Urgent
from shopkit.widgets import Reply

SHOWN = 6
MOST_NUMBER = 10**12


def waiting(shift: Shift) -> int:
    """How many matters nobody has taken yet."""
    return len(urgent.open_matters(shift.shop.engine, shift.shop.id))


def blocks(shift: Shift) -> list[Block]:
    """What is urgent now, what was, and a form to raise it."""
    say = shift.say
    found = urgent.open_matters(shift.shop.engine, shift.shop.id)
    fields = [draw.field("what", say("What is urgent"), required=True)]
    return [
        draw.rows("urgent", [_open(shift, each) for each in found],
                  say("Nothing is urgent."), title=say("Urgent")),
        draw.form("raise", "urgent_raise", fields, say("Raise it"), tone="bad",
                  title=say("Something cannot wait"), note=_turns(shift)),
        *_past(shift),
    ]  # fmt: skip


def rule(shift: Shift) -> Block:
    """Whom to tell, in turn: to be changed by the manager."""
    say = shift.say
    columns = [
        {"name": "member", "label": say("Who"), "type": "choice",
         "options": [[str(each.id), each.name] for each in shift.members]},
        {"name": "minutes", "label": say("Minutes to answer"), "type": "number"},
    ]  # fmt: skip
    listed = [
        {"key": str(place), "member": str(step.member_id), "minutes": step.minutes}
        for place, step in enumerate(notify.rule(shift.shop, shift.day))
    ]
    return draw.grid(
        "urgent_rule", "urgent_rule", columns, listed,
        title=say("Whom an urgent matter is told, in turn"),
        note=say("After the last the first again, with twice the time. The manager sets it."),
    )  # fmt: skip


def _turns(shift: Shift) -> str:
    turns = [
        shift.say("{who}, {n} minutes", who=shift.named(step.member_id), n=step.minutes)
        for step in notify.rule(shift.shop, shift.day)
    ]
    return " → ".join(turns)


def _open(shift: Shift, found: Urgent) -> Block:
    say, now_with = shift.say, found.stage(shift.at)
    turn = say("{who} has until {time}", who=found.name(now_with.member_id),
               time=_hour(now_with.until))  # fmt: skip
    taken = draw.button(say("I take it"), "urgent_answer", {"urgent": found.id}, tone="main")
    return draw.row(
        found.id, found.what, (turn, "bad"), _raised(shift, found),
        tone="bad", badge=say("urgent"), buttons=[taken],
        fields=[draw.field("text", say("What you do about it"))],
    )  # fmt: skip


def _past(shift: Shift) -> list[Block]:
    say = shift.say
    found = urgent.matters(shift.shop.engine, shift.shop.id, last=SHOWN)
    listed = [
        draw.row(
            each.id, each.what, _raised(shift, each),
            say("Taken by {who} after {n} minutes.", who=each.answered_by or "–", n=_minutes(each)),
            *([each.answer] if each.answer else []),
        )
        for each in found if each.answered_at
    ]  # fmt: skip
    return [draw.rows("taken", listed, "", title=say("Taken"))] if listed else []


def _minutes(found: Urgent) -> int:
    return int((found.answered_at - found.raised_at).total_seconds() // 60)


def _raised(shift: Shift, found: Urgent) -> str:
    return shift.say("raised {time} by {who}", time=_hour(found.raised_at), who=found.by or "–")


def _hour(at: object) -> str:
    return f"{at.astimezone(clock.SHANGHAI):%m-%d %H:%M}"


def raised(shift: Shift, *, key: str, what: object) -> Reply:
    """Raises a matter and tells the first person of the rule."""
    said = given.words(what, shift.say("What is urgent"), most=LONGEST)
    notify.raise_urgent(shift.shop, said, shift.stamp(key))
    return Reply(shift.say("Raised. It goes from one to the next until somebody takes it."))


def answered(shift: Shift, *, key: str, urgent: object, text: object = "") -> str:
    """Takes a matter."""
    say = shift.say
    number = given.whole(urgent, say("Urgent"), most=MOST_NUMBER)
    said = given.words(text, say("What you do about it"), most=LONGEST)
    done = notify.answer_urgent(shift.shop, number, shift.stamp(key), text=said)
    return say("{who} has taken it: {what}", who=done.answered_by or "–", what=done.what)


def ruled(shift: Shift, *, key: str, rows: object) -> str:
    """Keeps whom to tell, in turn."""
    stamp = shift.stamp(key)
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise Refused("This is not a list of people and minutes.")
    steps: list[Step | None] = list(notify.rule(shift.shop, shift.day))
    for row in rows[: 3 * MOST_STEPS]:
        _changed(shift, steps, row)
    notify.set_rule(shift.shop, [step for step in steps if step], by=stamp.by)
    return shift.say("Kept.")


def _changed(shift: Shift, steps: list[Step | None], row: object) -> None:
    if not isinstance(row, Mapping):
        raise Refused("This is not a list of people and minutes.")
    place = None
    if row.get("key") is not None:
        place = given.whole(row["key"], shift.say("Who"), most=len(steps) - 1)
    if row.get("change") == "removed":
        if place is not None:
            steps[place] = None
        return
    step = _step(shift, row)
    if place is None:
        steps.append(step)
    else:
        steps[place] = step


def _step(shift: Shift, row: Mapping[str, object]) -> Step:
    say = shift.say
    people = {str(each.id): each for each in shift.members}
    who = given.one_of(row.get("member"), people, say("Who"))
    label = say("Minutes to answer")
    minutes = given.whole(row.get("minutes"), label, least=1, most=LONGEST_MINUTES)
    return Step(int(who), minutes)


ACTS = {"urgent_raise": raised, "urgent_answer": answered, "urgent_rule": ruled}
