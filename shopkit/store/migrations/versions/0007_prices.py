"""Promotions: layers, what they take off, and when."""

import sqlalchemy as sa
from alembic import op

from shopkit.store.migrations.columns import INSTANT, NUMBER, beside, of_shop, within

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "promotion",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_promotion_shop_id"), "promotion", ["shop_id"])
    op.create_table(
        "promotion_version",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("promotion_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("layer", sa.String, nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.Column("rule", sa.JSON, nullable=False),
        sa.Column("is_stopped", sa.Boolean, server_default="0", nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint(
            "first_on <= last_on", name=op.f("ck_promotion_version_ends_after_it_begins")
        ),
        beside("member_id", "member"),
        within("promotion_id", "promotion"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("promotion_id", "version"),
        sa.UniqueConstraint("shop_id", "key"),
    )
