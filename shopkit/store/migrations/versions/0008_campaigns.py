"""Campaigns: what was promised, and what came of it."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    pass
