"""Months that were frozen: what their figures stood on, and what they said."""

from sqlalchemy import JSON, CheckConstraint, Column, Index, String, Table, UniqueConstraint

from shopkit.store.schema.base import (
    Instant,
    Number,
    beside,
    by_whom,
    facts,
    numbered,
    of_shop,
)

# `answers` is what this store said when the month was frozen, `figures` what was reported. A row
# without `frozen_at` was begun and never finished: its files are not there.
review = Table(
    "review",
    facts,
    numbered(),
    of_shop(),
    Column("month", String(7), nullable=False),
    Column("version", Number, nullable=False),
    beside("lake_version_id", "lake_version", is_needed=True),
    Column("lang", String(2), nullable=False),
    Column("known_at", Instant, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("figures", JSON),
    Column("manifest", JSON),
    Column("frozen_at", Instant),
    by_whom(),
    UniqueConstraint("shop_id", "month", "version"),
    CheckConstraint("version > 0", name="counts_from_one"),
)

# Every target that was ever set: what it was on the last day of a month follows.
kpi_target_set = Table(
    "kpi_target_set",
    facts,
    numbered(),
    of_shop(),
    Column("kpi", String, nullable=False),
    Column("month", String(7), nullable=False),
    Column("target", Number, nullable=False),
    Column("set_at", Instant, nullable=False),
    by_whom(),
    CheckConstraint("target > 0", name="above_zero"),
    Index(None, "shop_id", "month", "kpi", "set_at"),
)
