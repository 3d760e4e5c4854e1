"""The operational store's tables: what people type, and which data versions belong together."""

from shopkit.store.schema.base import Instant, Number, facts
from shopkit.store.schema.shops import (
    header_mapping,
    import_file,
    kpi_target,
    lake_version,
    member,
    member_day_off,
    member_role,
    setting,
    shop,
)
from shopkit.store.schema.stock import (
    count_target,
    location,
    sku,
    stock_balance,
    stock_move,
    supplier,
)
from shopkit.store.schema.warehouse import (
    freight_bill_line,
    freight_rate,
    order_hold,
    parcel,
    purchase,
    purchase_event,
    purchase_line,
    safety_finding,
    safety_item,
    safety_round,
    stock_count,
    stock_count_entry,
    stock_count_line,
    stock_count_verdict,
    task,
    wave,
    wave_order,
)

__all__ = [
    "Instant", "Number", "count_target", "facts", "freight_bill_line", "freight_rate",
    "header_mapping", "import_file", "kpi_target", "lake_version", "location", "member",
    "member_day_off", "member_role", "order_hold", "parcel", "purchase", "purchase_event",
    "purchase_line", "safety_finding", "safety_item", "safety_round", "setting", "shop", "sku",
    "stock_balance", "stock_count", "stock_count_entry", "stock_count_line",
    "stock_count_verdict", "stock_move", "supplier", "task", "wave", "wave_order",
]  # fmt: skip
