"""What the warehouse works through: purchases, counts, parcels, freight, safety rounds."""

import sqlalchemy as sa
from alembic import op

from shopkit.store.migrations.columns import INSTANT, NUMBER, beside, coded, of_shop, within

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "freight_bill_line",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("carrier", sa.String, nullable=False),
        sa.Column("tracking_no", sa.String, nullable=False),
        sa.Column("province", sa.String, server_default="", nullable=False),
        sa.Column("weight_g", NUMBER),
        sa.Column("fee_fen", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_freight_bill_line_shop_id_month_carrier"),
        "freight_bill_line",
        ["shop_id", "month", "carrier"],
    )
    op.create_table(
        "freight_rate",
        of_shop(),
        sa.Column("carrier", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("first_g", NUMBER, nullable=False),
        sa.Column("first_fee_fen", NUMBER, nullable=False),
        sa.Column("step_g", NUMBER, nullable=False),
        sa.Column("step_fee_fen", NUMBER, nullable=False),
        sa.Column("divisor", NUMBER),
        sa.Column("surcharge_fen", NUMBER, server_default="0", nullable=False),
        sa.Column("is_excluded", sa.Boolean, server_default="0", nullable=False),
        sa.Column("days", sa.Float),
        sa.CheckConstraint(
            "first_g > 0 and step_g > 0", name=op.f("ck_freight_rate_weighs_something")
        ),
        sa.PrimaryKeyConstraint("shop_id", "carrier", "zone", "valid_from"),
    )
    op.create_table(
        "safety_item",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("topic", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("unit", sa.String, server_default="", nullable=False),
        sa.Column("low", sa.Float),
        sa.Column("high", sa.Float),
        sa.Column("every_days", NUMBER, server_default="1", nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.CheckConstraint(
            "topic in ('fire', 'theft', 'damp', 'pests')", name=op.f("ck_safety_item_is_a_topic")
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "order_hold",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("order_id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("note", sa.String, server_default="", nullable=False),
        sa.Column("held_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("cleared_at", INSTANT),
        sa.Column("cleared_by", NUMBER),
        sa.Column("key", sa.String(length=80)),
        beside("cleared_by", "member"),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_index(op.f("ix_order_hold_shop_id_order_id"), "order_hold", ["shop_id", "order_id"])
    op.create_table(
        "parcel",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("order_id", sa.String, nullable=False),
        sa.Column("carrier", sa.String, nullable=False),
        sa.Column("tracking_no", sa.String, server_default="", nullable=False),
        sa.Column("province", sa.String, server_default="", nullable=False),
        sa.Column("lines", sa.JSON, nullable=False),
        sa.Column("weight_g", NUMBER),
        sa.Column("theory_g", NUMBER),
        sa.Column("fee_fen", NUMBER),
        sa.Column("shipped_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_index(op.f("ix_parcel_shop_id_order_id"), "parcel", ["shop_id", "order_id"])
    op.create_index(op.f("ix_parcel_shop_id_shipped_at"), "parcel", ["shop_id", "shipped_at"])
    op.create_table(
        "purchase",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("supplier_id", NUMBER, nullable=False),
        sa.Column("expected_on", sa.Date),
        sa.Column("remark", sa.String, server_default="", nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        beside("member_id", "member"),
        beside("supplier_id", "supplier"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
        sa.UniqueConstraint("shop_id", "number"),
    )
    op.create_table(
        "safety_round",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("walked_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_table(
        "stock_count",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("planned_on", sa.Date, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_table(
        "wave",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("carrier", sa.String, server_default="", nullable=False),
        sa.Column("cutoff_at", INSTANT),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_table(
        "purchase_event",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("purchase_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("sku", sa.String),
        sa.Column("qty", NUMBER),
        sa.Column("reason", sa.String, server_default="", nullable=False),
        sa.Column("happened_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint(
            "kind in ('sent', 'dispatched', 'short', 'cancelled', 'closed')",
            name=op.f("ck_purchase_event_is_a_kind"),
        ),
        beside("member_id", "member"),
        within("purchase_id", "purchase"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "purchase_line",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("purchase_id", NUMBER, autoincrement=False, nullable=False),
        of_shop(),
        sa.Column("sku", sa.String, nullable=False),
        sa.Column("qty", NUMBER, nullable=False),
        sa.Column("unit_cost_fen", NUMBER),
        sa.CheckConstraint("qty > 0", name=op.f("ck_purchase_line_orders_something")),
        within("purchase_id", "purchase"),
        coded("sku", "sku"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("purchase_id", "sku"),
    )
    op.create_table(
        "safety_finding",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("round_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("is_ok", sa.Boolean, nullable=False),
        sa.Column("value", sa.Float),
        sa.Column("note", sa.String, server_default="", nullable=False),
        sa.Column("photo", sa.LargeBinary),
        sa.Column("task_id", NUMBER),
        beside("item_id", "safety_item"),
        within("round_id", "safety_round"),
        beside("task_id", "task"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "item_id"),
    )
    op.create_table(
        "stock_count_line",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("count_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("sku", sa.String, nullable=False),
        sa.Column("location", sa.String, nullable=False),
        within("count_id", "stock_count"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("count_id", "sku", "location"),
    )
    op.create_table(
        "wave_order",
        sa.Column("wave_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("order_id", sa.String, nullable=False),
        within("wave_id", "wave"),
        sa.PrimaryKeyConstraint("wave_id", "order_id"),
    )
    op.create_table(
        "stock_count_entry",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("line_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("counted", NUMBER, nullable=False),
        sa.Column("counted_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint("counted >= 0", name=op.f("ck_stock_count_entry_counts_things")),
        within("line_id", "stock_count_line"),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "stock_count_verdict",
        sa.Column("line_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("target_id", NUMBER),
        sa.Column("booked", NUMBER, nullable=False),
        sa.Column("counted", NUMBER, nullable=False),
        sa.Column("reason", sa.String, server_default="", nullable=False),
        sa.Column("approved_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        within("line_id", "stock_count_line"),
        beside("member_id", "member"),
        beside("target_id", "count_target"),
        sa.PrimaryKeyConstraint("line_id"),
    )
