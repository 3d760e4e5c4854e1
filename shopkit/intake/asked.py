"""A request to read one file, as one process hands it to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from shopkit.intake.layout import Period


@dataclass(frozen=True)
class Asked:
    """What is to be read, and how."""

    path: Path
    name: str
    sha256: str
    container: str
    encoding: str
    staging: Path
    secret: bytes
    kind: str | None = None
    mapping: Mapping[str, str] | None = None
    asof: date | None = None
    period: Period | None = None
    leave_out_faulty: bool = False

    @classmethod
    def of(cls, plain: Mapping) -> "Asked":
        """The request as JSON brought it."""
        days = plain["period"] and tuple(map(date.fromisoformat, plain["period"]))
        return cls(
            **{
                **plain,
                "path": Path(plain["path"]),
                "staging": Path(plain["staging"]),
                "secret": bytes.fromhex(plain["secret"]),
                "asof": plain["asof"] and date.fromisoformat(plain["asof"]),
                "period": days,
            }
        )
