"""Items that sell too slowly to stay online, and the queue to take them off."""

from collections import defaultdict

from shopkit.listing import ADVICE, QUARTER, WATCH, Slow, Sold, slow
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.operations import goods
from shopkit.pages.shift import Shift
from shopkit.store import goods as kept
from shopkit.store import listing

SHOWN, MOST_FEW, SLOWEST = 30, 200, 5


def blocks(shift: Shift) -> list[Block]:
    """How few is too few, the items below it, and the slowest of the rest."""
    say, few = shift.say, _few(shift)
    items = sold(shift)
    if not items:
        return [
            draw.lines(
                "none", say("No sales of items are known yet. Import orders or 生意参谋 商品.")
            )
        ]
    found = slow(items, asof=shift.last_data or shift.today, few=few)
    slider = draw.slider(
        "few",
        say("Too few: pieces sold in {n} days", n=QUARTER),
        few,
        min=0,
        max=MOST_FEW,
        step=1,
        unit=say("pieces"),
    )
    return [
        draw.sliders("terms", slider),
        _listed(shift, found),
        *_all(shift, found),
        *([] if found else [_slowest(shift, items)]),
    ]


def sold(shift: Shift) -> list[Sold]:
    """Every item with its sales, its stock and what a piece costs."""
    costs, titles = item_costs(shift), {row["item_id"]: row for row in goods.titles(shift)}
    return [
        Sold(
            row["item_id"],
            titles[row["item_id"]]["title"] if row["item_id"] in titles else row["item_id"],
            row["first_on"],
            row["last_on"],
            row["qty_30"],
            row["qty_90"],
            row["visitors_90"],
            titles[row["item_id"]]["stock_qty"] if row["item_id"] in titles else None,
            costs.get(row["item_id"]),
        )
        for row in goods.sales(shift)
    ]


def item_costs(shift: Shift) -> dict[str, int]:
    """What a piece of each item costs: the mean of its SKUs that have a cost."""
    found: dict[str, list[int]] = defaultdict(list)
    for sku in kept.skus(shift.shop.engine, shift.shop.id):
        if sku.item_id and sku.cost_fen is not None:
            found[sku.item_id].append(sku.cost_fen)
    return {item: round(sum(costs) / len(costs)) for item, costs in found.items()}


def _few(shift: Shift) -> int:
    word = shift.ask.get("few", "")
    return min(int(word), MOST_FEW) if word.isdecimal() else 3


def _listed(shift: Shift, found: list[Slow]) -> Block:
    say = shift.say
    rows = [
        draw.row(
            each.item.item_id,
            each.item.title,
            " · ".join(_told(shift, each.item)),
            badge=say(ADVICE[each.advice]),
            tone="warn" if each.advice != WATCH else None,
            buttons=[
                draw.button(
                    say("Queue: take offline"),
                    "slow_off",
                    {"items": [each.item.item_id]},
                    tone="main",
                )
            ],
        )
        for each in found[:SHOWN]
    ]
    return draw.rows(
        "slow",
        rows,
        say("No item sells too slowly by this measure."),
        title=say("Sells too slowly"),
        note=say(
            "Younger than 60 days: left out. Money: stock of the item export times the mean cost."
        ),
    )


def _all(shift: Shift, found: list[Slow]) -> list[Block]:
    wanted = [each.item.item_id for each in found if each.advice != WATCH]
    if len(wanted) < 2:
        return []
    label = shift.say("Queue all {n} to take offline", n=len(wanted))
    return [draw.buttons("all", draw.button(label, "slow_off", {"items": wanted}))]


def _told(shift: Shift, item: Sold) -> list[str]:
    say = shift.say
    told = [
        say("{n} sold in 90 days, {few} in 30", n=item.qty_90, few=item.qty_30),
        say("{n:,} visitors", n=item.visitors_90) if item.visitors_90 is not None else "",
        say("{n:,} in stock", n=item.stock_qty) if item.stock_qty is not None else "",
        say("¥{n:,.0f} tied up", n=item.tied_fen / 100) if item.tied_fen else "",
        say("last sold {day}", day=item.last_on) if item.last_on else say("never sold"),
    ]
    return [word for word in told if word]


def _slowest(shift: Shift, items: list[Sold]) -> Block:
    say = shift.say
    heads = [
        (say("Item"), "text"), (say("Sold in 90 days"), "qty"), (say("Visitors"), "qty"),
        (say("In stock"), "qty"), (say("Days left"), "qty"), (say("Last sold"), "day"),
    ]  # fmt: skip
    listed = [
        [
            each.title, each.qty_90, each.visitors_90, each.stock_qty,
            None if each.cover_days is None else round(each.cover_days),
            each.last_on.isoformat() if each.last_on else None,
        ]
        for each in sorted(items, key=lambda item: (item.qty_90, item.item_id))[:SLOWEST]
    ]  # fmt: skip
    return draw.table("slowest", heads, listed, title=say("The slowest of the shop all the same"))


def take_off(shift: Shift, *, key: str, items: object) -> str:
    """Queues items to be taken offline; those that wait already stay once."""
    say, stamp = shift.say, shift.stamp(key)
    titles = {row["item_id"]: row["title"] for row in goods.titles(shift)}
    asked = items if isinstance(items, list) else [items]
    chosen = [given.one_of(each, titles, say("Item")) for each in asked]
    new = listing.take_off(
        shift.shop.engine, shift.shop.id, [(each, titles[each]) for each in chosen], stamp
    )
    return say("{n} items are new in the queue to take offline.", n=len(new))


ACTS = {"slow_off": take_off}
