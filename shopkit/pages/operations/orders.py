"""Orders and parcels that need somebody, each with an owner and a deadline."""

from collections import defaultdict

from shopkit.clock import day_of
from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import deadlines, followup, given, mine
from shopkit.pages.blocks import Block
from shopkit.pages.deadlines import clock_time, pieces, release
from shopkit.pages.operations import pending
from shopkit.pages.operations.pending import KINDS, QUEUES, Pending, link
from shopkit.pages.shift import Shift
from shopkit.roles import Role
from shopkit.roles import title as role_title
from shopkit.shipping.snags import Snag
from shopkit.store import tasks
from shopkit.store.ledger import Stamp
from shopkit.store.members import Member
from shopkit.tasks.states import STATES
from shopkit.tasks.task import MANY
from shopkit.text import message
from shopkit.widgets import Reply

KEY, TITLE = "orders", message("Orders and parcels")
ASKED = frozenset({"queue", "seek", "order"})
SHOWN = 15


def badge(shift: Shift) -> int | None:
    """How many paid orders are past the platform's deadline."""
    return pending.overdue(shift) or None


def blocks(shift: Shift) -> list[Block]:
    """The queues, what is in the open one, and how parcels fare; or one order."""
    look = Pending(shift)
    if shift.ask.get("order") in look.orders:
        return _one(look, shift.ask["order"])
    queue = _opened(look)
    return [
        _tiles(look),
        _queues(look, queue),
        *_hand_out(look, queue),
        _listed(look, queue),
        *(followup.blocks(shift) if queue == "parcels" else []),
        *mine.my_tasks(shift, Role.OPERATIONS),
    ]


def _opened(look: Pending) -> str:
    """The queue that is asked for, else the first that is not empty."""
    wanted = look.shift.ask.get("queue", "")
    first = next((each for each in QUEUES if look.of(each)), "ship")
    return wanted if wanted in QUEUES else first


def _tiles(look: Pending) -> Block:
    say = look.shift.say
    late = [each for each in look.all if each.is_overdue]
    loose = sum(link(each).reference not in look.given for each in look.all)
    soon = sum(0 <= each.hours_left <= 12 for each in look.all)
    return draw.tiles(
        "figures",
        draw.tile("all", say("Need somebody"), str(len(look.all))),
        draw.tile("late", say("Past their deadline"), str(len(late))),
        draw.tile("soon", say("Due within 12 hours"), str(soon)),
        draw.tile("loose", say("Nobody's task yet"), str(loose)),
    )


def _queues(look: Pending, opened: str) -> Block:
    say = look.shift.say
    pressed = [
        draw.button(
            f"{say(title)} {len(look.of(queue))}",
            "orders_queue",
            {"queue": queue},
            tone="main" if queue == opened else None,
        )
        for queue, (title, _) in QUEUES.items()
    ]
    return draw.buttons("queues", *pressed)


def _hand_out(look: Pending, queue: str) -> list[Block]:
    say, loose = look.shift.say, len(look.loose(queue))
    if not loose:
        return []
    every = draw.button(
        say("Give {n} to whoever usually does it", n=loose),
        "orders_give_all",
        {"queue": queue},
        confirm=say("One task for each person and kind?"),
    )
    return [draw.buttons("hand-out", every)]


def _listed(look: Pending, queue: str) -> Block:
    shift = look.shift
    say, word = shift.say, shift.ask.get("seek", "").strip().casefold()
    found = [each for each in look.of(queue) if word in _words(look, each)]
    more = len(found) - SHOWN
    return draw.rows(
        "snags",
        [_row(look, each) for each in found[:SHOWN]],
        say("Nothing here needs anybody."),
        title=say(QUEUES[queue][0]),
        search="seek",
        note=say("{n} more: search by order number, product or province.", n=more)
        if more > 0
        else "",
    )


def _words(look: Pending, snag: Snag) -> str:
    order = look.orders.get(snag.order_id)
    said = pieces(order) if order else ""
    return f"{snag.order_id} {said} {snag.facts.get('number', '')}".casefold()


def _row(look: Pending, snag: Snag, *, is_alone: bool = False) -> Block:
    shift = look.shift
    say, order = shift.say, look.orders.get(snag.order_id)
    held = [each for each in look.holds if each.order_id == snag.order_id]
    said = say(snag.template, **snag.facts)
    return draw.row(
        f"{snag.order_id}-{snag.kind}",
        snag.order_id,
        (said, "bad" if snag.is_overdue else None),
        *([pieces(order)] if order else []),
        _until(look, snag),
        badge=say(KINDS[snag.kind]),
        tone="bad" if snag.is_overdue else deadlines.TONES.get(snag.kind),
        buttons=[release(shift, each.id) for each in held],
        **_opening(look, snag, is_alone=is_alone),
    )


def _opening(look: Pending, snag: Snag, *, is_alone: bool) -> Block:
    """An order to ship opens on a page of its own; anything else unfolds to be given away."""
    if snag.order_id in look.orders and not is_alone:
        return {"ask": {"order": snag.order_id}}
    given_away = snag.order_id in look.given
    return {"open": [] if given_away else [_give_form(look, snag)], "opened": is_alone}


