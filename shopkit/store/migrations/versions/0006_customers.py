"""What was written to customers, who agreed to it, and what came of it."""

import sqlalchemy as sa
from alembic import op

from shopkit.store.migrations.columns import INSTANT, NUMBER, beside, of_shop, within

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "customer_consent",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("buyer", sa.String, nullable=False),
        sa.Column("may_contact", sa.Boolean, nullable=False),
        sa.Column("source", sa.String, server_default="", nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key", "buyer"),
    )
    op.create_index(
        op.f("ix_customer_consent_shop_id_buyer"), "customer_consent", ["shop_id", "buyer"]
    )
    op.create_table(
        "contact_list",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("taken_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_table(
        "contact",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("list_id", NUMBER, autoincrement=False, nullable=False),
        of_shop(),
        sa.Column("buyer", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("order_id", sa.String, server_default="", nullable=False),
        sa.Column("expected_fen", NUMBER, server_default="0", nullable=False),
        sa.Column("is_control", sa.Boolean, server_default="0", nullable=False),
        within("list_id", "contact_list"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("list_id", "buyer"),
    )
    op.create_index(op.f("ix_contact_shop_id_buyer"), "contact", ["shop_id", "buyer"])
    op.create_table(
        "contact_outcome",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("contact_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("note", sa.String, server_default="", nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint(
            "outcome in ('bought', 'replied', 'silent', 'unreached', 'refused')",
            name=op.f("ck_contact_outcome_is_an_outcome"),
        ),
        within("contact_id", "contact"),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contact_id", "key"),
    )
