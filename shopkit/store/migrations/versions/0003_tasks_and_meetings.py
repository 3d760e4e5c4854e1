"""Tasks and what hangs on them; meetings, decisions, praise; messages and urgent matters."""

import sqlalchemy as sa
from alembic import op

from shopkit.store.migrations.columns import INSTANT, NUMBER, beside, of_shop, within

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "task_plan",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("tasks", sa.JSON, nullable=False),
        sa.Column("every", sa.JSON),
        sa.Column("next_on", sa.Date),
        sa.Column("closed_on", sa.Date),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "name"),
    )
    op.create_table(
        "meeting",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT),
        sa.Column("notes", sa.JSON, nullable=False),
        sa.Column("page", sa.JSON),
        sa.Column("lake_version_id", NUMBER),
        sa.Column("member_id", NUMBER),
        sa.Column("version", NUMBER, server_default="1", nullable=False),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint(
            "kind in ('standup', 'weekly', 'monthly')", name=op.f("ck_meeting_is_a_kind")
        ),
        beside("lake_version_id", "lake_version"),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "kind", "held_on"),
    )
    op.create_table(
        "message",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("robot", sa.String, nullable=False),
        sa.Column("title", sa.String, server_default="", nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("not_before", INSTANT),
        sa.Column("is_urgent", NUMBER, server_default="0", nullable=False),
        sa.Column("state", sa.String, server_default="waiting", nullable=False),
        sa.Column("next_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint(
            "state in ('waiting', 'sending', 'sent', 'unclear', 'failed', 'dropped')",
            name=op.f("ck_message_is_a_state"),
        ),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_index(op.f("ix_message_state_next_at"), "message", ["state", "next_at"])
    op.create_table(
        "praise",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("to_id", NUMBER, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        beside("member_id", "member"),
        beside("to_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_table(
        "standup_entry",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("member_id", NUMBER, nullable=False),
        sa.Column("yesterday", sa.String, server_default="", nullable=False),
        sa.Column("today", sa.String, server_default="", nullable=False),
        sa.Column("blocker", sa.String, server_default="", nullable=False),
        sa.Column("needs_id", NUMBER),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.Column("written_by", NUMBER),
        sa.Column("version", NUMBER, server_default="1", nullable=False),
        sa.Column("key", sa.String(length=80)),
        beside("member_id", "member"),
        beside("needs_id", "member"),
        beside("written_by", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "held_on", "member_id"),
    )
    op.create_table(
        "task",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("description", sa.String, server_default="", nullable=False),
        sa.Column("owner_id", NUMBER),
        sa.Column("priority", NUMBER, server_default="2", nullable=False),
        sa.Column("state", sa.String, server_default="to do", nullable=False),
        sa.Column("place", sa.Float, server_default="0", nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("estimate_minutes", NUMBER),
        sa.Column("blocked_because", sa.String, server_default="", nullable=False),
        sa.Column("parent_id", NUMBER),
        sa.Column("document", sa.String, server_default="", nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", NUMBER),
        sa.Column("started_at", INSTANT),
        sa.Column("done_at", INSTANT),
        sa.Column("archived_at", INSTANT),
        sa.Column("version", NUMBER, server_default="1", nullable=False),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint("length(trim(title)) > 0", name=op.f("ck_task_has_a_title")),
        sa.CheckConstraint("priority between 1 and 4", name=op.f("ck_task_has_a_priority")),
        beside("created_by", "member"),
        beside("owner_id", "member"),
        beside("parent_id", "task"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_index(op.f("ix_task_parent_id"), "task", ["parent_id"])
    op.create_index(op.f("ix_task_shop_id_state"), "task", ["shop_id", "state"])
    op.create_table(
        "urgent",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("steps", sa.JSON, nullable=False),
        sa.Column("raised_at", INSTANT, nullable=False),
        sa.Column("step", NUMBER, server_default="0", nullable=False),
        sa.Column("next_at", INSTANT),
        sa.Column("answered_at", INSTANT),
        sa.Column("answered_by", NUMBER),
        sa.Column("answer", sa.String, server_default="", nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        beside("answered_by", "member"),
        beside("member_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_table(
        "decision",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        of_shop(),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("why", sa.String, server_default="", nullable=False),
        sa.Column("owner_id", NUMBER),
        sa.Column("kpi", sa.String, server_default="", nullable=False),
        sa.Column("expected", sa.JSON),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("look_on", sa.Date),
        sa.Column("meeting_id", NUMBER),
        sa.Column("outcome", sa.JSON),
        sa.Column("closed_at", INSTANT),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        sa.CheckConstraint("length(trim(what)) > 0", name=op.f("ck_decision_says_what")),
        beside("meeting_id", "meeting"),
        beside("member_id", "member"),
        beside("owner_id", "member"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "key"),
    )
    op.create_table(
        "message_attempt",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("message_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("part", NUMBER, nullable=False),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("result", sa.String, server_default="begun", nullable=False),
        sa.Column("detail", sa.String, server_default="", nullable=False),
        within("message_id", "message"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_message_attempt_message_id"), "message_attempt", ["message_id"])
    op.create_table(
        "task_change",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("task_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        beside("member_id", "member"),
        within("task_id", "task"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("task_id", "version"),
    )
    op.create_index(op.f("ix_task_change_task_id"), "task_change", ["task_id"])
    op.create_table(
        "task_check",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("task_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("place", NUMBER, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("is_done", sa.Boolean, server_default="0", nullable=False),
        within("task_id", "task"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_task_check_task_id"), "task_check", ["task_id"])
    op.create_table(
        "task_comment",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("task_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.Column("member_id", NUMBER),
        sa.Column("key", sa.String(length=80)),
        beside("member_id", "member"),
        within("task_id", "task"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_task_comment_task_id"), "task_comment", ["task_id"])
    op.create_table(
        "task_label",
        sa.Column("task_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        within("task_id", "task"),
        sa.PrimaryKeyConstraint("task_id", "label"),
    )
    op.create_table(
        "task_link",
        sa.Column("task_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("reference", sa.String, nullable=False),
        within("task_id", "task"),
        sa.PrimaryKeyConstraint("task_id", "kind", "reference"),
    )
    op.create_table(
        "task_needs",
        sa.Column("task_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("needs_id", NUMBER, autoincrement=False, nullable=False),
        sa.CheckConstraint("task_id <> needs_id", name=op.f("ck_task_needs_waits_for_another")),
        within("needs_id", "task"),
        within("task_id", "task"),
        sa.PrimaryKeyConstraint("task_id", "needs_id"),
    )
    op.create_table(
        "task_watcher",
        sa.Column("task_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("member_id", NUMBER, autoincrement=False, nullable=False),
        within("member_id", "member"),
        within("task_id", "task"),
        sa.PrimaryKeyConstraint("task_id", "member_id"),
    )
