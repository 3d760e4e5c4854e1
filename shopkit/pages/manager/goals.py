"""Setting targets: the months of a year as a table, and a year's goal spread over them."""

from collections.abc import Mapping
from datetime import date

from shopkit import targets
from shopkit.errors import Refused
from shopkit.kpis import TERMS
from shopkit.money import yuan
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.manager import aim
from shopkit.pages.shift import Shift
from shopkit.pages.tiles import label
from shopkit.store import goals
from shopkit.widgets import Reply

KPIS = ("paid_fen", "visitors", "buyers", "aov_fen")
MOST = 10**9
YEARS = (2015, 2100)


def months(year: int) -> list[str]:
    """The names of a year's months."""
    return [f"{year}-{month:02}" for month in range(1, 13)]


def blocks(shift: Shift, year: int) -> list[Block]:
    """The year's targets as a grid, and a form for the whole year."""
    say, known = shift.say, aim.all_goals(shift)
    columns = [draw.field("month", say("month"), fixed=True)]
    for kpi in KPIS:
        unit = {"unit": say("yuan")} if TERMS[kpi].unit == "fen" else {}
        columns.append(draw.field(kpi, label(TERMS[kpi], shift.lang), "number", **unit))
    rows = [
        {"key": month, "month": month} | {kpi: _typed(kpi, known.get((kpi, month))) for kpi in KPIS}
        for month in months(year)
    ]
    title = say("Targets of {year}", year=year)
    note = say("The year's goal is the sum of its months. Only the manager writes here.")
    whole = sum(known.get(("paid_fen", month), 0) for month in months(year))
    form = draw.form(
        "target-year",
        "target_year",
        [
            draw.field(
                "goal",
                say("Paid amount of the year, yuan"),
                "number",
                required=True,
                value=yuan(whole).replace(",", "") if whole else "",
            )
        ],
        say("Spread it over the months"),
        values={"year": year},
    )
    spread = say(
        "Months that have ended keep their target; the rest is spread as the shop sold on "
        "the same weekdays, sale days and festivals a year before."
    )
    return [
        draw.grid("targets", "target_save", columns, rows, title=title, note=note, fixed=True),
        draw.rows(
            "target-spread",
            [draw.row("spread", say("Set a year's goal and spread it"), spread, open=[form])],
            "",
        ),
    ]


def _typed(kpi: str, target: int | None) -> str:
    if target is None:
        return ""
    return (
        yuan(target).replace(",", "").removesuffix(".00")
        if TERMS[kpi].unit == "fen"
        else str(target)
    )


def saved(shift: Shift, *, key: str, rows: object) -> str:
    """Keeps what was typed into the table; an emptied field takes its target away."""
    stamp = shift.stamp(key)
    changed: dict[goals.Goal, int | None] = {}
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, Mapping):
            raise Refused("This table and its page do not fit together: reload the page.")
        month = month_named(row.get("key"))
        for kpi in KPIS:
            if kpi in row:
                changed[kpi, month] = _target(kpi, row[kpi], shift)
    if not changed:
        raise Refused("Nothing was changed.")
    goals.keep_goals(shift.shop.engine, shift.shop.id, changed, stamp)
    return shift.say("Saved.")


def month_named(word: object) -> str:
    """A month as 2026-11, or `Refused`."""
    text = str(word if word is not None else "")
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Refused("Choose a month, such as 2026-11.") from None
    return f"{first:%Y-%m}"


def _target(kpi: str, value: object, shift: Shift) -> int | None:
    named = label(TERMS[kpi], shift.lang)
    if value is None or not str(value).strip():
        return None
    if TERMS[kpi].unit == "fen":
        return _fen(value, named)
    return given.whole(str(value).replace(",", ""), named, least=1, most=MOST)


def _fen(value: object, named: str) -> int:
    number = given.decimal(str(value).replace(",", "").lstrip("¥￥"), named)
    if number is None or not 0.01 <= number <= MOST:
        raise Refused(
            "“{field}” goes from {least} to {most}.", field=named, least="0.01", most=MOST
        )
    return round(number * 100)


def spread(shift: Shift, *, key: str, goal: object, year: object) -> Reply:
    """Spreads a year's goal over the months that have not ended."""
    stamp, say = shift.stamp(key), shift.say
    wanted = given.whole(year, say("Year"), least=YEARS[0], most=YEARS[1])
    total = _fen(goal, say("Paid amount of the year, yuan"))
    known, asof = aim.all_goals(shift), shift.last_data or shift.today
    ended = [month for month in months(wanted) if month < f"{asof:%Y-%m}" or _is_last(asof, month)]
    kept = {month: known[("paid_fen", month)] for month in ended if ("paid_fen", month) in known}
    found = targets.spread(
        total,
        wanted,
        aim.history(shift),
        kept=kept | dict.fromkeys((month for month in ended if month not in kept), 0),
    )
    if not found:
        raise Refused("The months that have ended already hold as much: choose a higher goal.")
    changed = {("paid_fen", month): fen for month, fen in found.items()}
    goals.keep_goals(shift.shop.engine, shift.shop.id, changed, stamp)
    return Reply(say("Spread over {n} months.", n=len(found)))


def _is_last(asof: date, month: str) -> bool:
    return f"{asof:%Y-%m}" == month and aim.month_of(asof).last == asof


ACTS = {"target_save": saved, "target_year": spread}
