"""A list that was uploaded: read outside this process, its faults told line by line."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.widgets import Upload

if TYPE_CHECKING:
    from shopkit.intake.lists import ListRead

SHOWN = 30


def read(upload: object, reader: "Callable[..., ListRead]") -> "ListRead":
    """What `reader` finds in the uploaded file; its name is only ever said, never used."""
    if not isinstance(upload, Upload):
        raise Refused("Choose a file first.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        path.write_bytes(upload.content)
        return reader(path, name=upload.name[:100] or "–")


def faults(shift: Shift, found: "ListRead") -> Block:
    """What is wrong in a file, each with its line and what to do."""
    say = shift.say
    listed = [
        draw.row(
            n,
            _where(shift, fault.line, fault.column),
            (fault.told(say), "bad"),
            *([fault.sheet] if fault.sheet else []),
        )
        for n, fault in enumerate(found.faults[:SHOWN])
    ]
    more = len(found.faults) - SHOWN
    return draw.rows(
        "faults",
        listed,
        "",
        title=say("{n} faults: nothing was saved", n=len(found.faults)),
        note=say("{n} more like these.", n=more) if more > 0 else "",
    )


def _where(shift: Shift, line: int, column: str) -> str:
    where = shift.say("Line {line}", line=line)
    return f"{where} · {column}" if column else where
