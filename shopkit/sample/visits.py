"""The shop's days and the items' days: what sold, counted from the orders, and who came."""

import numpy as np
import pandas as pd

from shopkit.sample.book import Book
from shopkit.sample.calendar import STORY_BEFORE, STORY_MONTH, STORY_VISITORS
from shopkit.sample.reviews import reviews

PLAIN_CONVERSION = 0.0335
YEAR = 365


def sums(day: np.ndarray, count: int, weights: np.ndarray | pd.Series | None = None) -> np.ndarray:
    """How many fall on each day, or the sum of their weights."""
    return np.bincount(day, weights=weights, minlength=count).astype(int)


def day_places(book: Book, instants: pd.Series) -> np.ndarray:
    """The place of each instant's day in the calendar."""
    day = instants.to_numpy().astype("datetime64[D]")
    return (day - book.calendar.days[0]).astype(int)


def buyer_days(book: Book) -> pd.DataFrame:
    """One row a paid order: the day it was paid, its buyer, money, and whether the buyer is old.

    Old: paid before within the 365 days before that day (生意参谋's 支付老买家).
    """
    paid = book.orders[book.orders["paid_at"].notna()]
    table = pd.DataFrame(
        {
            "day": day_places(book, paid["paid_at"]),
            "buyer": paid["buyer"],
            "paid_fen": paid["paid_fen"],
        }
    ).reset_index(names="order")
    seen = table.drop_duplicates(["buyer", "day"]).sort_values(["buyer", "day"])
    last = seen.groupby("buyer")["day"].shift()
    last = last.fillna(pd.Series(book.buyers.last_before[seen["buyer"]], index=seen.index))
    old = seen.assign(is_old=seen["day"] - last <= YEAR)[["buyer", "day", "is_old"]]
    return table.merge(old, on=["buyer", "day"])


def shop_days(book: Book) -> pd.DataFrame:
    """One row a day, 105 columns' worth of counts: sales from the orders, visits drawn."""
    sold = _sold(book)
    return sold.assign(**_parcels(book)).pipe(_visited, book).pipe(_judged, book)


def _sold(book: Book) -> pd.DataFrame:
    count = book.calendar.count
    orders, lines = book.orders, book.lines
    paid, placed = buyer_days(book), orders["day"].to_numpy()
    heads = paid.drop_duplicates(["day", "buyer"])
    ordered = orders.drop_duplicates(["day", "buyer"])
    paid_line = lines[lines["paid_at"].notna()]
    line_day = day_places(book, paid_line["paid_at"])
    item = np.array([sku.item_id for sku in book.skus])[paid_line["sku"]]
    kinds = pd.DataFrame({"day": line_day, "item": item}).drop_duplicates()
    done = book.refunds[book.refunds["is_done"]]
    on_pc = _on_pc(book, paid)
    return pd.DataFrame(
        {
            "day": book.calendar.days,
            "paid_fen": sums(paid["day"], count, paid["paid_fen"]),
            "buyers": sums(heads["day"], count),
            "paid_orders": sums(paid["day"], count),
            "paid_lines": sums(line_day, count),
            "paid_qty": sums(line_day, count, paid_line["qty"]),
            "paid_items": sums(kinds["day"].to_numpy(), count),
            "old_buyers": sums(heads["day"], count, heads["is_old"]),
            "old_buyer_paid_fen": sums(paid["day"], count, paid["paid_fen"] * paid["is_old"]),
            "ordered_fen": sums(placed, count, orders["total_fen"]),
            "orderers": sums(ordered["day"].to_numpy(), count),
            "ordered_qty": sums(placed, count, orders["qty"]),
            "refund_fen": sums(
                day_places(book, done["completed_at"]), count, done["refund_fen"].to_numpy()
            ),
            **on_pc,
        }
    )


def _on_pc(book: Book, paid: pd.DataFrame) -> dict[str, np.ndarray]:
    """The few who still buy at a desk."""
    count = book.calendar.count
    order = book.orders.iloc[paid["order"].to_numpy()]
    here = paid[~order["is_mobile"].to_numpy()]
    return {
        "pc_paid_fen": sums(here["day"], count, here["paid_fen"]),
        "pc_buyers": sums(here.drop_duplicates(["day", "buyer"])["day"], count),
        "pc_orders": sums(here["day"], count),
        "pc_qty": sums(here["day"], count, book.orders["qty"].to_numpy()[here["order"]]),
        "pc_lines": sums(here["day"], count, book.orders["kinds"].to_numpy()[here["order"]]),
    }


