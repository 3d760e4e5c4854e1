"""Weeks and months as the platform counts them: people once, however often they came."""

import numpy as np
import pandas as pd

from shopkit.sample import visits
from shopkit.sample.book import Book

ADDED = [
    "paid_fen", "paid_orders", "paid_lines", "paid_qty", "old_buyer_paid_fen", "ordered_fen",
    "ordered_qty", "refund_fen", "page_views", "item_page_views", "reviews", "reviews_image",
    "reviews_bad", "reviews_good", "parcels_shipped", "parcels_collected", "parcels_delivered",
    "ad_search_fen", "ad_site_fen", "ad_affiliate_fen",
]  # fmt: skip
PEOPLE = ["visitors", "item_visitors", "old_visitors", "favourite_users", "cart_users"]
MEAN = ["bounce_rate", "stay_seconds", "score_item", "score_logistics", "score_service"]
# How many of the days' visitors are different people.
DIFFERENT = {"W": 0.91, "M": 0.82}


def periods(book: Book, shop: pd.DataFrame, grain: str) -> pd.DataFrame:
    """One row a whole week ("W", from Monday) or month ("M"): `first`, `last` and the figures."""
    label = pd.Series(shop["day"]).dt.to_period("W-SUN" if grain == "W" else "M")
    groups = shop.groupby(label.to_numpy())
    whole = groups[ADDED].sum().join(groups[MEAN].mean())
    for name in PEOPLE:
        whole[name] = np.rint(groups[name].sum() * DIFFERENT[grain]).astype(int)
    span = groups["day"].agg(first="min", last="max")
    whole = whole.join(span).reset_index(drop=True)
    days = (whole["last"] - whole["first"]).dt.days + 1
    complete = (days == 7) if grain == "W" else days > 0
    return _heads(whole[complete].reset_index(drop=True), book)


def _heads(whole: pd.DataFrame, book: Book) -> pd.DataFrame:
    """Different buyers of each period, and those who had paid in the 365 days before it."""
    paid = visits.buyer_days(book).sort_values("day")
    day, buyer = paid["day"].to_numpy(), paid["buyer"].to_numpy()
    last = book.buyers.last_before.copy()
    known, buyers, old, items = 0, [], [], []
    sold = _sold(book)
    for first, final in zip(whole["first"], whole["last"], strict=True):
        start, end = (book.calendar.place(when.date()) for when in (first, final))
        from_, to = np.searchsorted(day, [start, end + 1])
        last[buyer[known:from_]] = day[known:from_]  # days ascend, so the latest stays
        known = from_
        heads = np.unique(buyer[from_:to])
        buyers.append(len(heads))
        old.append(int((start - last[heads] <= visits.YEAR).sum()))
        items.append(len(np.unique(sold[1][(sold[0] >= start) & (sold[0] <= end)])))
    return whole.assign(buyers=buyers, old_buyers=old, paid_items=items)


def _sold(book: Book) -> tuple[np.ndarray, np.ndarray]:
    paid = book.lines[book.lines["paid_at"].notna()]
    item = np.array([sku.item_id for sku in book.skus])[paid["sku"].to_numpy()]
    return visits.day_places(book, paid["paid_at"]), item
