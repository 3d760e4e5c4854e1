"""What comes next: the targets of the month after, and who does what by when."""

from collections.abc import Iterator
from typing import Any

from shopkit.kpis import TERMS
from shopkit.pages.review import parts
from shopkit.pages.review.month import Month
from shopkit.pages.review.parts import Part
from shopkit.store import tasks
from shopkit.text import message

ORDER, TITLE = 100, message("Next month's plan")


def section(month: Month) -> Iterator[Part]:
    """The next month's targets, and the open tasks due by its end with their owners."""
    say, follows = month.say, f"{month.following.first:%Y-%m}"
    goals = {kpi: goal for kpi, goal in month.targets(follows).items() if kpi in TERMS}
    if goals:
        columns = [("kpi", say("KPI"), "text"), ("target", say("Target"), "count"),
                   ("now", month.name, "count")]  # fmt: skip
        rows = [
            {"key": kpi, "kpi": month.term(kpi), "target": goal, "now": month.kpis.get(kpi),
             "units": {"target": TERMS[kpi].unit, "now": TERMS[kpi].unit}}
            for kpi, goal in goals.items()
        ]  # fmt: skip
        yield parts.table("targets", say("Targets of {month}", month=follows), columns, rows)
    else:
        yield parts.words(say("No target is set for {month}.", month=follows))
    planned = month.past.ask("plan", lambda: list(_planned(month)))
    if not planned:
        yield parts.words(say("No open task was due in the next month."))
        return
    columns = [("title", say("What to do"), "text"), ("owner", say("Owner"), "text"),
               ("due_on", say("Until"), "day")]  # fmt: skip
    rows = [{**each, "key": str(each["id"]), "owner": each["owner"] or say("nobody")}
            for each in planned]  # fmt: skip
    yield parts.table("tasks", say("Who does what"), columns, rows)


def _planned(month: Month) -> Iterator[dict[str, Any]]:
    """Open on the last day and due by the end of the next month, what is late first."""
    found = [
        task
        for task in tasks.as_of(month.shop.engine, month.shop.id, month.end)
        if task.is_open and task.due_on and task.due_on <= month.following.last
    ]
    for task in sorted(found, key=lambda each: (each.due_on, each.priority, each.id)):
        yield {"id": task.id, "title": task.title, "owner": task.owner, "due_on": task.due_on}
