"""Looking at a file from outside: checked here, read in a process of its own."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from shopkit.intake.asked import Asked
from shopkit.intake.precheck import checked
from shopkit.intake.preview import Preview
from shopkit.intake.watch import watched


def preview(
    path: Path,
    *,
    staging: Path,
    secret: bytes,
    name: str | None = None,
    kind: str | None = None,
    mapping: Mapping[str, str] | None = None,
    asof: date | None = None,
    period: tuple[date, date] | None = None,
    leave_out_faulty: bool = False,
    trusted: bool = False,
    progress: Callable[[str, float], None] | None = None,
) -> Preview:
    """Everything a file would add, read in a process of its own and staged in `staging`.

    A `trusted` file, one the workbook wrote itself, is read in this process: many files then
    cost one start.

    `name` is the name the file was uploaded under: it tells days and kinds and is never used as
    a path. `kind` and `mapping` (our column to the file's header) overrule recognition; `asof`
    is the day of a snapshot and `period` the days of a report whose file names none. `secret`
    is the key for pseudonyms. `progress(stage, share)` is called twice a second.
    Raises `BadFile` for a file that cannot or must not be read.
    """
    tell = progress or (lambda stage, share: None)
    name = name or path.name
    file = checked(path, name=name, tell=lambda share: tell("checking", share))
    staging.mkdir(parents=True, exist_ok=True)
    request = {
        "path": str(path.resolve()),
        "name": name,
        "sha256": file.sha256,
        "container": file.container,
        "encoding": file.encoding,
        "staging": str(staging.resolve()),
        "secret": secret.hex(),
        "kind": kind,
        "mapping": dict(mapping) if mapping else None,
        "asof": asof and asof.isoformat(),
        "period": period and [day.isoformat() for day in period],
        "leave_out_faulty": leave_out_faulty,
    }
    if trusted:
        from shopkit.intake.reading import read  # pyarrow, which a page's kernel does not need

        return read(Asked.of(request), tell)
    return Preview.from_json(watched(request, size=file.size, tell=tell))
