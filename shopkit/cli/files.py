"""`shopkit import`: files in, control totals and faults out."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from shopkit import clock
from shopkit.cli.show import as_json, as_table, progress, refusals
from shopkit.errors import Refused
from shopkit.intake import Preview
from shopkit.money import yuan
from shopkit.pages.ask import days
from shopkit.pages.files import drop, look_at, take_in
from shopkit.settings import Settings
from shopkit.shop import Shop, open_shop, own_shop
from shopkit.tables import TABLES
from shopkit.text import Say, speaker


def import_files(
    files: Annotated[list[Path], typer.Argument(help="The files your platforms exported.")],
    kind: Annotated[str | None, typer.Option("--as", help="What kind of file it is.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take it in without asking.")] = False,
    shop: Annotated[str | None, typer.Option(help="The shop it belongs to.")] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--map", help="COLUMN=HEADER, for a file of your own making; repeat it."),
    ] = None,
    period: Annotated[
        str | None, typer.Option(help="2026-10-01..2026-10-31, for a file that does not say.")
    ] = None,
    skip_faulty: Annotated[
        bool, typer.Option("--leave-out-faulty", help="Take in the rows without faults.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Take in files: control totals first, then your yes, then one commit."""
    settings = Settings.from_env()
    say = speaker(settings.lang)
    with refusals(say, is_json=json):
        target = _target(shop, settings)
        mapping = _mapping(column or [])
        span = days(*period.split("..", 1)) if period and ".." in period else None
        reports = []
        for path in files:
            with progress(say, is_shown=not json and sys.stderr.isatty()) as report:
                seen = look_at(
                    target,
                    _file(path),
                    kind=kind,
                    mapping=mapping,
                    period=span,
                    leave_out_faulty=skip_faulty,
                    progress=report,
                )
            reports.append(_one(target, seen, yes=yes, is_json=json, say=say))
    if json:
        as_json(reports[0] if len(reports) == 1 else reports)
    wanted = "taken" if yes else "ready"
    raise SystemExit(0 if all(report[wanted] for report in reports) else 1)


def _one(shop: Shop, seen: Preview, *, yes: bool, is_json: bool, say: Say) -> dict[str, Any]:
    if not is_json:
        _shown(seen, say)
    can = seen.staged is not None
    agreed = can and (yes or (not is_json and _asked(say)))
    report = _report(seen, say) | {"shop": shop.id, "ready": can, "taken": False}
    if not agreed:
        drop(seen)
        return report
    done = take_in(shop, seen)
    if not is_json:
        print(say("{name}: {new} new rows, {changed} changed.", **_told(done)))
    return report | {"taken": True, "new_rows": done.new_rows, "changed_rows": done.changed_rows}


def _told(done: Any) -> dict[str, object]:
    return {"name": done.name, "new": done.new_rows, "changed": done.changed_rows}


def _report(seen: Preview, say: Say) -> dict[str, Any]:
    return {
        "name": seen.name,
        "kind": seen.kind,
        "encoding": seen.encoding,
        "container": seen.container,
        "rows": seen.rows,
        "left_out": seen.left_out,
        "totals": dict(seen.totals),
        "first_on": seen.first_day,
        "last_on": seen.last_day,
        "ignored": list(seen.ignored),
        "headers": seen.unknown.headers if seen.unknown else [],
        "asks": list(seen.asks),
        "fault_count": seen.fault_count,
        "faults": [
            {
                "line": fault.line,
                "column": fault.column,
                "sheet": fault.sheet,
                "what": fault.told(say),
            }
            for fault in seen.faults
        ],
    }


def _shown(seen: Preview, say: Say) -> None:
    if seen.unknown:
        print(say("{name}: not a file this workbook knows.", name=seen.name))
        print(say("Its headers: {headers}", headers=", ".join(seen.unknown.headers)))
        print(
            say("Say what it is with --as KIND and --map COLUMN=HEADER, or map it in start_here.")
        )
        return
    print(f"{seen.name}: {seen.kind} · {seen.encoding} · {say('{n} rows', n=seen.rows)}")
    print(f"  {seen.first_day} – {seen.last_day}")
    kinds = TABLES[seen.table].columns
    for name, amount in seen.totals.items():
        print(f"  {name:<20}{yuan(amount) if kinds[name] == 'fen' else f'{amount:,}':>18}")
    if seen.faults:
        print(say("Faults:"))
        as_table(
            [say("line"), say("column"), say("what to do")],
            [[fault.line, fault.column, fault.told(say)] for fault in seen.faults[:40]],
        )


def _asked(say: Say) -> bool:
    return sys.stdin.isatty() and typer.confirm(say("Take it in?"), default=True)


def _file(path: Path) -> Path:
    if not path.is_file():
        raise Refused("There is no file {path}. Check the name.", path=path)
    return path


def _mapping(pairs: list[str]) -> dict[str, str] | None:
    if wrong := [pair for pair in pairs if "=" not in pair]:
        raise Refused("Write --map COLUMN=HEADER, not {pair}.", pair=wrong[0])
    return dict(pair.split("=", 1) for pair in pairs) or None


def _target(wanted: str | None, settings: Settings) -> Shop:
    if wanted:
        return open_shop(wanted, at=clock.now(), settings=settings)
    return own_shop(at=clock.now(), settings=settings)
