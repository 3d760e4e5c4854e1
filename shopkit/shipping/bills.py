"""A carrier's bill held against our parcels and our price sheet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shopkit.shipping.freight import Sheet, fee_fen
from shopkit.shipping.names import carrier as short_carrier
from shopkit.shipping.names import province
from shopkit.shipping.parcels import Parcel
from shopkit.text import message

TOLERANCE_G = 100
TOLERANCE_PERCENT = 5


@dataclass(frozen=True, slots=True)
class BillLine:
    """A line of a carrier's bill; a negative fee is a credit."""

    tracking_no: str
    fee_fen: int
    weight_g: int | None = None
    carrier: str = ""
    province: str = ""
    billed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A bill line by line, largest claim first, and its sums in fen.

    Rows: tracking_no, carrier, province, billed_g, our_g, billed_fen, expected_fen (None where
    nothing can be said), claim_fen, verdict, template, facts. `verdicts` holds lines, billed_fen
    and claim_fen of each verdict. billed = claim + to pay, in every row and in the sums.
    `unbilled` are our parcels by these carriers that the bill lacks.
    """

    rows: list[dict[str, Any]]
    verdicts: dict[str, dict[str, int]]
    billed_fen: int
    claim_fen: int
    to_pay_fen: int
    unbilled: list[Parcel]


# What a line can turn out to be, worst first, with its sentence.
VERDICTS = {
    "not ours": message("We sent no parcel {tracking_no}. Ask the carrier for proof."),
    "billed twice": message("Parcel {tracking_no} was billed before. Claim it back."),
    "weight over": message("Billed at {billed_g} g, weighed {our_g} g here. Claim the difference."),
    "fee over": message("The sheet says ¥{expected}, billed ¥{billed}. Claim the difference."),
    "unchecked": message("Its weight or its price is not known here, so it cannot be checked."),
    "credit": message("A credit for parcel {tracking_no}."),
    "right": message("Right."),
}


def reconciled(
    lines: Iterable[BillLine],
    parcels: Iterable[Parcel],
    sheet: Sheet,
    *,
    tolerance_g: int = TOLERANCE_G,
) -> Reconciliation:
    """Each billed line against our parcel and our sheet.

    Weight is over when billed above ours by more than `tolerance_g` and 5 %; the claim is then the
    fee above that of our weight. A credit lowers the claims of its own tracking number.
    """
    lines, parcels = list(lines), list(parcels)
    ours = {parcel.tracking_no: parcel for parcel in parcels if parcel.tracking_no}
    credits: dict[str, int] = defaultdict(int)
    for line in lines:
        credits[line.tracking_no] -= min(line.fee_fen, 0)
    seen: set[str] = set()
    rows = []
    for line in lines:
        row = _judged(line, ours.get(line.tracking_no), sheet, tolerance_g=tolerance_g)
        if line.fee_fen >= 0 and line.tracking_no in seen and line.tracking_no in ours:
            row |= {"verdict": "billed twice", "expected_fen": 0, "claim_fen": line.fee_fen}
        if line.fee_fen >= 0:
            seen.add(line.tracking_no)
        used = min(credits[line.tracking_no], row["claim_fen"])
        credits[line.tracking_no] -= used
        rows.append(_told(row | {"claim_fen": row["claim_fen"] - used}))
    carriers = {short_carrier(line.carrier) for line in lines if line.carrier}
    unbilled = [
        parcel
        for parcel in parcels
        if parcel.tracking_no not in seen and short_carrier(parcel.carrier) in carriers
    ]
    return _summed(rows, unbilled)


def _judged(
    line: BillLine, parcel: Parcel | None, sheet: Sheet, *, tolerance_g: int
) -> dict[str, Any]:
    place = province((parcel and parcel.province) or line.province)
    name = line.carrier or (parcel.carrier if parcel else "")
    row = {
        "tracking_no": line.tracking_no,
        "carrier": short_carrier(name),
        "province": place,
        "billed_g": line.weight_g,
        "our_g": parcel and parcel.weight_g,
        "billed_fen": line.fee_fen,
        "expected_fen": None,
        "claim_fen": 0,
    }
    if line.fee_fen < 0:
        return row | {"verdict": "credit"}
    if parcel is None:
        return row | {"verdict": "not ours", "expected_fen": 0, "claim_fen": line.fee_fen}
    rate = sheet.rate(name, place)
    if rate is None or parcel.weight_g is None:
        return row | {"verdict": "unchecked"}
    is_heavy = _is_over(line.weight_g, parcel.weight_g, tolerance_g)
    # Within tolerance the carrier's scale is taken as right, so that it alone makes no claim.
    weight_g = max(parcel.weight_g, 0 if is_heavy else line.weight_g or 0)
    expected = fee_fen(rate, weight_g, parcel.size_mm)
    if expected is None:
        return row | {"verdict": "unchecked"}
    over = max(line.fee_fen - expected, 0)
    verdict = "right" if not over else "weight over" if is_heavy else "fee over"
    return row | {"verdict": verdict, "expected_fen": expected, "claim_fen": over}


def _is_over(billed_g: int | None, our_g: int, tolerance_g: int) -> bool:
    if billed_g is None:
        return False
    return (billed_g - our_g) * 100 > max(tolerance_g * 100, TOLERANCE_PERCENT * our_g)


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    expected = row["expected_fen"]
    facts = {name: row[name] for name in ("tracking_no", "billed_g", "our_g")}
    facts["billed"] = f"{row['billed_fen'] / 100:.2f}"
    facts["expected"] = "–" if expected is None else f"{expected / 100:.2f}"
    return {**row, "template": VERDICTS[row["verdict"]], "facts": facts}


def _summed(rows: list[dict[str, Any]], unbilled: list[Parcel]) -> Reconciliation:
    verdicts = {
        name: {"lines": 0, "billed_fen": 0, "claim_fen": 0}
        for name in VERDICTS
        if any(row["verdict"] == name for row in rows)
    }
    for row in rows:
        of_kind = verdicts[row["verdict"]]
        of_kind["lines"] += 1
        of_kind["billed_fen"] += row["billed_fen"]
        of_kind["claim_fen"] += row["claim_fen"]
    billed = sum(row["billed_fen"] for row in rows)
    claim = sum(row["claim_fen"] for row in rows)
    worst_first = sorted(rows, key=lambda row: (-row["claim_fen"], row["tracking_no"]))
    return Reconciliation(worst_first, verdicts, billed, claim, billed - claim, unbilled)
