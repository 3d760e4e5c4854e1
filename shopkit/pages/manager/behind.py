"""Behind a bar of the bridge: the products or channels that made it, and their orders."""

from functools import lru_cache

from shopkit.bridge import Part
from shopkit.bridge import cells as of
from shopkit.bridge.split import ENTRY, EXIT
from shopkit.lake import Lake
from shopkit.money import ratio
from shopkit.pages import blocks as draw
from shopkit.pages import bridge_words as words
from shopkit.pages import costing
from shopkit.pages.blocks import Block
from shopkit.pages.bridge import Why
from shopkit.pages.figures import span
from shopkit.pages.shift import Shift
from shopkit.periods import Period
from shopkit.shop import Shop
from shopkit.text.numbers import count, money, share

ASKED = frozenset({"why_bar", "why_cell"})
SHOWN, ORDERS = 12, 20
BETWEEN = "|"


def bars(shift: Shift, found: Why) -> Block:
    """Every bar as a row that opens to what made it."""
    say, lang, main = shift.say, shift.lang, found.main
    other = found.paid if found.profit else None
    opened = shift.ask.get("why_bar")
    rows = []
    for bar, effect in main.bars.items():
        sides = words.value(found, bar, lang)
        said = [f"{sides[0]} → {sides[1]}"] if sides else []
        if other is not None and bar in other.bars and bar != of.MARGIN:
            said.append(
                say("on the paid amount {effect}", effect=words.signed(other.bars[bar], lang))
            )
        if words.is_hidden(found, bar):
            said.append(say("within products it went the other way: what was looked at changed"))
        is_open = opened == bar
        rows.append(
            draw.row(
                bar,
                words.name(shift, bar, found.level),
                *([" · ".join(said)] if said else []),
                badge=words.signed(effect, lang),
                tone="good" if effect > 0 else "bad" if effect < 0 else None,
                ask={"why_bar": "" if is_open else bar, "why_cell": ""},
                opened=is_open,
                open=_behind(shift, found, bar) if is_open else [],
            )
        )
    title = (
        say("What made gross profit change")
        if found.profit
        else say("What made the paid amount change")
    )
    return draw.rows(
        "why-bars", rows, "", title=title, note=say("Open one: which products, then which orders.")
    )


def _behind(shift: Shift, found: Why, bar: str) -> list[Block]:
    """The cells of a bar, and the orders of the one that is opened."""
    say, lang = shift.say, shift.lang
    parts = found.main.behind(bar)
    if found.level == of.SHOP or not parts:
        return _orders(shift, found, "") if found.told_now.levels[of.PRODUCT] else []
    shown = parts[:SHOWN]
    heads = [
        (say("Channel") if found.level == of.CHANNEL else say("Product"), "text"),
        (say("Before"), "text"), (say("Now"), "text"), (say("Effect, yuan"), "fen"),
    ]  # fmt: skip
    opened = shift.ask.get("why_cell", "")
    rows = [
        {
            "cells": [words.cell(shift, found, part), *_sides(found, part, lang), part.effect_fen],
            "ask": {"why_cell": "" if _key(part) == opened else _key(part)},
            "tone": "good" if part.effect_fen > 0 else "bad",
        }
        for part in shown
    ]
    rest = sum(part.effect_fen for part in parts[SHOWN:])
    if parts[SHOWN:]:
        rows.append({"cells": [say("{n} more", n=len(parts) - SHOWN), "", "", rest]})
    blocks = [draw.table(f"why-cells-{bar}", heads, rows, title=_title(shift, found, bar))]
    part = next((each for each in parts if _key(each) == opened), None)
    if part is not None and (part.item_id or found.level == of.CHANNEL):
        blocks += _orders(shift, found, part.item_id)
    return blocks


def _title(shift: Shift, found: Why, bar: str) -> str:
    name = words.name(shift, bar, found.level)
    return shift.say("Behind “{bar}”: press a row for its orders", bar=name)


def _key(part: Part) -> str:
    return f"{part.item_id}{BETWEEN}{part.source}"


def _sides(found: Why, part: Part, lang: str) -> list[str]:
    """What the bar's factor was for this cell before and is now."""
    sides = []
    for told in (found.told_before, found.told_now):
        rows = told.levels[found.level]
        row = next(
            (
                each
                for each in rows
                if (each["item_id"], each["source"]) == (part.item_id, part.source)
            ),
            None,
        )
        sides.append(_factor(row, part.bar, lang) if row else "–")
    return sides


def _factor(row: of.Row, bar: str, lang: str) -> str:
    if bar in (of.VISITORS, of.MIX):
        return count(row["visitors"], lang)
    if bar == of.CONVERSION:
        return share(ratio(row["buyers"], row["visitors"]))
    if bar == of.BASKET:
        return money(ratio(row["paid_fen"], row["buyers"]), lang)
    if bar == of.MARGIN:
        return share(ratio(of.profit(row), row["paid_fen"]))
    return money(row["paid_fen"], lang) if bar in (ENTRY, EXIT) or row["paid_fen"] else "–"


def _orders(shift: Shift, found: Why, item_id: str) -> list[Block]:
    """The order lines behind a product in both periods, the greatest first."""
    say = shift.say
    titles = ((found.now, "now", say("Orders now")), (found.before, "before", say("Orders before")))
    blocks = []
    for period, key, title in titles:
        lines = orders(shift.shop, period, item_id)
        blocks.append(
            draw.table(
                f"why-orders-{key}",
                _heads(shift),
                [_line(each) for each in lines],
                title=f"{title} · {found.title(item_id)}" if item_id else title,
                empty=say("No order in these days."),
            )
        )
        if lines:
            blocks.append(draw.lines(f"why-orders-{key}-sum", _whole(shift, lines)))
    return blocks


def _heads(shift: Shift) -> list[tuple[str, str]]:
    say = shift.say
    return [
        (say("Order"), "text"), (say("Paid on"), "day"), (say("Product"), "text"),
        (say("Pieces"), "qty"), (say("Paid, yuan"), "fen"), (say("Cost, yuan"), "fen"),
        (say("Profit, yuan"), "fen"),
    ]  # fmt: skip


def _line(each: dict) -> list[object]:
    named = " ".join(word for word in (each["sku"], each["props"]) if word) or each["title"]
    return [
        each["order_id"], each["paid_on"].isoformat(), named, each["qty"], each["paid_fen"],
        each["cost_fen"], each["profit_fen"],
    ]  # fmt: skip


def _whole(shift: Shift, lines: tuple[dict, ...]) -> str:
    first, lang = lines[0], shift.lang
    return shift.say(
        "{orders} orders, {paid} paid, {profit} profit; the {n} greatest are shown.",
        orders=first["orders"], paid=money(first["paid_total_fen"], lang),
        profit=money(first["profit_total_fen"], lang), n=len(lines),
    )  # fmt: skip


def orders(shop: Shop, period: Period, item_id: str) -> tuple[dict, ...]:
    """The order lines of an item in a period, the greatest first; of every item for an empty id."""
    return _lines(shop.lake(), shop, costing.version(shop), (period, item_id))


@lru_cache(maxsize=16)
def _lines(
    lake: Lake, shop: Shop, _costs: tuple[int, ...], asked: tuple[Period, str]
) -> tuple[dict, ...]:
    period, item_id = asked
    wanted = {"item_ids": [item_id] if item_id else [], "most": ORDERS}
    return tuple(lake.rows("bridge_orders", **span(period), **costing.terms(shop), **wanted))
