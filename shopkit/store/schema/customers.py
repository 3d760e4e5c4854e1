"""Customers by pseudonym: who may be written to, the lists that were taken, what came of them."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
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

# Nothing is changed here: the newest word of a buyer holds.
customer_consent = Table(
    "customer_consent",
    facts,
    numbered(),
    of_shop(),
    Column("buyer", String, nullable=False),
    Column("may_contact", Boolean, nullable=False),
    Column("source", String, nullable=False, server_default=""),
    Column("said_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key", "buyer"),
    Index(None, "shop_id", "buyer"),
)

contact_list = Table(
    "contact_list",
    facts,
    numbered(),
    of_shop(),
    Column("taken_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
)

# A buyer of the control group stands on the list and is left alone: the difference is the effect.
contact = Table(
    "contact",
    facts,
    numbered(),
    within("contact_list", "list_id"),
    of_shop(),
    Column("buyer", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("order_id", String, nullable=False, server_default=""),
    Column("expected_fen", Number, nullable=False, server_default="0"),
    Column("is_control", Boolean, nullable=False, server_default="0"),
    UniqueConstraint("list_id", "buyer"),
    Index(None, "shop_id", "buyer"),
)

contact_outcome = Table(
    "contact_outcome",
    facts,
    numbered(),
    within("contact", "contact_id"),
    Column("outcome", String, nullable=False),
    Column("note", String, nullable=False, server_default=""),
    Column("said_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("contact_id", "key"),
    CheckConstraint(
        "outcome in ('bought', 'replied', 'silent', 'unreached', 'refused')", name="is_an_outcome"
    ),
)
