"""Campaigns: what was promised, and what came of it."""

import sqlalchemy as sa
from alembic import op

from shopkit.store.migrations.columns import INSTANT, NUMBER, beside, of_shop, within

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("promised_fen", NUMBER),
        sa.Column("promised_sales_fen", NUMBER),
        sa.Column("ads_fen", NUMBER, server_default="0", nullable=False),
        sa.Column("gifts_fen", NUMBER, server_default="0", nullable=False),
        sa.Column("freight_fen", NUMBER, server_default="0", nullable=False),
        sa.Column("margin_rate", sa.Float),
        sa.Column("owner_id", NUMBER),
        sa.Column("dropped_at", INSTANT),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("version", NUMBER, server_default="1", nullable=False),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_campaign_ends_after_it_begins")),
        sa.CheckConstraint(
            "ads_fen >= 0 and gifts_fen >= 0 and freight_fen >= 0",
            name=op.f("ck_campaign_costs_something"),
        ),
        beside("member_id", "member"),
        beside("owner_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_index(op.f("ix_campaign_shop_id_first_on"), "campaign", ["shop_id", "first_on"])
    op.create_table(
        "campaign_result",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("campaign_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("campaign_version", NUMBER, nullable=False),
        sa.Column("lake_version_id", NUMBER),
        sa.Column("asof", sa.Date, nullable=False),
        sa.Column("result", sa.JSON, nullable=False),
        sa.Column("measured_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        within("campaign_id", "campaign"),
        beside("lake_version_id", "lake_version"),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_index(
        op.f("ix_campaign_result_campaign_id_id"), "campaign_result", ["campaign_id", "id"]
    )
