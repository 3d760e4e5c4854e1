"""Frozen months, and what their figures stood on."""

import sqlalchemy as sa
from alembic import op

from shopkit.store.migrations.columns import INSTANT, NUMBER, beside, of_shop

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("lake_version_id", NUMBER, nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("known_at", INSTANT, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("figures", sa.JSON),
        sa.Column("manifest", sa.JSON),
        sa.Column("frozen_at", INSTANT),
        sa.Column("member_id", NUMBER),
        sa.CheckConstraint("version > 0", name=op.f("ck_review_counts_from_one")),
        beside("lake_version_id", "lake_version"),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "month", "version"),
    )
    op.create_table(
        "kpi_target_set",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("kpi", sa.String, nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("target", NUMBER, nullable=False),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.CheckConstraint("target > 0", name=op.f("ck_kpi_target_set_above_zero")),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_kpi_target_set_shop_id_month_kpi_set_at"),
        "kpi_target_set",
        ["shop_id", "month", "kpi", "set_at"],
    )
