"""Shops, members, imports, data versions, mappings and targets."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
INSTANT = sa.DateTime(timezone=True)


def _of_shop(*, primary_key: bool = False) -> sa.Column:
    reference = sa.ForeignKey("shop.id", ondelete="CASCADE", name=None)
    return sa.Column("shop_id", sa.String, reference, primary_key=primary_key, nullable=False)


def _of_member() -> sa.Column:
    reference = sa.ForeignKey("member.id", ondelete="CASCADE")
    return sa.Column("member_id", NUMBER, reference, primary_key=True)


def upgrade() -> None:
    op.create_table(
        "shop",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
        sa.Column("is_sample", sa.Boolean, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_shop_has_a_name")),
    )
    op.create_table(
        "setting",
        _of_shop(primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
    )
    op.create_table(
        "member",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        _of_shop(),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("works_from", sa.String(5), nullable=False),
        sa.Column("works_to", sa.String(5), nullable=False),
        sa.Column("workdays", sa.String, nullable=False),
        sa.Column("left_on", sa.Date),
        sa.UniqueConstraint("shop_id", "name"),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_member_has_a_name")),
        sa.CheckConstraint("language in ('zh', 'en')", name=op.f("ck_member_speaks")),
    )
    op.create_table("member_role", _of_member(), sa.Column("role", sa.String, primary_key=True))
    op.create_table("member_day_off", _of_member(), sa.Column("off_on", sa.Date, primary_key=True))
    op.create_table(
        "lake_version",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        _of_shop(),
        sa.Column("tables", sa.JSON, nullable=False),
        sa.Column("is_pinned", sa.Boolean, nullable=False),
        sa.Column("committed_at", INSTANT, nullable=False),
    )
    op.create_table(
        "import_file",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        _of_shop(),
        sa.Column("lake_version_id", NUMBER, sa.ForeignKey("lake_version.id")),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("rows", NUMBER, nullable=False),
        sa.Column("new_rows", NUMBER, nullable=False),
        sa.Column("changed_rows", NUMBER, nullable=False),
        sa.Column("totals", sa.JSON, nullable=False),
        sa.Column("first_on", sa.Date),
        sa.Column("last_on", sa.Date),
        sa.Column("imported_by", sa.String, nullable=False),
        sa.Column("imported_at", INSTANT, nullable=False),
    )
    op.create_table(
        "header_mapping",
        _of_shop(primary_key=True),
        sa.Column("headers", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("mapping", sa.JSON, nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
    )
    op.create_table(
        "kpi_target",
        _of_shop(primary_key=True),
        sa.Column("kpi", sa.String, primary_key=True),
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("target", NUMBER, nullable=False),
        sa.CheckConstraint("target > 0", name=op.f("ck_kpi_target_above_zero")),
    )
