"""A bridge as blocks: the sentence, the figures, the waterfalls."""

from collections.abc import Iterator

from shopkit.bridge import Bridge
from shopkit.bridge import cells as of
from shopkit.kpis import change
from shopkit.money import ratio
from shopkit.pages import blocks as draw
from shopkit.pages import bridge_words as words
from shopkit.pages.blocks import Block
from shopkit.pages.bridge import Why
from shopkit.pages.shift import Shift
from shopkit.text import message
from shopkit.text.numbers import change as changed
from shopkit.text.numbers import count, money, share

_TITLES = {
    of.PROFIT: message("Why did gross profit change?"),
    of.PAID: message("Why did the paid amount change?"),
}
# Below this share of the whole, bars on an axis from zero are too small to see.
SMALL = 0.3


def sentence(shift: Shift, found: Why) -> list[Block]:
    """What happened and what to do now; below it, because of what."""
    main = found.main
    is_good = main.now_fen >= main.before_fen
    said = (words.happened(shift, found), "good" if is_good else "bad")
    big = draw.lines("bridge", said, words.todo(shift, found), big=True, title=days(shift, found))
    why = words.because(shift, found)
    return [big, draw.lines("bridge-because", why)] if why else [big]


def days(shift: Shift, found: Why) -> str:
    """Both periods in words."""
    now, before = found.now, found.before
    return shift.say(
        "{first} – {last} against {before} – {until}",
        first=now.first, last=now.last, before=before.first, until=before.last,
    )  # fmt: skip


def tiles(shift: Shift, found: Why) -> Block:
    """The figures that the bars lead from and to."""
    return draw.tiles("bridge-figures", *_tiles(shift, found))


def _tiles(shift: Shift, found: Why) -> Iterator[Block]:
    say, lang, now, before = shift.say, shift.lang, found.told_now, found.told_before
    sums = [
        ("paid", say("Paid amount"), now.paid_fen, before.paid_fen, money),
        ("profit", say("Gross profit"), now.profit_fen, before.profit_fen, money),
        (of.VISITORS, say("Visitors"), now.visitors, before.visitors, count),
    ]
    for key, label, value, was, shown in sums:
        if value is not None:
            yield _tile(
                key, label, shown(value, lang), changed(change(value, was)), _rise(value, was), say
            )
    rates = [
        (
            of.CONVERSION,
            say("Conversion rate"),
            *(ratio(t.buyers, t.visitors) for t in (now, before)),
        ),
        (of.MARGIN, say("Margin"), *(ratio(t.profit_fen, t.paid_fen) for t in (now, before))),
    ]
    basket = [ratio(told.paid_fen, told.buyers) for told in (now, before)]
    if basket[0] is not None:
        yield _tile(of.BASKET, say("Paid per buyer"), money(basket[0], lang),
                    changed(change(*basket)), _rise(*basket), say)  # fmt: skip
    for key, label, value, was in rates:
        if value is not None:
            step = "–" if was is None else say("{points} pts", points=f"{(value - was) * 100:+.2f}")
            yield _tile(key, label, share(value), step, _rise(value, was), say)


def _tile(key: str, label: str, value: str, step: str, rise: float, say: object) -> Block:
    tone = "good" if rise > 0 else "bad" if rise < 0 else "flat"
    changes = [{"label": say("against before"), "text": step, "tone": tone}]  # type: ignore[operator]
    return draw.tile(key, label, value, changes=changes)


def _rise(value: float | None, was: float | None) -> float:
    return 0 if value is None or was is None else value - was


def chart(shift: Shift, found: Why) -> list[Block]:
    """The waterfalls: of gross profit where it is known, and of the paid amount."""
    pair = [(of.PROFIT, found.profit), (of.PAID, found.paid)]
    known = [(measure, each) for measure, each in pair if each is not None]
    return [
        _waterfall(shift, found, measure, each, is_half=len(known) > 1) for measure, each in known
    ]


def _waterfall(shift: Shift, found: Why, measure: str, each: Bridge, *, is_half: bool) -> Block:
    say = shift.say
    rows = steps(shift, found, each)
    columns = [
        ("label", say("cause"), "text"),
        ("amount", say("yuan"), "money"),
        ("start", say("from, yuan"), "money"),
        ("end", say("to, yuan"), "money"),
    ]
    start = rows[0]["start"]
    note = (
        say("The axis begins at {start}, not at zero.", start=money(start * 100, shift.lang))
        if start
        else ""
    )
    more = {"half": True} if is_half else {}
    return draw.plot(
        f"bridge-{measure}", "bridge_steps", say(_TITLES[measure]), rows,
        columns=columns, note=note, **more,
    )  # fmt: skip


def steps(shift: Shift, found: Why, each: Bridge) -> list[Block]:
    """A waterfall's rows from top to bottom: the amount before, each bar, the amount now."""
    base = _base(each)
    rows = [_step(shift.say("Before"), "total", base, each.before_fen, each.before_fen)]
    at = each.before_fen
    for bar, effect in each.bars.items():
        kind = "up" if effect >= 0 else "down"
        rows.append(_step(words.name(shift, bar, found.level), kind, at, at + effect, effect))
        at += effect
    return [*rows, _step(shift.say("Now"), "total", base, each.now_fen, each.now_fen)]


def _step(label: str, kind: str, start: int, end: int, amount: int) -> Block:
    return {
        "label": label,
        "kind": kind,
        "start": start / 100,
        "end": end / 100,
        "amount": amount / 100,
    }


def _base(each: Bridge) -> int:
    """Where the axis begins: zero, unless the steps would then be too small to see."""
    at, low, high = each.before_fen, each.before_fen, each.before_fen
    for effect in each.bars.values():
        at += effect
        low, high = min(low, at), max(high, at)
    if low <= 0 or high - low > SMALL * high:
        return 0
    size = max((high - low) * 1.5, 100)
    return int((low - size) // 10_000 * 10_000) if low > size else 0
