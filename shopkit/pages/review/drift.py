"""What a frozen month reported then, what the data say now, and the rows in between."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from shopkit.lake import Lake
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.figures import by_period, span
from shopkit.pages.review import paper
from shopkit.pages.review.month import Month
from shopkit.pages.review.page import asked, drawn, figures_of
from shopkit.periods import Period
from shopkit.shop import Shop
from shopkit.store import books, reviews
from shopkit.store.reviews import Review
from shopkit.text import Say, message

KPIS = "overview/kpis/{kpi}/now"
ON_HAND = "stock/sums/storage/value"
BY_DAY = ("page_views", "ad_spend_fen", "paid_fen", "paid_orders", "refund_fen", "orders",
          "cohort_refund_fen", "refund_orders")  # fmt: skip
SHOWN = 12
ORDER, REFUND, DAY, MOVE, REST = (
    message("order {reference}"),
    message("refund {reference}"),
    message("figures of {reference}"),
    message("stock entry {reference}"),
    message("other rows"),
)


@dataclass(frozen=True)
class Difference:
    """One figure, then and now; None where it was not, or is no longer, there."""

    key: str
    section: str
    row: str
    column: str
    unit: str
    then: float | None
    now: float | None

    @property
    def step(self) -> float:
        """Now less then; what is not there counts nothing."""
        return (self.now or 0) - (self.then or 0)

    def cells(self) -> list[str]:
        """The line of a table."""
        written = (paper.cell(each, self.unit) for each in (self.then, self.now, self.step))
        return [self.section, self.row, self.column, self.unit, *written]


@dataclass(frozen=True)
class Cause:
    """One row that changed a figure: an order, a refund, a day, a stock entry, or the rest."""

    key: str
    figure: str
    unit: str
    kind: str
    reference: str
    then: float
    now: float

    def cells(self, say: Say) -> list[str]:
        """The line of a table."""
        numbers = (self.then, self.now, self.now - self.then)
        return [self.figure, say(self.kind, reference=self.reference),
                *(paper.cell(each, self.unit) for each in numbers)]  # fmt: skip


@dataclass(frozen=True)
class Drift:
    """Every figure that changed since a version was frozen. The causes of a figure sum to it."""

    month: str
    version: int
    differences: tuple[Difference, ...]
    causes: tuple[Cause, ...]

    def told(self, say: Say) -> str:
        """How many figures changed."""
        if not self.differences:
            return say("{month}, version {version}: no figure has changed since it was frozen.",
                       month=self.month, version=self.version)  # fmt: skip
        return say("{month}, version {version}: {n} figures have changed since it was frozen.",
                   month=self.month, version=self.version, n=len(self.differences))  # fmt: skip


def drift(shop: Shop, month: str, version: int | None = None) -> Drift:
    """A frozen version against the data of this moment. Raises `NotFound` if it is not frozen."""
    kept = reviews.frozen(shop.engine, shop.id, month, version)
    lake = shop.lake()
    period = asked(kept.month, lake, today=date.max)
    now = Month(shop, period, lake, kept.lang)
    found = tuple(differences(kept.figures or (), figures_of(drawn(now))))
    return Drift(kept.month, kept.version, found, tuple(causes(shop, kept, now, found)))


def differences(
    then: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]
) -> Iterator[Difference]:
    """The figures that are not the same, in the order of the review."""
    was = {each["key"]: each for each in then}
    is_now = {each["key"]: each for each in now}
    for key in {**was, **is_now}:
        one = is_now.get(key) or was[key]
        pair = [each.get(key, {}).get("value") for each in (was, is_now)]
        if pair[0] != pair[1]:
            yield Difference(key, one["section"], one["row"], one["column"], one["unit"], *pair)


def causes(shop: Shop, kept: Review, now: Month, found: Iterable[Difference]) -> Iterator[Cause]:
    """The rows behind each changed figure that is a sum of rows, with the rest if any is left."""
    was = Lake(shop.folder, dict(kept.tables))
    for each in found:
        rows = _rows_of(each, was, now, kept)
        if rows is None:
            continue
        yield from rows
        rest = each.step - sum(row.now - row.then for row in rows)
        if rest:
            yield Cause(each.key, each.row, each.unit, REST, "", 0, rest)


def _rows_of(each: Difference, was: Lake, now: Month, kept: Review) -> list[Cause] | None:
    if each.key == ON_HAND:
        moves = reviews.late_moves(now.shop.engine, now.shop.id, asof=now.end,
                                   known_at=kept.known_at)  # fmt: skip
        return [Cause(each.key, each.row, each.unit, MOVE, f"{one.id} {one.sku}", 0, one.storage)
                for one in moves if one.storage]  # fmt: skip
    kpi = next((name for name in BY_DAY if each.key == KPIS.format(kpi=name)), None)
    if kpi is None:
        return None
    kind, read = _READERS.get(kpi, (DAY, None))
    pair = [read(lake, now.period) if read else _days(lake, now.period, kpi)
            for lake in (was, now.lake)]  # fmt: skip
    if not any(pair):
        kind, pair = DAY, [_days(lake, now.period, kpi) for lake in (was, now.lake)]
    return [
        Cause(each.key, each.row, each.unit, kind, reference, *values)
        for reference in sorted({*pair[0], *pair[1]})
        if len({*(values := tuple(one.get(reference, 0) for one in pair))}) > 1
    ]


def _days(lake: Lake, period: Period, kpi: str) -> dict[str, float]:
    found = by_period(lake, period, "day")
    return {f"{row['period']}": row[kpi] for row in found if row.get(kpi) is not None}


def _paid(column: str) -> Callable[[Lake, Period], dict[str, float]]:
    def read(lake: Lake, period: Period) -> dict[str, float]:
        rows = lake.rows("paid_orders", **span(period))
        return {row["order_id"]: row[column] for row in rows if row[column]}

    return read


def _each(lake: Lake, period: Period) -> dict[str, float]:
    return {row["order_id"]: 1 for row in lake.rows("paid_orders", **span(period))}


def _refunded(lake: Lake, period: Period) -> dict[str, float]:
    found = lake.rows("completed_refunds", **span(period))
    return {row["refund_id"]: row["refund_fen"] or 0 for row in found}


def _with_refund(lake: Lake, period: Period) -> dict[str, float]:
    return dict.fromkeys(_paid("cohort_refund_fen")(lake, period), 1)


_READERS: dict[str, tuple[str, Callable[[Lake, Period], dict[str, float]]]] = {
    "paid_fen": (ORDER, _paid("paid_fen")),
    "paid_orders": (ORDER, _each),
    "cohort_refund_fen": (ORDER, _paid("cohort_refund_fen")),
    "refund_orders": (ORDER, _with_refund),
    "refund_fen": (REFUND, _refunded),
}


def blocks(shop: Shop, period: Period, say: Say) -> Iterator[Block]:
    """For the monthly meeting: what of the month's review has changed, with its rows; if frozen."""
    known = reviews.reviews(shop.engine, shop.id, month=f"{period.first:%Y-%m}")
    if not known:
        return
    found = _cached(shop, known[0].month, known[0].version, shop.lake(),
                    books.last_move(shop.engine, shop.id))  # fmt: skip
    yield draw.lines("drift", found.told(say), title=say("Reported then, and now"))
    told = [
        each
        for each in found.differences
        if each.key.startswith(("overview/kpis", "stock/sums")) and each.column == found.month
    ]
    if told:
        heads = [(say(each), "text") for each in ("Figure", "Reported then", "Now", "Difference")]
        yield draw.table("drifted", heads, [[each.row, *each.cells()[4:]] for each in told])
    if found.causes:
        heads = [(say(each), "text") for each in ("Figure", "Because of", "Then", "Now",
                                                  "Difference")]  # fmt: skip
        more = len(found.causes) - SHOWN
        yield draw.table("drift_rows", heads, [each.cells(say) for each in found.causes[:SHOWN]],
                         title=say("The rows that changed it"),
                         note=say("{n} more: “shopkit review drift {month}”.", n=more,
                                  month=found.month) if more > 0 else "")  # fmt: skip


@lru_cache(maxsize=4)
def _cached(shop: Shop, month: str, version: int, _lake: Lake, _last_move: int) -> Drift:
    return drift(shop, month, version)
