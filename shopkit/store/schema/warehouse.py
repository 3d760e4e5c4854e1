"""What the warehouse works through: purchases, counts, parcels, freight, safety rounds."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    Index,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from shopkit.store.schema.base import (
    Instant,
    Number,
    beside,
    by_whom,
    coded,
    facts,
    numbered,
    of_shop,
    retried,
    within,
)

purchase = Table(
    "purchase",
    facts,
    numbered(),
    of_shop(),
    Column("number", String, nullable=False),
    beside("supplier_id", "supplier", is_needed=True),
    Column("expected_on", Date),
    Column("remark", String, nullable=False, server_default=""),
    Column("created_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "number"),
    UniqueConstraint("shop_id", "key"),
)

purchase_line = Table(
    "purchase_line",
    facts,
    numbered(),
    within("purchase", "purchase_id"),
    of_shop(),
    Column("sku", String, nullable=False),
    Column("qty", Number, nullable=False),
    Column("unit_cost_fen", Number),
    coded("sku", "sku"),
    CheckConstraint("qty > 0", name="orders_something"),
    UniqueConstraint("purchase_id", "sku"),
)

# sent, dispatched, short, cancelled, closed: an order's state is its events and its moves.
purchase_event = Table(
    "purchase_event",
    facts,
    numbered(),
    within("purchase", "purchase_id"),
    Column("kind", String, nullable=False),
    Column("sku", String),
    Column("qty", Number),
    Column("reason", String, nullable=False, server_default=""),
    Column("happened_at", Instant, nullable=False),
    by_whom(),
    retried(),
    CheckConstraint(
        "kind in ('sent', 'dispatched', 'short', 'cancelled', 'closed')", name="is_a_kind"
    ),
)

stock_count = Table(
    "stock_count",
    facts,
    numbered(),
    of_shop(),
    Column("why", String, nullable=False),
    Column("planned_on", Date, nullable=False),
    Column("created_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
)

stock_count_line = Table(
    "stock_count_line",
    facts,
    numbered(),
    within("stock_count", "count_id"),
    Column("sku", String, nullable=False),
    Column("location", String, nullable=False),
    UniqueConstraint("count_id", "sku", "location"),
)

stock_count_entry = Table(
    "stock_count_entry",
    facts,
    numbered(),
    within("stock_count_line", "line_id"),
    Column("counted", Number, nullable=False),
    Column("counted_at", Instant, nullable=False),
    by_whom(),
    retried(),
    CheckConstraint("counted >= 0", name="counts_things"),
)

stock_count_verdict = Table(
    "stock_count_verdict",
    facts,
    within("stock_count_line", "line_id", primary_key=True),
    beside("target_id", "count_target"),
    Column("booked", Number, nullable=False),
    Column("counted", Number, nullable=False),
    Column("reason", String, nullable=False, server_default=""),
    Column("approved_at", Instant, nullable=False),
    by_whom(),
)

parcel = Table(
    "parcel",
    facts,
    numbered(),
    of_shop(),
    Column("order_id", String, nullable=False),
    Column("carrier", String, nullable=False),
    Column("tracking_no", String, nullable=False, server_default=""),
    Column("province", String, nullable=False, server_default=""),
    Column("lines", JSON, nullable=False),
    Column("weight_g", Number),
    Column("theory_g", Number),
    Column("fee_fen", Number),
    Column("shipped_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
    Index(None, "shop_id", "order_id"),
    Index(None, "shop_id", "shipped_at"),
)

wave = Table(
    "wave",
    facts,
    numbered(),
    of_shop(),
    Column("carrier", String, nullable=False, server_default=""),
    Column("cutoff_at", Instant),
    Column("created_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
)

wave_order = Table(
    "wave_order",
    facts,
    within("wave", "wave_id", primary_key=True),
    Column("order_id", String, primary_key=True),
)

order_hold = Table(
    "order_hold",
    facts,
    numbered(),
    of_shop(),
    Column("order_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("note", String, nullable=False, server_default=""),
    Column("held_at", Instant, nullable=False),
    by_whom(),
    Column("cleared_at", Instant),
    beside("cleared_by", "member"),
    retried(),
    UniqueConstraint("shop_id", "key"),
    Index(None, "shop_id", "order_id"),
)

freight_rate = Table(
    "freight_rate",
    facts,
    of_shop(primary_key=True),
    Column("carrier", String, primary_key=True),
    Column("zone", String, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("first_g", Number, nullable=False),
    Column("first_fee_fen", Number, nullable=False),
    Column("step_g", Number, nullable=False),
    Column("step_fee_fen", Number, nullable=False),
    Column("divisor", Number),
    Column("surcharge_fen", Number, nullable=False, server_default="0"),
    Column("is_excluded", Boolean, nullable=False, server_default="0"),
    Column("days", Float),
    CheckConstraint("first_g > 0 and step_g > 0", name="weighs_something"),
)

freight_bill_line = Table(
    "freight_bill_line",
    facts,
    numbered(),
    of_shop(),
    Column("month", String(7), nullable=False),
    Column("carrier", String, nullable=False),
    Column("tracking_no", String, nullable=False),
    Column("province", String, nullable=False, server_default=""),
    Column("weight_g", Number),
    Column("fee_fen", Number, nullable=False),
    Index(None, "shop_id", "month", "carrier"),
)

safety_item = Table(
    "safety_item",
    facts,
    numbered(),
    of_shop(),
    Column("topic", String, nullable=False),
    Column("question", String, nullable=False),
    Column("unit", String, nullable=False, server_default=""),
    Column("low", Float),
    Column("high", Float),
    Column("every_days", Number, nullable=False, server_default="1"),
    Column("closed_on", Date),
    CheckConstraint("topic in ('fire', 'theft', 'damp', 'pests')", name="is_a_topic"),
)

safety_round = Table(
    "safety_round",
    facts,
    numbered(),
    of_shop(),
    Column("walked_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
)

safety_finding = Table(
    "safety_finding",
    facts,
    numbered(),
    within("safety_round", "round_id"),
    beside("item_id", "safety_item", is_needed=True),
    Column("is_ok", Boolean, nullable=False),
    Column("value", Float),
    Column("note", String, nullable=False, server_default=""),
    Column("photo", LargeBinary),
    beside("task_id", "task"),
    UniqueConstraint("round_id", "item_id"),
)
