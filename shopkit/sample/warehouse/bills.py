"""A carrier's bill for the last month, nearly right: what a shop should find in it is known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from shopkit.sample import definitions
from shopkit.sample.book import Book
from shopkit.sample.reports.orders import parcels
from shopkit.sample.reports.sheets import write_workbook
from shopkit.shipping.freight import Sheet, fee_fen

MONTH, CARRIER = "2026-10", "示例快递"
NAME = f"样例-{CARRIER}对账单_{MONTH}.xlsx"
HEAD = ("运单号", "揽收日期", "快递公司", "目的省份", "计费重量(kg)", "运费(元)")
# Lines of each mistake: weighed too heavy, billed twice, nobody's parcel, priced too high.
TOO_HEAVY, TWICE, FOREIGN, TOO_DEAR = 14, 4, 3, 6
PACKAGING_G = (40, 95)  # box and filling, below what a shop takes for a difference


@dataclass(frozen=True)
class Billed:
    """One line of the bill."""

    tracking_no: str
    day: str
    province: str
    weight_g: int
    fee_fen: int


def bill_file(folder: Path, book: Book) -> Path:
    """The last month's bill of one carrier as a workbook, in `folder`."""
    table = [
        (line.tracking_no, line.day, CARRIER, line.province, f"{line.weight_g / 1000:.2f}",
         f"{line.fee_fen / 100:.2f}")
        for line in billed(book)
    ]  # fmt: skip
    whole = f"{sum(line.fee_fen for line in billed(book)) / 100:.2f}"
    total = ("合计", "", "", "", "", whole)
    return write_workbook(folder / NAME, "对账单", [HEAD, *table, total])


def billed(book: Book) -> list[Billed]:
    """The bill's lines by day, the mistakes among them."""
    chance, sheet = book.chance("bill"), Sheet(definitions.rates())
    right = list(_right(book, sheet, chance))
    wrong = chance.permutation(len(right))[: TOO_HEAVY + TOO_DEAR + TWICE].tolist()
    heavy, dear, twice = np.split(wrong, [TOO_HEAVY, TOO_HEAVY + TOO_DEAR])
    lines = list(right)
    for place in heavy.tolist():
        lines[place] = _weighed(lines[place], int(chance.integers(11, 24)) * 100, sheet)
    for place in dear.tolist():
        lines[place] = replace(lines[place], fee_fen=lines[place].fee_fen + 150)
    lines += [right[place] for place in twice.tolist()]
    lines += [
        replace(line, tracking_no=f"SL0000{99_000_000_000 + number:011d}")
        for number, line in enumerate(right[:FOREIGN])
    ]
    return sorted(lines, key=lambda line: (line.day, line.tracking_no))


def _right(book: Book, sheet: Sheet, chance: np.random.Generator) -> Iterator[Billed]:
    """What the carrier may ask for: each parcel at its weight with its packaging."""
    out = sent(book)
    weight = _weights(book)[out.index.to_numpy()]
    packed = chance.integers(*PACKAGING_G, len(out)) // 10 * 10
    province = book.buyers.province[out["buyer"].to_numpy()]
    day = np.datetime_as_string(out["collected_at"].to_numpy().astype("datetime64[D]"))
    for number, on, place, grams in zip(
        parcels(out), day.tolist(), province.tolist(), (weight + packed).tolist(), strict=True
    ):
        yield _weighed(Billed(number, on, place, grams, 0), 0, sheet)


def _weighed(line: Billed, more_g: int, sheet: Sheet) -> Billed:
    grams = -(-(line.weight_g + more_g) // 10) * 10
    rate = sheet.rate(CARRIER, line.province)
    return replace(line, weight_g=grams, fee_fen=(rate and fee_fen(rate, grams)) or 0)


def sent(book: Book) -> pd.DataFrame:
    """The carrier's parcels collected in the month."""
    collected = book.orders["collected_at"].to_numpy().astype("datetime64[M]")
    is_his = (book.orders["carrier"] == CARRIER) & book.orders["shipped_at"].notna()
    return book.orders[is_his & (collected == np.datetime64(MONTH))]


def _weights(book: Book) -> np.ndarray:
    """What the goods of each order weigh, those that left with it."""
    line = book.lines[book.lines["shipped_at"].notna()]
    grams = np.array([sku.weight_g for sku in book.skus])[line["sku"].to_numpy()] * line["qty"]
    return np.bincount(line["order"], weights=grams, minlength=len(book.orders)).astype(int)
