"""What the watch is read beside: events of the shop, and what became of alarms."""

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
    beside,
    by_whom,
    facts,
    numbered,
    of_shop,
    retried,
)

# A row is never changed: one that was wrong is struck, and stays to be read.
shop_event = Table(
    "shop_event",
    facts,
    numbered(),
    of_shop(),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("items", JSON, nullable=False),
    Column("note", String, nullable=False, server_default=""),
    Column("written_at", Instant, nullable=False),
    by_whom(),
    Column("struck_at", Instant),
    beside("struck_by", "member"),
    retried(),
    UniqueConstraint("shop_id", "key"),
    CheckConstraint("last_on >= first_on", name="ends_after_it_begins"),
    CheckConstraint("length(trim(name)) > 0", name="has_a_name"),
    Index(None, "shop_id", "first_on"),
)

# confirmed with a cause, silenced until a day, made a task: of a series, on a day of its alarm.
alarm_mark = Table(
    "alarm_mark",
    facts,
    numbered(),
    of_shop(),
    Column("series", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("kind", String, nullable=False),
    Column("cause", String, nullable=False, server_default=""),
    Column("until_on", Date),
    beside("task_id", "task"),
    Column("marked_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("shop_id", "key"),
    CheckConstraint("kind in ('confirmed', 'silenced', 'task')", name="is_a_kind"),
    Index(None, "shop_id", "series", "day"),
)
