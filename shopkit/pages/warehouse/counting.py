"""Counting the shelves: what is due, the counts that are open, how far the books can be trusted."""

from collections import Counter

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse import approving, selling, tally
from shopkit.pages.warehouse.shift import Shift
from shopkit.stock.counts import (
    ABC,
    ALL,
    EVERY_DAYS,
    FREE,
    OPEN,
    RECOUNT,
    VARIANCE,
    WHYS,
    ZERO,
    Count,
    Due,
)
from shopkit.stock.moves import RECEIVING
from shopkit.store import counts, goods
from shopkit.text import message
from shopkit.text.numbers import UNKNOWN
from shopkit.widgets import Reply

KEY, TITLE = "count", message("Count")
ASKED = tally.ASKED
# As many shelves as one person counts in one go.
MOST = 30
TURNS = {
    VARIANCE: message("Differed last time: {n}"),
    ZERO: message("The books say none: {n}"),
    "A": message("A products, every month: {n}"),
    "B": message("B products, every quarter: {n}"),
    "C": message("C products, every half-year: {n}"),
}
Pair = tuple[str, str]


def badge(shift: Shift) -> int | None:
    """How many lines wait to be counted or approved."""
    return len(shift.to_count) or None


def blocks(shift: Shift) -> list[Block]:
    """The count that is open, blind; or all there is to plan, to go on with and to approve."""
    opened = tally.opened(shift)
    return tally.blocks(shift, opened) if opened is not None else _overview(shift)


def _overview(shift: Shift) -> list[Block]:
    say = shift.say
    due = _due(shift)
    scan = draw.scan(
        "find",
        "count_find",
        say("Scan a product or a bin to count it now"),
        placeholder=say("Code, then Enter"),
    )
    return [
        _tiles(shift, due),
        *_open_counts(shift),
        *approving.blocks(shift),
        scan,
        *_plans(shift, due),
        *_zones(shift),
        *approving.history(shift),
    ]


def _tiles(shift: Shift, due: list[Due]) -> Block:
    say = shift.say
    states = Counter(line.state for line in shift.to_count)
    seen = counts.accuracy(shift.shop.engine, shift.shop.id)
    told = say("Nothing was counted yet.")
    if seen.share is not None:
        told = say(
            "{hits} of {n} right, between {low:.1%} and {high:.1%}",
            hits=seen.hits, n=seen.n, low=seen.low, high=seen.high,
        )  # fmt: skip
    waiting = len(shift.to_count) - states[OPEN] - states[RECOUNT]
    return draw.tiles(
        "figures",
        draw.tile("due", say("Due"), str(len(due)), note=say("Shelves to count")),
        draw.tile("open", say("To count"), str(states[OPEN] + states[RECOUNT])),
        draw.tile("approve", say("To approve"), str(waiting)),
        draw.tile(
            "accuracy",
            say("The books are right"),
            UNKNOWN if seen.share is None else f"{seen.share:.0%}",
            note=told,
        ),
    )


def _open_counts(shift: Shift) -> list[Block]:
    say = shift.say
    found = counts.counts(shift.shop.engine, shift.shop.id, is_open=True)
    going = [each for each in found if each.open or each.recount]
    if not going:
        return []
    listed = [_open_row(shift, each) for each in going[:MOST]]
    return [draw.rows("going", listed, "", title=say("Go on counting"))]


def _open_row(shift: Shift, each: Count) -> Block:
    say = shift.say
    again = (say("{n} to count again", n=each.recount), "warn") if each.recount else None
    told = say("{done} of {n} counted", done=each.lines - each.open, n=each.lines)
    return draw.row(
        each.id,
        say("Count {n} · {why}", n=each.id, why=say(WHYS[each.why])),
        *[line for line in (told, again) if line],
        f"{each.planned_on.isoformat()} {each.by}",
        badge=each.open + each.recount,
        ask={"count": str(each.id), "tally": ""},
    )


def _plans(shift: Shift, due: list[Due]) -> list[Block]:
    say = shift.say
    if not due:
        return [draw.lines("plans", say("No shelf is due to be counted."), title=say("Due"))]
    ranks = selling.ranks(shift)
    turns = Counter(_turn(each, ranks) for each in due)
    first = next(turn for turn in TURNS if turns[turn])
    pressed = [
        draw.button(
            say(TURNS[turn], n=turns[turn]),
            "count_plan",
            {"turn": turn},
            tone="main" if turn == first else None,
        )
        for turn in TURNS
        if turns[turn]
    ]
    note = say("One press plans a count of at most {n} shelves, the most pressing first.", n=MOST)
    return [draw.buttons("plans", *pressed, title=say("Due"), note=note)]