def _parcels(book: Book) -> dict[str, np.ndarray]:
    names = {"shipped": "shipped_at", "collected": "collected_at", "delivered": "delivered_at"}
    counted = {}
    for name, column in names.items():
        known = book.orders[column].dropna()
        counted[f"parcels_{name}"] = sums(day_places(book, known), book.calendar.count)
    known = book.orders[book.orders["delivered_at"].notna() & book.orders["paid_at"].notna()]
    took = (known["delivered_at"] - known["paid_at"]).dt.total_seconds().to_numpy()
    place = day_places(book, known["delivered_at"])
    whole = sums(place, book.calendar.count, took)
    counted["delivery_seconds"] = whole // np.maximum(counted["parcels_delivered"], 1)
    return counted


def _visited(table: pd.DataFrame, book: Book) -> pd.DataFrame:
    """Visitors lean on what the day should bring, not on what it brought."""
    chance, days = book.chance("visits"), book.calendar
    level = days.visits * 0.92 / PLAIN_CONVERSION * chance.lognormal(0, 0.035, days.count)
    visitors = np.maximum(np.rint(level).astype(int), table["buyers"].to_numpy() * 4)
    visitors = _story(visitors, days.months)
    share = _shares(chance, days.count)
    views = np.rint(visitors * share["views"]).astype(int)
    return table.assign(
        visitors=visitors,
        page_views=views,
        item_visitors=np.rint(visitors * share["item"]).astype(int),
        item_page_views=np.rint(views * 0.78).astype(int),
        old_visitors=np.rint(visitors * share["old"]).astype(int),
        bounce_rate=share["bounce"],
        stay_seconds=np.round(chance.normal(19.5, 1.2, days.count), 2),
        favourite_users=np.rint(visitors * share["favourite"]).astype(int),
        cart_users=np.rint(visitors * share["cart"]).astype(int),
        cart_qty=np.rint(visitors * share["cart"] * 1.34).astype(int),
        pc_visitors=np.rint(visitors * 0.06).astype(int) + table["pc_buyers"],
    )


def _story(visitors: np.ndarray, months: np.ndarray) -> np.ndarray:
    """The story month's visitors held to 1.30 times those of the month before."""
    story = months == STORY_MONTH
    wanted = visitors[months == STORY_BEFORE].sum() * STORY_VISITORS
    held = np.where(story, np.rint(visitors * wanted / visitors[story].sum()), visitors)
    return held.astype(int)


def _shares(chance: np.random.Generator, count: int) -> dict[str, np.ndarray]:
    ranges = {"views": (2.5, 2.9), "item": (0.86, 0.9), "old": (0.16, 0.2), "bounce": (0.52, 0.6),
              "favourite": (0.024, 0.034), "cart": (0.075, 0.095)}  # fmt: skip
    return {name: chance.uniform(low, high, count) for name, (low, high) in ranges.items()}


def _judged(table: pd.DataFrame, book: Book) -> pd.DataFrame:
    """Reviews by the day they were written, and the three scores, worse after the bad batch."""
    chance, count = book.chance("scores"), book.calendar.count
    trouble = np.zeros(count)
    for event in book.calendar.of("批次"):
        trouble[book.calendar.span(event)] = 1
    trouble = np.convolve(trouble, np.ones(21) / 21)[:count]
    return table.assign(
        **_reviewed(book),
        score_item=np.round(4.84 - 0.06 * trouble + chance.normal(0, 0.004, count), 5),
        score_logistics=np.round(4.81 + chance.normal(0, 0.004, count), 5),
        score_service=np.round(4.86 - 0.02 * trouble + chance.normal(0, 0.004, count), 5),
    )


def _reviewed(book: Book) -> dict[str, np.ndarray]:
    written, count = reviews(book), book.calendar.count
    day = day_places(book, written["written_at"])
    return {
        "reviews": sums(day, count),
        "reviews_image": sums(day, count, written["has_image"]),
        "reviews_good": sums(day, count, written["grade"] == "好评"),
        "reviews_bad": sums(day, count, written["grade"] == "差评"),
    }
