"""What is watched: events of the shop, alarms and what became of them."""

import sqlalchemy as sa
from alembic import op

from shopkit.store.migrations.columns import INSTANT, NUMBER, beside, of_shop

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "shop_event",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("note", sa.String, server_default="", nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("struck_at", INSTANT),
        sa.Column("struck_by", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_shop_event_ends_after_it_begins")),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_shop_event_has_a_name")),
        beside("member_id", "member"),
        beside("struck_by", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_index(op.f("ix_shop_event_shop_id_first_on"), "shop_event", ["shop_id", "first_on"])
    op.create_table(
        "alarm_mark",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("series", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("cause", sa.String, server_default="", nullable=False),
        sa.Column("until_on", sa.Date),
        sa.Column("task_id", NUMBER),
        sa.Column("marked_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint(
            "kind in ('confirmed', 'silenced', 'task')", name=op.f("ck_alarm_mark_is_a_kind")
        ),
        beside("member_id", "member"),
        beside("task_id", "task"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_index(
        op.f("ix_alarm_mark_shop_id_series_day"), "alarm_mark", ["shop_id", "series", "day"]
    )
