"""Orders that wait for the warehouse, as values; from the flat rows of the lake."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class OrderLine:
    """Pieces of one SKU in an order."""

    sku: str
    qty: int
    title: str = ""
    props: str = ""
    line_id: str = ""
    refund_status: str = ""


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """An order not shipped yet, or not wholly, with the lines still to go. Instants are UTC."""

    order_id: str
    lines: tuple[OrderLine, ...] = ()
    created_at: datetime | None = None
    paid_at: datetime | None = None
    status: str = ""
    province: str = ""
    carrier: str = ""

    @property
    def is_single(self) -> bool:
        """Whether it holds one SKU only: packed straight from its bin."""
        return len({line.sku for line in self.lines}) == 1


def open_orders(rows: Iterable[Mapping[str, Any]]) -> list[OpenOrder]:
    """Rows of the lake's `open_orders` or `unpaid_orders`, one a line, as orders in their order."""
    lines: dict[str, list[OrderLine]] = {}
    heads: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        heads.setdefault(row["order_id"], row)
        lines.setdefault(row["order_id"], []).append(_line(row))
    return [_order(head, tuple(lines[number])) for number, head in heads.items()]


def _order(head: Mapping[str, Any], lines: tuple[OrderLine, ...]) -> OpenOrder:
    words = {name: head.get(name) or "" for name in ("status", "province", "carrier")}
    instants = {name: aware(head.get(name)) for name in ("created_at", "paid_at")}
    return OpenOrder(head["order_id"], lines, **instants, **words)


def _line(row: Mapping[str, Any]) -> OrderLine:
    words = {name: row.get(name) or "" for name in ("title", "props", "line_id", "refund_status")}
    return OrderLine(row.get("sku") or "", int(row.get("qty") or 0), **words)


def aware(instant: datetime | None) -> datetime | None:
    """An instant with its zone: the lake keeps UTC without saying so."""
    if instant is None or instant.tzinfo:
        return instant
    return instant.replace(tzinfo=UTC)
