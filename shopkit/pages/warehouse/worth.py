"""What the stock is worth, product by product: first in first out and by moving average."""

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse.shift import Shift
from shopkit.stock.valuation import Flow, Value, fifo, moving_average
from shopkit.store import books
from shopkit.text.numbers import money

if TYPE_CHECKING:
    from sqlalchemy import Engine


def blocks(shift: Shift) -> list[Block]:
    """Both totals, and the table behind them."""
    say, lang = shift.say, shift.lang
    found = values(shift)
    first, average = (sum(pair[way].value_fen for pair in found.values()) for way in (0, 1))
    heads = [
        (say("SKU"), "text"), (say("Product"), "text"), (say("Pieces"), "qty"),
        (say("First in first out, yuan"), "fen"), (say("Moving average, yuan"), "fen"),
    ]  # fmt: skip
    listed = sorted(found.items(), key=lambda row: -row[1][0].value_fen)
    return [
        draw.buttons("back", draw.button(say("All products"), "stock_view")),
        draw.tiles(
            "totals",
            draw.tile("fifo", say("Worth, first in first out"), money(first, lang)),
            draw.tile("average", say("Worth, moving average"), money(average, lang)),
        ),
        draw.table(
            "worth",
            heads,
            [
                [sku, shift.name(sku), one.qty, one.value_fen, other.value_fen]
                for sku, (one, other) in listed
                if one.qty or one.value_fen
            ],
            title=say("What is the stock worth?"),
            note=say("Storage and goods in transit, at what the deliveries cost."),
            empty=say("Nothing has moved yet."),
        ),
    ]


def values(shift: Shift) -> dict[str, tuple[Value, Value]]:
    """Each product's value both ways."""
    costs = tuple((code, sku.cost_fen) for code, sku in shift.skus.items())
    last = books.last_move(shift.shop.engine, shift.shop.id)
    return _values(shift.shop.engine, shift.shop.id, last, costs)


# A ledger of a million moves takes seconds to value, and every act draws the page again.
@lru_cache(maxsize=2)
def _values(
    engine: "Engine", shop_id: str, _last: int, costs: tuple[tuple[str, int | None], ...]
) -> dict[str, tuple[Value, Value]]:
    known, found = dict(costs), {}
    for sku, came in groupby(books.flows(engine, shop_id), key=lambda flow: flow.sku):
        kept = [Flow(flow.qty, flow.unit_cost_fen) for flow in came]
        cost = known.get(sku)
        found[sku] = fifo(kept, cost_fen=cost), moving_average(kept, cost_fen=cost)
    return found
