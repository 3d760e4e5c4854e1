"""Goods, places, suppliers and the ledger of moves between places; counts are targets of it."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
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
)

KINDS = ("supplier", "storage", "customer", "adjustment", "damaged", "transit")

supplier = Table(
    "supplier",
    facts,
    numbered(),
    of_shop(),
    Column("name", String, nullable=False),
    Column("lead_time_days", Number),
    Column("min_order_fen", Number),
    Column("remark", String, nullable=False, server_default=""),
    Column("closed_on", Date),
    UniqueConstraint("shop_id", "name"),
)

sku = Table(
    "sku",
    facts,
    of_shop(primary_key=True),
    Column("code", String, primary_key=True),
    Column("title", String, nullable=False, server_default=""),
    Column("props", String, nullable=False, server_default=""),
    Column("barcode", String, nullable=False, server_default=""),
    Column("item_id", String, nullable=False, server_default=""),
    Column("price_fen", Number),
    Column("cost_fen", Number),
    Column("weight_g", Number),
    Column("length_mm", Number),
    Column("width_mm", Number),
    Column("height_mm", Number),
    Column("pack_size", Number, nullable=False, server_default="1"),
    Column("moq", Number, nullable=False, server_default="1"),
    beside("supplier_id", "supplier"),
    Column("lead_time_days", Number),
    Column("season", JSON),
    Column("closed_on", Date),
    CheckConstraint("length(trim(code)) > 0", name="has_a_code"),
    CheckConstraint("pack_size > 0 and moq > 0", name="comes_in_packs"),
    Index(None, "shop_id", "barcode"),
)

location = Table(
    "location",
    facts,
    of_shop(primary_key=True),
    Column("code", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("walk", Number),
    Column("is_bin", Boolean, nullable=False, server_default="0"),
    Column("closed_on", Date),
    CheckConstraint(f"kind in {KINDS}", name="is_a_kind"),
    CheckConstraint("length(trim(code)) > 0", name="has_a_code"),
)


# A row says what a shelf held when it was counted. The move that makes the books agree is in
# the ledger under this row's document, and is derived again when an earlier move is found.
count_target = Table(
    "count_target",
    facts,
    numbered(),
    of_shop(),
    Column("sku", String, nullable=False),
    Column("location", String, nullable=False),
    Column("counted_at", Instant, nullable=False),
    Column("qty", Number, nullable=False),
    Column("document", String, nullable=False, server_default=""),
    Column("reason", String, nullable=False, server_default=""),
    Column("recorded_at", Instant, nullable=False),
    by_whom(),
    retried(),
    Column("part", Number, nullable=False, server_default="0"),
    coded("sku", "sku"),
    coded("location", "location"),
    CheckConstraint("qty >= 0", name="counts_things"),
    UniqueConstraint("shop_id", "key", "part"),
    Index(None, "shop_id", "sku", "location", "counted_at"),
)

stock_move = Table(
    "stock_move",
    facts,
    numbered(),
    of_shop(),
    Column("sku", String, nullable=False),
    Column("source", String, nullable=False),
    Column("destination", String, nullable=False),
    Column("qty", Number, nullable=False),
    Column("unit_cost_fen", Number),
    Column("moved_at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("document", String, nullable=False, server_default=""),
    Column("reason", String, nullable=False, server_default=""),
    Column("remark", String, nullable=False, server_default=""),
    beside("undoes", "stock_move"),
    beside("target_id", "count_target"),
    by_whom(),
    retried(),
    Column("part", Number, nullable=False, server_default="0"),
    coded("sku", "sku"),
    coded("source", "location"),
    coded("destination", "location"),
    CheckConstraint("qty > 0", name="moves_something"),
    CheckConstraint("source <> destination", name="goes_somewhere"),
    CheckConstraint("unit_cost_fen >= 0", name="costs_something"),
    UniqueConstraint("shop_id", "key", "part"),
    UniqueConstraint("undoes"),
    Index(None, "shop_id", "sku", "moved_at"),
    Index(None, "shop_id", "document"),
    Index(None, "shop_id", "moved_at"),
    Index(None, "shop_id", "id"),
)

# The ledger's running sum, kept by triggers and by nothing else; `store.ledger.audit` holds it
# to the moves. Summing a million moves for every page would take a second.
stock_balance = Table(
    "stock_balance",
    facts,
    of_shop(primary_key=True),
    Column("sku", String, primary_key=True),
    Column("location", String, primary_key=True),
    Column("qty", Number, nullable=False),
)
