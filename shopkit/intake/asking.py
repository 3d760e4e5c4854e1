"""What a file does not say in its rows: from its name, its title rows, or a person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from shopkit.intake.kinds import Match, plain
from shopkit.intake.layout import Period, item_of
from shopkit.text import message

WHICH_DAYS = message(
    "Neither the file's name nor its title rows say which days it covers. "
    "Enter the first and the last day."
)
WHICH_DAY = message(
    "Neither the file's name nor its title rows say on which day it was exported. Enter the day."
)
WHICH_ITEM = message(
    "The file's name does not hold the item's number. Put it into the file's name and try again."
)
# Headers of scraped listings whose figures only ever grow.
COUNTERS = frozenset("sale_count sales_count salecount 月销量 累计销量 总销量 累计评价".split())
GROWING = message("“{column}” counts all sales so far: its days must not be added up.")
DAILY = message("Export the orders or the shop's daily figures instead.")


@dataclass
class Told:
    """Columns that are the same in every row; what has to be asked, with the sentences."""

    values: dict[str, object] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def constants(match: Match, *, name: str, period: Period | None, asof: date | None) -> Told:
    """The constant columns of a file of this kind."""
    told = Told(dict(match.kind.fixed))
    if match.kind.dated_by_name:
        _dated(told, match, period=period, asof=asof)
    if "item_id" in match.kind.named and "item_id" not in match.places:
        told.values["item_id"] = item_of(name) or ""
        if not told.values["item_id"]:
            _ask(told, "item_id", WHICH_ITEM)
    return told


def counters(header: Sequence[str]) -> list[str]:
    """The headers that promise counts since the beginning of time."""
    return [name for name in header if plain(name) in COUNTERS]


def _dated(told: Told, match: Match, *, period: Period | None, asof: date | None) -> None:
    if "seen_on" in match.kind.table.columns:
        told.values["seen_on"] = period[1] if period else asof
        if told.values["seen_on"] is None:
            _ask(told, "asof", WHICH_DAY)
        return
    told.values["day"] = period and period[0]
    if period is None:
        _ask(told, "period", WHICH_DAYS)
    elif "days" in match.kind.table.columns:
        told.values["days"] = (period[1] - period[0]).days + 1


def _ask(told: Told, what: str, sentence: str) -> None:
    told.asks += (what,)
    told.faults += (sentence,)
