"""What was written to customers, who agreed to it, and what came of it."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    pass
