"""What lay on the shelves at the end, and what was on its way."""

import numpy as np
import pandas as pd

from shopkit.sample.book import Book
from shopkit.sample.visits import day_places

RECENT_DAYS = 28


def stock(book: Book) -> pd.DataFrame:
    """One row a SKU, in shelf order: on_hand, reserved, available, on_order, damaged, low_limit.

    Reserved is what was paid and not yet shipped, counted from the lines.
    """
    chance, count = book.chance("stock"), len(book.skus)
    daily = _daily(book)
    lead = np.array([sku.lead_time_days for sku in book.skus])
    reserved = _reserved(book)
    cover = chance.choice([4, 12, 30, 55, 120], count, p=[0.1, 0.2, 0.38, 0.22, 0.1])
    on_hand = np.maximum(np.rint(daily * cover * chance.uniform(0.8, 1.2, count)), reserved + 1)
    low = np.rint(daily * lead * 1.2).astype(int)
    short = on_hand - reserved < low
    return pd.DataFrame(
        {
            "on_hand": on_hand.astype(int),
            "reserved": reserved,
            "available": (on_hand - reserved).astype(int),
            "on_order": np.where(short & (chance.random(count) < 0.6), np.rint(daily * 40), 0),
            "damaged": chance.binomial(4, 0.15, count),
            "low_limit": low,
        }
    ).astype(int)


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
