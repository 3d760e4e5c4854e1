"""Meetings, decisions and praise; messages to the group chat, and matters that cannot wait."""

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

standup_entry = Table(
    "standup_entry",
    facts,
    numbered(),
    of_shop(),
    Column("held_on", Date, nullable=False),
    beside("member_id", "member", is_needed=True),
    Column("yesterday", String, nullable=False, server_default=""),
    Column("today", String, nullable=False, server_default=""),
    Column("blocker", String, nullable=False, server_default=""),
    beside("needs_id", "member"),
    Column("said_at", Instant, nullable=False),
    beside("written_by", "member"),
    Column("version", Number, nullable=False, server_default="1"),
    retried(),
    UniqueConstraint("shop_id", "held_on", "member_id"),
)

# `page` is the minutes as they were shown, frozen with the data version they stood on.
meeting = Table(
    "meeting",
    facts,
    numbered(),
    of_shop(),
    Column("kind", String, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("notes", JSON, nullable=False),
    Column("page", JSON),
    beside("lake_version_id", "lake_version"),
    by_whom(),
    Column("version", Number, nullable=False, server_default="1"),
    retried(),
    UniqueConstraint("shop_id", "kind", "held_on"),
    CheckConstraint("kind in ('standup', 'weekly', 'monthly')", name="is_a_kind"),
)

decision = Table(
    "decision",
    facts,
    numbered(),
    of_shop(),
    Column("what", String, nullable=False),
    Column("why", String, nullable=False, server_default=""),
    beside("owner_id", "member"),
    Column("kpi", String, nullable=False, server_default=""),
    Column("expected", JSON),
    Column("decided_on", Date, nullable=False),
    Column("look_on", Date),
    beside("meeting_id", "meeting"),
    Column("outcome", JSON),
    Column("closed_at", Instant),
    Column("recorded_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
    CheckConstraint("length(trim(what)) > 0", name="says_what"),
)

praise = Table(
    "praise",
    facts,
    numbered(),
    of_shop(),
    beside("to_id", "member", is_needed=True),
    Column("why", String, nullable=False),
    Column("said_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
)

# A message waits here until a robot took it; writing it never waits for the network.
message = Table(
    "message",
    facts,
    numbered(),
    of_shop(),
    Column("kind", String, nullable=False),
    Column("robot", String, nullable=False),
    Column("title", String, nullable=False, server_default=""),
    Column("text", String, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("not_before", Instant),
    Column("is_urgent", Number, nullable=False, server_default="0"),
    Column("state", String, nullable=False, server_default="waiting"),
    Column("next_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
    CheckConstraint(
        "state in ('waiting', 'sending', 'sent', 'unclear', 'failed', 'dropped')",
        name="is_a_state",
    ),
    Index(None, "state", "next_at"),
)

message_attempt = Table(
    "message_attempt",
    facts,
    numbered(),
    within("message", "message_id"),
    Column("part", Number, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("result", String, nullable=False, server_default="begun"),
    Column("detail", String, nullable=False, server_default=""),
    Index(None, "message_id"),
)

# An urgent matter: whom to tell, within how many minutes, then whom next; until somebody answers.
urgent = Table(
    "urgent",
    facts,
    numbered(),
    of_shop(),
    Column("what", String, nullable=False),
    Column("steps", JSON, nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("step", Number, nullable=False, server_default="0"),
    Column("next_at", Instant),
    Column("answered_at", Instant),
    beside("answered_by", "member"),
    Column("answer", String, nullable=False, server_default=""),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
)
