"""Goods to list and take down, words checked and released, rules and who read them, rivals seen."""

from sqlalchemy import (
    JSON,
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
    facts,
    numbered,
    of_shop,
    retried,
    within,
)

listing = Table(
    "listing",
    facts,
    numbered(),
    of_shop(),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("item_id", String, nullable=False, server_default=""),
    Column("state", String, nullable=False, server_default="open"),
    Column("at", Instant),
    beside("owner_id", "member"),
    Column("note", String, nullable=False, server_default=""),
    Column("done", JSON, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("closed_at", Instant),
    beside("closed_by", "member"),
    Column("version", Number, nullable=False, server_default="1"),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
    CheckConstraint("kind in ('list', 'delist', 'change')", name="is_a_kind"),
    CheckConstraint("state in ('open', 'done', 'dropped')", name="is_a_state"),
    Index(None, "shop_id", "state"),
)

# Evidence: what was checked, by which words, what was found. A row is never changed.
lint_check = Table(
    "lint_check",
    facts,
    numbered(),
    of_shop(),
    Column("kind", String, nullable=False),
    Column("item_id", String, nullable=False, server_default=""),
    Column("text", String, nullable=False),
    Column("text_hash", String(16), nullable=False),
    Column("words_version", String(10), nullable=False),
    Column("level", String, nullable=False),
    Column("hits", JSON, nullable=False),
    Column("checked_at", Instant, nullable=False),
    by_whom(),
    retried(),
    CheckConstraint("level in ('block', 'ask', 'pass')", name="is_a_level"),
    UniqueConstraint("shop_id", "text_hash", "kind", "item_id", "words_version"),
)

lint_release = Table(
    "lint_release",
    facts,
    numbered(),
    of_shop(),
    Column("text_hash", String(16), nullable=False),
    Column("text", String, nullable=False),
    Column("phrase", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("note", String, nullable=False, server_default=""),
    Column("words_version", String(10), nullable=False),
    Column("released_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "text_hash", "phrase"),
)

lint_phrase = Table(
    "lint_phrase",
    facts,
    of_shop(primary_key=True),
    Column("phrase", String, primary_key=True),
    Column("level", String, nullable=False),
    Column("source", String, nullable=False, server_default=""),
    Column("added_on", Date, nullable=False),
    by_whom(),
    CheckConstraint("level in ('block', 'ask', 'pass')", name="is_a_level"),
)

rule = Table(
    "rule",
    facts,
    numbered(),
    of_shop(),
    Column("title", String, nullable=False),
    Column("dated_on", Date, nullable=False),
    Column("source", String, nullable=False, server_default=""),
    Column("meaning", String, nullable=False, server_default=""),
    Column("words", JSON, nullable=False),
    Column("items", JSON, nullable=False),
    Column("is_verified", Number, nullable=False, server_default="0"),
    Column("version", Number, nullable=False, server_default="1"),
    Column("written_at", Instant, nullable=False),
    Column("closed_on", Date),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
    CheckConstraint("length(trim(title)) > 0", name="has_a_title"),
)

# Who read which version of a rule; a changed rule is read anew.
rule_reader = Table(
    "rule_reader",
    facts,
    within("rule", "rule_id", primary_key=True),
    Column("version", Number, primary_key=True, autoincrement=False),
    within("member", "member_id", primary_key=True),
    Column("read_at", Instant, nullable=False),
)

violation = Table(
    "violation",
    facts,
    numbered(),
    of_shop(),
    Column("happened_on", Date, nullable=False),
    Column("kind", String, nullable=False),
    Column("points", Number, nullable=False),
    Column("what", String, nullable=False),
    Column("item_id", String, nullable=False, server_default=""),
    beside("rule_id", "rule"),
    Column("recorded_at", Instant, nullable=False),
    Column("lifted_on", Date),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
    CheckConstraint("kind in ('general', 'severe', 'fake')", name="is_a_kind"),
    CheckConstraint("points between 0 and 48", name="has_points"),
)

rival_seen = Table(
    "rival_seen",
    facts,
    of_shop(primary_key=True),
    Column("rival", String, primary_key=True),
    Column("title", String, primary_key=True),
    Column("seen_on", Date, primary_key=True),
    Column("price_fen", Number, nullable=False),
    Column("item_id", String, nullable=False, server_default=""),
    Column("deal_fen", Number),
    Column("sales_qty", Number),
    Column("promotion", String, nullable=False, server_default=""),
    Column("picture", String, nullable=False, server_default=""),
    by_whom(),
    CheckConstraint("price_fen > 0", name="costs_something"),
)
