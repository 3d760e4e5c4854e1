"""Lists that were taken: outcomes one by one or as a file, what writing brought, who refused."""

from datetime import date
from functools import partial

from shopkit import clock
from shopkit.customers.contact import CONSENTS, OUTCOMES, REASONS, Rules, compared
from shopkit.errors import Refused
from shopkit.lake import Lake
from shopkit.pages import blocks as draw
from shopkit.pages import given, uploads
from shopkit.pages.blocks import Block
from shopkit.pages.manager import buyers, writing
from shopkit.pages.shift import Shift
from shopkit.store import customers as store
from shopkit.store.customers import Contact, ContactList
from shopkit.text import message, speaker
from shopkit.text.numbers import day as shown_day
from shopkit.text.numbers import money, share
from shopkit.widgets import Reply

ASKED = frozenset({"list"})
MOST_ORDERS = 2000
_LARGEST = 10**12
YES, NO = "yes", "no"
_TOO_EARLY = message(
    "The files end on {day}, before the list was taken: import newer orders to see who bought."
)
SAID = {YES: message("agreed to be written to"), NO: message("does not want to be written to")}


def blocks(shift: Shift, lake: Lake, asof: date) -> list[Block]:
    """One list, or all of them with consent and rules."""
    shop, say = shift.shop, shift.say
    number = _number(shift.ask.get("list", ""))
    taken = store.lists(shop.engine, shop.id)
    opened = next((each for each in taken if each.id == number), None)
    if opened is not None:
        return _one(shift, opened, lake, asof)
    listed = [
        draw.row(
            each.id,
            say("List {n}, taken {day}", n=each.id, day=_day(shift, each)),
            _state(shift, each),
            badge=(each.people - each.control - each.known) or None
            if each.withdrawn_at is None
            else None,
            ask={"list": str(each.id)},
        )
        for each in taken
    ]
    empty = say("No list has been taken yet: go to “Whom to write to this week”.")
    return [
        draw.rows("lists", listed, empty, title=say("Lists taken, the newest first")),
        _consent(shift),
        _rules(shift),
    ]


def _number(asked: str) -> int | None:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 13 else None


def _day(shift: Shift, each: ContactList) -> str:
    return shown_day(clock.day_of(each.taken_at), shift.lang)


def _state(shift: Shift, each: ContactList) -> str:
    say = shift.say
    if each.withdrawn_at is not None:
        return say("taken back")
    return say(
        "{people} people, {control} of them left alone; {known} outcomes",
        people=each.people,
        control=each.control,
        known=each.known,
    )


def _one(shift: Shift, opened: ContactList, lake: Lake, asof: date) -> list[Block]:
    say, shop = shift.say, shift.shop
    people = store.contacts(shop.engine, shop.id, opened.id)
    written = [each for each in people if not each.is_control]
    title = say("List {n}, taken {day}", n=opened.id, day=_day(shift, opened))
    rows = [_person(shift, each) for each in written]
    pressed = [draw.button(say("This list again (xlsx)"), "contacts_file", {"list": opened.id})]
    if opened.withdrawn_at is None and not opened.known:
        pressed.append(
            draw.button(say("Take it back: nobody was written to"), "contacts_withdraw",
                        {"list": opened.id}, confirm=say("Take it back?"), tone="bad")
        )  # fmt: skip
    return [
        _effect(shift, opened, people, lake, asof),
        draw.buttons("list-acts", *pressed),
        draw.form(
            "came",
            "contacts_read",
            [draw.field("file", say("The filled-in list"), "file", required=True)],
            say("Load the outcomes"),
            title=say("Outcomes from the file"),
        ),
        draw.rows("people", rows, say("Everyone on it was left alone."), title=title,
                  note=_state(shift, opened)),
    ]  # fmt: skip


def _effect(
    shift: Shift, opened: ContactList, people: list[Contact], lake: Lake, asof: date
) -> Block:
    """What the files know they bought after the list was taken, against those left alone."""
    say, day = shift.say, clock.day_of(opened.taken_at)
    since = {each.buyer for each in buyers.known(lake, asof) if each.last_on > day}
    found = compared([(each.buyer, each.is_control) for each in people], since)
    if asof <= day:
        told = say(_TOO_EARLY, day=shown_day(asof, shift.lang))
        return draw.lines("effect", told, title=say("What writing brought"))
    lines = [
        say("Bought since: {n} of {all} written to, {left} of {alone} left alone.",
            n=found.written_bought, all=found.written, left=found.left_bought, alone=found.left)
    ]  # fmt: skip
    gain = found.gain
    if gain is None:
        lines.append(say("Nobody was left alone, so nothing tells what writing itself brought."))
    else:
        sure = gain[1] > 0 or gain[2] < 0
        lines.append(
            say("Difference: {gain}, with 95 % between {low} and {high}.", gain=share(gain[0]),
                low=share(gain[1]), high=share(gain[2]))
        )  # fmt: skip
        if not sure:
            lines.append(say("That may be chance: judge it over several lists."))
    return draw.lines("effect", *lines, title=say("What writing brought"))


def _person(shift: Shift, each: Contact) -> Block:
    say = shift.say
    told = [money(each.expected_fen, shift.lang), say(REASONS.get(each.reason, each.reason))]
    return draw.row(
        each.id,
        f"{buyers.short(each.buyer)} · {each.order_id}",
        " · ".join(told),
        *([each.note] if each.note else []),
        badge=say(OUTCOMES[each.outcome]) if each.outcome else None,
        fields=[draw.field("note", say("Note"))],
        buttons=[
            draw.button(say(word), "contact_came", {"contact": each.id, "outcome": outcome})
            for outcome, word in OUTCOMES.items()
            if outcome != each.outcome
        ],
    )


