"""The packing table: are these the right goods, and does the parcel weigh what it should."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shopkit.shipping.orders import OrderLine
from shopkit.text import message

TOLERANCE_G = 30
TOLERANCE_PERCENT = 5


@dataclass(frozen=True, slots=True)
class WeightCheck:
    """A parcel's weight against theory; `is_right` is None where there is nothing to compare."""

    is_right: bool | None
    off_g: int | None
    allowed_g: float | None
    template: str
    facts: dict[str, Any]


def theory_g(
    lines: Iterable[OrderLine], weights: Mapping[str, int | None], packaging_g: int = 0
) -> int | None:
    """What a parcel should weigh: its pieces and the packaging; None where a weight is unknown.

    >>> theory_g([OrderLine("MUG", 2)], {"MUG": 310}, 80), theory_g([OrderLine("TEE", 1)], {})
    (700, None)
    """
    total = packaging_g
    for line in lines:
        piece_g = weights.get(line.sku)
        if piece_g is None:
            return None
        total += piece_g * line.qty
    return total


def weight_check(actual_g: int, theory_g: int | None) -> WeightCheck:
    """Whether a parcel must be opened again: off by more than 30 g and 5 %, the larger of both.

    >>> weight_check(731, 700).is_right, weight_check(735, 700).is_right
    (True, True)
    >>> weight_check(736, 700).is_right, weight_check(131, 100).is_right
    (False, False)
    """
    if theory_g is None:
        return WeightCheck(None, None, None, UNWEIGHED, {"actual_g": actual_g})
    off_g = actual_g - theory_g
    is_right = abs(off_g) * 100 <= max(TOLERANCE_G * 100, TOLERANCE_PERCENT * theory_g)
    allowed_g = max(TOLERANCE_G, TOLERANCE_PERCENT * theory_g / 100)
    facts = {"actual_g": actual_g, "theory_g": theory_g, "off_g": abs(off_g)}
    told = RIGHT if is_right else HEAVY if off_g > 0 else LIGHT
    return WeightCheck(is_right, off_g, allowed_g, told, facts)


RIGHT = message("{actual_g} g, expected {theory_g} g: right.")
HEAVY = message(
    "{actual_g} g, expected {theory_g} g: {off_g} g too heavy. "
    "Open it and look for a piece too many or a wrong one."
)
LIGHT = message(
    "{actual_g} g, expected {theory_g} g: {off_g} g too light. "
    "Open it and look for what is missing."
)
UNWEIGHED = message(
    "{actual_g} g; there is nothing to compare with. Weigh each SKU of this order once and save it."
)


@dataclass(frozen=True, slots=True)
class ScanCheck:
    """An order at the packing table: pieces by SKU that are right, wrong, too many or missing."""

    right: dict[str, int]
    wrong: dict[str, int]
    extra: dict[str, int]
    missing: dict[str, int]
    template: str
    facts: dict[str, Any]

    @property
    def is_complete(self) -> bool:
        """Whether everything is there and nothing else."""
        return not (self.wrong or self.extra or self.missing)


def check_scan(lines: Iterable[OrderLine], scanned: Iterable[str]) -> ScanCheck:
    """What was scanned, one SKU a piece, against what the order needs.

    `wrong` are SKUs the order does not hold, `extra` pieces above what it holds. The sentence
    tells the worst: wrong before too many before missing.

    >>> check_scan([OrderLine("MUG", 2)], ["MUG", "TEE"]).missing
    {'MUG': 1}
    """
    needed: Counter[str] = Counter()
    for line in lines:
        needed[line.sku] += line.qty
    found = Counter(scanned)
    right = {sku: min(n, found[sku]) for sku, n in needed.items() if n > 0 and found[sku]}
    wrong = {sku: n for sku, n in found.items() if needed[sku] <= 0}
    extra = {sku: found[sku] - n for sku, n in needed.items() if 0 < n < found[sku]}
    missing = {sku: n - found[sku] for sku, n in needed.items() if n > found[sku]}
    return ScanCheck(right, wrong, extra, missing, *_told(wrong, extra, missing))


def _told(
    wrong: dict[str, int], extra: dict[str, int], missing: dict[str, int]
) -> tuple[str, dict[str, Any]]:
    for template, pieces in ((WRONG, wrong), (EXTRA, extra), (MISSING, missing)):
        if pieces:
            sku = next(iter(pieces))
            return template, {"sku": sku, "n": pieces[sku], "left": sum(pieces.values())}
    return COMPLETE, {}


WRONG = message("{sku} is not in this order. Put it back and scan the right one.")
EXTRA = message("{sku}: {n} too many. Put back what is too much.")
MISSING = message("Still missing: {n} × {sku}; {left} pieces in all.")
COMPLETE = message("Everything is in. Weigh it and close the parcel.")
