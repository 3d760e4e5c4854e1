"""The items' days: what each sold, counted from the lines, and who looked at it."""

import numpy as np
import pandas as pd

from shopkit.sample import visits
from shopkit.sample.book import Book

ITEM_KEY = ["day", "item"]


def item_days(book: Book, shop: pd.DataFrame) -> pd.DataFrame:
    """One row a day and item, every item on every day; `item` is the place in `item_ids`."""
    table = _grid(book).merge(_paid(book), on=ITEM_KEY, how="left")
    table = table.merge(_ordered(book), on=ITEM_KEY, how="left")
    table = table.merge(_returned(book), on=ITEM_KEY, how="left").fillna(0).astype(int)
    return _visited(table, book, shop).sort_values(ITEM_KEY, ignore_index=True)


def item_ids(book: Book) -> list[str]:
    """The items in shelf order."""
    return list(dict.fromkeys(sku.item_id for sku in book.skus))


def item_places(book: Book) -> np.ndarray:
    """For each SKU the place of its item."""
    ids = item_ids(book)
    return np.array([ids.index(sku.item_id) for sku in book.skus])


def _grid(book: Book) -> pd.DataFrame:
    count, items = book.calendar.count, len(item_ids(book))
    return pd.DataFrame(
        {"day": np.repeat(np.arange(count), items), "item": np.tile(np.arange(items), count)}
    )


def _lines(book: Book) -> pd.DataFrame:
    return book.lines.assign(item=item_places(book)[book.lines["sku"].to_numpy()])


def _paid(book: Book) -> pd.DataFrame:
    lines = _lines(book)
    lines = lines[lines["paid_at"].notna()]
    lines = lines.assign(day=visits.day_places(book, lines["paid_at"]))
    old = visits.buyer_days(book)[["day", "buyer", "is_old"]].drop_duplicates()
    lines = lines.merge(old, on=["day", "buyer"])
    money = (
        lines.assign(old_fen=lines["paid_fen"] * lines["is_old"])
        .groupby(ITEM_KEY, as_index=False)
        .agg(
            paid_fen=("paid_fen", "sum"),
            paid_qty=("qty", "sum"),
            old_buyer_paid_fen=("old_fen", "sum"),
        )
    )
    heads = (
        lines.drop_duplicates([*ITEM_KEY, "buyer"])
        .groupby(ITEM_KEY, as_index=False)
        .agg(buyers=("buyer", "size"), old_buyers=("is_old", "sum"))
    )
    return money.merge(heads, on=ITEM_KEY)


def _ordered(book: Book) -> pd.DataFrame:
    return (
        _lines(book)
        .groupby(ITEM_KEY, as_index=False)
        .agg(
            ordered_fen=("payable_fen", "sum"),
            ordered_qty=("qty", "sum"),
            orderers=("buyer", "nunique"),
        )
    )


def _returned(book: Book) -> pd.DataFrame:
    done = book.refunds[book.refunds["is_done"]]
    place = item_places(book)[book.lines["sku"].to_numpy()[done["line"].to_numpy()]]
    table = done.assign(item=place, day=visits.day_places(book, done["completed_at"]))
    return table.groupby(ITEM_KEY, as_index=False).agg(refund_fen=("refund_fen", "sum"))


def _visited(table: pd.DataFrame, book: Book, shop: pd.DataFrame) -> pd.DataFrame:
    chance, count = book.chance("items"), len(table)
    pull = np.bincount(item_places(book), weights=[sku.liking for sku in book.skus])
    share = (pull**0.9 / (pull**0.9).sum())[table["item"]] * chance.lognormal(0, 0.12, count)
    seen = shop["item_visitors"].to_numpy()[table["day"]] * 1.35 * share
    visitors = np.maximum(np.rint(seen).astype(int), table["buyers"].to_numpy() * 3 + 1)
    search = np.rint(visitors * chance.uniform(0.3, 0.42, count)).astype(int)
    return table.assign(
        visitors=visitors,
        page_views=np.rint(visitors * chance.uniform(1.5, 1.9, count)).astype(int),
        cart_users=np.rint(visitors * chance.uniform(0.06, 0.1, count)).astype(int),
        cart_qty=np.rint(visitors * chance.uniform(0.1, 0.13, count)).astype(int),
        favourite_users=np.rint(visitors * chance.uniform(0.02, 0.035, count)).astype(int),
        search_visitors=search,
        search_buyers=chance.binomial(table["buyers"], 0.36),
        bounce_rate=chance.uniform(0.55, 0.68, count),
        stay_seconds=chance.normal(24, 3, count),
    )
