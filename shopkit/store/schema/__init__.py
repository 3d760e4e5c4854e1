"""The operational store's tables: what people type, and which data versions belong together."""

from shopkit.store.schema.base import Instant, Number, facts
from shopkit.store.schema.meetings import (
    decision,
    meeting,
    message,
    message_attempt,
    praise,
    standup_entry,
    urgent,
)
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
from shopkit.store.schema.tasks import (
    task,
    task_change,
    task_check,
    task_comment,
    task_label,
    task_link,
    task_needs,
    task_plan,
    task_watcher,
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
    wave,
    wave_order,
)

__all__ = [
    "Instant", "Number", "count_target", "decision", "facts", "freight_bill_line",
    "freight_rate", "header_mapping", "import_file", "kpi_target", "lake_version", "location",
    "meeting", "member", "member_day_off", "member_role", "message", "message_attempt",
    "order_hold", "parcel", "praise", "purchase", "purchase_event", "purchase_line",
    "safety_finding", "safety_item", "safety_round", "setting", "shop", "sku", "standup_entry",
    "stock_balance", "stock_count", "stock_count_entry", "stock_count_line",
    "stock_count_verdict", "stock_move", "supplier", "task", "task_change", "task_check",
    "task_comment", "task_label", "task_link", "task_needs", "task_plan", "task_watcher",
    "urgent", "wave", "wave_order",
]  # fmt: skip
