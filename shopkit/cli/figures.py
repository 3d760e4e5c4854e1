"""`shopkit kpi`: the shop's figures for a stretch of days."""

from typing import Annotated, Any

import typer

from shopkit import clock, store
from shopkit.cli.show import as_json, as_table, refusals
from shopkit.errors import Refused
from shopkit.kpis import TERMS
from shopkit.pages import figures
from shopkit.pages.ask import days
from shopkit.pages.missing import missing
from shopkit.pages.tiles import label
from shopkit.periods import Period
from shopkit.settings import Settings
from shopkit.shop import Shop, open_shop
from shopkit.text import speaker
from shopkit.text.numbers import shown

SPLITS = {
    "province": figures.by_province,
    "product": figures.by_product,
    "channel": figures.by_channel,
}
GRAINS = ("day", "week", "month")


def kpi(
    first: Annotated[str | None, typer.Option("--from", help="First day, 2026-10-01.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day, 2026-10-31.")] = None,
    by: Annotated[
        str | None, typer.Option(help="day, week, month, province, product or channel.")
    ] = None,
    shop: Annotated[str | None, typer.Option(help="The shop's id or name.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON; money in fen.")] = False,
) -> None:
    """Show the KPIs of a stretch of days; all the shop's days when none are given."""
    settings = Settings.from_env()
    say = speaker(settings.lang)
    with refusals(say, is_json=json):
        opened = open_shop(shop, at=clock.now(), settings=settings)
        lake = opened.lake()
        covered = figures.coverage(lake)
        period = _period(first, last, covered)
        rows = _rows(lake, period, by)
        total = figures.total(lake, period, _weights(opened))
    answer = {
        "shop": opened.id,
        "is_sample": opened.row.is_sample,
        "from": period.first,
        "to": period.last,
        "kpis": total,
        "rows": rows,
        "missing": missing(covered, say=say),
    }
    if json:
        as_json(answer)
    else:
        _shown(answer, settings.lang, by)


def _period(first: str | None, last: str | None, covered: dict[str, Any]) -> Period:
    start, end = figures.first_day(covered), figures.last_day(covered, clock.today())
    return days(first or (start or end).isoformat(), last or end.isoformat())


def _rows(lake: Any, period: Period, by: str | None) -> list[dict[str, Any]]:
    if by is None:
        return []
    if by in SPLITS:
        return SPLITS[by](lake, period)
    if by in GRAINS:
        return figures.by_period(lake, period, by)
    raise Refused("--by is one of {known}, not {by}.", known=", ".join((*GRAINS, *SPLITS)), by=by)


def _weights(opened: Shop) -> Any:
    return store.settings_of(opened.engine, opened.id).get("experience_weights")


def _shown(answer: dict[str, Any], lang: str, by: str | None) -> None:
    print(f"{answer['shop']}  {answer['from']} – {answer['to']}")
    as_table(
        ["", ""],
        [
            [label(TERMS[name], lang), shown(value, TERMS[name].unit, lang)]
            for name, value in answer["kpis"].items()
        ],
    )
    if rows := answer["rows"]:
        names = list(rows[0])
        units = [TERMS[name].unit if name in TERMS else "" for name in names]
        as_table(
            [label(TERMS[name], lang) if name in TERMS else name for name in names],
            [
                [
                    shown(row[name], unit, lang) if unit else row[name]
                    for name, unit in zip(names, units, strict=True)
                ]
                for row in rows
            ],
        )
    for sentence in answer["missing"]:
        print("·", sentence)
