"""The `shopkit` command: each subcommand speaks to people, or to programs with `--json`."""

from collections.abc import Sequence

from shopkit.lean import leave_out

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 done, 1 not taken in, 2 refused with a sentence."""
    from shopkit.cli.app import command

    leave_out()
    try:
        command()(args=None if argv is None else list(argv), prog_name="shopkit")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0
