"""Goods on their way online and offline: steps, days, and what sells too slowly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shopkit.text import message

LIST, DELIST, CHANGE = "list", "delist", "change"
KINDS = {
    LIST: message("Put online"),
    DELIST: message("Take offline"),
    CHANGE: message("Change the page"),
}
OPEN, DONE, DROPPED = "open", "done", "dropped"
# By kind, what is ticked before it is done.
STEPS: Mapping[str, Mapping[str, str]] = {
    LIST: {
        "category": message("Category and every attribute filled in"),
        "title": message("Title checked: words and width"),
        "pictures": message("Five main pictures checked, one on white"),
        "detail": message("Detail page checked on a phone"),
        "codes": message("Codes and stock as in the warehouse"),
        "price": message("Price above its floor, with every coupon"),
        "freight": message("Freight template and days to ship"),
        "replies": message("Service knows size, material, care"),
    },
    DELIST: {
        "orders": message("No open order waits for it"),
        "ads": message("Advertising and campaigns ended"),
        "links": message("Links in the shop point elsewhere"),
        "stock": message("Decided what happens to the rest of the stock"),
    },
    CHANGE: {
        "copy": message("Old title and pictures kept"),
        "title": message("Title checked: words and width"),
        "pictures": message("Pictures checked"),
        "after": message("Noted when to compare conversion before and after"),
    },
}
# Titles are judged before these.
WORDED = frozenset({LIST, CHANGE})
# A product younger than this has not had its chance; the windows sales are counted in.
YOUNG_DAYS, MONTH, QUARTER = 60, 30, 90
FEW = 3
WATCH, CLEAR, TAKE_OFF = "watch", "clear", "delist"
ADVICE = {
    TAKE_OFF: message("Take offline"),
    CLEAR: message("Sell off, then take offline"),
    WATCH: message("Watch"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One product to put online, change or take offline; `at` is when, if that is fixed."""

    id: int
    kind: str
    title: str
    item_id: str
    state: str
    at: datetime | None
    owner_id: int | None
    note: str
    done: frozenset[str]
    version: int

    @property
    def steps(self) -> Mapping[str, str]:
        """Its checklist."""
        return STEPS[self.kind]

    @property
    def left(self) -> list[str]:
        """The steps that are not ticked yet."""
        return [step for step in self.steps if step not in self.done]

    def is_due(self, now: datetime) -> bool:
        """Whether its time has come and it is still open."""
        return self.state == OPEN and self.at is not None and self.at <= now


def queue(entries: Iterable[Entry]) -> list[Entry]:
    """The open entries, the next to go first, those without a time last."""
    return sorted(
        (each for each in entries if each.state == OPEN),
        key=lambda each: (each.at is None, each.at.timestamp() if each.at else 0.0, each.id),
    )


@dataclass(frozen=True, slots=True)
class Sold:
    """One item online: pieces sold in the last 30 and 90 days, visitors, stock and its cost."""

    item_id: str
    title: str
    first_on: date | None
    last_on: date | None
    qty_30: int
    qty_90: int
    visitors_90: int | None
    stock_qty: int | None = None
    cost_fen: int | None = None

    @property
    def tied_fen(self) -> int | None:
        """Money in its stock."""
        if self.stock_qty is None or self.cost_fen is None:
            return None
        return self.stock_qty * self.cost_fen

    @property
    def cover_days(self) -> float | None:
        """Days the stock lasts at the rate of the last 90; None if nothing was sold."""
        if not self.qty_90 or self.stock_qty is None:
            return None
        return self.stock_qty * QUARTER / self.qty_90


@dataclass(frozen=True, slots=True)
class Slow:
    """An item that sells too slowly, and what to do about it."""

    item: Sold
    advice: str


def slow(items: Iterable[Sold], *, asof: date, few: int = FEW) -> list[Slow]:
    """Items old enough that sold at most `few` pieces in 90 days, or whose sales died away.

    Nothing sold: take offline, after selling off what lies there. Few sold: watch for a month.
    The most money first.
    """
    young = asof - timedelta(days=YOUNG_DAYS)
    found = [
        Slow(item, _advice(item))
        for item in items
        if (item.first_on is None or item.first_on <= young)
        and (item.qty_90 <= few or (item.qty_30 == 0 and item.qty_90 <= 4 * few))
    ]
    return sorted(found, key=lambda each: (-(each.item.tied_fen or 0), each.item.item_id))


def _advice(item: Sold) -> str:
    if item.qty_90 and item.qty_30:
        return WATCH
    return CLEAR if item.stock_qty else TAKE_OFF
