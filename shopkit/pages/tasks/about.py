"""What an opened task is about: products, orders, cases, campaigns, decisions, with their names."""

from shopkit.errors import NotFound, Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks.numbered import number
from shopkit.store import goods, meetings, tasks
from shopkit.tasks.task import LINKS, Link, Task

# What a person links to; a meeting or a page links itself.
CHOSEN = ("sku", "order", "case", "campaign", "decision")
LONGEST = 120


def blocks(shift: Shift, task: Task) -> list[Block]:
    """The links, and one to add."""
    say = shift.say
    listed = [_row(shift, task, link) for link in task.links]
    kinds = [[kind, say(LINKS[kind])] for kind in CHOSEN]
    fields = [
        draw.field("kind", say("What"), "choice", value=CHOSEN[0], options=kinds, required=True),
        draw.field("what", say("Number, code or name"), required=True),
    ]
    add = draw.form("link", "task_link", fields, say("Add"), values={"card": task.id})
    listed.append(draw.row("more", say("It is about something else"), open=[add]))
    return [draw.rows("links", listed, "", title=say("About"))]


def _row(shift: Shift, task: Task, link: Link) -> Block:
    say = shift.say
    name = named(shift, link)
    fixed = {"card": task.id, "kind": link.kind, "what": link.reference}
    return draw.row(
        f"{link.kind}:{link.reference}",
        f"{say(LINKS[link.kind])} {link.reference}",
        *([name] if name else []),
        buttons=[draw.button(say("Take off"), "task_unlink", fixed)],
    )


def named(shift: Shift, link: Link) -> str:
    """What the shop calls what a task links to; empty where it knows no name."""
    shop = shift.shop
    try:
        if link.kind == "sku":
            return goods.find_sku(shop.engine, shop.id, link.reference).name
        if link.kind == "decision" and link.reference.isdecimal():
            return meetings.decision_of(shop.engine, shop.id, int(link.reference)).what
        if link.kind == "meeting" and link.reference.isdecimal():
            held = {str(each.id): each for each in meetings.meetings(shop.engine, shop.id)}
            found = held.get(link.reference)
            return f"{found.held_on}" if found else ""
    except NotFound:
        return ""
    return ""


def linked(shift: Shift, *, key: str, card: object, kind: object, what: object) -> str:
    """One more thing it is about."""
    say = shift.say
    link = _meant(
        shift,
        given.one_of(kind, {each: each for each in CHOSEN}, say("What")),
        given.words(what, say("Number, code or name"), most=LONGEST),
    )
    tasks.attach(
        shift.shop.engine, shift.shop.id, number(shift, card), shift.stamp(key), links=[link]
    )
    return say("It is about {what}.", what=named(shift, link) or link.reference)


def _meant(shift: Shift, kind: str, words: str) -> Link:
    """The link these words mean: a product by its own code, a decision by its number."""
    shop = shift.shop
    if not words:
        raise Refused("Write what the task links to.")
    if kind == "decision":
        return Link(kind, str(_decision(shift, words)))
    if kind == "sku":
        try:
            return Link(kind, goods.find_sku(shop.engine, shop.id, words).code)
        except NotFound:
            return Link(kind, words)  # a code may come before the first list of products
    return Link(kind, words.removeprefix("#"))


def _decision(shift: Shift, words: str) -> int:
    shop = shift.shop
    if words.removeprefix("#").isdecimal() and len(words) < 16:
        return meetings.decision_of(shop.engine, shop.id, int(words.removeprefix("#"))).id
    known = meetings.decisions(shop.engine, shop.id)
    found = [each for each in known if words.casefold() in each.what.casefold()]
    if not found:
        raise NotFound("No decision has these words: {words}.", words=words)
    if len(found) > 1:
        listed = ", ".join(f"#{each.id} {each.what}" for each in found[:3])
        raise Refused(
            "Several decisions have these words: {listed}. Write a number.", listed=listed
        )
    return found[0].id


def unlinked(shift: Shift, *, key: str, card: object, kind: object, what: object) -> None:
    """It is about that no more."""
    link = Link(given.one_of(kind, LINKS, shift.say("What")), str(what or "")[:300])
    tasks.detach(
        shift.shop.engine, shift.shop.id, number(shift, card), shift.stamp(key), links=[link]
    )


ACTS = {"task_link": linked, "task_unlink": unlinked}
