"""Orders of a shop that has only order lines: an invoice system's export, mapped by hand."""

from shopkit.lake.types import stored
from shopkit.tables import ORDERS

# Such lines carry no payment state: a line that exists was sold when it was written.
_FROM_LINES = {
    "order_id": "order_id",
    "buyer": "min(buyer)",
    "province": "min(province)",
    "status": "min(status)",
    "title": "min(title)",
    "qty": "sum(qty)::BIGINT",
    "paid_fen": "sum(paid_fen)::BIGINT",
    "refund_fen": "sum(refund_fen)::BIGINT",
    "created_at": "min(coalesce(created_at, paid_at))",
    "paid_at": "min(coalesce(paid_at, created_at))",
    "created_on": "min(coalesce(created_on, paid_on))",
    "paid_on": "min(coalesce(paid_on, created_on))",
    "seen_at": "max(seen_at)",
    "month": "min(month)",
}


def orders_from_lines() -> str:
    """SQL that makes the orders view from order lines: one row an order, its lines' sums."""
    columns = [
        f"{_FROM_LINES[name]} as {name}" if name in _FROM_LINES else f"null::{kind} as {name}"
        for name, kind in stored(ORDERS).items()
    ]
    return f"select {', '.join(columns)} from order_lines group by order_id"
