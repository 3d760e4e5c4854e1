"""Tasks and all that hangs on them; each change is kept with who and when."""

from sqlalchemy import (
    JSON,
    Boolean,
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

task = Table(
    "task",
    facts,
    numbered(),
    of_shop(),
    Column("title", String, nullable=False),
    Column("description", String, nullable=False, server_default=""),
    beside("owner_id", "member"),
    Column("priority", Number, nullable=False, server_default="2"),
    Column("state", String, nullable=False, server_default="to do"),
    Column("place", Float, nullable=False, server_default="0"),
    Column("due_on", Date),
    Column("estimate_minutes", Number),
    Column("blocked_because", String, nullable=False, server_default=""),
    beside("parent_id", "task"),
    Column("document", String, nullable=False, server_default=""),
    Column("created_at", Instant, nullable=False),
    beside("created_by", "member"),
    Column("started_at", Instant),
    Column("done_at", Instant),
    Column("archived_at", Instant),
    Column("version", Number, nullable=False, server_default="1"),
    retried(),
    UniqueConstraint("shop_id", "key"),
    CheckConstraint("length(trim(title)) > 0", name="has_a_title"),
    CheckConstraint("priority between 1 and 4", name="has_a_priority"),
    Index(None, "shop_id", "state"),
    Index(None, "parent_id"),
)

task_watcher = Table(
    "task_watcher",
    facts,
    within("task", "task_id", primary_key=True),
    within("member", "member_id", primary_key=True),
)

task_label = Table(
    "task_label",
    facts,
    within("task", "task_id", primary_key=True),
    Column("label", String, primary_key=True),
)

task_check = Table(
    "task_check",
    facts,
    numbered(),
    within("task", "task_id"),
    Column("place", Number, nullable=False),
    Column("text", String, nullable=False),
    Column("is_done", Boolean, nullable=False, server_default="0"),
    Index(None, "task_id"),
)

# kind: sku, order, case, campaign, decision, meeting, page
task_link = Table(
    "task_link",
    facts,
    within("task", "task_id", primary_key=True),
    Column("kind", String, primary_key=True),
    Column("reference", String, primary_key=True),
)

task_needs = Table(
    "task_needs",
    facts,
    within("task", "task_id", primary_key=True),
    within("task", "needs_id", primary_key=True),
    CheckConstraint("task_id <> needs_id", name="waits_for_another"),
)

task_comment = Table(
    "task_comment",
    facts,
    numbered(),
    within("task", "task_id"),
    Column("text", String, nullable=False),
    Column("said_at", Instant, nullable=False),
    by_whom(),
    retried(),
    Index(None, "task_id"),
)

# `changes` maps a field to its value before and after; what a task was at any instant follows.
task_change = Table(
    "task_change",
    facts,
    numbered(),
    within("task", "task_id"),
    Column("version", Number, nullable=False),
    Column("changes", JSON, nullable=False),
    Column("changed_at", Instant, nullable=False),
    by_whom(),
    retried(),
    UniqueConstraint("task_id", "version"),
    Index(None, "task_id"),
)

# A template expands into tasks with dates; a recurring one does so on each of its days.
task_plan = Table(
    "task_plan",
    facts,
    numbered(),
    of_shop(),
    Column("name", String, nullable=False),
    Column("tasks", JSON, nullable=False),
    Column("every", JSON),
    Column("next_on", Date),
    Column("closed_on", Date),
    UniqueConstraint("shop_id", "name"),
)
