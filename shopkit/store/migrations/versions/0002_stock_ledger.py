"""Goods, places, suppliers, and the ledger of stock moves, which keeps itself."""

import sqlalchemy as sa
from alembic import op

from shopkit.store.migrations.columns import INSTANT, NUMBER, beside, coded, of_shop

revision = "0002"
down_revision = "0001"

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


def upgrade() -> None:
    op.create_table(
        "location",
        of_shop(),
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
        "stock_balance",
        of_shop(),
        sa.Column("sku", sa.String, nullable=False),
        sa.Column("location", sa.String, nullable=False),
        sa.Column("qty", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("shop_id", "sku", "location"),
    )
    op.create_table(
        "supplier",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("lead_time_days", NUMBER),
        sa.Column("min_order_fen", NUMBER),
        sa.Column("remark", sa.String, server_default="", nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "name"),
    )
    op.create_table(
        "sku",
        of_shop(),
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
        beside("supplier_id", "supplier"),
        sa.PrimaryKeyConstraint("shop_id", "code"),
    )
    op.create_index(op.f("ix_sku_shop_id_barcode"), "sku", ["shop_id", "barcode"])
    op.create_table(
        "count_target",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
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
        beside("member_id", "member"),
        coded("location", "location"),
        coded("sku", "sku"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key", "part"),
    )
    op.create_index(
        op.f("ix_count_target_shop_id_sku_location_counted_at"),
        "count_target",
        ["shop_id", "sku", "location", "counted_at"],
    )
    op.create_table(
        "stock_move",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
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
        beside("member_id", "member"),
        coded("destination", "location"),
        coded("sku", "sku"),
        coded("source", "location"),
        beside("target_id", "count_target"),
        beside("undoes", "stock_move"),
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
    for statement in POSTGRES if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(sa.text(statement))