def _consent(shift: Shift) -> Block:
    say = shift.say
    fields = [
        draw.field("orders", say("Their order numbers, one a line"), "area", required=True),
        draw.field("said", say("They"), "choice", value=NO,
                   choices=[[key, say(word)] for key, word in SAID.items()]),
    ]  # fmt: skip
    return draw.form(
        "consent",
        "consent_save",
        fields,
        say("Write down"),
        title=say("Who agreed, who refused"),
        note=say("The newest word holds. A refusal always wins over the rules."),
    )


def _rules(shift: Shift) -> Block:
    say, rules = shift.say, store.rules(shift.shop.engine, shift.shop.id)
    fields = [
        draw.field("times", say("At most so many times"), "number", value=rules.times, min=1,
                   max=20),
        draw.field("days", say("in so many days"), "number", value=rules.days, min=1, max=365),
        draw.field("consent", say("Write to"), "choice", value=rules.consent,
                   choices=[[key, say(word)] for key, word in CONSENTS.items()]),
        draw.field("control", say("Percent left alone, to see what writing brings"), "number",
                   value=round(rules.control_rate * 100), min=0, max=50),
    ]  # fmt: skip
    return draw.form(
        "rules", "rules_save", fields, say("Save the rules"), title=say("How often, and whom")
    )


def came(shift: Shift, *, key: str, contact: object, outcome: object, note: object = "") -> str:
    """Writes down what came of one contact."""
    say, stamp = shift.say, shift.stamp(key)
    number = given.whole(contact, say("Contact no."), least=1, most=_LARGEST)
    word = given.one_of(outcome, OUTCOMES, say("Outcome"))
    told = given.words(note, say("Note"))
    store.record_outcomes(shift.shop.engine, shift.shop.id, {number: (word, told)}, stamp)
    return say("Written down: {outcome}.", outcome=say(OUTCOMES[word]))


def read(shift: Shift, *, key: str, file: object = None) -> Reply:
    """Writes down every outcome of an uploaded list; with one fault, none."""
    from shopkit.intake.outcomes import contact_outcomes

    say, stamp = shift.say, shift.stamp(key)
    words = {
        said.casefold(): outcome
        for lang in (shift.lang, "zh", "en")
        for outcome, word in OUTCOMES.items()
        for said in (speaker(lang)(word),)
    }
    found = uploads.read(file, partial(contact_outcomes, words=words))
    if found.faults:
        first = found.faults[0]
        where = say("Line {line}", line=first.line)
        told = say("{n} faults: nothing was saved", n=len(found.faults))
        return Reply(f"{told} · {where}: {first.told(say)}", tone="bad")
    outcomes = {row["contact_id"]: (row["outcome"], row["note"] or "") for row in found.rows}
    new = store.record_outcomes(shift.shop.engine, shift.shop.id, outcomes, stamp)
    return Reply(say("{n} outcomes were written down.", n=new))


def filed(shift: Shift, *, key: str, list: object) -> Reply:
    """The list once more, with the outcomes so far."""
    number = given.whole(list, shift.say("List"), least=1, most=_LARGEST)
    return writing.handed(shift, number)


def withdrawn(shift: Shift, *, key: str, list: object) -> Reply:
    """Takes a list back that was not used."""
    number = given.whole(list, shift.say("List"), least=1, most=_LARGEST)
    store.withdraw(shift.shop.engine, shift.shop.id, number, shift.stamp(key))
    return Reply(shift.say("List {n} is taken back.", n=number), ask={"list": ""})


def consented(shift: Shift, *, key: str, orders: object, said: object) -> str:
    """Writes down what the buyers of these orders said."""
    say, stamp = shift.say, shift.stamp(key)
    word = given.one_of(said, SAID, say("They"))
    numbers = list(dict.fromkeys(str(orders or "").replace(",", " ").replace("，", " ").split()))
    if not 0 < len(numbers) <= MOST_ORDERS:
        raise Refused("Write 1 to {most} order numbers.", most=MOST_ORDERS)
    rows = shift.shop.lake().rows("buyers_of", order_ids=numbers)
    missing = [each for each in numbers if each not in {row["order_id"] for row in rows}]
    if missing:
        raise Refused(
            "{n} order numbers are not in the files, such as {first}: nothing was written down.",
            n=len(missing),
            first=missing[0][:40],
        )
    words = {row["buyer"]: word == YES for row in rows}
    new = store.record_consents(shift.shop.engine, shift.shop.id, words, stamp, source="order")
    return say("{n} people: written down, {new} of them new.", n=len(words), new=new)


def ruled(
    shift: Shift, *, key: str, times: object, days: object, consent: object, control: object
) -> str:
    """Keeps other rules; the manager's alone."""
    say, stamp = shift.say, shift.stamp(key)
    new = Rules(
        given.whole(times, say("At most so many times"), least=1, most=20),
        given.whole(days, say("in so many days"), least=1, most=365),
        given.one_of(consent, CONSENTS, say("Write to")),
        given.whole(control, say("Percent left alone, to see what writing brings"), most=50) / 100,
    )
    store.set_rules(shift.shop.engine, shift.shop.id, new, by=stamp.by)
    return say("The rules hold from now.")


ACTS = {
    "contact_came": came,
    "contacts_read": read,
    "contacts_file": filed,
    "contacts_withdraw": withdrawn,
    "consent_save": consented,
    "rules_save": ruled,
}
