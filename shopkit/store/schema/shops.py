"""Shops, members, imports, data versions, mappings and targets."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    String,
    Table,
    UniqueConstraint,
)

from shopkit.store.schema.base import Instant, Number, facts, numbered, of_shop

shop = Table(
    "shop",
    facts,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("is_sample", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    CheckConstraint("length(trim(name)) > 0", name="has_a_name"),
)

setting = Table(
    "setting",
    facts,
    of_shop(primary_key=True),
    Column("name", String, primary_key=True),
    Column("value", JSON, nullable=False),
)

member = Table(
    "member",
    facts,
    numbered(),
    of_shop(),
    Column("name", String, nullable=False),
    Column("language", String, nullable=False),
    Column("works_from", String(5), nullable=False),
    Column("works_to", String(5), nullable=False),
    Column("workdays", String, nullable=False),
    Column("left_on", Date),
    UniqueConstraint("shop_id", "name"),
    CheckConstraint("length(trim(name)) > 0", name="has_a_name"),
    CheckConstraint("language in ('zh', 'en')", name="speaks"),
)

member_role = Table(
    "member_role",
    facts,
    Column("member_id", Number, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String, primary_key=True),
)

member_day_off = Table(
    "member_day_off",
    facts,
    Column("member_id", Number, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True),
    Column("off_on", Date, primary_key=True),
)

lake_version = Table(
    "lake_version",
    facts,
    numbered(),
    of_shop(),
    Column("tables", JSON, nullable=False),
    Column("is_pinned", Boolean, nullable=False),
    Column("committed_at", Instant, nullable=False),
)

import_file = Table(
    "import_file",
    facts,
    numbered(),
    of_shop(),
    Column("lake_version_id", Number, ForeignKey("lake_version.id"), nullable=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("rows", Number, nullable=False),
    Column("new_rows", Number, nullable=False),
    Column("changed_rows", Number, nullable=False),
    Column("totals", JSON, nullable=False),
    Column("first_on", Date),
    Column("last_on", Date),
    Column("imported_by", String, nullable=False),
    Column("imported_at", Instant, nullable=False),
)

header_mapping = Table(
    "header_mapping",
    facts,
    of_shop(primary_key=True),
    Column("headers", String(64), primary_key=True),
    Column("kind", String, nullable=False),
    Column("mapping", JSON, nullable=False),
    Column("saved_at", Instant, nullable=False),
)

kpi_target = Table(
    "kpi_target",
    facts,
    of_shop(primary_key=True),
    Column("kpi", String, primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("target", Number, nullable=False),
    CheckConstraint("target > 0", name="above_zero"),
)
