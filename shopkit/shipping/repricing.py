"""A month's parcels priced again: what each carrier would have taken, and the cheapest mix."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from shopkit.shipping.freight import Sheet, quotes
from shopkit.shipping.names import carrier as short_carrier
from shopkit.shipping.parcels import Parcel


@dataclass(frozen=True, slots=True)
class Repricing:
    """Parcels under every carrier; money in fen.

    `rows`, largest saving first, hold carrier, parcels (it can take), refused (it cannot),
    total_fen, used_fen and saving_fen (against what was used, over the same parcels). `mix` is how
    many parcels the cheapest carrier of each would give to whom; `best_fen`, `used_fen` and
    `saving_fen` are over the parcels where both are known. `unweighed` and `unpriced` parcels are
    in none of the sums.
    """

    rows: list[dict[str, Any]]
    parcels: int
    unweighed: int
    unpriced: int
    mix: dict[str, int]
    best_fen: int
    used_fen: int
    saving_fen: int


def repriced(parcels: Iterable[Parcel], sheet: Sheet) -> Repricing:
    """What the parcels would have cost under each carrier, and under the cheapest for each.

    What was used is the fee billed, or the sheet's fee of the parcel's own carrier.
    """
    parcels = list(parcels)
    priced = [_Priced(parcel, sheet) for parcel in parcels if parcel.weight_g is not None]
    known = [each for each in priced if each.fees]
    both = [each for each in known if each.used_fen is not None]
    best_fen, used_fen = sum(each.best_fen for each in both), sum(each.used_fen for each in both)
    rows = [_row(name, known, len(priced)) for name in sheet.carriers]
    return Repricing(
        rows=sorted(rows, key=lambda row: (-row["saving_fen"], row["carrier"])),
        parcels=len(parcels),
        unweighed=len(parcels) - len(priced),
        unpriced=len(priced) - len(known),
        mix=dict(Counter(each.best for each in known).most_common()),
        best_fen=best_fen,
        used_fen=used_fen,
        saving_fen=used_fen - best_fen,
    )


class _Priced:
    """One parcel under all carriers."""

    def __init__(self, parcel: Parcel, sheet: Sheet) -> None:
        found = quotes(sheet, parcel.province, parcel.weight_g, parcel.size_mm)
        self.fees = {quote.carrier: quote.fee_fen for quote in found}
        self.best = found[0].carrier if found else ""
        self.best_fen = found[0].fee_fen if found else 0
        by_sheet = self.fees.get(short_carrier(parcel.carrier))
        self.used_fen = by_sheet if parcel.fee_fen is None else parcel.fee_fen


def _row(name: str, known: list[_Priced], weighed: int) -> dict[str, Any]:
    taken = [each for each in known if name in each.fees]
    both = [each for each in taken if each.used_fen is not None]
    used_fen = sum(each.used_fen for each in both)
    return {
        "carrier": name,
        "parcels": len(taken),
        "refused": weighed - len(taken),
        "total_fen": sum(each.fees[name] for each in taken),
        "used_fen": used_fen,
        "saving_fen": used_fen - sum(each.fees[name] for each in both),
    }
