"""What a task's card shows beyond the first tables."""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    pass
