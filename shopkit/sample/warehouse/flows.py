"""What left the shelves and came back to them besides deliveries: sales, returns, mishaps."""

import numpy as np
import pandas as pd

from shopkit.sample.book import Book
from shopkit.sample.journeys import HOUR, seconds
from shopkit.stock.moves import ADJUSTMENT, CUSTOMER, DAMAGED

# Refund reasons after which a piece cannot be sold again; of the last only about half.
BROKEN = ("包装/商品破损", "玻璃有裂纹/漏水")
FLAWED = "做工粗糙/有瑕疵"
FRAGILE = ("茶具", "家居")
BREAKS, MISCOUNTS = 70, 36  # over the eighteen months
COLUMNS = ["at", "sku", "qty", "place", "document", "reason", "remark"]


def flows(book: Book) -> pd.DataFrame:
    """Every change of a shelf but deliveries, by SKU and time.

    `at` is Shanghai's wall clock, `sku` a place in the catalogue; `qty` came from `place` when
    above zero and went there when below.
    """
    parts = [_sold(book), _returned(book), _mishaps(book)]
    return pd.concat(parts)[COLUMNS].sort_values(["sku", "at"], kind="stable", ignore_index=True)


def spoiled(book: Book) -> pd.DataFrame:
    """Pieces that came back from buyers too bad for a shelf, in the same columns."""
    back = _back(book)
    return back[back["is_bad"]].assign(place=CUSTOMER)[COLUMNS]


def _sold(book: Book) -> pd.DataFrame:
    out = book.lines[book.lines["shipped_at"].notna()]
    return pd.DataFrame(
        {
            "at": out["shipped_at"],
            "sku": out["sku"],
            "qty": -out["qty"],
            "place": CUSTOMER,
            "document": _orders(out["order_id"]),
            "reason": "",
            "remark": out["line_id"].astype(str),  # by which the line is known as booked
        }
    )


def _returned(book: Book) -> pd.DataFrame:
    back = _back(book)
    return back[~back["is_bad"]].assign(place=CUSTOMER)


def _back(book: Book) -> pd.DataFrame:
    """Goods sent back, opened on the working day before the refund was paid."""
    chance = book.chance("sent back")
    done = book.refunds[book.refunds["is_done"] & (book.refunds["kind"] == "退货退款")]
    line = book.lines.iloc[done["line"].to_numpy()]
    day = done["completed_at"].to_numpy().astype("datetime64[D]") - 1
    is_bad = np.isin(done["reason"], BROKEN)
    is_bad |= (done["reason"] == FLAWED).to_numpy() & (chance.random(len(done)) < 0.5)
    return pd.DataFrame(
        {
            "at": day.astype("datetime64[s]") + seconds(chance.uniform(10, 18, len(done)) * HOUR),
            "sku": line["sku"].to_numpy(),
            "qty": line["qty"].to_numpy(),
            "document": _orders(line["order_id"]),
            "reason": "return",
            "remark": done["reason"].to_numpy(),
            "is_bad": is_bad,
        }
    )


def _mishaps(book: Book) -> pd.DataFrame:
    """Pieces dropped at the packing table, and what a count found missing or too many."""
    chance = book.chance("mishaps")
    selling = np.array([sku.liking > 0 for sku in book.skus])
    fragile = np.array([sku.category in FRAGILE for sku in book.skus]) & selling
    broken = pd.DataFrame(
        {
            "at": _work(book, chance, BREAKS),
            "sku": chance.choice(np.flatnonzero(fragile), BREAKS),
            "qty": -1,
            "place": DAMAGED,
            "reason": "broken",
        }
    )
    counted = pd.DataFrame(
        {
            "at": _work(book, chance, MISCOUNTS),
            "sku": chance.choice(np.flatnonzero(selling), MISCOUNTS),
            "qty": chance.choice([-2, -1, 1], MISCOUNTS, p=[0.2, 0.55, 0.25]),
            "place": ADJUSTMENT,
            "reason": "count",
        }
    )
    return pd.concat([broken, counted]).assign(document="", remark="")


def _work(book: Book, chance: np.random.Generator, count: int) -> np.ndarray:
    """Instants in working hours, none in the first two weeks."""
    day = book.calendar.days[chance.integers(14, book.calendar.count - 1, count)]
    return day.astype("datetime64[s]") + seconds(chance.uniform(9.5, 18, count) * HOUR)


def _orders(order_id: pd.Series) -> list[str]:
    return [f"order:{number}" for number in order_id.tolist()]