def _until(look: Pending, snag: Snag) -> str:
    """Until when, and whose it is: a task's owner, else the role that usually deals with it."""
    say, shift = look.shift.say, look.shift
    task = look.given.get(snag.order_id)
    time = clock_time(shift, snag.deadline_at)
    if task is None:
        role = role_title(snag.owner, shift.lang)
        return say("Until {time} · usually {who}, nobody's task yet", time=time, who=role)
    owner = task.owner or say("nobody")
    state = say(STATES[task.state])
    return say(
        "Until {time} · {who} · task #{n}, {state}", time=time, who=owner, n=task.id, state=state
    )


def _give_form(look: Pending, snag: Snag) -> Block:
    say, usual = look.shift.say, look.usual(snag)
    field = draw.field(
        "owner",
        say("Who"),
        "choice",
        value=str(usual.id) if usual else None,
        options=[[str(each.id), each.name] for each in look.shift.members],
        required=True,
    )
    return draw.form(
        f"give-{snag.order_id}-{snag.kind}",
        "order_give",
        [field],
        say("Give"),
        values={"order": snag.order_id, "kind": snag.kind},
    )


def _one(look: Pending, order_id: str) -> list[Block]:
    """One order to ship: what is wrong with it, and what lets it wait."""
    shift, order = look.shift, look.orders[order_id]
    say = shift.say
    found = [each for each in look.all if each.order_id == order_id]
    rows = [_row(look, each, is_alone=True) for each in found]
    back = draw.button(say("Back"), "orders_queue", {"queue": shift.ask.get("queue", "")})
    heads = [(say("Product"), "text"), (say("Title"), "text"), (say("Pieces"), "qty")]
    lines = [
        [each.sku or "–", " ".join(filter(None, [each.title, each.props])), each.qty]
        for each in order.lines
    ]
    return [
        draw.buttons("back", back),
        draw.rows("snags", rows, say("Nothing here needs anybody."), title=order_id),
        draw.table("lines", heads, lines, title=say("Still to ship")),
        deadlines.hold_form(shift, order_id),
    ]


def queue(shift: Shift, *, key: str, queue: object) -> Reply:
    """Turns to a queue."""
    opened = str(queue) if queue in QUEUES else ""
    return Reply("", ask={"queue": opened, "seek": "", "order": ""})


def give(shift: Shift, *, key: str, order: object, kind: object, owner: object) -> Reply:
    """Makes an exception somebody's task."""
    say, look = shift.say, Pending(shift)
    stamp = shift.stamp(key)
    who = _member(shift, owner)
    snag = look.one(order, kind)
    held = look.given.get(snag.order_id)
    if held is not None and held.owner_id != who.id:
        raise Refused("{who} has this already.", who=held.owner or say("Somebody"))
    if held is None:
        _keep(shift, stamp, [snag], who)
    return Reply(say("{who} has it now: order {order}.", who=who.name, order=snag.order_id))


def give_all(shift: Shift, *, key: str, queue: object) -> Reply:
    """Makes all that is nobody's a task of whoever usually deals with it, one a person and kind."""
    say, look, stamp = shift.say, Pending(shift), shift.stamp(key)
    wanted = given.one_of(queue, QUEUES, say(TITLE))
    groups: dict[tuple[str, int], list[Snag]] = defaultdict(list)
    people = {each.id: each for each in shift.members}
    for snag in look.loose(wanted):
        usual = look.usual(snag)
        if usual is not None and usual.id is not None:
            groups[snag.kind, usual.id].append(snag)
    if not groups:
        return Reply(say("Everything here is somebody's task."), tone="warn")
    for (kind, who), snags in groups.items():
        own = Stamp(stamp.by, stamp.at, f"{key}:{kind}:{who}")
        _keep(shift, own, snags[:MANY], people[who])
    names = ", ".join(sorted({people[who].name for _, who in groups}))
    return Reply(say("{n} tasks for {who}.", n=len(groups), who=names))


def _keep(shift: Shift, stamp: Stamp, snags: list[Snag], who: Member) -> None:
    say, first = shift.say, min(snags, key=lambda snag: snag.deadline_at)
    kind = say(KINDS[first.kind])
    title = (
        say("{kind}: order {order}", kind=kind, order=first.order_id)
        if len(snags) == 1
        else say("{kind}: {n} orders", kind=kind, n=len(snags))
    )
    told = [f"{each.order_id}: {say(each.template, **each.facts)}" for each in snags]
    tasks.add_task(
        shift.shop.engine,
        shift.shop.id,
        title,
        stamp,
        description="\n".join(told)[:20_000],
        owner_id=who.id,
        # what is late already is due today, on the calendar people work by
        due_on=max(day_of(first.deadline_at), shift.day),
        priority=1 if first.is_overdue else 2,
        links=tuple(dict.fromkeys(link(each) for each in snags)),
    )


def _member(shift: Shift, owner: object) -> Member:
    found = next((each for each in shift.members if str(each.id) == str(owner)), None)
    if found is None:
        raise Refused("Choose “{field}” from the list.", field=shift.say("Who"))
    return found


ACTS = {
    "orders_queue": queue,
    "order_give": give,
    "orders_give_all": give_all,
    **deadlines.ACTS,
    **mine.ACTS,
}
