"""The log of violations and the points that stand; the thresholds are assumptions."""

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.rules import CLOSED, FAKE, KINDS, NODE, Rule, Violation, points, to_node
from shopkit.store import rules as kept
from shopkit.text.numbers import day as shown_day

SHOWN = 20


def blocks(shift: Shift, known: list[Rule]) -> list[Block]:
    """The points by kind, the log, and a form for another entry."""
    say = shift.say
    log = kept.violations(shift.shop.engine, shift.shop.id)
    standing = points(log, shift.today)
    shown = [
        draw.tile(
            kind,
            say(words),
            str(standing[kind]),
            unit=say("points"),
            note=say("{n} to the next measure", n=to_node(standing[kind]))
            if kind != FAKE or standing[kind]
            else "",
        )
        for kind, words in KINDS.items()
    ]
    return [
        draw.tiles("points", *shown),
        _log(shift, log),
        _form(shift, known),
    ]


def _log(shift: Shift, log: list[Violation]) -> Block:
    say = shift.say
    return draw.rows(
        "violations",
        [_row(shift, each) for each in log[:SHOWN]],
        say("No violation is written down. May it stay so."),
        title=say("Violations and points"),
        note=say(
            "Assumed, not verified: a measure every {node} points, {most} close the account, "
            "cleared on 31 December, counterfeits from 24 points not. Compare with "
            "rule.taobao.com/detail-11000227.",
            node=NODE,
            most=CLOSED,
        ),
    )


def _row(shift: Shift, each: Violation) -> Block:
    say = shift.say
    lifted = each.lifted_on
    line = f"{shown_day(each.happened_on, shift.lang)} · {say(KINDS[each.kind])}"
    return draw.row(
        each.id,
        each.what,
        line + (f" · {each.item_id}" if each.item_id else ""),
        *([(say("Lifted on {day}", day=lifted), "good")] if lifted else []),
        badge=say("{n} points", n=each.points),
        tone=None if lifted else "bad",
        buttons=[]
        if lifted
        else [
            draw.button(
                say("Appeal granted"),
                "violation_lift",
                {"violation": each.id},
                confirm=say("The points no longer count?"),
            )
        ],
    )


def _form(shift: Shift, known: list[Rule]) -> Block:
    say = shift.say
    fields = [
        draw.field("on", say("Day"), "day", value=shift.day.isoformat(), required=True),
        draw.field(
            "kind",
            say("Kind"),
            "choice",
            options=[[kind, say(words)] for kind, words in KINDS.items()],
            value="general",
            required=True,
        ),
        draw.field("points", say("Points"), "number", min=0, max=CLOSED, value=0, required=True),
        draw.field("what", say("What happened"), required=True),
        draw.field("item", say("Item number")),
        draw.field(
            "rule",
            say("Rule"),
            "choice",
            options=[["", "–"], *([str(each.id), each.title] for each in known)],
            value="",
        ),
    ]
    return draw.form(
        "violation", "violation_add", fields, say("Write it down"), title=say("A violation")
    )


def add(
    shift: Shift, *, key: str, on: object, kind: object, points: object, what: object,
    item: object = "", rule: object = "",
) -> str:  # fmt: skip
    """Writes down points the platform took."""
    say, stamp = shift.say, shift.stamp(key)
    day = given.day(on, say("Day"))
    if day is None or day > shift.day:
        raise Refused("This cannot have happened later than now: check the time.")
    kept.log_violation(
        shift.shop.engine, shift.shop.id, given.words(what, say("What happened")), stamp,
        happened_on=day, kind=given.one_of(kind, KINDS, say("Kind")),
        points=given.whole(points, say("Points"), most=CLOSED),
        item_id=given.words(item, say("Item number"), most=40),
        rule_id=given.maybe(rule, say("Rule")),
    )  # fmt: skip
    return say("Written down.")


def lift(shift: Shift, *, key: str, violation: object) -> str:
    """Notes that an appeal was granted."""
    number = given.whole(violation, shift.say("Violations and points"))
    kept.lift(shift.shop.engine, shift.shop.id, number, shift.stamp(key), on=shift.day)
    return shift.say("The points no longer count.")


ACTS = {"violation_add": add, "violation_lift": lift}
