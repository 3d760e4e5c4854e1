"""The group chat: what cannot wait, what did not arrive for certain, what was told, and to whom."""

from shopkit import clock, notify
from shopkit.chat.letters import KINDS, Letter
from shopkit.chat.pace import FAILED, STATES, UNSURE, WAITING
from shopkit.chat.robots import NAMES, RESULTS
from shopkit.errors import ShopkitError
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.meeting import pressing, telling
from shopkit.pages.shift import Shift
from shopkit.store import outbox
from shopkit.store.outbox import Message, lanes
from shopkit.text import message
from shopkit.widgets import Reply

KEY, TITLE = "chat", message("Group chat")
ASKED = frozenset[str]()
SHOWN, WORDS = 12, 60
MOST_NUMBER = 10**12
TONES = {"sent": "good", UNSURE: "warn", FAILED: "bad"}


def badge(shift: Shift) -> int | None:
    """How many messages and urgent matters wait for somebody's word."""
    return len(outbox.troubled(shift.shop.engine, shift.shop.id)) + pressing.waiting(shift) or None


def blocks(shift: Shift) -> list[Block]:
    """Urgent matters, messages in doubt, a form to write, what was told, and the rule."""
    known = _known(shift)
    return [
        _state(shift, known),
        *pressing.blocks(shift),
        _troubled(shift),
        _form(shift, known),
        _told(shift),
        pressing.rule(shift),
        *telling.blocks(shift),
    ]


def _known(shift: Shift) -> notify.Chat | str:
    """The robots, or the sentence that says what is wrong with their file."""
    try:
        return notify.chat(shift.shop.settings)
    except ShopkitError as error:
        return error.told(shift.say)


def _state(shift: Shift, known: notify.Chat | str) -> Block:
    say, title = shift.say, shift.say("Robots")
    if isinstance(known, str):
        return draw.lines("state", (known, "bad"), title=title)
    said: list[str | tuple[str, str]] = [
        f"{each.name} · {say(NAMES[each.kind])}" for each in known.robots.values()
    ]
    if not said:
        nobody = say("No robot is set up, so nobody is told. How to: “shopkit chat status”.")
        return draw.lines("state", (nobody, "warn"), title=title)
    if known.dry_run or shift.shop.row.is_sample:
        said.append((say("Messages go to a file only; nothing leaves this computer."), "warn"))
    if rests := _rests(shift, known):
        said.append(say("Quiet hours until {time}: only what is urgent is sent.", time=rests))
    if not lanes.is_running(shift.shop.engine):
        idle = say("Nothing is sent at the moment: “shopkit start” or “shopkit chat run” does it.")
        said.append((idle, "warn"))
    return draw.lines("state", *said, title=title)


def _rests(shift: Shift, known: notify.Chat) -> str:
    """When the quiet hours of the robots end, if any rests now."""
    quiet = (each.quiet for each in known.robots.values() if each.quiet)
    ends = [each.until(shift.at) for each in quiet if each.until(shift.at) > shift.at]
    return f"{max(ends).astimezone(clock.SHANGHAI):%H:%M}" if ends else ""


def _troubled(shift: Shift) -> Block:
    say = shift.say
    found = outbox.troubled(shift.shop.engine, shift.shop.id)
    return draw.rows(
        "troubled",
        [_trouble(shift, each) for each in found],
        say("No message failed or is in doubt."),
        title=say("Not arrived, or in doubt"),
    )


def _trouble(shift: Shift, found: Message) -> Block:
    say, values = shift.say, {"message": found.id}
    why = found.attempts[-1].detail if found.attempts else ""
    is_unsure = found.state == UNSURE
    twice = say("It may stand in the group twice then; it will say so.") if is_unsure else None
    seen = draw.button(say("It arrived"), "chat_arrived", values, tone="good")
    pressed = [
        draw.button(say("Send again"), "chat_again", values, tone="main", confirm=twice),
        *([seen] if is_unsure else []),
        draw.button(say("Not needed any more"), "chat_drop", values),
    ]
    return draw.row(
        found.id,
        _short(found),
        _when(shift, found),
        *([(say(why), "bad")] if why else []),
        badge=say(STATES[found.state]),
        tone=TONES[found.state],
        buttons=pressed,
        open=[_whole(shift, found, "trouble")],
    )


