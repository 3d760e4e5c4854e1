"""Lines of a checklist and parts of a task are found without reading all of them."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index(op.f("ix_task_check_task_id"), "task_check", ["task_id"])
    op.create_index(op.f("ix_task_parent_id"), "task", ["parent_id"])
