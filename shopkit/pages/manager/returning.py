"""Who came back: by the month of the first purchase, and how soon."""

from collections.abc import Sequence
from datetime import date

from shopkit.customers.cohorts import Cohort
from shopkit.lake import Lake
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.manager import buyers
from shopkit.pages.shift import Shift
from shopkit.text import message

COHORTS = 13
_STOCKED = message(
    "Who filled the cupboard at 双11 or 618 has no need for months: such a cohort looks as if it "
    "had left, and the forecast takes it for gone too early. Judge its months against those of "
    "a sale before, not against ordinary ones."
)


def cohorts(shift: Shift, found: Sequence[Cohort]) -> list[Block]:
    """What share of each month's first buyers bought in each month after, drawn and as a table."""
    say, shown = shift.say, found[-COHORTS:]
    rates = [
        {"cohort": f"{each.month:%Y-%m}", "age_months": age, "rate": each.retention(age)}
        for each in shown
        for age in range(1, min(len(each.came), COHORTS))
    ]
    top = max((row["rate"] for row in rates), default=0)
    drawn = [row | {"top": top} for row in rates]
    longest = min(max(len(each.came) for each in shown), COHORTS)
    heads = [
        (say("First bought in"), "text"),
        (say("People"), "qty"),
        *((say("Month {n}", n=age), "share") for age in range(1, longest)),
    ]
    rows = [
        [f"{each.month:%Y-%m}", each.people, *(each.retention(age) for age in range(1, longest))]
        for each in shown
    ]
    last = found[-1]
    note = say(_STOCKED)
    if not last.is_last_whole:
        note = say("The newest month still runs: its share will grow.") + " " + note
    table = draw.table(
        "cohorts",
        heads,
        rows,
        title=say(
            "Cohorts: who first bought in a month, and what share bought in each month after"
        ),
        note=note,
    )
    columns = [
        ("cohort", say("First bought in"), "text"),
        ("age_months", say("Months after"), "count"),
        ("rate", say("Bought in that month"), "rate"),
    ]
    plot = draw.plot(
        "retention",
        "cohort_retention",
        say("Do newer customers come back as the older ones did? % by months after"),
        drawn,
        columns=columns,
    )
    return [plot, table] if drawn else [table]


def soon(shift: Shift, lake: Lake, asof: date) -> Block:
    """The share that bought again within 30, 60, 90, 180 and 360 days."""
    say = shift.say
    rows = [
        {
            "days": each.days,
            "label": say("{n} days", n=each.days),
            "rate": each.rate,
            "low": each.interval[0],
            "high": each.interval[1],
            "people": each.people,
            "again": each.again,
        }
        for each in buyers.again(lake, asof)
        if each.interval
    ]
    columns = [
        ("label", say("Within"), "text"),
        ("rate", say("Bought again"), "rate"),
        ("low", say("interval from"), "rate"),
        ("high", say("interval to"), "rate"),
        ("again", say("came back"), "count"),
        ("people", say("known that long"), "count"),
    ]
    return draw.plot(
        "again",
        "repurchase",
        say("How soon do first buyers come back?"),
        rows,
        columns=columns,
        half=True,
    )