def _form(shift: Shift, known: notify.Chat | str) -> Block:
    say = shift.say
    robots = [] if isinstance(known, str) else list(known.robots)
    fields = [
        draw.field("text", say("Message"), "area", required=True),
        draw.field("robot", say("Robot"), "choice",
                   options=[["", say("All")], *([each, each] for each in robots)], value=""),
        draw.field("is_urgent", say("Also in quiet hours"), "check"),
    ]  # fmt: skip
    return draw.form("write", "chat_write", fields, say("Tell the group"),
                     title=say("Write to the group"))  # fmt: skip


def _told(shift: Shift) -> Block:
    say = shift.say
    found = outbox.messages(shift.shop.engine, shift.shop.id, last=SHOWN)
    return draw.rows(
        "told",
        [_row(shift, each) for each in found],
        say("Nothing was told to the group yet."),
        title=say("What was told"),
    )


def _row(shift: Shift, found: Message) -> Block:
    say = shift.say
    back = draw.button(say("Take back"), "chat_drop", {"message": found.id})
    return draw.row(
        found.id,
        _short(found),
        _when(shift, found),
        badge=say(STATES[found.state]),
        tone=TONES.get(found.state),
        buttons=[back] if found.state == WAITING and not found.letter.is_urgent else [],
        open=[_whole(shift, found, "told")],
    )


def _whole(shift: Shift, found: Message, place: str) -> Block:
    """Every word of a message, and every try."""
    say = shift.say
    tries = [
        f"{_hour(each.begun_at)} · {say(RESULTS.get(each.result, each.result))}"
        + (f" · {say(each.detail)}" if each.detail and each.result != "sent" else "")
        for each in found.attempts
    ]
    return draw.lines(f"{place}-{found.id}", *found.letter.whole.splitlines(), *tries)


def _short(found: Message) -> str:
    first = found.letter.whole.splitlines()[0]
    return first if len(first) <= WORDS else f"{first[:WORDS]}…"


def _when(shift: Shift, found: Message) -> str:
    kind, later = shift.say(KINDS[found.letter.kind]), ""
    if found.state == WAITING and found.next_at > shift.at:
        later = shift.say("next try {time}", time=_hour(found.next_at))
    words = (_hour(found.written_at), kind, found.robot, found.by, later)
    return " · ".join(word for word in words if word)


def _hour(at: object) -> str:
    return f"{at.astimezone(clock.SHANGHAI):%m-%d %H:%M}"


def write(
    shift: Shift, *, key: str, text: object, robot: object = "", is_urgent: object = False
) -> Reply:
    """Keeps words for the group."""
    say = shift.say
    stamp = shift.stamp(key)
    said = text if isinstance(text, str) else ""
    letter = Letter("note", said, is_urgent=is_urgent is True)
    name = given.words(robot, say("Robot"))
    kept = notify.post(shift.shop, letter, stamp, robots=[name] if name else None)
    if not kept:
        return Reply(say("No robot is set up, so nobody was told."), tone="warn", keep=True)
    return Reply(say("Kept: {n} robots will tell it.", n=len(kept)))


def send_again(shift: Shift, *, key: str, message: object) -> str:
    """Sends a message in doubt once more."""
    outbox.send_again(shift.shop.engine, shift.shop.id, _number(shift, message), shift.stamp(key))
    return shift.say("It will be sent again.")


def arrived(shift: Shift, *, key: str, message: object) -> str:
    """Somebody saw the message in the group."""
    outbox.confirm(shift.shop.engine, shift.shop.id, _number(shift, message), shift.stamp(key))
    return shift.say("Good: it will not be sent again.")


def drop(shift: Shift, *, key: str, message: object) -> str:
    """Takes a message back."""
    outbox.drop(shift.shop.engine, shift.shop.id, _number(shift, message), shift.stamp(key))
    return shift.say("Taken back.")


def _number(shift: Shift, value: object) -> int:
    return given.whole(value, shift.say("Message"), most=MOST_NUMBER)


ACTS = {
    "chat_write": write,
    "chat_again": send_again,
    "chat_arrived": arrived,
    "chat_drop": drop,
    **pressing.ACTS,
    **telling.ACTS,
}
