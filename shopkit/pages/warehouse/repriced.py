"""A month's parcels under every carrier: what it would have cost, and the cheapest mix."""

from datetime import date
from functools import lru_cache

from shopkit import clock
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse import months
from shopkit.pages.warehouse.shift import Shift
from shopkit.shipping import repricing
from shopkit.shipping.freight import Sheet
from shopkit.shipping.parcels import Parcel
from shopkit.shipping.repricing import Repricing
from shopkit.store import freight
from shopkit.text.numbers import count, money


def blocks(shift: Shift) -> list[Block]:
    """What was spent, the best mix, the chart and the table of all carriers."""
    say = shift.say
    first, last = months.month(shift)
    sheet = months.sheet(shift)
    if not sheet.rates:
        none = say("No price sheet yet. Add the carriers' prices under “Price sheets”.")
        return [months.chooser(shift), draw.lines("none", none)]
    found = priced(shift, first, last, sheet)
    if not found.parcels:
        none = say("No parcel left in {month} by the imported files.", month=clock.month_of(first))
        return [months.chooser(shift), draw.lines("none", none)]
    return [
        months.chooser(shift),
        _tiles(shift, found),
        draw.lines("mix", *_mix(shift, found)),
        _plot(shift, found),
        _table(shift, found),
    ]


def priced(shift: Shift, first: date, last: date, sheet: Sheet) -> Repricing:
    """The month's parcels under every carrier, by what was billed where it is known."""
    shop = shift.shop
    billed = freight.bill(shop.engine, shop.id, clock.month_of(first))
    fees: dict[str, int] = {}
    for line in billed:
        fees[line.tracking_no] = fees.get(line.tracking_no, 0) + line.fee_fen
    return _priced(months.sent(shift, first, last, fees), sheet)


def _tiles(shift: Shift, found: Repricing) -> Block:
    say, lang = shift.say, shift.lang
    return draw.tiles(
        "sums",
        draw.tile("used", say("Freight paid"), money(found.used_fen, lang)),
        draw.tile("best", say("Cheapest carrier for each"), money(found.best_fen, lang)),
        draw.tile("saving", say("Could be saved"), money(found.saving_fen, lang)),
        draw.tile("parcels", say("Parcels"), count(found.parcels, lang)),
    )


def _mix(shift: Shift, found: Repricing) -> list[str | tuple[str, str]]:
    say = shift.say
    named = " · ".join(f"{name} {count(n, shift.lang)}" for name, n in found.mix.items())
    said: list[str | tuple[str, str]] = [say("The cheapest mix: {mix}", mix=named or "–")]
    if found.unweighed:
        words = say("{n} parcels have no known weight: weigh their products.", n=found.unweighed)
        said.append((words, "warn"))
    if found.unpriced:
        said.append((say("{n} parcels go where no carrier has a price.", n=found.unpriced), "warn"))
    return said


def _plot(shift: Shift, found: Repricing) -> Block:
    say = shift.say
    rows = [
        {
            "carrier": row["carrier"],
            "total": row["total_fen"] / 100,
            "saving": row["saving_fen"] / 100,
        }
        for row in sorted(found.rows, key=lambda row: row["total_fen"])
        if row["parcels"]
    ]
    columns = [
        ["carrier", say("Carrier"), "text"],
        ["total", say("All by this carrier"), "money"],
        ["saving", say("Saved against what was paid"), "money"],
    ]
    return {
        "kind": "plot",
        "id": "costs",
        "key": "carrier_costs",
        "title": say("What would the month have cost?"),
        "rows": rows,
        "more": {"columns": columns},
        "note": say("Over the parcels each carrier can take; weights by products and scale."),
    }


def _table(shift: Shift, found: Repricing) -> Block:
    say = shift.say
    heads = [
        (say("Carrier"), "text"),
        (say("Parcels"), "qty"),
        (say("Cannot take"), "qty"),
        (say("All by this carrier"), "fen"),
        (say("Paid for the same"), "fen"),
        (say("Saved against what was paid"), "fen"),
    ]
    names = ("carrier", "parcels", "refused", "total_fen", "used_fen", "saving_fen")
    listed = [[row[name] for name in names] for row in found.rows]
    return draw.table("carriers", heads, listed, title=say("Every carrier"))


@lru_cache(maxsize=4)
def _priced(sent: tuple[Parcel, ...], sheet: Sheet) -> Repricing:
    return repricing.repriced(sent, sheet)
