"""Rules the shop must keep: who read them, what they touch, and what breaking them has cost."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from shopkit.errors import NotFound, Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.operations import breaches, goods, lexicons
from shopkit.pages.shift import Shift
from shopkit.rules import Rule, touched
from shopkit.store import rules as kept
from shopkit.text import message
from shopkit.text.numbers import day as shown_day
from shopkit.widgets import Reply

KEY, TITLE = "rules", message("Rules")
ASKED = frozenset({"rule"})
DUE_DAYS, SHOWN, AHEAD_DAYS = 7, 12, 365 * 3
SPLIT = "、,，;；\n"


def badge(shift: Shift) -> int | None:
    """How many rules whoever is on shift has not read yet."""
    if shift.by is None:
        return None
    return kept.unread(shift.shop.engine, shift.shop.id, shift.by) or None


def blocks(shift: Shift) -> list[Block]:
    """The register, a form for another rule, the points, and the shop's own words."""
    known = kept.rules(shift.shop.engine, shift.shop.id, today=shift.day)
    titles = [(row["item_id"], row["title"]) for row in goods.titles(shift)]
    return [
        _register(shift, known, titles),
        _form(shift),
        *breaches.blocks(shift, known),
        *lexicons.blocks(shift),
    ]


def _register(shift: Shift, known: list[Rule], titles: list[tuple[str, str]]) -> Block:
    say = shift.say
    return draw.rows(
        "register",
        [_row(shift, each, touched(each, titles)) for each in known],
        say("No rule is in the register. Add the rules your goods fall under."),
        title=say("Rules in force"),
        note=say("Facts with their source and day, no legal advice."),
    )


def _row(shift: Shift, rule: Rule, hit: list[tuple[str, str]]) -> Block:
    say = shift.say
    team = [each.id for each in shift.members if each.id is not None]
    missing = rule.unread(team)
    mine = shift.by in missing
    pressed = [
        draw.button(
            say("I have read it"),
            "rule_read",
            {"rule": rule.id, "version": rule.version},
            tone="good",
        )
    ]
    opened = shift.ask.get("rule") == str(rule.id)
    return draw.row(
        rule.id,
        rule.title,
        *_lines(shift, rule, missing, hit),
        badge=say("{read} of {n} read it", read=len(team) - len(missing), n=len(team)),
        tone="warn" if mine else None,
        buttons=pressed if mine else [],
        opened=opened,
        open=[*_touched(shift, rule, hit), _change(shift, rule)],
    )


def _lines(
    shift: Shift, rule: Rule, missing: list[int], hit: list[tuple[str, str]]
) -> Iterator[Any]:
    say = shift.say
    since = say("since {day}", day=shown_day(rule.dated_on, shift.lang))
    yield " · ".join(word for word in (since, rule.source) if word)
    if not rule.is_verified:
        yield say("Assumption: nobody has compared it with its source yet"), "warn"
    if rule.meaning:
        yield say("For us: {meaning}", meaning=rule.meaning)
    if missing:
        yield say("Not read by {names}", names="、".join(shift.named(each) for each in missing))
    if hit:
        yield say("Touches {n} items", n=len(hit)), "warn"


def _touched(shift: Shift, rule: Rule, hit: list[tuple[str, str]]) -> list[Block]:
    say = shift.say
    if not hit:
        return [draw.lines(f"touched-{rule.id}", say("No item's title holds its words."))]
    engine, shop_id = shift.shop.engine, shift.shop.id
    tasked = kept.open_items(engine, shop_id, rule.id, rule.version)
    told = [
        f"{title}{' · ' + say('task is open') if item in tasked else ''}" for item, title in hit
    ]
    if len(told) > SHOWN:
        told = [*told[:SHOWN], say("{n} more after these.", n=len(hit) - SHOWN)]
    make = draw.button(
        say("Make {n} tasks", n=len(hit)), "rule_tasks",
        {"rule": rule.id, "version": rule.version}, tone="main",
        disabled={item for item, _ in hit} <= tasked,
    )  # fmt: skip
    return [
        draw.lines(f"touched-{rule.id}", *told, title=say("Items it touches")),
        draw.buttons(f"tasks-{rule.id}", make),
    ]


def _fields(shift: Shift, rule: Rule | None = None) -> list[Block]:
    say = shift.say
    held = rule or Rule(0, "", shift.day, "", "", (), (), False, 1, None, frozenset())
    return [
        draw.field("title", say("Rule"), value=held.title, required=True),
        draw.field(
            "on", say("In force since"), "day", value=held.dated_on.isoformat(), required=True
        ),
        draw.field("source", say("Where it stands (address or document)"), value=held.source),
        draw.field("meaning", say("What it means for us"), "area", value=held.meaning),
        draw.field(
            "words",
            say("Words in titles it touches"),
            value="、".join(held.words),
            hint=say("Set off by 、"),
        ),
        draw.field("items", say("Item numbers it touches"), value="、".join(held.items)),
        draw.field("is_verified", say("Compared with its source"), "check", value=held.is_verified),
    ]


