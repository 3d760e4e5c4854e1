"""`shopkit review`: months frozen, proved, compared with today, listed."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from shopkit import clock
from shopkit.cli.show import as_json, as_table, progress, refusals
from shopkit.errors import Refused
from shopkit.settings import Settings
from shopkit.shop import Shop, open_shop
from shopkit.store.ledger import Stamp
from shopkit.text import Say, speaker


class MonthFirst(TyperGroup):
    """A group whose first word may be a month: then it is frozen."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:
        """The words of the command line, with `freeze` put before what names no command."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["freeze", *args]
        return super().parse_args(ctx, args)


review_app = typer.Typer(
    cls=MonthFirst, help="Months frozen for good: “shopkit review 2026-10”.", no_args_is_help=True
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Which = Annotated[str | None, typer.Option("--shop", help="The shop's id or name.")]
Version = Annotated[int | None, typer.Option("--version", help="The newest if not given.")]
Out = Annotated[Path | None, typer.Option("--out", help="The folder of frozen months.")]


@review_app.command("freeze")
def review_freeze(
    month: Annotated[str, typer.Argument(help="Such as 2026-10.")] = "",
    out: Out = None,
    again: Annotated[bool, typer.Option("--again", help="A further version.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Every month not frozen yet.")] = False,
    if_due: Annotated[
        bool, typer.Option("--if-due", help="The last whole month, if it is not frozen yet.")
    ] = False,
    with_pdf: Annotated[bool, typer.Option("--pdf/--no-pdf", help="Also as PDF.")] = True,
    shop: Which = None,
    json: Json = False,
) -> None:
    """Freeze a month: “freeze” need not be written."""
    from shopkit.review import due

    say, opened = _opened(shop, is_json=json)
    made: list[dict[str, Any]] = []
    with refusals(say, is_json=json):
        if bool(month) + every + if_due != 1:
            raise Refused("Say which month, such as 2026-10, or --all, or --if-due.")
        wanted = due.missing(opened, today=clock.today()) if every else [month]
        if if_due:
            newest = due.due(opened, today=clock.today())
            wanted = [newest] if newest else []
        for place, each in enumerate(wanted):
            span = (place / len(wanted), 1 / len(wanted))
            made.append(_made(opened, each, say, out=out, again=again, with_pdf=with_pdf,
                              span=span, is_quiet=json, is_told=not every))  # fmt: skip
    if json:
        as_json({"frozen": made})
    elif not made:
        print(say("Nothing is due: every whole month with data is frozen."))


def _made(
    opened: Shop,
    month: str,
    say: Say,
    *,
    out: Path | None,
    again: bool,
    with_pdf: bool,
    span: tuple[float, float],
    is_quiet: bool,
    is_told: bool,
) -> dict[str, Any]:
    from shopkit.review import due
    from shopkit.review.freezing import freeze

    start, part = span
    with progress(say, is_shown=not is_quiet) as report:
        found = freeze(
            opened, month, Stamp(None, clock.now()), today=clock.today(), out=out, again=again,
            with_pdf=with_pdf, report=lambda stage, done: report(stage, start + done * part),
        )  # fmt: skip
    if is_told:
        due.tell(opened, found)
    if not is_quiet:
        print(say("{month} is frozen, version {version}: {folder}", month=found.month,
                  version=found.version, folder=found.folder))  # fmt: skip
        if found.without_pdf:
            print(found.without_pdf.told(say))
    return {"month": found.month, "version": found.version, "folder": str(found.folder),
            "has_pdf": with_pdf and found.without_pdf is None}  # fmt: skip


@review_app.command("verify")
def review_verify(
    month: str, version: Version = None, out: Out = None, shop: Which = None, json: Json = False
) -> None:
    """Make a frozen month again and compare every byte."""
    from shopkit.review.proving import verify

    say, opened = _opened(shop, is_json=json)
    with refusals(say, is_json=json):
        proof = verify(opened, _month(month), version, out=out)
    if json:
        as_json(proof.__dict__ | {"is_same": proof.is_same})
    else:
        print("\n".join(proof.told(say)))
    if not proof.is_same:
        raise SystemExit(1)


@review_app.command("drift")
def review_drift(
    month: str, version: Version = None, shop: Which = None, json: Json = False
) -> None:
    """Show what was reported then and what the data say now."""
    from shopkit.pages.review.drift import drift

    say, opened = _opened(shop, is_json=json)
    with refusals(say, is_json=json):
        found = drift(opened, _month(month), version)
    if json:
        as_json(found.__dict__)
        return
    print(found.told(say))
    heads = [say(each) for each in ("Section", "Row", "Column", "Unit", "Reported then",
                                    "Now", "Difference")]  # fmt: skip
    if found.differences:
        as_table(heads, [each.cells() for each in found.differences])
    if found.causes:
        heads = [say(each) for each in ("Figure", "Because of", "Then", "Now", "Difference")]
        as_table(heads, [each.cells(say) for each in found.causes])


@review_app.command("list")
def review_list(shop: Which = None, json: Json = False) -> None:
    """List the frozen months, every version."""
    from shopkit.store import reviews

    say, opened = _opened(shop, is_json=json)
    with refusals(say, is_json=json):
        found = reviews.reviews(opened.engine, opened.id)
    rows = [
        {"month": each.month, "version": each.version, "frozen_at": each.frozen_at,
         "figures": len(each.figures or ()), "folder": (each.manifest or {}).get("folder", "")}
        for each in found
    ]  # fmt: skip
    if json:
        as_json({"reviews": rows})
        return
    if not rows:
        print(say("No month is frozen yet: “shopkit review 2026-10” does it."))
        return
    shown = [
        [row["month"], row["version"],
         f"{row['frozen_at'].astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}",
         row["figures"], row["folder"]]
        for row in rows
    ]  # fmt: skip
    as_table([say(each) for each in ("Month", "Version", "Frozen", "Figures", "Folder")], shown)


def _month(word: str) -> str:
    from shopkit.pages.review.page import MONTH

    if not MONTH.fullmatch(word):
        raise Refused("“{month}” is no month: write it as 2026-10.", month=word[:40])
    return f"{date.fromisoformat(f'{word}-01'):%Y-%m}"


def _opened(shop: str | None, *, is_json: bool) -> tuple[Say, Shop]:
    settings = Settings.from_env()
    say = speaker(settings.lang)
    with refusals(say, is_json=is_json):
        return say, open_shop(shop, at=clock.now(), settings=settings)
    raise AssertionError  # refusals ends the program
