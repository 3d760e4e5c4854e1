"""A bridge in words: the names of its bars, what happened in a sentence, and what to do now."""

from collections.abc import Iterator

from shopkit.bridge import Bridge, Part
from shopkit.bridge import cells as of
from shopkit.bridge.split import ENTRY, EXIT, UNKNOWN
from shopkit.money import ratio
from shopkit.pages.bridge import Why
from shopkit.pages.shift import Shift
from shopkit.text import message
from shopkit.text.numbers import change, count, money, share

NAMES = {
    of.VISITORS: message("Visitors"),
    of.MIX: message("Products looked at"),
    of.CONVERSION: message("Conversion rate"),
    of.BUYERS: message("Buyers"),
    of.BASKET: message("Paid per buyer"),
    of.MARGIN: message("Margin"),
    of.PAID: message("Paid amount"),
    ENTRY: message("New products"),
    EXIT: message("Products gone"),
    UNKNOWN: message("Cannot be told apart"),
}
OF_CHANNELS = {
    of.MIX: message("Where they came from"),
    ENTRY: message("New channels"),
    EXIT: message("Channels gone"),
}
_HAPPENED = {
    (True, True): message(
        "Sales rose {paid} ({paid_rate}) and gross profit rose {profit} ({profit_rate})."
    ),
    (True, False): message(
        "Sales rose {paid} ({paid_rate}), but gross profit fell {profit} ({profit_rate})."
    ),
    (False, True): message(
        "Sales fell {paid} ({paid_rate}), but gross profit rose {profit} ({profit_rate})."
    ),
    (False, False): message(
        "Sales fell {paid} ({paid_rate}) and gross profit fell {profit} ({profit_rate})."
    ),
}
_NEXT_STEP = {
    of.VISITORS: message(
        "Do now: fewer people came. Find the channel that fell and win them back there first."
    ),
    of.MIX: message(
        "Do now: people looked more at what earns less. Put what earns more in front, first {item}."
    ),
    of.CONVERSION: message(
        "Do now: more people came but fewer of them bought. Look at price, page and reviews of "
        "{item} first, and at whether the ads bring the right people."
    ),
    of.BUYERS: message(
        "Do now: fewer people bought. Import the platform's daily figures to see if fewer came."
    ),
    of.BASKET: message(
        "Do now: each buyer paid less. Offer a set or a higher 满减 step, first for {item}."
    ),
    of.MARGIN: message(
        "Do now: each sale earns less. Check cost and discount of {item} first: raise its price or "
        "talk to the supplier."
    ),
    EXIT: message("Do now: {item} no longer sells. Find out why, or put another in its place."),
}
_FEWER_BOUGHT = message(
    "Do now: fewer of the visitors bought. Look at price, page and reviews of {item} first."
)
_KEEP = message("Do now: keep what {bar} brought, first {item}.")
_FOUND = 0.05


def name(shift: Shift, bar: str, level: str) -> str:
    """What a bar is called at a level."""
    called = OF_CHANNELS if level == of.CHANNEL else {}
    return shift.say(called.get(bar, NAMES[bar]))


def happened(shift: Shift, found: Why) -> str:
    """Sales and profit against the period before, in one sentence."""
    paid, profit, say = found.paid, found.profit, shift.say
    step = _step(paid)
    told = {"paid": money(abs(step), shift.lang), "paid_rate": _rate(paid)}
    if profit is None:
        up, down = (
            message("Sales rose {paid} ({paid_rate})."),
            message("Sales fell {paid} ({paid_rate})."),
        )
        return say(up if step >= 0 else down, **told)
    told |= {"profit": money(abs(_step(profit)), shift.lang), "profit_rate": _rate(profit)}
    return say(_HAPPENED[step >= 0, _step(profit) >= 0], **told)


def because(shift: Shift, found: Why) -> str:
    """What lifted the result and what pressed it, each with its amount, the greatest first."""
    bars = sorted(found.main.bars.items(), key=lambda bar: -abs(bar[1]))
    least = _FOUND * max((abs(effect) for _, effect in bars), default=0)
    sides = [
        [
            _told(shift, found, bar, effect)
            for bar, effect in bars
            if is_side(effect) and abs(effect) > least
        ]
        for is_side in (lambda effect: effect > 0, lambda effect: effect < 0)
    ]
    comma, gap = ("、", "") if shift.lang == "zh" else (", ", " ")
    up, down = (comma.join(side) for side in sides)
    said = [shift.say("Up: {list}.", list=up)] if up else []
    said += [shift.say("Down: {list}.", list=down)] if down else []
    return gap.join(said)


def todo(shift: Shift, found: Why) -> str:
    """The next step that the worst bar asks for."""
    bars, say = found.main.bars, shift.say
    worst = min((bar for bar in bars if bar in _NEXT_STEP), key=lambda bar: bars[bar], default=None)
    if worst is None or bars[worst] >= 0:
        best = max(bars, key=lambda bar: bars[bar])
        return say(_KEEP, bar=name(shift, best, found.level), item=item(shift, found, best, 1))
    if found.level == of.CHANNEL:
        return say(
            "Do now: look at {item} first. “{bar}” cost most there.",
            bar=name(shift, worst, found.level),
            item=item(shift, found, worst, -1),
        )
    told = _NEXT_STEP[worst]
    if worst == of.CONVERSION and bars.get(of.VISITORS, 0) <= 0:
        told = _FEWER_BOUGHT
    return say(told, item=item(shift, found, worst, -1))


