"""Which bin each SKU lies in, and every piece's way through them as moves of the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd

from shopkit.sample import definitions
from shopkit.sample.book import Book
from shopkit.stock.moves import ADJUSTMENT, RECEIVING, StockMove

RESERVES = 9  # the last bins hold what the first shelves cannot
FAST = 12
SHELF_DAYS = 12
SHANGHAI_HOURS = timedelta(hours=8)


@dataclass(frozen=True)
class Home:
    """The bin a SKU is picked from, how many fit there, and where the rest lies if anywhere."""

    pick: str
    room: int
    reserve: str | None = None


def homes(book: Book) -> list[Home]:
    """One home a SKU, in catalogue order: what leaves most often lies nearest to the door."""
    codes = [code for code, _ in definitions.places()]
    near, far = codes[:-RESERVES], codes[-RESERVES:]
    out = book.lines[book.lines["shipped_at"].notna()]
    pieces = np.bincount(out["sku"], weights=out["qty"], minlength=len(book.skus))
    ranks = np.argsort(np.argsort(-pieces, kind="stable"), kind="stable").tolist()
    a_bin = -(-len(book.skus) // len(near))
    return [
        Home(
            near[rank // a_bin],
            room=max(round(sold / book.calendar.count * SHELF_DAYS), sku.pack_size),
            reserve=far[rank % RESERVES] if rank < FAST else None,
        )
        for rank, sold, sku in zip(ranks, pieces.tolist(), book.skus, strict=True)
    ]


def instant(local: np.datetime64) -> datetime:
    """The UTC instant of Shanghai's wall clock."""
    return (local.astype("datetime64[s]").item() - SHANGHAI_HOURS).replace(tzinfo=UTC)


class Walker:
    """Takes one SKU's pieces through its home, in order of time."""

    def __init__(self, sku: str, home: Home) -> None:
        self.sku, self.home = sku, home
        self.picked = self.rest = 0

    def opened(self, at: datetime, qty: int, cost_fen: int) -> Iterator[StockMove]:
        """What lay there on the first day."""
        for place, part in self._parts(qty):
            yield StockMove(at, self.sku, ADJUSTMENT, place, part, cost_fen, reason="opening")

    def put_away(self, at: datetime, qty: int) -> Iterator[StockMove]:
        """From receiving to the shelf as far as there is room, the rest to the reserve."""
        for place, part in self._parts(qty):
            yield StockMove(at, self.sku, RECEIVING, place, part, reason="putaway")

    def flowed(self, row: "Row") -> Iterator[StockMove]:
        """A sale, a return or a mishap; the shelf is filled up first when it has too few."""
        if row.qty > 0:
            self.picked += row.qty
            ends = (row.place, self.home.pick)
        else:
            yield from self._filled(row.at, -row.qty)
            self.picked += row.qty
            ends = (self.home.pick, row.place)
        yield StockMove(
            row.at, self.sku, *ends, abs(row.qty),
            document=row.document, reason=row.reason, remark=row.remark,
        )  # fmt: skip

    def _parts(self, qty: int) -> Iterator[tuple[str, int]]:
        room = qty if self.home.reserve is None else min(max(self.home.room - self.picked, 0), qty)
        self.picked += room
        if room:
            yield self.home.pick, room
        if qty > room:
            self.rest += qty - room
            yield str(self.home.reserve), qty - room

    def _filled(self, at: datetime, wanted: int) -> Iterator[StockMove]:
        if self.picked >= wanted or not self.rest:
            return
        part = min(max(self.home.room, wanted), self.rest)
        self.picked, self.rest = self.picked + part, self.rest - part
        yield StockMove(at, self.sku, str(self.home.reserve), self.home.pick, part, reason="moved")


@dataclass(frozen=True, slots=True)
class Row:
    """One flow, its instant in UTC."""

    at: datetime
    qty: int
    place: str
    document: str
    reason: str
    remark: str


def rows(flow: pd.DataFrame) -> list[Row]:
    """A SKU's flows as rows."""
    at = (flow["at"].to_numpy().astype("datetime64[s]") - np.timedelta64(8, "h")).tolist()
    return [
        Row(when.replace(tzinfo=UTC), *rest)
        for when, *rest in zip(
            at, *(flow[name].tolist() for name in ("qty", "place", "document", "reason", "remark")),
            strict=True,
        )
    ]  # fmt: skip
