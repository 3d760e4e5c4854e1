"""Goods to list and take down, rules and who read them, rivals as they were seen."""

import sqlalchemy as sa
from alembic import op

from shopkit.store.migrations.columns import INSTANT, NUMBER, beside, of_shop, within

revision = "0009"
down_revision = "0008"
LEVELS = "level in ('block', 'ask', 'pass')"


def upgrade() -> None:
    op.create_table(
        "listing",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("item_id", sa.String, server_default="", nullable=False),
        sa.Column("state", sa.String, server_default="open", nullable=False),
        sa.Column("at", INSTANT),
        sa.Column("owner_id", NUMBER),
        sa.Column("note", sa.String, server_default="", nullable=False),
        sa.Column("done", sa.JSON, nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT),
        sa.Column("closed_by", NUMBER),
        sa.Column("version", NUMBER, server_default="1", nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint(
            "kind in ('list', 'delist', 'change')", name=op.f("ck_listing_is_a_kind")
        ),
        sa.CheckConstraint(
            "state in ('open', 'done', 'dropped')", name=op.f("ck_listing_is_a_state")
        ),
        beside("owner_id", "member"),
        beside("closed_by", "member"),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_index(op.f("ix_listing_shop_id_state"), "listing", ["shop_id", "state"])
    _words()
    _rules()
    op.create_table(
        "rival_seen",
        of_shop(),
        sa.Column("rival", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("seen_on", sa.Date, nullable=False),
        sa.Column("price_fen", NUMBER, nullable=False),
        sa.Column("item_id", sa.String, server_default="", nullable=False),
        sa.Column("deal_fen", NUMBER),
        sa.Column("sales_qty", NUMBER),
        sa.Column("promotion", sa.String, server_default="", nullable=False),
        sa.Column("picture", sa.String, server_default="", nullable=False),
        sa.Column("member_id", NUMBER),
        sa.CheckConstraint("price_fen > 0", name=op.f("ck_rival_seen_costs_something")),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("shop_id", "rival", "title", "seen_on"),
    )


def _words() -> None:
    op.create_table(
        "lint_check",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("item_id", sa.String, server_default="", nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("text_hash", sa.String(length=16), nullable=False),
        sa.Column("words_version", sa.String(length=10), nullable=False),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("hits", sa.JSON, nullable=False),
        sa.Column("checked_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint(LEVELS, name=op.f("ck_lint_check_is_a_level")),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "text_hash", "kind", "item_id", "words_version"),
    )
    op.create_table(
        "lint_release",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("text_hash", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("phrase", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("note", sa.String, server_default="", nullable=False),
        sa.Column("words_version", sa.String(length=10), nullable=False),
        sa.Column("released_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "text_hash", "phrase"),
    )
    op.create_table(
        "lint_phrase",
        of_shop(),
        sa.Column("phrase", sa.String, nullable=False),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("source", sa.String, server_default="", nullable=False),
        sa.Column("added_on", sa.Date, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.CheckConstraint(LEVELS, name=op.f("ck_lint_phrase_is_a_level")),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("shop_id", "phrase"),
    )


def _rules() -> None:
    op.create_table(
        "rule",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("dated_on", sa.Date, nullable=False),
        sa.Column("source", sa.String, server_default="", nullable=False),
        sa.Column("meaning", sa.String, server_default="", nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("is_verified", NUMBER, server_default="0", nullable=False),
        sa.Column("version", NUMBER, server_default="1", nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint("length(trim(title)) > 0", name=op.f("ck_rule_has_a_title")),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_table(
        "rule_reader",
        sa.Column("rule_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("version", NUMBER, autoincrement=False, nullable=False),
        sa.Column("member_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("read_at", INSTANT, nullable=False),
        within("rule_id", "rule"),
        within("member_id", "member"),
        sa.PrimaryKeyConstraint("rule_id", "version", "member_id"),
    )
    op.create_table(
        "violation",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("points", NUMBER, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("item_id", sa.String, server_default="", nullable=False),
        sa.Column("rule_id", NUMBER),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("lifted_on", sa.Date),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint(
            "kind in ('general', 'severe', 'fake')", name=op.f("ck_violation_is_a_kind")
        ),
        sa.CheckConstraint("points between 0 and 48", name=op.f("ck_violation_has_points")),
        beside("member_id", "member"),
        beside("rule_id", "rule"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
