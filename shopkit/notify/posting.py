"""Putting words into the outbox for the robots there are; asks nothing of the network."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from shopkit import clock, store
from shopkit.chat.letters import Letter
from shopkit.chat.urgent import Stage, Step, checked
from shopkit.errors import Refused
from shopkit.notify.robots import chat
from shopkit.roles import Role
from shopkit.settings import Settings
from shopkit.store import Member, outbox
from shopkit.store.ledger import Stamp
from shopkit.store.outbox import urgent
from shopkit.store.outbox.urgent import Urgent
from shopkit.text import speaker

if TYPE_CHECKING:
    from shopkit.shop import Shop

RULE = "urgent_rule"
MINUTES = 10


def post(
    shop: "Shop", letter: Letter, stamp: Stamp, *, robots: Sequence[str] | None = None
) -> list[int]:
    """Keep a letter for each robot that is told its kind, or for `robots`; the messages' numbers.

    None when no robot is configured: then the words are the page's to show. The same key of the
    stamp writes once, so an alarm keyed by its day is told once.
    """
    known = chat(shop.settings)
    names = known.told(letter.kind) if robots is None else list(robots)
    if unknown := [name for name in names if name not in known.robots]:
        raise Refused("There is no robot {name}. Choose one from the list.", name=unknown[0])
    return outbox.write(shop.engine, shop.id, letter, stamp, robots=names)


def raise_urgent(
    shop: "Shop", what: str, stamp: Stamp, *, steps: Sequence[Step] | None = None
) -> int:
    """A new urgent matter, told by the shop's rule or these steps until somebody answers."""
    chosen = rule(shop, clock.day_of(stamp.at)) if steps is None else steps
    return urgent.raise_urgent(
        shop.engine, shop.id, what, stamp,
        steps=chosen, tell=told_urgent(shop.settings), robots=chat(shop.settings).told("urgent"),
    )  # fmt: skip


def answer_urgent(shop: "Shop", urgent_id: int, stamp: Stamp, *, text: str = "") -> Urgent:
    """Take a matter: nobody else is told, the group hears who has it."""
    return urgent.answer(
        shop.engine, shop.id, urgent_id, stamp,
        text=text, tell=_answered(shop.settings), robots=chat(shop.settings).told("urgent"),
    )  # fmt: skip


def rule(shop: "Shop", today: date) -> tuple[Step, ...]:
    """Whom to tell, in turn: as set; else managers, then operations, who is at work first."""
    people = {person.id: person for person in shop.members()}
    kept = store.settings_of(shop.engine, shop.id).get(RULE) or []
    set_to = [Step(*each) for each in kept if each[0] in people]
    return tuple(set_to or _by_role(list(people.values()), today))


def set_rule(shop: "Shop", steps: Sequence[Step], *, by: int | None) -> None:
    """Keep the rule of the shop; the manager's alone."""
    known = {person.id for person in shop.members()}
    if missing := [step.member_id for step in steps if step.member_id not in known]:
        raise Refused("There is no member {id} in this shop.", id=missing[0])
    value = [[step.member_id, step.minutes] for step in checked(steps)]
    store.keep_rule(shop.engine, shop.id, RULE, value, by=by)


def told_urgent(settings: Settings) -> Callable[[Urgent, Stage], Letter]:
    """A function that words what is told at one stage of an urgent matter."""
    say = speaker(settings.lang)

    def told(found: Urgent, now_with: Stage) -> Letter:
        until = f"{now_with.until.astimezone(clock.SHANGHAI):%H:%M}"
        lines = [say("{who}, please answer on the meeting page before {time}.",
                     who=found.name(now_with.member_id), time=until)]  # fmt: skip
        if now_with.number:
            before = [found.name(step.member_id) for step in found.steps]
            asked = before if now_with.round else before[: now_with.number]
            lines.append(say("No answer yet from {names}.", names=", ".join(asked)))
        lines.append(say("Raised at {time} by {who}.", who=found.by or "–",
                         time=f"{found.raised_at.astimezone(clock.SHANGHAI):%H:%M}"))  # fmt: skip
        title = say("Urgent: {what}", what=found.what)
        return Letter("urgent", "\n".join(lines), title=title, is_urgent=True)

    return told


def _answered(settings: Settings) -> Callable[[Urgent], Letter]:
    say = speaker(settings.lang)

    def told(found: Urgent) -> Letter:
        title = say("{who} has taken it: {what}", who=found.answered_by or "–", what=found.what)
        return Letter("urgent", found.answer or title, title=title if found.answer else "",
                      is_urgent=True)  # fmt: skip

    return told


def _by_role(people: Sequence[Member], today: date) -> list[Step]:
    asked = (Role.MANAGER, Role.OPERATIONS)
    turn = {role: place for place, role in enumerate(asked)}
    fit = [person for person in people if person.roles & set(asked)] or list(people)
    order = sorted(
        fit,
        key=lambda person: (
            not person.works_on(today),
            min((turn[role] for role in person.roles if role in turn), default=len(asked)),
            person.name,
        ),
    )
    return [Step(person.id, MINUTES) for person in order if person.id is not None][:5]
