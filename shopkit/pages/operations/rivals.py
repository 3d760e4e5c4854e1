"""Rivals: are we dearer, what changed this week, and what matching them would leave us."""

from datetime import date, timedelta

from shopkit.competitors import (
    FRESH_DAYS,
    MOVES,
    Against,
    Move,
    Seen,
    against,
    by_week,
    index,
    latest,
    moves,
)
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.operations import goods, slowly, snapshots
from shopkit.pages.shift import Shift
from shopkit.store import rivals as kept
from shopkit.text import message
from shopkit.text.numbers import change, money, share

KEY, TITLE = "rivals", message("Rivals")
ASKED = frozenset({"rival"})
WEEKS, SHOWN = 16, 40
TONES = {"cheaper": "bad", "begun": "warn", "new": "warn", "selling": "warn", "ended": "good"}


def badge(shift: Shift) -> int | None:
    """Nothing here is urgent enough for a number."""
    return None


def blocks(shift: Shift) -> list[Block]:
    """The index, the week's moves, each item against its rivals; then how to tell more."""
    found = snapshots.looked(shift)
    if found is not None:
        return found
    asof = _asof(shift)
    seen = kept.seen(shift.shop.engine, shift.shop.id, since=asof - timedelta(days=400))
    if not seen:
        return [_nothing(shift), *snapshots.forms(shift)]
    compared = against(seen, _prices(shift), asof=asof, costs=slowly.item_costs(shift))
    moved = moves(seen, asof=asof)
    return [
        _tiles(shift, compared, moved, seen),
        *_index(shift, seen, asof),
        _moves(shift, moved, asof),
        _against(shift, compared),
        *snapshots.forms(shift),
        _seen(shift, seen, asof),
    ]


def _asof(shift: Shift) -> date:
    return shift.today


def _nothing(shift: Shift) -> Block:
    return draw.lines(
        "none", shift.say("No rival was looked at yet. Paste a table from Excel or upload a file.")
    )


def _prices(shift: Shift) -> dict[str, int]:
    """What a piece of each item brought in its last week of sales; else its listed price."""
    last = shift.last_data or shift.today
    weeks = goods.prices(shift, last - timedelta(days=27), last)
    found = {row["item_id"]: row["price_fen"] for row in goods.titles(shift) if row["price_fen"]}
    for monday in sorted(weeks):
        found |= weeks[monday]
    return found


def _tiles(shift: Shift, compared: list[Against], moved: list[Move], seen: list[Seen]) -> Block:
    say, whole = shift.say, index(compared)
    dearer = sum(each.index > 100 for each in compared)
    last = max(each.seen_on for each in seen)
    return draw.tiles(
        "figures",
        draw.tile(
            "index",
            say("Price index"),
            f"{whole:.1f}" if whole else "–",
            note=say("100 is as dear as the rivals' median"),
        ),
        draw.tile("dearer", say("Items where we are dearer"), f"{dearer}/{len(compared)}"),
        draw.tile("moves", say("Moves of the week"), str(len(moved))),
        draw.tile("seen", say("Last looked at"), last.isoformat()),
    )


def _index(shift: Shift, seen: list[Seen], asof: date) -> list[Block]:
    say = shift.say
    last = min(asof, shift.last_data or asof)
    monday = last - timedelta(days=last.weekday())
    ours = goods.prices(shift, monday - timedelta(weeks=WEEKS - 1), last)
    rows = [
        {
            "day": (week.monday + timedelta(days=6)).isoformat(),
            "index": round(week.index, 1),
            "low": round(week.low, 1),
            "high": round(week.high, 1),
            "items": week.items,
        }
        for week in by_week(seen, ours, asof=last)
    ]
    if len(rows) < 2:
        return []
    columns = [
        ("day", say("Week up to"), "day"),
        ("index", say("Price index"), "count"),
        ("low", say("A quarter of items below"), "count"),
        ("high", say("A quarter of items above"), "count"),
        ("items", say("Items compared"), "count"),
    ]
    title = say("Are we dearer than our rivals?")
    note = say(
        "100: a piece of ours brought what rivals ask in the middle. Below: we are cheaper. "
        "Band: the middle half of our items."
    )
    return [draw.plot("index", "price_index", title, rows, columns=columns, note=note)]