def item(shift: Shift, found: Why, bar: str, sign: int) -> str:
    """The cell that moved a bar most in one direction."""
    parts = [part for part in found.main.behind(bar) if part.effect_fen * sign > 0]
    return cell(shift, found, parts[0]) if parts else shift.say("the whole shop")


def cell(shift: Shift, found: Why, part: Part) -> str:
    """A cell's name: the product, the channel, or both."""
    words = [found.title(part.item_id) if part.item_id else "", part.source]
    named = " · ".join(word for word in words if word)
    if named:
        return named
    return (
        shift.say("the whole shop")
        if found.level == of.SHOP
        else shift.say("in no product or channel")
    )


def value(found: Why, bar: str, lang: str) -> tuple[str, str] | None:
    """The factor behind a bar before and now, for the whole shop; None where it has none."""
    sides = [_value(told, bar, lang) for told in (found.told_before, found.told_now)]
    return None if None in sides else (sides[0] or "", sides[1] or "")


def _value(told: of.Told, bar: str, lang: str) -> str | None:
    if bar == of.VISITORS:
        return count(told.visitors, lang) if told.visitors is not None else None
    if bar == of.BUYERS:
        return count(told.buyers, lang)
    rate = _rates(told).get(bar)
    if rate is None:
        return None
    return money(rate, lang) if bar == of.BASKET else share(rate)


def is_hidden(found: Why, bar: str) -> bool:
    """Whether the shop's own rate went the other way than the bar, cell by cell: Simpson's mix."""
    if found.level == of.SHOP or bar not in (of.CONVERSION, of.BASKET, of.MARGIN):
        return False
    sides = [_rates(told)[bar] for told in (found.told_before, found.told_now)]
    if None in sides:
        return False
    return (sides[1] - sides[0]) * found.main.bars.get(bar, 0) < 0  # type: ignore[operator]


def _rates(told: of.Told) -> dict[str, float | None]:
    return {
        of.CONVERSION: ratio(told.buyers, told.visitors),
        of.BASKET: ratio(told.paid_fen, told.buyers),
        of.MARGIN: ratio(told.profit_fen, told.paid_fen),
    }


def signed(amount_fen: int, lang: str) -> str:
    """An amount with its sign."""
    return f"{'+' if amount_fen > 0 else ''}{money(amount_fen, lang)}"


def notes(shift: Shift, found: Why) -> Iterator[str]:
    """What has to be known to read the bridge: how fine it is and why, what it leaves out."""
    yield from _levels(shift, found)
    say = shift.say
    if found.now.days != found.before.days:
        yield say("{now} days against {before}: the extra days are in the visitors' bar.",
                  now=found.now.days, before=found.before.days)  # fmt: skip
    if found.profit is None:
        yield say(
            "Gross profit needs order lines and the cost of goods: import the lines, and write the "
            "costs under “Stock”."
        )
        return
    yield say(
        "Gross profit: paid amount less cost of goods, before refunds, ads and freight. A piece "
        "costs what its last delivery before the sale cost, else what its card says."
    )
    covered = ratio(found.told_now.shop["costed_fen"], found.told_now.paid_fen)
    if covered is not None and covered < 0.995:
        yield say("{share} of the paid amount has no known cost: its profit is counted as nothing.",
                  share=share(1 - covered))  # fmt: skip


_SPLIT = {
    of.CROSS: message(
        "Split by channel and product: both periods have a file of each product's channels."
    ),
    of.PRODUCT: message(
        "Split by product: both periods have each product's visitors for every day."
    ),
    of.CHANNEL: message(
        "Split by channel: both periods have a channel file for exactly these days."
    ),
    of.SHOP: message(
        "Not split further: no file tells products or channels apart for all these days."
    ),
}
_OVERLAP = message("Channels overlap: each is cut so that together they are exactly what was paid.")


def _levels(shift: Shift, found: Why) -> Iterator[str]:
    chosen = message("The whole shop, as chosen.")
    is_chosen = found.level == of.SHOP and len(found.levels) > 1
    yield shift.say(chosen if is_chosen else _SPLIT[found.level])
    if found.level in (of.CROSS, of.CHANNEL):
        yield shift.say(_OVERLAP)


def _told(shift: Shift, found: Why, bar: str, effect: int) -> str:
    sides = None if is_hidden(found, bar) else value(found, bar, shift.lang)
    said = f"{name(shift, bar, found.level)} {signed(effect, shift.lang)}"
    return f"{said} ({sides[0]} → {sides[1]})" if sides else said


def _step(bridge: Bridge) -> int:
    return bridge.now_fen - bridge.before_fen


def _rate(bridge: Bridge) -> str:
    return change(ratio(_step(bridge), abs(bridge.before_fen)))
