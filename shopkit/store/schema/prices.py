"""Promotions: each change is a version of its own, so that what held on a day stays known."""

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
    by_whom,
    facts,
    numbered,
    of_shop,
    retried,
    within,
)

promotion = Table("promotion", facts, numbered(), of_shop(), Index(None, "shop_id"))

# `rule` holds what the promotion says beside its days; a stopped one is kept and holds no more.
promotion_version = Table(
    "promotion_version",
    facts,
    numbered(),
    of_shop(),
    within("promotion", "promotion_id"),
    Column("version", Number, nullable=False),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("layer", String, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("rule", JSON, nullable=False),
    Column("is_stopped", Boolean, nullable=False, server_default="0"),
    Column("changed_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("promotion_id", "version"),
    UniqueConstraint("shop_id", "key"),
    CheckConstraint("first_on <= last_on", name="ends_after_it_begins"),
)