def _zones(shift: Shift) -> list[Block]:
    say, held = shift.say, Counter(zone_of(place) for _, place in _lying(shift))
    if not held:
        return []
    options = [
        [zone, say("Zone {zone}: {n} shelves", zone=zone, n=n)] for zone, n in sorted(held.items())
    ]
    fields = [draw.field("zone", say("Zone"), "choice", value=options[0][0], options=options)]
    form = draw.form("zone", "count_zone", fields, say("Count it all"))
    return [draw.rows("zones", [draw.row("zone", say("A whole zone"), open=[form])], "")]


def zone_of(place: str) -> str:
    """The zone of a bin: what stands before the first dash of its code."""
    return place.split("-", 1)[0]


def _lying(shift: Shift) -> list[Pair]:
    """Every product in every bin, in walking order."""
    turn = {place.code: at for at, place in enumerate(shift.places)}
    pairs = [
        (each.sku, each.location)
        for each in shift.held
        if each.kind == "storage" and each.location != RECEIVING
    ]
    return sorted(pairs, key=lambda pair: (turn.get(pair[1], len(turn)), pair))


def _due(shift: Shift) -> list[Due]:
    shop = shift.shop
    found = counts.due_counts(shop.engine, shop.id, shift.today, classes=selling.ranks(shift))
    return [each for each in found if each.location != RECEIVING]


def _turn(due: Due, ranks: dict[str, str]) -> str:
    if due.why != ABC:
        return due.why
    group = ranks.get(due.sku, "C")
    return group if group in EVERY_DAYS else "C"


def planned(shift: Shift, *, key: str, turn: object) -> Reply:
    """Plans a count of what is due for this reason, and opens it."""
    wanted = given.one_of(turn, TURNS, shift.say("Due"))
    ranks = selling.ranks(shift)
    pairs = [(each.sku, each.location) for each in _due(shift) if _turn(each, ranks) == wanted]
    why = wanted if wanted in WHYS else ABC
    return _plan(shift, key, pairs[:MOST], why=why)


def by_zone(shift: Shift, *, key: str, zone: object) -> Reply:
    """Plans a count of everything in one zone, and opens it."""
    zones = {zone_of(place): None for _, place in _lying(shift)}
    wanted = given.one_of(zone, zones, shift.say("Zone"))
    pairs = [pair for pair in _lying(shift) if zone_of(pair[1]) == wanted]
    return _plan(shift, key, pairs, why=ALL)


def find(shift: Shift, *, key: str, text: object) -> Reply:
    """Opens the count a scanned product or bin is on; plans one where it is on none."""
    word = given.words(text, shift.say("Code, then Enter"))
    number = word.upper().removeprefix("COUNT:")
    for line in shift.to_count:
        if word.upper() != number and str(line.count_id) == number:
            return Reply(say_open(shift, line.count_id), ask={"count": number, "tally": ""})
    place = tally.place_of(shift, word)
    sku = None if place else goods.find_sku(shift.shop.engine, shift.shop.id, word).code
    for line in shift.to_count:
        if line.state in (OPEN, RECOUNT) and (line.sku == sku or line.location == place):
            ask = {"count": str(line.count_id), "tally": str(line.id)}
            return Reply(say_open(shift, line.count_id), ask=ask)
    pairs = [pair for pair in _lying(shift) if sku == pair[0] or place == pair[1]]
    if not pairs:
        raise Refused(
            "Nothing is booked at {scanned}. Scan a product that lies there.", scanned=word
        )
    return _plan(shift, key, pairs, why=FREE)


def say_open(shift: Shift, number: int) -> str:
    """What is said when a count is opened."""
    return shift.say("Count {n} is open.", n=number)


def _plan(shift: Shift, key: str, pairs: list[Pair], *, why: str) -> Reply:
    stamp = shift.stamp(key)
    number = counts.plan_count(
        shift.shop.engine,
        shift.shop.id,
        why,
        stamp,
        places=pairs,
        classes=selling.ranks(shift) or None,
    )
    return Reply(say_open(shift, number), ask={"count": str(number), "tally": ""})


ACTS = {
    "count_plan": planned,
    "count_zone": by_zone,
    "count_find": find,
    **tally.ACTS,
    **approving.ACTS,
}
