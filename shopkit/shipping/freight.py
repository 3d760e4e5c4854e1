"""What a parcel costs by a shop's own price sheets, and which carrier to take.

Fees are first weight and steps: w = max(weight, volume weight); up to the first weight the first
fee, beyond it ⌈(w − first) ÷ step⌉ step fees more; a remote place adds its surcharge. Everything is
integers: grams, millimetres, fen. Source: the carriers' own sheets and the platform's template.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from math import inf
from typing import Any

from shopkit.shipping.names import NATIONWIDE, PROVINCES, province
from shopkit.shipping.names import carrier as short_carrier
from shopkit.text import message

Size = tuple[int, int, int]
Said = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Rate:
    """A carrier's price for a province, or for "全国" where no row of its own stands.

    `divisor` is cm³ for a kilogram of volume weight, None or 0 where the contract has none; `days`
    is how long a parcel usually takes, None where nobody wrote it down.
    """

    carrier: str
    zone: str
    first_g: int
    first_fee_fen: int
    step_g: int
    step_fee_fen: int
    divisor: int | None = None
    surcharge_fen: int = 0
    is_excluded: bool = False
    days: float | None = None


@dataclass(frozen=True)
class Sheet:
    """Every carrier's rates, and the first day they hold; of two for one place the later row."""

    rates: tuple[Rate, ...]
    valid_from: date | None = None
    _by_place: dict[tuple[str, str], Rate] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        placed = {(short_carrier(rate.carrier), province(rate.zone)): rate for rate in self.rates}
        object.__setattr__(self, "_by_place", placed)

    @property
    def carriers(self) -> list[str]:
        """The carriers' short names, in the sheet's order."""
        return list(dict.fromkeys(carrier for carrier, _ in self._by_place))

    def rate(self, carrier: str | None, place: str | None) -> Rate | None:
        """The carrier's row for a province, else its nationwide row, else None."""
        name = short_carrier(carrier)
        own = self._by_place.get((name, province(place)))
        return own or self._by_place.get((name, NATIONWIDE))


@dataclass(frozen=True, slots=True)
class Quote:
    """What one carrier takes for a parcel; `zone` is the row that priced it."""

    carrier: str
    zone: str
    charged_g: int
    fee_fen: int
    days: float | None = None


def volume_g(size_mm: Size | None, divisor: int | None) -> int:
    """The volume weight, L·W·H ÷ divisor, rounded up to a gram (steps are whole grams).

    >>> volume_g((400, 300, 200), 6000), volume_g((400, 300, 200), 8000)
    (4000, 3000)
    """
    if size_mm is None or not divisor or divisor < 0:
        return 0
    length, width, height = size_mm
    # mm³ ÷ 1000 are cm³, over cm³ for a kg are kg, times 1000 are g: the thousands go away.
    return -(-length * width * height // divisor)


def charged_g(rate: Rate, weight_g: int, size_mm: Size | None = None) -> int:
    """The weight a carrier bills: the heavier of scale and volume."""
    return max(weight_g, volume_g(size_mm, rate.divisor))


def fee_fen(rate: Rate, weight_g: int, size_mm: Size | None = None) -> int | None:
    """The fee of one parcel, or None where the carrier does not go or the row has no step.

    >>> zto = Rate("中通", "广东", 1000, 350, 1000, 120, 8000)
    >>> fee_fen(zto, 1000), fee_fen(zto, 1001), fee_fen(zto, 500, (400, 300, 200))
    (350, 470, 590)
    """
    if rate.is_excluded:
        return None
    over = charged_g(rate, weight_g, size_mm) - rate.first_g
    if over <= 0:
        return rate.first_fee_fen + rate.surcharge_fen
    if rate.step_g <= 0:
        return None
    return rate.first_fee_fen - (-over // rate.step_g) * rate.step_fee_fen + rate.surcharge_fen


def quotes(
    sheet: Sheet, place: str | None, weight_g: int, size_mm: Size | None = None
) -> list[Quote]:
    """Every carrier that goes there, cheapest first; of equals the faster one first.

    A carrier without a row for the province is priced by its nationwide row.
    """
    priced = []
    for name in sheet.carriers:
        rate = sheet.rate(name, place)
        fee = rate and fee_fen(rate, weight_g, size_mm)
        if fee is not None:
            zone, weight = province(rate.zone), charged_g(rate, weight_g, size_mm)
            priced.append(Quote(name, zone, weight, fee, rate.days))
    return sorted(priced, key=_cheapest)


def choose(
    sheet: Sheet, place: str | None, weight_g: int, size_mm: Size | None = None
) -> Quote | None:
    """The carrier to take, or None where none goes."""
    return next(iter(quotes(sheet, place, weight_g, size_mm)), None)


def _cheapest(quote: Quote) -> tuple[int, float, str]:
    return quote.fee_fen, inf if quote.days is None else quote.days, quote.carrier


def faults(sheet: Sheet) -> list[Said]:
    """What is wrong in a sheet, each as a sentence and its facts; an empty list is a good sheet."""
    if not sheet.rates:
        return [(EMPTY, {})]
    found = [said for rate in sheet.rates for said in _row_faults(rate)]
    counted = Counter((short_carrier(rate.carrier), province(rate.zone)) for rate in sheet.rates)
    found += [
        (TWICE, {"carrier": carrier, "zone": zone, "n": n})
        for (carrier, zone), n in counted.items()
        if n > 1
    ]
    found += [
        (NO_NATIONWIDE, {"carrier": name})
        for name in sheet.carriers
        if (name, NATIONWIDE) not in counted
    ]
    return found


def _row_faults(rate: Rate) -> Iterator[Said]:
    row = {"carrier": rate.carrier, "zone": rate.zone}
    if not rate.carrier.strip():
        yield NO_CARRIER, {"zone": rate.zone}
    if province(rate.zone) not in PROVINCES | {NATIONWIDE}:
        yield UNKNOWN_ZONE, row
    if rate.is_excluded:
        return
    if rate.first_g <= 0 or rate.step_g <= 0:
        yield NO_STEP, row
    if min(rate.first_fee_fen, rate.step_fee_fen, rate.surcharge_fen) < 0:
        yield NEGATIVE, row
    if rate.divisor and rate.divisor < 1000:
        yield ODD_DIVISOR, row | {"divisor": rate.divisor}


EMPTY = message("The price sheet has no rows. Paste or import the carriers' prices first.")
NO_NATIONWIDE = message(
    "{carrier} has no row for 全国 (nationwide). Add one: it prices every province without its own."
)
TWICE = message("{carrier} has {n} rows for {zone}. Keep one; until then the last one counts.")
NO_CARRIER = message("A row for {zone} names no carrier. Write the carrier's name.")
UNKNOWN_ZONE = message(
    "{carrier}: “{zone}” is no province. Write a province or 全国 (nationwide), one a row."
)
NO_STEP = message(
    "{carrier}, {zone}: first weight and step must be above 0. Write 1 kg as 1000 g; "
    "for a flat price set the step fee to 0."
)
NEGATIVE = message("{carrier}, {zone}: a fee is below 0. Correct the fee.")
ODD_DIVISOR = message(
    "{carrier}, {zone}: a volume divisor of {divisor} is not usual. "
    "Write 6000 or 8000 as in the contract, or 0 for none."
)