def _form(shift: Shift) -> Block:
    say = shift.say
    return draw.form(
        "new", "rule_add", _fields(shift), say("Add the rule"), title=say("Another rule")
    )


def _change(shift: Shift, rule: Rule) -> Block:
    say = shift.say
    return draw.form(
        f"change-{rule.id}",
        "rule_change",
        [*_fields(shift, rule), draw.field("closed", say("No longer in force since"), "day")],
        say("Save: everybody reads it anew"),
        values={"rule": rule.id, "version": rule.version},
        since=["version"],
        title=say("The rule has changed"),
    )


def add(
    shift: Shift, *, key: str, title: object, on: object, source: object = "",
    meaning: object = "", words: object = "", items: object = "", is_verified: object = False,
) -> Reply:  # fmt: skip
    """Adds a rule to the register."""
    stamp = shift.stamp(key)
    facts = _typed(shift, on=on, source=source, meaning=meaning, words=words, items=items)
    number = kept.add_rule(
        shift.shop.engine, shift.shop.id,
        given.words(title, shift.say("Rule"), most=kept.TITLE_LONGEST), stamp,
        is_verified=is_verified is True, **facts,
    )  # fmt: skip
    return Reply(shift.say("The rule is in the register."), ask={"rule": number})


def change(
    shift: Shift, *, key: str, rule: object, version: object, title: object, on: object,
    source: object = "", meaning: object = "", words: object = "", items: object = "",
    is_verified: object = False, closed: object = None,
) -> Reply:  # fmt: skip
    """Changes a rule: what it touches is listed anew, and everybody reads it again."""
    say, stamp = shift.say, shift.stamp(key)
    facts = _typed(shift, on=on, source=source, meaning=meaning, words=words, items=items)
    ended = given.day(closed, say("No longer in force since"))
    number = given.whole(rule, say("Rule"))
    kept.change_rule(
        shift.shop.engine, shift.shop.id, number, stamp,
        version=given.whole(version, say("Rule")),
        title=given.words(title, say("Rule"), most=kept.TITLE_LONGEST),
        is_verified=is_verified is True, **facts, **({"closed_on": ended} if ended else {}),
    )  # fmt: skip
    return Reply(say("Saved. Look at what it touches."), ask={"rule": number})


def read(shift: Shift, *, key: str, rule: object, version: object) -> str:
    """Notes that whoever is on shift has read a rule."""
    say = shift.say
    kept.read_rule(
        shift.shop.engine, shift.shop.id, given.whole(rule, say("Rule")), shift.stamp(key),
        version=given.whole(version, say("Rule")),
    )  # fmt: skip
    return say("Noted.")


def make_tasks(shift: Shift, *, key: str, rule: object, version: object) -> Reply:
    """Makes a task for every item a rule touches."""
    say, stamp = shift.say, shift.stamp(key)
    number = given.whole(rule, say("Rule"))
    held = _held(shift, number)
    if held.version != given.whole(version, say("Rule")):
        raise Refused("“{title}” was changed meanwhile: look at it again.", title=held.title)
    titles = [(row["item_id"], row["title"]) for row in goods.titles(shift)]
    what = say("Check against “{rule}”", rule=held.title[:60])
    new = kept.make_tasks(
        shift.shop.engine, shift.shop.id, number, stamp,
        items=[(item, title, what) for item, title in touched(held, titles)],
        due_on=shift.day + timedelta(days=DUE_DAYS),
    )  # fmt: skip
    return Reply(say("{n} new tasks, due in a week.", n=new), ask={"rule": number})


def _held(shift: Shift, number: int) -> Rule:
    known = kept.rules(shift.shop.engine, shift.shop.id, today=shift.day)
    found = next((each for each in known if each.id == number), None)
    if found is None:
        raise NotFound("There is no rule {id} in this shop.", id=number)
    return found


def _typed(shift: Shift, *, on: object, **said: object) -> dict[str, Any]:
    say = shift.say
    day = given.day(on, say("In force since"))
    if day is None or day < date(1990, 1, 1) or day > shift.day + timedelta(days=AHEAD_DAYS):
        raise Refused("“{field}” needs a day, such as 2026-11-11.", field=say("In force since"))
    return {
        "dated_on": day,
        "source": given.words(said["source"], say("Source"), most=kept.TEXT_LONGEST),
        "meaning": given.words(
            said["meaning"], say("What it means for us"), most=kept.TEXT_LONGEST
        ),
        "words": _split(said["words"]),
        "items": _split(said["items"]),
    }


def _split(said: object) -> list[str]:
    text = str(said or "")[:10_000]
    for mark in SPLIT:
        text = text.replace(mark, " ")
    return list(dict.fromkeys(text.split()))


ACTS = {
    "rule_add": add,
    "rule_change": change,
    "rule_read": read,
    "rule_tasks": make_tasks,
    **breaches.ACTS,
    **lexicons.ACTS,
}
