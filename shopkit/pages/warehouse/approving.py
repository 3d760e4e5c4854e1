"""Counted lines that wait for a manager: booked, counted, why they differ; then into the books."""

from shopkit import clock
from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse.cash import cash
from shopkit.pages.warehouse.shift import Shift
from shopkit.roles import Role
from shopkit.stock.counts import REASONS, TO_APPROVE, CountLine, tolerance, within_tolerance
from shopkit.store import counts
from shopkit.text import message

APPROVERS = frozenset({Role.MANAGER, Role.OPERATIONS})
SHOWN = 30
CHOICES = {"": message("Choose why")} | REASONS
NEAR = message("Within the tolerance")


def blocks(shift: Shift) -> list[Block]:
    """What waits, worst first, for those who may approve; for others only how many wait."""
    waiting = _waiting(shift)
    if not waiting:
        return []
    say = shift.say
    if not _may(shift):
        told = say("{n} counted lines wait for the manager or operations.", n=len(waiting))
        return [draw.lines("approve", told, title=say("To approve"))]
    mine = [line for line in waiting if not _is_own(shift, line)]
    near = [line for line in mine if _is_near(line)]
    shown = waiting[:SHOWN]
    hidden = len(waiting) - len(shown)
    note = say("{n} more after these.", n=hidden) if hidden else ""
    listed = [_row(shift, line) for line in shown]
    return [
        *([_all(shift, near)] if near else []),
        draw.rows("approve", listed, "", title=say("To approve"), note=note),
    ]


def _waiting(shift: Shift) -> list[CountLine]:
    found = [line for line in shift.to_count if line.state == TO_APPROVE]
    return sorted(found, key=lambda line: (_is_near(line), -abs(line.value_fen or 0), line.id))


def _may(shift: Shift) -> bool:
    return any(each.id == shift.by and each.roles & APPROVERS for each in shift.members)


def _is_own(shift: Shift, line: CountLine) -> bool:
    """Whether this person counted it and somebody else could approve it."""
    others = any(each.id != shift.by and each.roles & APPROVERS for each in shift.members)
    return others and any(entry.by_id == shift.by for entry in line.entries)


def _is_near(line: CountLine) -> bool:
    booked = line.booked or 0
    limit = tolerance(line.group, booked)
    return within_tolerance(booked, line.counted or 0, tolerance=limit)


def _all(shift: Shift, near: list[CountLine]) -> Block:
    label = shift.say("Approve {n} lines within the tolerance", n=len(near))
    ids = [line.id for line in near]
    return draw.buttons("near", draw.button(label, "count_near", {"lines": ids}, tone="main"))


def _row(shift: Shift, line: CountLine) -> Block:
    say = shift.say
    is_own, differs = _is_own(shift, line), bool(line.difference)
    told = say(
        "Booked {booked}, counted {counted}, difference {difference:+d}",
        booked=line.booked, counted=line.counted, difference=line.difference,
    )  # fmt: skip
    by = ", ".join(f"{entry.by}: {entry.counted}" for entry in line.entries)
    approve = draw.button(say("Approve"), "count_approve", {"line": line.id}, tone="good")
    return draw.row(
        line.id,
        f"{line.location} · {line.sku} · {line.name}",
        (told, "bad" if differs else "good"),
        say("Counted by {people}", people=by),
        *([say("You counted this: somebody else must approve it.")] if is_own else []),
        badge=cash(line.value_fen, shift.lang, exact=True) if differs else "✓",
        tone=None if _is_near(line) else "bad",
        fields=_fields(shift) if differs and not is_own else None,
        buttons=[] if is_own else [approve],
    )


def _fields(shift: Shift) -> list[Block]:
    say = shift.say
    options = [[key, say(words)] for key, words in CHOICES.items()]
    return [
        draw.field("reason", say("Why it differs"), "choice", value="", options=options),
        draw.field("other", say("Or in other words")),
    ]


def history(shift: Shift) -> list[Block]:
    """The last differences that were approved, each with its reason and who approved it."""
    say = shift.say
    found = counts.differences(shift.shop.engine, shift.shop.id)
    if not found:
        return []
    heads = [
        (say("Day"), "day"),
        (say("Product"), "text"),
        (say("Bin"), "text"),
        (say("Difference"), "qty"),
        (say("Money"), "fen"),
        (say("Why"), "text"),
        (say("Approved by"), "text"),
    ]
    rows = [
        [
            clock.day_of(each.approved_at).isoformat(),
            each.sku,
            each.location,
            each.counted - each.booked,
            None if each.cost_fen is None else (each.counted - each.booked) * each.cost_fen,
            each.reason,
            each.by,
        ]
        for each in found
    ]
    return [draw.table("differences", heads, rows, title=say("Last differences"))]


def approved(
    shift: Shift, *, key: str, line: object, reason: object = "", other: object = ""
) -> str:
    """Books one line as counted, with the reason it differs."""
    say = shift.say
    number = given.whole(line, say("Count"))
    why = given.one_of(reason, CHOICES, say("Why it differs"))
    words = given.words(other, say("Or in other words")) or (say(REASONS[why]) if why else "")
    _approve(shift, key, [number], {number: words})
    return say("Approved: the books say what was counted.")


def near(shift: Shift, *, key: str, lines: object) -> str:
    """Books all these lines that differ by no more than they may."""
    say = shift.say
    listed = lines if isinstance(lines, list) else []
    numbers = [given.whole(each, say("Count")) for each in listed]
    if not numbers:
        raise Refused("Choose the lines to approve.")
    asked = [line for line in shift.to_count if line.id in numbers]
    if not all(_is_near(line) for line in asked):
        raise Refused("One of these lines differs by more than it may. Approve it alone.")
    reasons = {line.id: say(NEAR) for line in asked if line.difference}
    _approve(shift, key, numbers, reasons)
    return say("{n} lines are approved.", n=len(numbers))


def _approve(shift: Shift, key: str, numbers: list[int], reasons: dict[int, str]) -> None:
    shop = shift.shop
    counts.approve(shop.engine, shop.id, numbers, shift.stamp(key), reasons=reasons)


ACTS = {"count_approve": approved, "count_near": near}
