"""Goods, places and the ledger of stock moves; what the warehouse works through."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
INSTANT = sa.DateTime(timezone=True)


def _of_shop() -> sa.Column:
    reference = sa.ForeignKey("shop.id", ondelete="CASCADE")
    return sa.Column("shop_id", sa.String, reference, nullable=False)


def _beside(column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], deferrable=True, initially="DEFERRED")


def _coded(column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["shop_id", column],
        [f"{other}.shop_id", f"{other}.code"],
        deferrable=True,
        initially="DEFERRED",
    )


def upgrade() -> None:
    _tables()
    if op.get_bind().dialect.name == "postgresql":
        _statements(POSTGRES)
    else:
        _statements(SQLITE)


def _statements(statements: tuple[str, ...]) -> None:
    for statement in statements:
        op.execute(sa.text(statement))


BOOKED = """
    insert into stock_balance (shop_id, sku, location, qty)
    values (new.shop_id, new.sku, new.source, -new.qty)
    on conflict (shop_id, sku, location) do update set qty = stock_balance.qty - new.qty;
    insert into stock_balance (shop_id, sku, location, qty)
    values (new.shop_id, new.sku, new.destination, new.qty)
    on conflict (shop_id, sku, location) do update set qty = stock_balance.qty + new.qty;
"""
# A shop that is removed takes its ledger along; nothing else may change or lose a move.
SQLITE = (
    f"create trigger stock_move_booked after insert on stock_move begin {BOOKED} end",
    "create trigger stock_move_kept before update on stock_move begin "
    "select raise(abort, 'a stock move is never changed'); end",
    "create trigger stock_move_stays before delete on stock_move "
    "when exists (select 1 from shop where id = old.shop_id) begin "
    "select raise(abort, 'a stock move is never removed'); end",
)
POSTGRES = (
    f"create function stock_move_booked() returns trigger language plpgsql as "
    f"$$ begin {BOOKED} return new; end $$",
    "create trigger stock_move_booked after insert on stock_move "
    "for each row execute function stock_move_booked()",
    "create function stock_move_kept() returns trigger language plpgsql as $$ begin "
    "if tg_op = 'DELETE' and not exists (select 1 from shop where id = old.shop_id) then "
    "return old; end if; raise exception 'a stock move is never changed'; end $$",
    "create trigger stock_move_kept before update or delete on stock_move "
    "for each row execute function stock_move_kept()",
)


def _tables() -> None:
    op.create_table(
        "freight_bill_line",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        _of_shop(),
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
        _of_shop(),
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
        "location",
        _of_shop(),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("walk", NUMBER),
        sa.Column("is_bin", sa.Boolean, server_default="0", nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.CheckConstraint(
            "kind in ('supplier', 'storage', 'customer', 'adjustment', 'damaged', 'transit')",
            name=op.f("ck_location_is_a_kind"),
        ),
        sa.CheckConstraint("length(trim(code)) > 0", name=op.f("ck_location_has_a_code")),
        sa.PrimaryKeyConstraint("shop_id", "code"),
    )
    op.create_table(
        "safety_item",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        _of_shop(),
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
        "stock_balance",
        _of_shop(),
        sa.Column("sku", sa.String, nullable=False),
        sa.Column("location", sa.String, nullable=False),
        sa.Column("qty", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("shop_id", "sku", "location"),
    )
    op.create_table(
        "supplier",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        _of_shop(),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("lead_time_days", NUMBER),
        sa.Column("min_order_fen", NUMBER),
        sa.Column("remark", sa.String, server_default="", nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "name"),
    )
    op.create_table(
        "order_hold",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        _of_shop(),
        sa.Column("order_id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("note", sa.String, server_default="", nullable=False),
        sa.Column("held_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("cleared_at", INSTANT),
        sa.Column("cleared_by", NUMBER),
        sa.Column("key", sa.String(length=80)),
        _beside("cleared_by", "member"),
        _beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_index(op.f("ix_order_hold_shop_id_order_id"), "order_hold", ["shop_id", "order_id"])
    op.create_table(
        "parcel",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        _of_shop(),
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
        _beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_index(op.f("ix_parcel_shop_id_order_id"), "parcel", ["shop_id", "order_id"])
    op.create_index(op.f("ix_parcel_shop_id_shipped_at"), "parcel", ["shop_id", "shipped_at"])
    op.create_table(
        "purchase",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        _of_shop(),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("supplier_id", NUMBER, nullable=False),
        sa.Column("expected_on", sa.Date),
        sa.Column("remark", sa.String, server_default="", nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        _beside("member_id", "member"),
        _beside("supplier_id", "supplier"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
        sa.UniqueConstraint("shop_id", "number"),
    )
    op.create_table(
        "safety_round",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        _of_shop(),
        sa.Column("walked_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        _beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_table(
        "sku",
        _of_shop(),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("title", sa.String, server_default="", nullable=False),
        sa.Column("props", sa.String, server_default="", nullable=False),
        sa.Column("barcode", sa.String, server_default="", nullable=False),
        sa.Column("item_id", sa.String, server_default="", nullable=False),
        sa.Column("price_fen", NUMBER),
        sa.Column("cost_fen", NUMBER),
        sa.Column("weight_g", NUMBER),
        sa.Column("length_mm", NUMBER),
        sa.Column("width_mm", NUMBER),
        sa.Column("height_mm", NUMBER),
        sa.Column("pack_size", NUMBER, server_default="1", nullable=False),
        sa.Column("moq", NUMBER, server_default="1", nullable=False),
        sa.Column("supplier_id", NUMBER),
        sa.Column("lead_time_days", NUMBER),
        sa.Column("season", sa.JSON),
        sa.Column("closed_on", sa.Date),
        sa.CheckConstraint("length(trim(code)) > 0", name=op.f("ck_sku_has_a_code")),
        sa.CheckConstraint("pack_size > 0 and moq > 0", name=op.f("ck_sku_comes_in_packs")),
        _beside("supplier_id", "supplier"),
        sa.PrimaryKeyConstraint("shop_id", "code"),
    )
    op.create_index(op.f("ix_sku_shop_id_barcode"), "sku", ["shop_id", "barcode"])
    op.create_table(
        "stock_count",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        _of_shop(),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("planned_on", sa.Date, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        _beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_table(
        "task",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        _of_shop(),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("description", sa.String, server_default="", nullable=False),
        sa.Column("owner_id", NUMBER),
        sa.Column("priority", NUMBER, server_default="2", nullable=False),
        sa.Column("state", sa.String, server_default="to do", nullable=False),
        sa.Column("place", sa.Float, server_default="0", nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("estimate_minutes", NUMBER),
        sa.Column("blocked_because", sa.String, server_default="", nullable=False),
        sa.Column("parent_id", NUMBER),
        sa.Column("document", sa.String, server_default="", nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", NUMBER),
        sa.Column("started_at", INSTANT),
        sa.Column("done_at", INSTANT),
        sa.Column("archived_at", INSTANT),
        sa.Column("version", NUMBER, server_default="1", nullable=False),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint("length(trim(title)) > 0", name=op.f("ck_task_has_a_title")),
        sa.CheckConstraint("priority between 1 and 4", name=op.f("ck_task_has_a_priority")),
        _beside("created_by", "member"),
        _beside("owner_id", "member"),
        _beside("parent_id", "task"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_index(op.f("ix_task_shop_id_state"), "task", ["shop_id", "state"])
    op.create_table(
        "wave",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        _of_shop(),
        sa.Column("carrier", sa.String, server_default="", nullable=False),
        sa.Column("cutoff_at", INSTANT),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        _beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_table(
        "count_target",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        _of_shop(),
        sa.Column("sku", sa.String, nullable=False),
        sa.Column("location", sa.String, nullable=False),
        sa.Column("counted_at", INSTANT, nullable=False),
        sa.Column("qty", NUMBER, nullable=False),
        sa.Column("document", sa.String, server_default="", nullable=False),
        sa.Column("reason", sa.String, server_default="", nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.Column("part", NUMBER, server_default="0", nullable=False),
        sa.CheckConstraint("qty >= 0", name=op.f("ck_count_target_counts_things")),
        _beside("member_id", "member"),
        _coded("location", "location"),
        _coded("sku", "sku"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key", "part"),
    )
    op.create_index(
        op.f("ix_count_target_shop_id_sku_location_counted_at"),
        "count_target",
        ["shop_id", "sku", "location", "counted_at"],
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
        _beside("member_id", "member"),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "purchase_line",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("purchase_id", NUMBER, autoincrement=False, nullable=False),
        _of_shop(),
        sa.Column("sku", sa.String, nullable=False),
        sa.Column("qty", NUMBER, nullable=False),
        sa.Column("unit_cost_fen", NUMBER),
        sa.CheckConstraint("qty > 0", name=op.f("ck_purchase_line_orders_something")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"], ondelete="CASCADE"),
        _coded("sku", "sku"),
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
        _beside("item_id", "safety_item"),
        sa.ForeignKeyConstraint(["round_id"], ["safety_round.id"], ondelete="CASCADE"),
        _beside("task_id", "task"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "item_id"),
    )
    op.create_table(
        "stock_count_line",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("count_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("sku", sa.String, nullable=False),
        sa.Column("location", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["count_id"], ["stock_count.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("count_id", "sku", "location"),
    )
    op.create_table(
        "wave_order",
        sa.Column("wave_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("order_id", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], ondelete="CASCADE"),
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
        sa.ForeignKeyConstraint(["line_id"], ["stock_count_line.id"], ondelete="CASCADE"),
        _beside("member_id", "member"),
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
        sa.ForeignKeyConstraint(["line_id"], ["stock_count_line.id"], ondelete="CASCADE"),
        _beside("member_id", "member"),
        _beside("target_id", "count_target"),
        sa.PrimaryKeyConstraint("line_id"),
    )
    op.create_table(
        "stock_move",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        _of_shop(),
        sa.Column("sku", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("destination", sa.String, nullable=False),
        sa.Column("qty", NUMBER, nullable=False),
        sa.Column("unit_cost_fen", NUMBER),
        sa.Column("moved_at", INSTANT, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("document", sa.String, server_default="", nullable=False),
        sa.Column("reason", sa.String, server_default="", nullable=False),
        sa.Column("remark", sa.String, server_default="", nullable=False),
        sa.Column("undoes", NUMBER),
        sa.Column("target_id", NUMBER),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.Column("part", NUMBER, server_default="0", nullable=False),
        sa.CheckConstraint("qty > 0", name=op.f("ck_stock_move_moves_something")),
        sa.CheckConstraint("source <> destination", name=op.f("ck_stock_move_goes_somewhere")),
        sa.CheckConstraint("unit_cost_fen >= 0", name=op.f("ck_stock_move_costs_something")),
        _beside("member_id", "member"),
        _coded("destination", "location"),
        _coded("sku", "sku"),
        _coded("source", "location"),
        _beside("target_id", "count_target"),
        _beside("undoes", "stock_move"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key", "part"),
        sa.UniqueConstraint("undoes"),
    )
    op.create_index(op.f("ix_stock_move_shop_id_document"), "stock_move", ["shop_id", "document"])
    op.create_index(op.f("ix_stock_move_shop_id_id"), "stock_move", ["shop_id", "id"])
    op.create_index(op.f("ix_stock_move_shop_id_moved_at"), "stock_move", ["shop_id", "moved_at"])
    op.create_index(
        op.f("ix_stock_move_shop_id_sku_moved_at"), "stock_move", ["shop_id", "sku", "moved_at"]
    )
