"""Campaigns: what was promised, and what came of it each time it was measured."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    Float,
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

campaign = Table(
    "campaign",
    facts,
    numbered(),
    of_shop(),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("items", JSON, nullable=False),
    Column("promised_fen", Number),
    Column("promised_sales_fen", Number),
    Column("ads_fen", Number, nullable=False, server_default="0"),
    Column("gifts_fen", Number, nullable=False, server_default="0"),
    Column("freight_fen", Number, nullable=False, server_default="0"),
    Column("margin_rate", Float),
    beside("owner_id", "member"),
    Column("dropped_at", Instant),
    Column("recorded_at", Instant, nullable=False),
    by_whom(),
    Column("version", Number, nullable=False, server_default="1"),
    retried(),
    UniqueConstraint("shop_id", "key"),
    CheckConstraint("last_on >= first_on", name="ends_after_it_begins"),
    CheckConstraint("ads_fen >= 0 and gifts_fen >= 0 and freight_fen >= 0", name="costs_something"),
    Index(None, "shop_id", "first_on"),
)

# A result is what was found then, with the data it was found in: it is never written over.
campaign_result = Table(
    "campaign_result",
    facts,
    numbered(),
    of_shop(),
    within("campaign", "campaign_id"),
    Column("campaign_version", Number, nullable=False),
    beside("lake_version_id", "lake_version"),
    Column("asof", Date, nullable=False),
    Column("result", JSON, nullable=False),
    Column("measured_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
    Index(None, "campaign_id", "id"),
)
