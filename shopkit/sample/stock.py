"""What lay on the shelves at the end, and what was on its way: the ledger's own figures."""

import numpy as np
import pandas as pd

from shopkit.sample.book import Book
from shopkit.sample.visits import day_places
from shopkit.sample.warehouse.history import History
from shopkit.stock.moves import DAMAGED, KINDS

RECENT_DAYS = 28


def stock(book: Book, history: History) -> pd.DataFrame:
    """One row a SKU, in shelf order: on_hand, reserved, available, on_order, damaged, low_limit.

    Reserved is what was paid and not yet shipped, counted from the lines; below zero available
    means oversold. The rest is what `history` left.
    """
    held = history.held()
    lead = np.array([sku.lead_time_days for sku in book.skus])
    on_hand = np.array([_stored(held[sku.sku]) for sku in book.skus])
    reserved = _reserved(book)
    return pd.DataFrame(
        {
            "on_hand": on_hand,
            "reserved": reserved,
            "available": on_hand - reserved,
            "on_order": history.on_order(len(book.skus)),
            "damaged": [held[sku.sku][DAMAGED] for sku in book.skus],
            "low_limit": np.rint(_daily(book) * lead * 1.2),
        }
    ).astype(int)


def _stored(places: dict[str, int]) -> int:
    """Pieces in bins and in receiving."""
    return sum(qty for place, qty in places.items() if KINDS.get(place, "storage") == "storage")


def _daily(book: Book) -> np.ndarray:
    """Pieces paid a day over the last four weeks."""
    paid = book.lines[book.lines["paid_at"].notna()]
    late = paid[day_places(book, paid["paid_at"]) >= book.calendar.count - RECENT_DAYS]
    sold = np.bincount(late["sku"], weights=late["qty"], minlength=len(book.skus))
    return sold / RECENT_DAYS


def _reserved(book: Book) -> np.ndarray:
    line = book.lines
    waiting = line[line["status"] == "买家已付款，等待卖家发货"]
    held = np.bincount(waiting["sku"], weights=waiting["qty"], minlength=len(book.skus))
    return held.astype(int)
