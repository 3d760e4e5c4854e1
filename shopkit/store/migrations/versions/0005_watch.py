"""What is watched: events of the shop, alarms and what became of them, targets."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    pass
