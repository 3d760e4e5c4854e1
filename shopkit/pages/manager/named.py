"""Segments by recency, frequency and money, and the people in one."""

from datetime import date

from shopkit.customers.rfm import rfm
from shopkit.customers.segments import SegmentSum
from shopkit.lake import Lake
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.manager import buyers
from shopkit.pages.manager.buyers import short
from shopkit.pages.shift import Shift
from shopkit.text import message
from shopkit.text.numbers import count, money

MEMBERS = 30
_TIES = message(
    "Quintiles are by rank, so those who bought equally often are parted by chance: where most "
    "bought once, the names rest on how recently and how much."
)


def segments(shift: Shift, lake: Lake, asof: date) -> list[Block]:
    """The segments that have anybody, drawn and as a table to open one from."""
    say, found = shift.say, buyers.by_segment(lake, asof)
    bars = [
        {
            "name": say(each.segment.name),
            "people": each.share_of_people,
            "money": each.share_of_money,
            "count": each.people,
            "paid": each.paid_fen / 100,
            "silent": each.recency_days,
            "purchases": each.purchases,
        }
        for each in found
    ]
    columns = [
        ("name", say("Segment"), "text"),
        ("count", say("People"), "count"),
        ("people", say("Share of the people"), "rate"),
        ("paid", say("Net paid, yuan"), "money"),
        ("money", say("Share of the money"), "rate"),
        ("silent", say("Silent days"), "count"),
        ("purchases", say("Purchases each"), "count"),
    ]
    title = say("Who are they, and who brings the money?")
    return [
        draw.plot("segments", "segments", title, bars, columns=columns, half=True),
        draw.rows(
            "named",
            [_row(shift, each) for each in found],
            "",
            title=say("Segments by how recently, how often and how much"),
            note=say(_TIES),
        ),
    ]


def _row(shift: Shift, each: SegmentSum) -> Block:
    say, lang = shift.say, shift.lang
    told = say(
        "{n} people, {paid} net; {days} days silent and {purchases} purchases on average",
        n=count(each.people, lang),
        paid=money(each.paid_fen, lang),
        days=f"{each.recency_days:.0f}",
        purchases=f"{each.purchases:.1f}",
    )
    advice = say(each.segment.advice)
    ask = {"segment": each.segment.key}
    return draw.row(each.segment.key, say(each.segment.name), told, advice, ask=ask)


def members(shift: Shift, lake: Lake, asof: date) -> list[Block]:
    """The most valuable people of the segment that is asked for."""
    say, wanted = shift.say, shift.ask.get("segment")
    names = {each.segment.key: each.segment for each in buyers.by_segment(lake, asof)}
    segment = names.get(str(wanted))
    if segment is None:
        return [draw.lines("none", say("Nobody is in this segment now."))]
    found = [each for each in rfm(buyers.known(lake, asof), asof=asof) if each.segment == wanted]
    best = sorted(found, key=lambda each: -each.buyer.paid_fen)[:MEMBERS]
    heads = [
        (say("Buyer code"), "text"),
        (say("Last order"), "text"),
        (say("Last bought"), "day"),
        (say("Purchases"), "qty"),
        (say("Net paid"), "fen"),
        ("R F M", "text"),
    ]
    rows = [
        [
            short(each.buyer.buyer),
            each.buyer.order_id,
            each.buyer.last_on.isoformat(),
            each.buyer.purchases,
            each.buyer.paid_fen,
            f"{each.r} {each.f} {each.m}",
        ]
        for each in best
    ]
    title = say("{name}: {n} people, the most valuable first", name=say(segment.name), n=len(found))
    return [draw.table("members", heads, rows, title=title, note=say(segment.advice))]
