"""Parcels that left, as values; from the flat rows of the lake."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shopkit.shipping.freight import Size
from shopkit.shipping.orders import OrderLine, aware
from shopkit.shipping.packing import theory_g


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel that left: where to, by whom, its own weight; `fee_fen` what it really cost."""

    tracking_no: str
    carrier: str
    province: str
    weight_g: int | None
    size_mm: Size | None = None
    fee_fen: int | None = None
    order_id: str = ""
    shipped_at: datetime | None = None


def parcels(
    rows: Iterable[Mapping[str, Any]],
    weights: Mapping[str, int | None],
    *,
    packaging_g: int = 0,
    fees: Mapping[str, int] | None = None,
) -> list[Parcel]:
    """Rows of the lake's `parcels` with the weight that theory gives, None where a SKU has none.

    `fees` are the fees billed, in fen by tracking number.
    """
    return [_parcel(row, weights, packaging_g, fees or {}) for row in rows]


def _parcel(
    row: Mapping[str, Any], weights: Mapping[str, int | None], packaging_g: int, fees: Mapping
) -> Parcel:
    lines = [OrderLine(held["sku"] or "", held["qty"] or 0) for held in row["skus"] or ()]
    tracking_no = row["tracking_no"] or ""
    return Parcel(
        tracking_no,
        row["carrier"] or "",
        row["province"] or "",
        theory_g(lines, weights, packaging_g) if lines else None,
        fee_fen=fees.get(tracking_no),
        order_id=row["order_id"],
        shipped_at=aware(row["shipped_at"]),
    )
