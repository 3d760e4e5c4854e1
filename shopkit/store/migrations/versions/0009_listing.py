"""Goods to list and take down, rules and who read them, rivals as they were seen."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    pass