def _moves(shift: Shift, moved: list[Move], asof: date) -> Block:
    say = shift.say
    since = asof - timedelta(days=6)
    titles = {row["item_id"]: row["title"] for row in goods.titles(shift)}
    listed = [
        draw.row(
            n,
            f"{each.seen.rival} · {each.seen.title}",
            _told(shift, each),
            *(
                [say("Against ours: {title}", title=titles[each.seen.item_id])]
                if each.seen.item_id in titles
                else []
            ),
            badge=say(MOVES[each.kind]),
            tone=TONES.get(each.kind),
        )
        for n, each in enumerate(moved[:SHOWN])
    ]
    return draw.rows(
        "moves",
        listed,
        say("No rival changed anything that was seen since {day}.", day=since),
        title=say("What changed this week"),
    )


def _told(shift: Shift, move: Move) -> str:
    say, lang, before = shift.say, shift.lang, move.before
    now = money(move.seen.pays_fen, lang)
    if move.kind in ("cheaper", "dearer") and before:
        was = money(before.pays_fen, lang)
        return say("{was} → {now} ({change})", was=was, now=now, change=change(move.change))
    if move.kind == "begun":
        return say("{promotion}, now {now}", promotion=move.seen.promotion, now=now)
    if move.kind == "ended" and before:
        return say("{promotion} is over, now {now}", promotion=before.promotion, now=now)
    if move.kind == "picture" and before:
        return f"{before.picture} → {move.seen.picture}"
    if move.kind == "selling" and before:
        return say("{was:,} → {now:,} sold", was=before.sales_qty, now=move.seen.sales_qty)
    return now


def _against(shift: Shift, compared: list[Against]) -> Block:
    say = shift.say
    titles = {row["item_id"]: row["title"] for row in goods.titles(shift)}
    heads = [
        (say("Our item"), "text"), (say("Our price"), "fen"), (say("Lowest rival"), "fen"),
        (say("Rivals' median"), "fen"), (say("Index"), "qty"), (say("Margin now"), "text"),
        (say("Margin at their price"), "text"), (say("Cheapest is"), "text"),
    ]  # fmt: skip
    listed = [
        {
            "cells": [
                titles.get(each.item_id, each.item_id),
                each.ours_fen,
                each.low_fen,
                each.median_fen,
                round(each.index),
                _margin(shift, each.margin_fen, each.ours_fen),
                _margin(shift, each.matched_fen, each.low_fen),
                each.lowest.rival,
            ],
            "tone": "bad" if each.matched_fen is not None and each.matched_fen <= 0 else None,
        }
        for each in compared[:SHOWN]
    ]
    return draw.table(
        "against",
        heads,
        listed,
        title=say("Our items against theirs, the dearest first"),
        note=say(
            "Our price: what a piece brought in its last week. Margin: less the goods' cost, "
            "before freight, fees and advertising. A snapshot speaks for {n} days.",
            n=FRESH_DAYS,
        ),
        empty=say("No rival's product is set against one of our items yet: fill in 对标商品ID."),
    )


def _margin(shift: Shift, left_fen: int | None, price_fen: int) -> str:
    if left_fen is None:
        return "–"
    return f"{money(left_fen, shift.lang)} · {share(left_fen / price_fen)}"


def _seen(shift: Shift, seen: list[Seen], asof: date) -> Block:
    say = shift.say
    heads = [
        (say("Rival"), "text"), (say("Product"), "text"), (say("Seen on"), "day"),
        (say("Price"), "fen"), (say("After promotion"), "fen"), (say("Sold"), "qty"),
        (say("Promotion"), "text"), (say("Main picture"), "text"), (say("Against ours"), "text"),
    ]  # fmt: skip
    listed = [
        [each.rival, each.title, each.seen_on.isoformat(), each.price_fen, each.deal_fen,
         each.sales_qty, each.promotion, each.picture, each.item_id]
        for each in sorted(
            latest(seen, asof=asof, days=400), key=lambda one: (one.rival, one.title)
        )[: 2 * SHOWN]
    ]  # fmt: skip
    return draw.table("seen", heads, listed, title=say("Last seen"))


def forget(shift: Shift, *, key: str, rival: object, title: object) -> str:
    """Stops comparing with a product."""
    n = kept.forget(
        shift.shop.engine, shift.shop.id, given.words(rival, shift.say("Rival"), most=200),
        shift.stamp(key), title=given.words(title, shift.say("Product"), most=200),
    )  # fmt: skip
    return shift.say("{n} snapshots are gone.", n=n)


ACTS = {"rival_forget": forget, **snapshots.ACTS}
